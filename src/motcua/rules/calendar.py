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

from motcua.rules.law import LABOUR_CODE, Ground, HouseRule, cites, house_rule
from motcua.rules.refusal import Refusal

HANOI = timezone(timedelta(hours=7), "ICT")
ONE_DAY = timedelta(days=1)
NOTHING = timedelta()
WHAT_IS_A_WORKING_DAY = HouseRule(11)
_WEEKDAYS = 5
# Clocks are added as whole numbers of microseconds: exact, and faster than timedelta.
_MINUTE = 60_000_000
_Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Session:
    """One stretch of office hours (buổi làm việc), on one day."""

    opens: time
    closes: time

    @property
    def length(self) -> timedelta:
        """How long it lasts; negative when it closes before it opens."""
        return timedelta(microseconds=_clock(self.closes) - _clock(self.opens))

    @property
    def minutes(self) -> int:
        """Its whole minutes."""
        return (_clock(self.closes) - _clock(self.opens)) // _MINUTE


@dataclass(frozen=True, slots=True)
class Hours:
    """The sessions of a working day from a day on; `act` is the number of the office's own act."""

    since: date
    sessions: tuple[Session, ...]
    ground: Ground
    act: str | None = None


@dataclass(frozen=True, slots=True)
class DayNote:
    """Why a day is off, or a Saturday worked: the name, and the announcement that set it.

    `linked` is the other day of a swap; `computed` says that nobody announced the day yet.
    """

    name: str
    announcement: str = ""
    works: bool = False
    computed: bool = False
    kind: str = "closure"
    ground: Ground = WHAT_IS_A_WORKING_DAY
    linked: date | None = None


def _clock(at: time | datetime) -> int:
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond


def in_hanoi(at: datetime) -> datetime:
    """The same moment as a clock in Hanoi shows it; a naive one is a fault of the caller."""
    if at.tzinfo is HANOI:
        return at
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return at.astimezone(HANOI)


