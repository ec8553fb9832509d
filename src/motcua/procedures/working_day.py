"""How many minutes a working day has by the office hours in force: never eight hours by habit."""

from __future__ import annotations

from datetime import date

from motcua.settings.law.time import calendar


def minutes_of_working_day(day: date) -> int:
    """The minutes of the usual sessions on a day; before the first known hours, those."""
    known = sorted(calendar().hours, key=lambda each: each.since)
    begun = [each for each in known if each.since <= day] or known[:1]
    return sum(each.minutes for each in begun[-1].sessions)
