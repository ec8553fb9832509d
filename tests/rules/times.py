"""What the tests of time share: the national calendar, a moment in Hanoi, a limit."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from motcua.rules.calendar import HANOI
from motcua.rules.limit import Limit, LimitUnit
from motcua.settings.law.time import calendar

NATIONAL = calendar()


def at(text: str) -> datetime:
    """A moment in Hanoi."""
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def limit(amount: int | str, unit: str = "working-days", *, same_day: bool = False) -> Limit:
    """`limit(5)`: five working days."""
    return Limit(Decimal(amount), LimitUnit(unit), same_day)