@dataclass(frozen=True, repr=False)
class Calendar:
    """The working days from `first` to `last`, both included, and their hours.

    Every question about a day outside refuses `calendar_unknown`.
    """

    first: date
    last: date
    notes: Mapping[date, DayNote]
    hours: tuple[Hours, ...]

    def __repr__(self) -> str:
        return f"Calendar({self.first} to {self.last})"

    def with_closures(self, days: Mapping[date, DayNote]) -> Calendar:
        """The same calendar in which these days are off as well; what is off keeps its reason."""
        closed = {day: note for day, note in days.items() if self._would_work(day)}
        return replace(self, notes={**self.notes, **closed})

    def with_hours(self, hours: Iterable[Hours]) -> Calendar:
        """The same calendar with a unit's own sessions, from the first of their days on.

        Refuses `hours_wrong` for sessions that no office can keep.
        """
        own = tuple(replace(each, sessions=ordered(each.sessions)) for each in hours)
        begin = min((each.since for each in own), default=date.max)
        return replace(self, hours=(*(each for each in self.hours if each.since < begin), *own))

    def why_off(self, day: date) -> DayNote | None:
        """What is noted of a day: a holiday, a swap, a closure, a make-up Saturday."""
        return self.notes.get(day)

    @cites(LABOUR_CODE["Điều 112 khoản 1"])
    @house_rule(11)
    def is_working(self, day: date) -> bool:
        """Whether the office works on a day: weekdays not off, and make-up Saturdays."""
        place = self._place(day)
        return self._before[place] < self._before[place + 1]

    def _would_work(self, day: date) -> bool:
        note = self.notes.get(day)
        return note.works if note else day.weekday() < _WEEKDAYS

    @cached_property
    def days(self) -> tuple[date, ...]:
        """All working days in order."""
        every = map(date.fromordinal, range(self.first.toordinal(), self.last.toordinal() + 1))
        return tuple(day for day in every if self._would_work(day))

    @cached_property
    def _before(self) -> list[int]:
        """How many working days lie before each day, and before the day after the last one."""
        base, working = self._base, {day.toordinal() for day in self.days}
        span = range(base, self.last.toordinal() + 1)
        return list(accumulate((each in working for each in span), initial=0))

    @cached_property
    def _base(self) -> int:
        return self.first.toordinal()

    @cached_property
    def _span(self) -> int:
        return self.last.toordinal() - self._base + 1

    @cached_property
    def _worked(self) -> list[int]:
        """The working time that lies before each working day, and after the last one."""
        lengths = (sum(closes - opens for opens, closes in self._spans(day)) for day in self.days)
        return list(accumulate(lengths, initial=0))

    @cached_property
    def _in_order(self) -> tuple[list[date], list[Hours], list[_Spans]]:
        # Stable: of two with the same day the later given, the unit's own, wins.
        hours = sorted(self.hours, key=lambda each: each.since)
        spans = [
            tuple((_clock(s.opens), _clock(s.closes)) for s in each.sessions) for each in hours
        ]
        return [each.since for each in hours], hours, spans

    @cached_property
    def _open(self) -> list[tuple[Session, ...]]:
        """The sessions of every day: none on a day off, and none where no hours are known."""
        since, hours, _ = self._in_order
        found: list[tuple[Session, ...]] = [()] * self._span
        for day in self.days:
            if index := bisect_right(since, day):
                found[day.toordinal() - self._base] = hours[index - 1].sessions
        return found

    @cached_property
    def _closings(self) -> list[datetime | None]:
        """When every working day ends; None for other days, and where no hours are known."""
        return [
            datetime.combine(self.first + timedelta(place), sessions[-1].closes, HANOI)
            if sessions
            else None
            for place, sessions in enumerate(self._open)
        ]

    def _unknown(self, day: date) -> Refusal:
        return Refusal("calendar_unknown", day=day, first=self.first, last=self.last)

    def _place(self, day: date) -> int:
        place = day.toordinal() - self._base
        if not 0 <= place < self._span:
            raise self._unknown(day)
        return place

    def _of(self, day: date) -> tuple[Session, ...]:
        since, hours, _ = self._in_order
        index = bisect_right(since, day)
        if not index:
            raise self._unknown(day)
        return hours[index - 1].sessions

    def _spans(self, day: date) -> _Spans:
        since, _, spans = self._in_order
        index = bisect_right(since, day)
        if not index:
            raise self._unknown(day)
        return spans[index - 1]

    def _nth(self, index: int) -> date:
        if 0 <= index < len(days := self.days):
            return days[index]
        raise self._unknown(self.first - ONE_DAY if index < 0 else self.last + ONE_DAY)

    def sessions(self, day: date) -> tuple[Session, ...]:
        """The sessions of a day; none on a day off."""
        return self._of(day) if self.is_working(day) else ()

    def next_working(self, day: date) -> date:
        """The day itself if it is worked, else the first worked one after it."""
        return self._nth(self._before[self._place(day)])

    def add_working_days(self, day: date, count: int) -> date:
        """The count-th working day after a day, which is itself not counted; before, if negative.

        For 0 the day itself, or the next one worked.
        """
        place = day.toordinal() - self._base
        if not 0 <= place < self._span:
            raise self._unknown(day)
        if count > 0:
            place, count = place + 1, count - 1
        return self._nth(self._before[place] + count)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; negative backwards."""
        return self._before[self._place(end) + 1] - self._before[self._place(start) + 1]

    def opening(self, day: date) -> datetime:
        """When the first session of a working day begins."""
        return datetime.combine(day, self._of(day)[0].opens, HANOI)

    def closing(self, day: date) -> datetime:
        """When the last session of a working day ends."""
        place = day.toordinal() - self._base
        if 0 <= place < self._span and (known := self._closings[place]):
            return known
        return datetime.combine(day, self._of(day)[-1].closes, HANOI)

    def in_hours(self, at: datetime) -> bool:
        """Whether the office works at a moment; the end of a session is still within it."""
        local = in_hanoi(at)
        clock = local.time()
        return any(each.opens <= clock <= each.closes for each in self.sessions(local.date()))

    @house_rule(10)
    def working_moment(self, at: datetime) -> datetime:
        """The moment itself in office hours, else the beginning of the next session."""
        local = at if at.tzinfo is HANOI else in_hanoi(at)
        place = local.toordinal() - self._base
        if not 0 <= place < self._span:
            raise self._unknown(local.date())
        if sessions := self._open[place]:
            clock = local.time()
            for session in sessions:
                if clock < session.opens:
                    return datetime.combine(local.date(), session.opens, HANOI)
                if clock <= session.closes:
                    return local
        elif self._before[place] < self._before[place + 1]:
            raise self._unknown(local.date())
        return self.opening(self._nth(self._before[place + 1]))

    def _passed(self, at: datetime) -> int:
        """The working time from the calendar's beginning to a moment."""
        local = in_hanoi(at)
        place = self._place(day := local.date())
        index = self._before[place]
        passed = self._worked[index]
        if index < self._before[place + 1]:
            clock = _clock(local)
            for opens, closes in self._spans(day):
                if clock > opens:
                    passed += min(clock, closes) - opens
        return passed

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """The working time from one moment to another, exactly; negative backwards."""
        return timedelta(microseconds=self._passed(end) - self._passed(start))

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Working minutes from one moment to another, each taken to its minute."""
        return self._passed(end) // _MINUTE - self._passed(start) // _MINUTE

    def add_working_time(self, at: datetime, span: timedelta) -> datetime:
        """The first moment by which so much working time, not negative, has passed since another.

        For nothing the moment itself, or the beginning of the next session.
        """
        return self._added(at, span // timedelta.resolution)

    def add_minutes(self, at: datetime, minutes: int) -> datetime:
        """The first moment by which so many working minutes have passed since another."""
        return self._added(at, minutes * _MINUTE)

    @house_rule(14)
    def _added(self, at: datetime, span: int) -> datetime:
        start = self.working_moment(at)
        if span <= 0:
            return start
        wanted = self._passed(start) + span
        index = bisect_left(self._worked, wanted) - 1
        day, left = self._nth(index), wanted - self._worked[index]
        clock = 0
        for opens, closes in self._spans(day):
            clock = min(opens + left, closes)
            left -= clock - opens
            if not left:
                break
        return datetime.combine(day, time(), HANOI) + timedelta(microseconds=clock)


@house_rule(11)
def ordered(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
    """The sessions of a day as given; refuses `hours_wrong` for none, overlapping or backwards."""
    apart = all(a.closes <= b.opens for a, b in pairwise(sessions))
    if not sessions or not apart or any(each.length <= NOTHING for each in sessions):
        raise Refusal("hours_wrong")
    return sessions
