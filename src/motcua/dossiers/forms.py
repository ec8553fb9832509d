"""What officers type: one form per deed, each with a hidden key so that a repeat is one deed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.fields import CHANNELS, MOST_MONEY, PAYMENTS, DeedForm, Money, text
from motcua.rules.limit import Channel
from motcua.web.forms import Line, MomentField


class ReasonForm(DeedForm):
    """A deed that needs only its reason."""

    reason = text(_("Lý do"))
    field_order = ("idempotency_key", "reason")


class SupplementForm(DeedForm):
    """Everything that is missing, at once, with the reason."""

    missing = text(
        _("Giấy tờ, nội dung cần bổ sung"), rows=5, hint=_("Ghi đủ một lần, mỗi dòng một giấy tờ")
    )
    reason = text(_("Lý do, căn cứ"))
    approved_by = forms.ChoiceField(
        label=_("Người đứng đầu đồng ý cho yêu cầu lần nữa"),
        help_text=_("Quy định chỉ cho yêu cầu một lần; lần này sẽ được ghi là vượt số lần."),
        required=False,
    )
    field_order = ("idempotency_key", "missing", "reason", "approved_by")

    def __init__(self, heads: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heads = list(heads)
        self.fields["approved_by"].choices = [("", _("Chưa có")), *heads]  # type: ignore[attr-defined]
        if not heads:
            del self.fields["approved_by"]


class HandOverForm(DeedForm):
    """To whom, for which step, forward or back."""

    to = forms.ChoiceField(label=_("Bàn giao cho"))
    step = forms.TypedChoiceField(label=_("Bước tiếp theo"), coerce=int)
    reason = text(_("Lý do, lời nhắn"), required=False, hint=_("Bắt buộc khi trả lại bước trước."))
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


class AssignForm(DeedForm):
    """To whom the dossier is given, and why."""

    to_officer = forms.ChoiceField(label=_("Phân công cho"))
    reason = text(_("Lý do phân công lại"))
    field_order = ("idempotency_key", "to_officer", "reason")

    def __init__(self, colleagues: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_officer"].choices = list(colleagues)  # type: ignore[attr-defined]


class PassOnForm(DeedForm):
    """To which desk."""

    to_unit = forms.ChoiceField(label=_("Bộ phận một cửa có thẩm quyền"))
    field_order = ("idempotency_key", "to_unit")

    def __init__(self, desks: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_unit"].choices = list(desks)  # type: ignore[attr-defined]


class PlainForm(DeedForm):
    """A deed that says all by being done."""

    field_order = ("idempotency_key",)


class PapersForm(DeedForm):
    """What the applicant brought."""

    papers = text(_("Giấy tờ đã nhận thêm, mỗi dòng một giấy tờ"), rows=5)
    field_order = ("idempotency_key", "papers")


class OpinionForm(DeedForm):
    """Whom to ask, what, and by when."""

    authority = Line(label=_("Cơ quan được lấy ý kiến"), max_length=64)
    question = text(_("Nội dung lấy ý kiến"))
    answer_due = MomentField(
        label=_("Hạn trả lời"),
        help_text=_("Ví dụ 05 9 2026, 17:00"),
    )
    joint = forms.BooleanField(
        label=_("Đây là phần việc liên thông, thiếu thì chưa thể kết thúc"), required=False
    )
    field_order = ("idempotency_key", "authority", "question", "answer_due", "joint")


class AnswerForm(DeedForm):
    """Which question is answered, and what was said."""

    number = forms.TypedChoiceField(label=_("Câu hỏi"), coerce=int)
    answer = text(_("Nội dung trả lời"), required=False)
    field_order = ("idempotency_key", "number", "answer")

    def __init__(self, numbers: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].choices = list(numbers)  # type: ignore[attr-defined]


class DelayForm(AnswerForm):
    """Which answer is late."""

    def __init__(self, numbers: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(numbers, *args, **kwargs)
        del self.fields["answer"]


class ApologyForm(DeedForm):
    """Why it will be late, and the new moment if one is promised."""

    reason = text(_("Lý do chậm"))
    new_promised = MomentField(
        label=_("Hẹn lại"),
        help_text=_("Chỉ được hẹn lại một lần. Ví dụ 05 9 2026, 17:00"),
        required=False,
    )
    field_order = ("idempotency_key", "reason", "new_promised")


class ResultForm(DeedForm):
    """What the result is: number and date of the document, or a word."""

    result = text(_("Kết quả: số, ngày văn bản"), required=False)
    field_order = ("idempotency_key", "result")


class ReturnForm(DeedForm):
    """How the result reached the applicant."""

    channel = forms.ChoiceField(
        label=_("Trả kết quả"),
        choices=CHANNELS,
        initial=Channel.COUNTER.value,
        widget=forms.RadioSelect,
    )
    field_order = ("idempotency_key", "channel")


class WithdrawForm(DeedForm):
    """The applicant's own word."""

    confirmation = text(_("Xác nhận của người nộp (đơn xin rút số, ngày; hoặc cách xác nhận)"))
    field_order = ("idempotency_key", "confirmation")


# What a correction may speak of: a word for the ledger, which takes no free text.
CORRECTABLE = [
    ("person", _("Người nộp, chủ hồ sơ")),
    ("papers", _("Giấy tờ")),
    ("procedure", _("Thủ tục, trường hợp")),
    ("moment", _("Ngày, giờ")),
    ("fee", _("Phí, lệ phí")),
    ("result", _("Kết quả")),
    ("other", _("Mục khác")),
]


class CorrectForm(DeedForm):
    """Which entry was wrong, what is right, and why."""

    version = forms.TypedChoiceField(label=_("Dòng nhật ký bị sai"), coerce=int)
    field = forms.ChoiceField(label=_("Mục bị sai"), choices=CORRECTABLE)
    value = text(_("Nội dung đúng"))
    reason = text(_("Lý do đính chính"))
    field_order = ("idempotency_key", "version", "field", "value", "reason")

    def __init__(self, entries: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = list(entries)  # type: ignore[attr-defined]


class ChargeForm(DeedForm):
    """How much is due."""

    amount = Money(label=_("Số tiền (đồng)"), min_value=1, max_value=MOST_MONEY)
    field_order = ("idempotency_key", "amount")


class PayForm(DeedForm):
    """Which fee, how, on which receipt."""

    number = forms.TypedChoiceField(label=_("Khoản thu"), coerce=int)
    how = forms.ChoiceField(
        label=_("Nộp tiền bằng"),
        choices=PAYMENTS,
        initial=PAYMENTS[0][0],
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )
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


class ExemptForm(DeedForm):
    """Which fee need not be paid, and why."""

    number = forms.TypedChoiceField(label=_("Khoản thu"), coerce=int)
    reason = text(_("Lý do miễn"))
    field_order = ("idempotency_key", "number", "reason")

    def __init__(self, numbers: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].choices = list(numbers)  # type: ignore[attr-defined]


class RefundForm(ExemptForm):
    """Which fee goes back, how much, and why."""

    amount = Money(label=_("Số tiền hoàn (đồng)"), min_value=1, max_value=MOST_MONEY)
    field_order = ("idempotency_key", "number", "amount", "reason")


class AttachForm(DeedForm):
    """A scanned paper or another file."""

    file = forms.FileField(label=_("Tệp"))
    field_order = ("idempotency_key", "file")
