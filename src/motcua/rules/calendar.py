"""Working time: which days and hours an office works, counted forwards and backwards.

A `Calendar` is a value: the national days off and make-up Saturdays, with a unit's own hours and
closures laid over them. Days are days in Hanoi; moments are aware.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from motcua.rules.law import LABOUR_CODE, Ground, cites, house_rule
from motcua.rules.refusal import Refusal

HANOI = timezone(timedelta(hours=7), "ICT")
ONE_DAY = timedelta(days=1)
_WEEKDAYS = 5


@dataclass(frozen=True, slots=True)
class Session:
    """One stretch of office hours (buổi làm việc), on one day."""

    opens: time
    closes: time

    @property
    def minutes(self) -> int:
        """Its length."""
        return _minute(self.closes) - _minute(self.opens)


@dataclass(frozen=True, slots=True)
class Hours:
    """The sessions of a working day from a day on; `act` is the number of the office's own act."""

    since: date
    sessions: tuple[Session, ...]
    ground: Ground
    act: str | None = None


@dataclass(frozen=True, slots=True)
class DayNote:
    """Why a weekday is off, or a Saturday worked: the name, and the announcement that set it."""

    name: str
    announcement: str = ""
    works: bool = False
    computed: bool = False


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(), HANOI) + timedelta(minutes=minute)


@dataclass(frozen=True)
class Calendar:
    """The working days from `first` to `last`, both included, and their hours.

    Every question about a day outside refuses `calendar_unknown`.
    """

    first: date
    last: date
    notes: Mapping[date, DayNote]
    hours: tuple[Hours, ...]

    def with_closures(self, days: Mapping[date, DayNote]) -> Calendar:
        """The same calendar in which these days are off as well."""
        return replace(self, notes={**self.notes, **days})

    def with_hours(self, hours: Iterable[Hours]) -> Calendar:
        """The same calendar with a unit's own sessions from their days on."""
        return replace(self, hours=(*self.hours, *hours))

    def why_off(self, day: date) -> DayNote | None:
        """What is noted of a day: a holiday, a swap, a closure, a make-up Saturday."""
        return self.notes.get(day)

    @cites(LABOUR_CODE["Điều 112 khoản 1"])
    def is_working(self, day: date) -> bool:
        """Whether the office works on a day: weekdays not off, and make-up Saturdays."""
        self._known(day)
        note = self.notes.get(day)
        return note.works if note else day.weekday() < _WEEKDAYS

    @cached_property
    def _days(self) -> list[int]:
        """The ordinals of all working days, in order: one bisection answers most questions."""
        span = range(self.first.toordinal(), self.last.toordinal() + 1)
        return [each for each in span if self.is_working(date.fromordinal(each))]

    @cached_property
    def working_table(self) -> npt.NDArray[np.datetime64]:
        """All working days in order, as datetime64[D]: what vectorised questions search."""
        epoch = date(1970, 1, 1).toordinal()
        return (np.array(self._days, dtype="int64") - epoch).astype("datetime64[D]")

    @cached_property
    def _minutes(self) -> list[int]:
        """Working minutes that lie before each working day, and at the end before none left."""
        lengths = (
            sum(session.minutes for session in self._of(date.fromordinal(each)))
            for each in self._days
        )
        return [0, *accumulate(lengths)]

    @cached_property
    def _in_order(self) -> tuple[Hours, ...]:
        # Stable: of two with the same day the later given, the unit's own, wins.
        return tuple(sorted(self.hours, key=lambda each: each.since))

    def _known(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise Refusal("calendar_unknown", day=day, first=self.first, last=self.last)

    def _of(self, day: date) -> tuple[Session, ...]:
        held = [each for each in self._in_order if each.since <= day]
        if not held:
            raise Refusal("calendar_unknown", day=day, first=self.first, last=self.last)
        return held[-1].sessions

    def sessions(self, day: date) -> tuple[Session, ...]:
        """The sessions of a day; none on a day off."""
        return self._of(day) if self.is_working(day) else ()

    def next_working(self, day: date) -> date:
        """The day itself if it is worked, else the first worked one after it."""
        self._known(day)
        return self._working(bisect_left(self._days, day.toordinal()))

    def _working(self, index: int) -> date:
        if not 0 <= index < len(self._days):
            raise Refusal("calendar_unknown", day=self.last, first=self.first, last=self.last)
        return date.fromordinal(self._days[index])

    def add_working_days(self, day: date, count: int) -> date:
        """The count-th working day after a day, which is itself not counted.

        For 0 the day itself, or the next one worked.
        """
        if count == 0:
            return self.next_working(day)
        self._known(day)
        return self._working(bisect_right(self._days, day.toordinal()) + count - 1)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; negative backwards."""
        self._known(start)
        self._known(end)
        return bisect_right(self._days, end.toordinal()) - bisect_right(
            self._days, start.toordinal()
        )

    def opening(self, day: date) -> datetime:
        """When the first session of a working day begins."""
        return _at(day, _minute(self._of(day)[0].opens))

    def closing(self, day: date) -> datetime:
        """When the last session of a working day ends."""
        return _at(day, _minute(self._of(day)[-1].closes))

    def in_hours(self, at: datetime) -> bool:
        """Whether the office works at a moment; the end of a session is still within it."""
        local = at.astimezone(HANOI)
        minute = _minute(local.time())
        return any(
            _minute(each.opens) <= minute <= _minute(each.closes)
            for each in self.sessions(local.date())
        )

    @house_rule(10)
    def working_moment(self, at: datetime) -> datetime:
        """The moment itself in office hours, else the beginning of the next session."""
        local = at.astimezone(HANOI)
        if self.in_hours(local):
            return local
        minute = _minute(local.time())
        for session in self.sessions(local.date()):
            if minute < _minute(session.opens):
                return _at(local.date(), _minute(session.opens))
        return self.opening(self.next_working(local.date() + ONE_DAY))

    def _passed(self, at: datetime) -> int:
        """Working minutes from the calendar's beginning to a moment."""
        local = at.astimezone(HANOI)
        self._known(local.date())
        index = bisect_left(self._days, local.date().toordinal())
        before = self._minutes[index]
        minute = _minute(local.time())
        return before + sum(
            max(0, min(minute, _minute(each.closes)) - _minute(each.opens))
            for each in self.sessions(local.date())
        )

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Working minutes from one moment to another; negative backwards."""
        return self._passed(end) - self._passed(start)

    def add_minutes(self, at: datetime, minutes: int) -> datetime:
        """The moment by which so many working minutes have passed since another."""
        wanted = self._passed(at) + minutes
        index = max(bisect_left(self._minutes, wanted) - 1, 0)
        day = self._working(index)
        left = wanted - self._minutes[index]
        for session in self._of(day):
            if left <= session.minutes:
                return _at(day, _minute(session.opens) + left)
            left -= session.minutes
        return self.closing(day)


@house_rule(11)
def ordered(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
    """The sessions of a day as given; refuses `hours_wrong` for none, overlapping or backwards."""
    apart = all(a.closes <= b.opens for a, b in pairwise(sessions))
    if not sessions or not apart or any(each.minutes <= 0 for each in sessions):
        raise Refusal("hours_wrong")
    return sessions
