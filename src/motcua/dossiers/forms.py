"""What officers type: one form per deed, each with a hidden key so that a repeat is one deed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.rules.events import Payment
from motcua.rules.limit import Channel
from motcua.web.forms import Line, MomentField, OnceForm, Text
from motcua.web.forms import PlainForm as Plain

MOST_TEXT = 4000
MOST_COPIES = 500
MOST_PAGES = 2000
MOST_MONEY = 1_000_000_000

CHANNELS = [
    (Channel.COUNTER.value, _("Trực tiếp tại quầy")),
    (Channel.POST.value, _("Bưu chính công ích")),
    (Channel.ONLINE.value, _("Trực tuyến")),
]
PAYMENTS = [
    (Payment.CASH.value, _("Tiền mặt")),
    (Payment.TRANSFER.value, _("Chuyển khoản")),
    (Payment.ONLINE.value, _("Thanh toán trực tuyến")),
    (Payment.POSTAL.value, _("Qua bưu chính")),
]


def _text(label: Any, *, rows: int = 3, required: bool = True, hint: Any = "") -> Text:
    return Text(
        label=label,
        help_text=hint,
        required=required,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class LateEntry(Plain):
    """When it really happened, for what is entered after an outage or from paper."""

    at = MomentField(
        label=_("Thời điểm thực tế"),
        help_text=_("Chỉ điền khi nhập muộn, ví dụ 05/9/2025 08:15"),
        required=False,
    )
    late_reason = Line(label=_("Lý do nhập muộn và số giấy tờ gốc"), required=False, max_length=500)


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
    """The quick desk: procedure, name, copies, fee."""

    procedure = forms.ChoiceField(label=_("Thủ tục"))
    name = Line(
        label=_("Họ và tên người yêu cầu"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    pages = forms.IntegerField(
        label=_("Số trang bản chính"), min_value=1, max_value=MOST_PAGES, initial=1
    )
    copies = forms.IntegerField(label=_("Số bản"), min_value=1, max_value=MOST_COPIES, initial=1)
    fee = forms.IntegerField(
        label=_("Phí, lệ phí (đồng)"),
        help_text=_("Để trống để hệ thống tính theo biểu phí"),
        required=False,
        min_value=0,
        max_value=MOST_MONEY,
    )
    how = forms.ChoiceField(label=_("Cách nộp"), choices=PAYMENTS, initial=Payment.CASH.value)
    slip = forms.BooleanField(label=_("Người dân yêu cầu giấy tiếp nhận"), required=False)

    field_order = ("idempotency_key", "procedure", "name", "pages", "copies", "fee", "how", "slip")

    def __init__(self, offers: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedure"].choices = list(offers)  # type: ignore[attr-defined]


class ReceiveForm(LateEntry, PersonForm, OnceForm):
    """Intake: case and channel, the applicant, the owner, who typed, the papers, the fee."""

    case = forms.TypedChoiceField(label=_("Trường hợp"), coerce=int)
    channel = forms.ChoiceField(label=_("Cách nộp"), choices=CHANNELS, widget=forms.RadioSelect)
    owner_name = Line(label=_("Chủ hồ sơ, nếu là người khác"), required=False, max_length=200)
    entered_by_name = Line(label=_("Người nhập giúp, nếu có"), required=False, max_length=200)
    fee = forms.IntegerField(
        label=_("Phí, lệ phí phải nộp (đồng)"), required=False, min_value=0, max_value=MOST_MONEY
    )
    paid = forms.ChoiceField(
        label=_("Đã thu ngay"),
        required=False,
        choices=[("", _("Chưa thu")), *PAYMENTS],
    )
    field_order = (
        "idempotency_key",
        "case",
        "channel",
        "name",
        "number",
        "phone",
        "email",
        "address",
    )

    def __init__(
        self, cases: Iterable[tuple[int, str]], papers: Iterable[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].choices = list(cases)  # type: ignore[attr-defined]
        self.papers = list(papers)
        for number in range(len(self.papers)):
            for what in ("originals", "copies"):
                self.fields[f"paper_{number}_{what}"] = forms.IntegerField(
                    label="", required=False, min_value=0, max_value=MOST_COPIES
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


class ReasonForm(LateEntry, OnceForm):
    """A deed that needs only its reason."""

    reason = _text(_("Lý do"))
    field_order = ("idempotency_key", "reason")


class SupplementForm(LateEntry, OnceForm):
    """Everything that is missing, at once, with the reason."""

    missing = _text(
        _("Giấy tờ, nội dung cần bổ sung"), rows=5, hint=_("Ghi đủ một lần, mỗi dòng một giấy tờ")
    )
    reason = _text(_("Lý do, căn cứ"))
    approved_by = forms.ChoiceField(
        label=_("Người đứng đầu đồng ý (chỉ khi yêu cầu lần thứ hai)"), required=False
    )
    field_order = ("idempotency_key", "missing", "reason", "approved_by")

    def __init__(self, heads: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approved_by"].choices = [("", "—"), *heads]  # type: ignore[attr-defined]


class HandOverForm(LateEntry, OnceForm):
    """To whom, for which step, forward or back."""

    to = forms.ChoiceField(label=_("Bàn giao cho"))
    step = forms.TypedChoiceField(label=_("Bước tiếp theo"), coerce=int)
    reason = _text(_("Lý do (bắt buộc khi chuyển lại bước trước)"), required=False)
    field_order = ("idempotency_key", "to", "step", "reason")

    def __init__(
        self,
        receivers: Iterable[tuple[str, str]],
        steps: Iterable[tuple[int, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = list(receivers)  # type: ignore[attr-defined]
        self.fields["step"].choices = list(steps)  # type: ignore[attr-defined]


class PassOnForm(LateEntry, OnceForm):
    """To which desk."""

    to_unit = forms.ChoiceField(label=_("Bộ phận một cửa có thẩm quyền"))
    field_order = ("idempotency_key", "to_unit")

    def __init__(self, desks: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_unit"].choices = list(desks)  # type: ignore[attr-defined]


class PlainForm(LateEntry, OnceForm):
    """A deed that says all by being done."""

    field_order = ("idempotency_key",)


class PapersForm(LateEntry, OnceForm):
    """What the applicant brought."""

    papers = _text(_("Giấy tờ đã nhận thêm, mỗi dòng một giấy tờ"), rows=5)
    field_order = ("idempotency_key", "papers")


class OpinionForm(LateEntry, OnceForm):
    """Whom to ask, what, and by when."""

    authority = Line(label=_("Cơ quan được lấy ý kiến"), max_length=64)
    question = _text(_("Nội dung lấy ý kiến"))
    answer_due = MomentField(
        label=_("Hạn trả lời"),
        help_text=_("Ví dụ 05/9/2025 17:00"),
    )
    joint = forms.BooleanField(
        label=_("Đây là phần việc liên thông, thiếu thì chưa thể kết thúc"), required=False
    )
    field_order = ("idempotency_key", "authority", "question", "answer_due", "joint")


class AnswerForm(LateEntry, OnceForm):
    """Which question is answered, and what was said."""

    number = forms.TypedChoiceField(label=_("Câu hỏi"), coerce=int)
    answer = _text(_("Nội dung trả lời"), required=False)
    field_order = ("idempotency_key", "number", "answer")

    def __init__(self, numbers: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].choices = list(numbers)  # type: ignore[attr-defined]


class DelayForm(AnswerForm):
    """Which answer is late."""

    def __init__(self, numbers: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(numbers, *args, **kwargs)
        del self.fields["answer"]


class ApologyForm(LateEntry, OnceForm):
    """Why it will be late, and the new moment if one is promised."""

    reason = _text(_("Lý do chậm"))
    new_promised = MomentField(
        label=_("Hẹn lại"),
        help_text=_("Chỉ được hẹn lại một lần. Ví dụ 05/9/2025 17:00"),
        required=False,
    )
    field_order = ("idempotency_key", "reason", "new_promised")


class ResultForm(LateEntry, OnceForm):
    """What the result is: number and date of the document, or a word."""

    result = _text(_("Kết quả: số, ngày văn bản"), required=False)
    field_order = ("idempotency_key", "result")


class ReturnForm(LateEntry, OnceForm):
    """How the result reached the applicant."""

    channel = forms.ChoiceField(
        label=_("Trả kết quả"), choices=CHANNELS, initial=Channel.COUNTER.value
    )
    field_order = ("idempotency_key", "channel")


class WithdrawForm(LateEntry, OnceForm):
    """The applicant's own word."""

    confirmation = _text(_("Xác nhận của người nộp (đơn xin rút số, ngày; hoặc cách xác nhận)"))
    field_order = ("idempotency_key", "confirmation")


