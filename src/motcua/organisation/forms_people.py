"""What is typed to add an officer, give a role and end one: always with an act and its approver."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.organisation.forms import password_field
from motcua.organisation.models import CODE, Officer
from motcua.organisation.roles import ROLES
from motcua.web.forms import DayField, Line, PlainForm
from motcua.web.names import named

ONE_DAY = timedelta(days=1)


class OfficerField(Line):
    """A log-in name; the value is the officer who has it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=64, **more)

    def clean(self, value: Any) -> Officer:
        username = super().clean(value)
        found = Officer.objects.filter(username=username, is_active=True).first()
        if found is None:
            said = gettext("Mục “%(label)s”: không có cán bộ đang làm việc với tên đăng nhập này.")
            raise ValidationError(said % {"label": self.label})
        return found


class ActForm(PlainForm):
    """The part that every change has: the act and who approved it."""

    act_number = Line(label=_("Số, ký hiệu văn bản"), max_length=80)
    approved_by = OfficerField(
        label=_("Người phê duyệt"),
        help_text=_("Tên đăng nhập; không phải người nhập hay người được giao."),
    )


def _roles() -> list[tuple[str, str]]:
    """Asked anew for each form: the reader's language is known by then."""
    return [(role, named(name)) for role, name in ROLES.items()]


class AddOfficerForm(ActForm):
    username = Line(label=_("Tên đăng nhập"), max_length=64)
    full_name = Line(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    password = password_field(_("Mật khẩu ban đầu"), "new-password")

    field_order = ("username", "full_name", "email", "password", "act_number", "approved_by")


class AssignForm(ActForm):
    officer = OfficerField(label=_("Cán bộ"), help_text=_("Tên đăng nhập."))
    role = forms.ChoiceField(label=_("Vai trò"), choices=_roles)
    unit_code = Line(label=_("Mã đơn vị"), max_length=CODE, help_text=_("Dấu * là toàn hệ thống."))
    position = Line(label=_("Chức vụ"), max_length=120, required=False)
    since = DayField(label=_("Từ ngày"))
    last = DayField(label=_("Đến hết ngày"), required=False)

    field_order = (
        "officer",
        "role",
        "unit_code",
        "position",
        "since",
        "last",
        "act_number",
        "approved_by",
    )

    def until(self) -> date | None:
        """The first day on which the role no longer holds."""
        last: date | None = self.cleaned_data["last"]
        return last + ONE_DAY if last else None


class EndForm(ActForm):
    """A last day; none for now, so that today already is the first day without."""

    last = DayField(
        label=_("Đến hết ngày"),
        required=False,
        help_text=_("Bỏ trống để kết thúc ngay bây giờ."),
    )

    field_order = ("last", "act_number", "approved_by")

    def until(self, today: date, since: date) -> date:
        """The first day on which it no longer holds; what has not begun never does."""
        last: date | None = self.cleaned_data["last"]
        return last + ONE_DAY if last else max(today, since)


class AbsenceForm(ActForm):
    officer = OfficerField(label=_("Người vắng mặt"), help_text=_("Tên đăng nhập."))
    since = DayField(label=_("Từ ngày"))
    last = DayField(label=_("Đến hết ngày"))

    field_order = ("officer", "since", "last", "act_number", "approved_by")


class SubstituteForm(ActForm):
    absent = OfficerField(label=_("Người vắng mặt"), help_text=_("Tên đăng nhập."))
    stand_in = OfficerField(label=_("Người làm thay"), help_text=_("Tên đăng nhập."))
    unit_code = Line(label=_("Mã đơn vị"), max_length=CODE)
    since = DayField(label=_("Từ ngày"))
    last = DayField(label=_("Đến hết ngày"))

    field_order = (
        "absent",
        "stand_in",
        "unit_code",
        "since",
        "last",
        "act_number",
        "approved_by",
    )
