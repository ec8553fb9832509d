"""What the desk's forms share: sums, counts, free texts, ways to hand in and to pay, late entry."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.timeline import PAYMENTS as PAYMENT_NAMES
from motcua.rules.limit import Channel
from motcua.web.forms import Line, MomentField, OnceForm, Text
from motcua.web.forms import PlainForm as Plain

MOST_TEXT = 4000
MOST_COPIES = 500
MOST_PAGES = 2000
MOST_MONEY = 1_000_000_000

# The longest sum with its blanks; beyond, blanks before a wrong sign would be tried for hours.
LONGEST_SUM = 40
# 50000, or groups of three figures; then the currency.
SUM = re.compile(
    r"\s*([0-9]+|[0-9]{1,3}(?:[., \xa0][0-9]{3})+)\s*(?:đ|đồng|VND)?\s*", re.IGNORECASE
)

CHANNELS = [
    (Channel.COUNTER.value, _("Trực tiếp tại quầy")),
    (Channel.POST.value, _("Bưu chính công ích")),
    (Channel.ONLINE.value, _("Trực tuyến")),
]
PAYMENTS = [(how.value, name) for how, name in PAYMENT_NAMES.items()]


def text(label: Any, *, rows: int = 3, required: bool = True, hint: Any = "") -> Text:
    """Several lines of a free text."""
    return Text(
        label=label,
        help_text=hint,
        required=required,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class Money(forms.IntegerField):
    """Whole đồng, typed as people write them: 50000, 50.000, 50 000 đ."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10"})
    # Django would take 50.00 for 50, which somebody may have meant as 50.000.
    re_decimal = re.compile(r"(?!)")

    def to_python(self, value: Any) -> int | None:
        short = isinstance(value, str) and len(value) <= LONGEST_SUM
        found = SUM.fullmatch(value) if short else None
        return super().to_python(re.sub(r"\D", "", found[1]) if found else value)


def count(label: Any, most: int, hint: Any = "", *, initial: int | None = 1) -> forms.IntegerField:
    """A small number, from 1."""
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=1,
        max_value=most,
        initial=initial,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )


class LateEntry(Plain):
    """When it really happened, for what is entered after an outage or from paper."""

    LATE = ("at", "late_reason")

    at = MomentField(
        label=_("Thời điểm thực tế"),
        help_text=_("Ví dụ 05 9 2026, 8:15"),
        required=False,
    )
    late_reason = Line(label=_("Lý do nhập muộn và số giấy tờ gốc"), required=False, max_length=500)

    @property
    def late(self) -> bool:
        """Whether something of a late entry was typed, or is wrong with it."""
        typed = any(self.data.get(f"at_{part}") for part in range(4))
        return bool(
            typed
            or self.data.get("late_reason")
            or self.initial.get("at")
            or any(name in self.errors for name in self.LATE)
        )


class DeedForm(LateEntry, OnceForm):
    """A deed on a dossier as it was seen: `seen` is the number of its last entry then."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