class CorrectForm(LateEntry, OnceForm):
    """Which entry was wrong, what is right, and why."""

    version = forms.TypedChoiceField(label=_("Dòng nhật ký bị sai"), coerce=int)
    field = Line(label=_("Mục bị sai"), max_length=40)
    value = _text(_("Nội dung đúng"))
    reason = _text(_("Lý do đính chính"))
    field_order = ("idempotency_key", "version", "field", "value", "reason")

    def __init__(self, entries: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = list(entries)  # type: ignore[attr-defined]


class ChargeForm(LateEntry, OnceForm):
    """How much is due."""

    amount = forms.IntegerField(label=_("Số tiền (đồng)"), min_value=1, max_value=MOST_MONEY)
    field_order = ("idempotency_key", "amount")


class PayForm(LateEntry, OnceForm):
    """Which fee, how, on which receipt."""

    number = forms.TypedChoiceField(label=_("Khoản thu"), coerce=int)
    how = forms.ChoiceField(label=_("Cách nộp"), choices=PAYMENTS)
    receipt = Line(
        label=_("Số biên lai"),
        help_text=_("Để trống để hệ thống cấp số tiếp theo"),
        required=False,
        max_length=40,
    )
    field_order = ("idempotency_key", "number", "how", "receipt")

    def __init__(self, numbers: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].choices = list(numbers)  # type: ignore[attr-defined]


class ExemptForm(LateEntry, OnceForm):
    """Which fee need not be paid, and why."""

    number = forms.TypedChoiceField(label=_("Khoản thu"), coerce=int)
    reason = _text(_("Lý do miễn"))
    field_order = ("idempotency_key", "number", "reason")

    def __init__(self, numbers: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].choices = list(numbers)  # type: ignore[attr-defined]


class RefundForm(ExemptForm):
    """Which fee goes back, how much, and why."""

    amount = forms.IntegerField(label=_("Số tiền hoàn (đồng)"), min_value=1, max_value=MOST_MONEY)
    field_order = ("idempotency_key", "number", "amount", "reason")


class AttachForm(LateEntry, OnceForm):
    """A scanned paper or another file."""

    file = forms.FileField(label=_("Tệp"))
    field_order = ("idempotency_key", "file")
