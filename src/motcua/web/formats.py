"""How days, moments, limits, sums and codes are written for people, in the reader's language.

Days below ten and the months 01 and 02 have two digits, as official documents write them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext, ngettext
from markupsafe import Markup, escape

from motcua.rules.calendar import HANOI

if TYPE_CHECKING:
    from motcua.rules.limit import Limit

NOTHING = "—"
NO_BREAK = "\u00a0"
_COMMAS = str.maketrans(",.", ".,")
_BREAK = "</span><wbr><span>"
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _english() -> bool:
    return get_language() == "en"


def _local(value: date) -> date:
    return value.astimezone(HANOI) if isinstance(value, datetime) else value


def short_day(value: date | None) -> str:
    """`05/9/2025`; for tables, in both languages alike."""
    if value is None:
        return NOTHING
    local = _local(value)
    month = f"{local.month:02}" if local.month < 3 else str(local.month)
    return f"{local.day:02}/{month}/{local.year}"


def day(value: date | None) -> str:
    """`thứ Sáu, 05/9/2025`; a moment is shown as its day in Hanoi."""
    if value is None:
        return NOTHING
    local = _local(value)
    if _english():
        month = _ENGLISH_MONTHS[local.month - 1]
        return f"{_ENGLISH_DAYS[local.weekday()]}, {local.day} {month} {local.year}"
    return f"{_WEEKDAYS[local.weekday()]}, {short_day(local)}"


def moment(value: datetime | None) -> str:
    """`thứ Sáu, 05/9/2025, 17:00`, in Hanoi's time."""
    return NOTHING if value is None else f"{day(value)}, {hour(value)}"


def short_moment(value: datetime | None) -> str:
    """`05/9/2025 17:00`; for tables."""
    return NOTHING if value is None else f"{short_day(value)} {hour(value)}"


def hour(value: datetime | None) -> str:
    """`17:00`, in Hanoi's time."""
    if value is None:
        return NOTHING
    local = value.astimezone(HANOI)
    return f"{local.hour:02}:{local.minute:02}"


def number(value: float | Decimal | None) -> str:
    """`12.000` and `1,5` in Vietnamese, `12,000` and `1.5` in English."""
    if value is None:
        return NOTHING
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if _english() else text.translate(_COMMAS)


def money(value: float | Decimal | None) -> str:
    """`12.000 đ`, a sum in đồng."""
    if value is None:
        return NOTHING
    return f"{number(value)}{NO_BREAK}{'VND' if _english() else 'đ'}"


def duration(limit: Limit | None) -> str:
    """`3 ngày làm việc`; a limit nobody knows says so."""
    if limit is None:
        return gettext("chưa rõ thời hạn")
    if limit.same_day:
        return gettext("trong ngày")
    count = 1 if limit.amount == 1 else 2
    words = {
        "hours": ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", count),
        "working-days": ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", count),
        "calendar-days": ngettext("%(n)s ngày", "%(n)s ngày", count),
        "months": ngettext("%(n)s tháng", "%(n)s tháng", count),
    }
    return (words[limit.unit.value] % {"n": number(limit.amount)}).replace(" ", NO_BREAK)


def grouped_code(code: str | None) -> Markup:
    """A code in its groups, in a monospaced face: breaks between groups, copies as it is."""
    if not code:
        return escape(NOTHING)
    # Plain strings, not a Markup for each group: a list page shows fifty codes.
    inner = str(escape(code)).replace(".", f".{_BREAK}").replace("-", f"-{_BREAK}")
    return Markup(f'<code class="code"><span>{inner}</span></code>')  # noqa: S704  escaped above


FILTERS: dict[str, Callable[..., object]] = {
    each.__name__: each
    for each in (
        day,
        short_day,
        moment,
        short_moment,
        hour,
        number,
        money,
        duration,
        grouped_code,
    )
}
