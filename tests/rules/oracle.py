"""A slow second answer: one day, one minute at a time, written apart from the code it checks.

It shares with the rules only the data file. Nothing is looked up in a table and nothing is
bisected; a month is walked until the day number comes round again.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from motcua.rules.calendar import HANOI
from motcua.settings.law import read

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
USUAL = ((7 * 60, 11 * 60 + 30), (13 * 60 + 30, 17 * 60))
Sessions = tuple[tuple[int, int], ...]


def days_off() -> set[date]:
    """Every date of the file on which an office rests."""
    found = {swap["date"] for swap in read("holidays.toml")["swap"]}
    for rows in read("holidays.toml")["days"].values():
        for row in rows:
            day = row["date"]
            found.add(day)
            while day != row.get("until", day):
                day += DAY
                found.add(day)
    return found


OFF = days_off()
MADE_UP = {swap["worked"] for swap in read("holidays.toml")["swap"]}


class Office:
    """An office with its closures, and hours of its own from a day on."""

    def __init__(
        self,
        closed: frozenset[date] = frozenset(),
        own: Sessions = USUAL,
        since: date = date(2014, 1, 1),
    ) -> None:
        self.closed, self.own, self.since = closed, own, since

    def works(self, day: date) -> bool:
        """Whether the office works on a day."""
        if day in self.closed or day in OFF:
            return False
        return day.weekday() < 5 or day in MADE_UP

    def sessions(self, day: date) -> Sessions:
        """The minutes of the day between which it is open."""
        return self.own if day >= self.since else USUAL

    def closing(self, day: date) -> datetime:
        """The end of the day's last session."""
        return midnight(day) + self.sessions(day)[-1][1] * MINUTE

    def opened(self, at: datetime) -> datetime:
        """The moment itself while open (a closing minute included), else the next opening."""
        while True:
            minute = at.hour * 60 + at.minute
            for opens, closes in self.sessions(at.date()) if self.works(at.date()) else ():
                if opens <= minute <= closes:
                    return at
            if self.works(at.date()) and minute < self.sessions(at.date())[-1][1]:
                at += MINUTE
            else:
                at = midnight(at.date() + DAY)

    def minutes(self, day: date) -> list[datetime]:
        """Every minute of a day that is worked, by its beginning."""
        if not self.works(day):
            return []
        spans = (range(opens, closes) for opens, closes in self.sessions(day))
        return [midnight(day) + minute * MINUTE for span in spans for minute in span]

    def nth(self, day: date, count: int, waited: int = 0) -> date:
        """The first day by which so many working days, less those waited, have gone by."""
        gone = 0
        while gone - waited < count or not self.works(day):
            day += DAY
            gone += self.works(day)
        return day

    def due(
        self, start: datetime, amount: Decimal, unit: str, pauses: tuple = (), late: int = 15 * 60
    ) -> tuple[date, datetime]:
        """The due day and the promised moment."""
        begin = self.opened(start)
        if not amount:
            count = int(begin.hour * 60 + begin.minute > late)
            day = self.nth(begin.date(), count, self.waited(begin, pauses, self.works))
            return day, self.closing(day)
        if unit == "hours":
            end = self.after(begin, int(amount * 60), pauses)
            return end.date(), end
        if unit == "working-days":
            return self.working_days(begin, amount, pauses)
        last = begin.date()
        last = months(last, amount) if unit == "months" else last + DAY * up(amount)
        for _ in range(self.waited(begin, pauses, lambda _: True)):
            last += DAY
        while not self.works(last):
            last += DAY
        return last, self.closing(last)

    def working_days(
        self, begin: datetime, amount: Decimal, pauses: tuple
    ) -> tuple[date, datetime]:
        """A limit in working days; a part of a day ends after that part of the day's minutes."""
        day = self.nth(begin.date(), up(amount), self.waited(begin, pauses, self.works))
        if amount % 1 == 0:
            return day, self.closing(day)
        worked = self.minutes(day)
        return day, worked[up(len(worked) * (amount % 1)) - 1] + MINUTE

    def waited(self, begin: datetime, pauses: tuple, counts) -> int:
        """How many different days that count lie in pauses, their first days left out."""
        days = set()
        for start, end in pauses:
            day, last = max(start, begin).date(), self.opened(end).date()
            while day < last:
                day += DAY
                days.add(day)
        return sum(map(counts, days))

    def after(self, at: datetime, count: int, pauses: tuple = ()) -> datetime:
        """The end of the last of so many worked minutes, those in pauses worked off besides."""
        ends = [(max(start, at), self.opened(end)) for start, end in pauses]
        day, paused = at.date(), set()
        while ends and day <= max(end for _, end in ends).date():
            for minute in self.minutes(day):
                if any(start <= minute < end for start, end in ends):
                    paused.add(minute)
            day += DAY
        left, day = count + len(paused), at.date()
        while True:
            for minute in self.minutes(day):
                if minute >= at:
                    left -= 1
                    if not left:
                        return minute + MINUTE
            day += DAY


def midnight(day: date) -> datetime:
    """The beginning of a day in Hanoi."""
    return datetime(day.year, day.month, day.day, tzinfo=HANOI)


def up(amount: Decimal) -> int:
    """The next whole number."""
    return int(amount) + (amount != int(amount))


def months(day: date, amount: Decimal) -> date:
    """So many months on: walked to the same number of the day, or to the month's last day."""
    number, left = day.day, int(amount)
    while left:
        day += DAY
        ends = (day + DAY).month != day.month
        left -= day.day == number or (ends and day.day < number)
    return day + 15 * DAY * (amount != int(amount))
