"""What officers type when a dossier comes in: the quick desk, and intake with its checklist."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.fields import (
    CHANNELS,
    MOST_COPIES,
    MOST_MONEY,
    MOST_PAGES,
    PAYMENTS,
    LateEntry,
    Money,
    count,
    text,
)
from motcua.web.forms import Line, OnceForm
from motcua.web.forms import PlainForm as Plain


class PersonForm(Plain):
    """The applicant as the slip will name them."""

    name = Line(
        label=_("Họ và tên hoặc tên tổ chức"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    number = Line(label=_("Số định danh cá nhân hoặc mã số thuế"), required=False, max_length=20)
    phone = Line(
        label=_("Điện thoại"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    email = forms.EmailField(label=_("Thư điện tử"), required=False, max_length=120)
    address = Line(label=_("Địa chỉ"), required=False, max_length=300)


class ServeForm(LateEntry, OnceForm):
    """The quick desk: procedure and case, name, pages and copies, fee."""

    procedure = forms.ChoiceField(label=_("Thủ tục"))
    name = Line(
        label=_("Họ và tên người yêu cầu"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    pages = count(_("Số trang bản chính"), MOST_PAGES)
    copies = count(_("Số bản"), MOST_COPIES)
    fee = Money(
        label=_("Phí, lệ phí (đồng)"),
        help_text=_("Để trống: tính theo biểu phí. Không thu: gõ 0."),
        required=False,
        min_value=0,
        max_value=MOST_MONEY,
    )
    how = forms.ChoiceField(
        label=_("Nộp tiền bằng"),
        choices=PAYMENTS,
        initial=PAYMENTS[0][0],
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )
    slip = forms.BooleanField(label=_("Người dân yêu cầu giấy tiếp nhận"), required=False)

    field_order = ("idempotency_key", "procedure", "name", "pages", "copies", "fee", "how", "slip")

    def __init__(self, offers: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedure"].choices = list(offers)  # type: ignore[attr-defined]


class ReceiveForm(LateEntry, PersonForm, OnceForm):
    """Intake: case and channel, the applicant, the owner, who typed, the papers, the fee.

    `limit` is asked only where the catalogue has several that do not agree. `shown` is the due
    day that the officer was shown before saving.
    """

    shown = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    case = forms.TypedChoiceField(label=_("Trường hợp"), coerce=int, widget=forms.RadioSelect)
    channel = forms.ChoiceField(
        label=_("Cách nộp hồ sơ"),
        choices=CHANNELS,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )
    limit = forms.TypedChoiceField(
        label=_("Thời hạn áp dụng"),
        help_text=_("Danh mục ghi nhiều thời hạn cho cách nộp này; chọn đúng trường hợp."),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    owner_name = Line(label=_("Chủ hồ sơ, nếu là người khác"), required=False, max_length=200)
    entered_by_name = Line(label=_("Người nhập giúp, nếu có"), required=False, max_length=200)
    copies = count(_("Số bản yêu cầu"), MOST_COPIES)
    fee = Money(
        label=_("Phí, lệ phí phải nộp (đồng)"),
        help_text=_("Để trống: tính theo biểu phí. Không thu: gõ 0."),
        required=False,
        min_value=0,
        max_value=MOST_MONEY,
    )
    paid = forms.ChoiceField(
        label=_("Thu tiền"),
        required=False,
        choices=[("", _("Chưa thu")), *PAYMENTS],
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )
    missing = text(
        _("Giấy tờ còn thiếu hoặc chưa đúng"),
        rows=4,
        required=False,
        hint=_("Ghi đủ một lần, mỗi dòng một giấy tờ."),
    )
    reason = text(_("Lý do"), required=False)
    # Complaints are listed in the order of the page.
    field_order = ("idempotency_key", "shown", "case", "channel", "limit", "name")

    def __init__(
        self,
        cases: Iterable[tuple[int, str]],
        papers: Iterable[str],
        *args: Any,
        limits: Iterable[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].choices = list(cases)  # type: ignore[attr-defined]
        self.limits = list(limits)
        self.fields["limit"].choices = self.limits  # type: ignore[attr-defined]
        self.fields["limit"].required = bool(self.limits)
        self.papers = list(papers)
        for number in range(len(self.papers)):
            for what in ("originals", "copies"):
                self.fields[f"paper_{number}_{what}"] = forms.IntegerField(
                    label=self.papers[number][:80],
                    required=False,
                    min_value=0,
                    max_value=MOST_COPIES,
                )

    def counted(self) -> list[tuple[str, int, int]]:
        """The papers that were handed in: name, originals, copies."""
        found = []
        for number, name in enumerate(self.papers):
            originals = self.cleaned_data.get(f"paper_{number}_originals") or 0
            copies = self.cleaned_data.get(f"paper_{number}_copies") or 0
            if originals or copies:
                found.append((name, originals, copies))
        return found
