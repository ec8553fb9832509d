"""A slow second answer: one day, one minute at a time, written apart from the code it checks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from motcua.rules.calendar import HANOI
from motcua.settings.law import read

DAY = timedelta(days=1)


def days_off() -> set[date]:
    """Weekdays off, straight from the file."""
    return {each["date"] for each in read("holidays.toml")["day"] if each["kind"] != "make_up"}


def make_ups() -> set[date]:
    """Saturdays worked, straight from the file."""
    return {each["date"] for each in read("holidays.toml")["day"] if each["kind"] == "make_up"}


OFF, MADE_UP = days_off(), make_ups()


def works(day: date, closed: frozenset[date] = frozenset()) -> bool:
    """Whether the office works on a day."""
    if day in closed or day in OFF:
        return False
    return day.weekday() < 5 or day in MADE_UP


def working_days_on(day: date, count: int, closed: frozenset[date] = frozenset()) -> date:
    """The count-th working day after a day; for 0 the day or the next one worked."""
    if count == 0:
        while not works(day, closed):
            day += DAY
        return day
    while count:
        day += DAY
        if works(day, closed):
            count -= 1
    return day


def is_open(minute: int, sessions: list[tuple[int, int]]) -> bool:
    """Whether the minute that begins there is worked."""
    return any(opens <= minute < closes for opens, closes in sessions)


def minutes_on(start: datetime, minutes: int, sessions: list[tuple[int, int]]) -> datetime:
    """The moment after so many worked minutes, walked one by one."""
    at = start.astimezone(HANOI)
    while minutes:
        if works(at.date()) and is_open(at.hour * 60 + at.minute, sessions):
            minutes -= 1
        at += timedelta(minutes=1)
    return at
