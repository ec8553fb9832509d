"""What is typed to tell another system, and to stop."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.notices.actions.receivers import NAME
from motcua.notices.webhooks import LONGEST
from motcua.organisation.forms_people import ActForm
from motcua.organisation.models import CODE
from motcua.web.forms import DayField, Line


class AddReceiverForm(ActForm):
    name = Line(label=_("Tên hệ thống"), max_length=NAME)
    address = Line(
        label=_("Địa chỉ nhận"),
        max_length=LONGEST,
        help_text=_("Bắt đầu bằng https://; hệ thống đó phải nhận được yêu cầu POST."),
    )
    unit_code = Line(label=_("Mã đơn vị"), max_length=CODE, help_text=_("Dấu * là toàn hệ thống."))
    since = DayField(label=_("Từ ngày"))

    field_order = ("name", "address", "unit_code", "since", "act_number", "approved_by")


class EndReceiverForm(ActForm):
    until = DayField(label=_("Ngừng từ ngày"))

    field_order = ("until", "act_number", "approved_by")
