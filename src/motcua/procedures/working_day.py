"""How many minutes a working day has by the office hours in force: never eight hours by habit."""

from __future__ import annotations

from datetime import date, time, timedelta

from motcua.settings.law.time import calendar


def minutes_of_working_day(day: date) -> int:
    """The minutes of the sessions of the day, or of the next working day after it."""
    hours = calendar()
    sessions = hours.sessions(hours.next_working(day))
    return sum(
        int((_since_midnight(each.closes) - _since_midnight(each.opens)) / timedelta(minutes=1))
        for each in sessions
    )


def _since_midnight(moment: time) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute)
