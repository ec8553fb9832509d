"""Forms whose every complaint is a sentence that names the field and the remedy.

`PlainForm` words the common errors; `OnceForm` acts once however often it is sent; `Line`, `Text`,
`DayField` and `MomentField` take what people type and give clean values (NFC, no control signs).
"""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from motcua.rules.folding import nfc

# What ends a line somewhere ends it here; other control signs are blanks.
_CONTROL = {code: " " for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}
_CONTROL |= {ord(sign): "\n" for sign in "\r\x85\u2028\u2029"}
# Nothing of a dossier lies outside, and at the ends of the calendar days cannot be counted.
FIRST_YEAR, LAST_YEAR = 1900, 2200
_HOUR = re.compile(r"(\d{1,2})\s*[:hg.]\s*(\d{2})?", re.ASCII)


def clean_text(text: str) -> str:
    """The text in NFC without unseen signs, with control signs as spaces and lines ended by `\\n`."""
    return nfc(text.replace("\r\n", "\n").translate(_CONTROL))


class Text(forms.CharField):
    """Several lines."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return super().to_python(clean_text(str(value)) if value is not None else value)


class Line(forms.CharField):
    """One line; breaks and runs of blanks become one blank."""

    def to_python(self, value: Any) -> str:
        one = " ".join(clean_text(str(value)).split()) if value is not None else value
        return super().to_python(one)


_SENTENCES = {
    "required": gettext_lazy("Mục “%(label)s” còn trống. Hãy điền hoặc chọn."),
    "invalid_choice": gettext_lazy("Mục “%(label)s”: hãy chọn trong danh sách."),
    "max_length": gettext_lazy("Mục “%(label)s” dài quá mức cho phép. Hãy viết ngắn lại."),
    "max_value": gettext_lazy("Mục “%(label)s” lớn quá mức cho phép."),
    "min_value": gettext_lazy("Mục “%(label)s” nhỏ quá mức cho phép."),
}
_NUMBERS = {"invalid": gettext_lazy("Mục “%(label)s”: hãy gõ một số, ví dụ 2.")}


class PlainForm(forms.Form):
    """A form with our own sentences for what every field can get wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # Not `or`: asking a lazy label whether it is empty would translate it.
            field.label = name if field.label is None else field.label

    def add_error(self, field: str | None, error: Any) -> None:
        """Django's complaint of a field becomes ours when it is made: most forms are without."""
        if field is not None and isinstance(error, ValidationError):
            for each in error.error_list:
                _word(each, self.fields[field])
        super().add_error(field, error)


def _word(error: ValidationError, field: forms.Field) -> None:
    sentences = _SENTENCES | (_NUMBERS if isinstance(field, forms.IntegerField) else {})
    code = error.code or ""
    # What the form's author worded at the field itself stays.
    if code in sentences and field.error_messages.get(code) is _inherited(field, code):
        error.message, error.params = sentences[code], {"label": field.label}


def _inherited(field: forms.Field, code: str) -> Any:
    """What a field's class says; None where only a validator says it."""
    said = (vars(base).get("default_error_messages", {}) for base in type(field).__mro__)
    return next((each[code] for each in said if code in each), None)


def new_key() -> str:
    """A fresh idempotency key."""
    return uuid.uuid4().hex


class OnceForm(PlainForm):
    """A form that acts once: every page shown holds a key, and a key acts only the first time."""

    idempotency_key = forms.RegexField(
        r"^[0-9a-f]{32}$", initial=new_key, widget=forms.HiddenInput, label="idempotency_key"
    )


class _Part(forms.TextInput):
    def __init__(self, label: Any, width: int, inputmode: str = "numeric") -> None:
        super().__init__({"label": label, "width": width, "inputmode": inputmode})


class DayWidget(forms.MultiWidget):
    """Three boxes: day, month, year."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(self.parts(), attrs)

    def parts(self) -> list[_Part]:
        return [
            _Part(gettext_lazy("Ngày"), 2),
            _Part(gettext_lazy("Tháng"), 2),
            _Part(gettext_lazy("Năm"), 4),
        ]

    def decompress(self, value: Any) -> list[str]:
        if not isinstance(value, date):
            return [""] * len(self.widgets)
        return [str(value.day), str(value.month), str(value.year)]


class MomentWidget(DayWidget):
    """Four boxes: day, month, year, hour and minute."""

    def parts(self) -> list[_Part]:
        return [*super().parts(), _Part(gettext_lazy("Giờ"), 4, "text")]

    def decompress(self, value: Any) -> list[str]:
        if not isinstance(value, datetime):
            return super().decompress(value)
        local = timezone.localtime(value)
        return [*super().decompress(local)[:3], f"{local:%H:%M}"]


class DayField(forms.Field):
    """A day typed in three boxes; a date or None. Impossible days are named."""

    widget = DayWidget

    def to_python(self, value: Any) -> date | None:
        parts = [str(part or "").strip() for part in value or []]
        return self.read(parts) if any(parts) else None

    def read(self, parts: list[str]) -> date:
        return self._day(*parts[:3])

    def _day(self, day: str, month: str, year: str) -> date:
        if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in (day, month, year)):
            raise ValidationError(self._says(gettext("gõ đủ ngày, tháng và năm bằng số")))
        if len(year) != 4:
            raise ValidationError(self._says(gettext("gõ năm đủ bốn chữ số, ví dụ 2025")))
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            what = gettext("không có ngày %(day)s/%(month)s/%(year)s; hãy xem lại lịch")
            shown = {"day": day, "month": month, "year": year}
            raise ValidationError(self._says(what % shown)) from None
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise ValidationError(self._says(gettext("năm phải từ 1900 đến 2200")))
        return found

    def _says(self, what: str) -> str:
        return gettext("Mục “%(label)s”: %(what)s.") % {"label": self.label, "what": what}


class MomentField(DayField):
    """A day and an hour; an aware datetime in Hanoi's time, or None."""

    widget = MomentWidget

    def read(self, parts: list[str]) -> datetime:
        day = self._day(*parts[:3])
        found = _HOUR.fullmatch(parts[3])
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
        if hour > 23 or minute > 59:
            raise ValidationError(self._says(gettext("gõ giờ như 9:30 hoặc 14:00")))
        here = timezone.get_default_timezone()
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=here)
