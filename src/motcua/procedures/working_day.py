"""How many minutes a working day has by the office hours in force: never eight hours by habit."""

from __future__ import annotations

from datetime import date

from motcua.settings.law.time import calendar


def minutes_of_working_day(day: date) -> int:
    """The minutes of the sessions of the day, or of the next working day after it."""
    national = calendar()
    return sum(each.minutes for each in national.sessions(national.next_working(day)))
