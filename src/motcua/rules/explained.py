"""A due moment that explains itself: one line for each step, each with its ground.

The lines are told when somebody asks for them, so that a million answers cost no more than
their dates. An instrument grounds a line only on the days for which we hold its text.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any

import msgspec

from motcua.rules.calendar import ONE_DAY, WHAT_IS_A_WORKING_DAY, Calendar, DayNote
from motcua.rules.law import (
    CIVIL_CODE,
    ONE_STOP,
    POST,
    Article,
    Ground,
    HouseRule,
    Instrument,
    Unverified,
    house_rule,
)
from motcua.rules.limit import Channel, Limit, LimitUnit

SAME_DAY_CUTOFF = time(15)
ONLINE = Unverified("45/2020/NĐ-CP và 118/2025/NĐ-CP; không có văn bản trong tay")
# On which days the text that we hold was in force, and what stands in its place before and after.
IN_FORCE: dict[Instrument, tuple[date, date]] = {
    CIVIL_CODE: (date(2017, 1, 1), date.max),
    POST: (date(2016, 12, 16), date.max),
    ONE_STOP: (date(2018, 6, 21), date(2025, 6, 30)),
}
INSTEAD = {
    CIVIL_CODE: ("Bộ luật Dân sự 2005; không có văn bản trong tay, đếm như 91/2015/QH13", ""),
    POST: ("Quy định về bưu chính trước 45/2016/QĐ-TTg; không có văn bản trong tay", ""),
    ONE_STOP: (
        "Quy định một cửa trước 61/2018/NĐ-CP; không có văn bản trong tay",
        "118/2025/NĐ-CP; không có văn bản trong tay",
    ),
}


class Line(msgspec.Struct, frozen=True):
    """One step of the explanation: a word, the day it speaks of, its ground and its facts."""

    word: str
    day: date
    ground: Ground
    facts: dict[str, Any] = {}


class Wait(msgspec.Struct, frozen=True):
    """A time that did not count, in the unit of the limit: days, or working time for hours."""

    start: datetime
    end: datetime
    days: int = 0
    time: timedelta = timedelta()


# Nothing that it holds leads back to it: the collector need not watch a million of them.
class Due(msgspec.Struct, frozen=True, gc=False):
    """The day, the hour that the slip promises, the moment the law ends it; then what was asked."""

    date: date
    promised: datetime
    legal_end: datetime
    start: datetime
    limit: Limit
    calendar: Calendar
    waits: tuple[Wait, ...] = ()
    channel: Channel | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """Why, line by line, in the order in which one counts."""
        begin = self.calendar.working_moment(self.start)
        return (
            *_started(self, begin),
            *_counted(self, begin),
            *(_waited(self, each) for each in self.waits),
            *_ended(self),
        )


def at_once(limit: Limit) -> bool:
    """Whether a limit ends on the day of receipt: marked so, or an amount of nothing."""
    return limit.same_day or not limit.amount


@house_rule(18)
def held(article: Article, day: date) -> Ground:
    """The article on days when its text, as we hold it, was in force; else what stood instead."""
    first, last = IN_FORCE[article.instrument]
    before, after = INSTEAD[article.instrument]
    if first <= day <= last:
        return article
    return Unverified(before if day < first else after)


@house_rule(18)
def start_ground(channel: Channel, day: date) -> Ground:
    """Why the clock starts where it does: at the desk, with the hand-over, with the acceptance."""
    if channel is Channel.ONLINE:
        return ONLINE
    if channel is Channel.POST:
        return held(POST["Điều 7 khoản 4"], day)
    return held(ONE_STOP["Điều 17 khoản 1 điểm c"], day)


def _started(due: Due, begin: datetime) -> Iterator[Line]:
    day = due.start.astimezone(begin.tzinfo).date()
    if due.channel:
        ground = start_ground(due.channel, day)
        yield Line(f"starts_{due.channel}", day, ground, {"at": due.start})
    else:
        hours = due.limit.unit is LimitUnit.HOURS
        article = CIVIL_CODE["Điều 147 khoản 1"] if hours else CIVIL_CODE["Điều 147 khoản 3"]
        yield Line("starts", day, held(article, day), {"at": due.start})
    if begin != due.start:
        yield Line("out_of_hours", begin.date(), HouseRule(10), {"at": begin})


def _counted(due: Due, begin: datetime) -> Iterator[Line]:
    if at_once(due.limit):
        return _at_once(due, begin)
    if due.limit.unit is LimitUnit.HOURS:
        return _hours(due, begin)
    if due.limit.unit is LimitUnit.WORKING_DAYS:
        return _working_days(due, begin)
    return _calendar_time(due, begin)


def _at_once(due: Due, begin: datetime) -> Iterator[Line]:
    late = begin.time() > SAME_DAY_CUTOFF
    word = "after_cutoff" if late else "same_day"
    yield Line(word, begin.date(), HouseRule(12), {"cutoff": SAME_DAY_CUTOFF})
    yield from _days_between(begin.date(), due.date, due.calendar)


def _hours(due: Due, begin: datetime) -> Iterator[Line]:
    yield from _days_between(begin.date(), due.date, due.calendar)
    yield Line("hours_counted", due.date, HouseRule(14), {"hours": due.limit.amount})


def _working_days(due: Due, begin: datetime) -> Iterator[Line]:
    first, amount = begin.date(), due.limit.amount
    yield Line("first_day_not_counted", first, held(CIVIL_CODE["Điều 147 khoản 2"], first))
    yield from _days_between(first, due.date, due.calendar)
    ground = held(CIVIL_CODE["Điều 148 khoản 1"], due.date)
    yield Line("days_counted", due.date, ground, {"days": amount})
    if amount % 1:
        yield Line("part_of_a_day", due.date, HouseRule(15), {"part": amount % 1})


def _calendar_time(due: Due, begin: datetime) -> Iterator[Line]:
    first, amount = begin.date(), due.limit.amount
    last = last_day(first, due.limit, sum(each.days for each in due.waits))
    yield Line("first_day_not_counted", first, held(CIVIL_CODE["Điều 147 khoản 2"], first))
    if due.limit.unit is LimitUnit.MONTHS:
        ground = held(CIVIL_CODE["Điều 148 khoản 3"], last)
        yield Line("months_counted", last, ground, {"months": amount, "last": last})
    else:
        ground = held(CIVIL_CODE["Điều 148 khoản 1"], last)
        yield Line("calendar_days_counted", last, ground, {"days": amount, "last": last})
    if amount % 1:
        yield Line("part_of_a_unit", last, HouseRule(15), {"part": amount % 1})
    if due.date != last:
        yield from _days_between(last - ONE_DAY, due.date, due.calendar)
        yield Line("moved_on", due.date, held(CIVIL_CODE["Điều 148 khoản 5"], last))


def last_day(first: date, limit: Limit, waited: int) -> date:
    """The last day of a limit in calendar days or months, and of so many days waited besides.

    A day that has begun is a whole one; half a month is fifteen days after the whole months.
    """
    if limit.unit is LimitUnit.MONTHS:
        whole, half = divmod(limit.amount, 1)
        return months_on(first, int(whole)) + timedelta(waited + (15 if half else 0))
    return first + timedelta(waited + rounded_up(limit.amount))


def rounded_up(amount: Decimal) -> int:
    """The smallest whole number that is not less.

    >>> rounded_up(Decimal("1.5"))
    2
    """
    return int(amount.to_integral_value(ROUND_CEILING))


def months_on(day: date, count: int) -> date:
    """The corresponding day of a later month, or its last day where it has none.

    >>> months_on(date(2025, 1, 31), 1)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _waited(due: Due, wait: Wait) -> Line:
    facts: dict[str, Any] = {"start": wait.start, "end": wait.end}
    if due.limit.unit is LimitUnit.HOURS and not at_once(due.limit):
        return Line("waited_hours", due.date, HouseRule(17), facts | {"time": wait.time})
    calendar_time = due.limit.unit in {LimitUnit.CALENDAR_DAYS, LimitUnit.MONTHS}
    word = "waited_days" if calendar_time and not at_once(due.limit) else "waited_working_days"
    return Line(word, due.date, HouseRule(17), facts | {"days": wait.days})


def _ended(due: Due) -> Iterator[Line]:
    if due.promised == due.legal_end:
        ground = held(CIVIL_CODE["Điều 147 khoản 1"], due.date)
        yield Line("ends_at", due.date, ground, {"at": due.promised})
        return
    yield Line("promised", due.date, HouseRule(16), {"at": due.promised})
    yield Line("ends", due.date, held(CIVIL_CODE["Điều 148 khoản 6"], due.date), {"day": due.date})


def _days_between(start: date, end: date, calendar: Calendar) -> Iterator[Line]:
    """A line for each run of days off with one reason, and for each day worked instead."""
    run: list[date] = []
    for number in range(start.toordinal() + 1, end.toordinal() + 1):
        day = date.fromordinal(number)
        note = calendar.why_off(day)
        off = not calendar.is_working(day)
        if run and not (off and note == calendar.why_off(run[-1])):
            yield _off(run, calendar.why_off(run[-1]))
            run = []
        if off:
            run.append(day)
        elif note:
            yield Line("make_up_counted", day, note.ground, {"day": day, "name": note.name})
    if run:
        yield _off(run, calendar.why_off(run[-1]))


def _off(run: list[date], note: DayNote | None) -> Line:
    name, ground = (note.name, note.ground) if note else ("weekend", WHAT_IS_A_WORKING_DAY)
    word = "day_off" if len(run) == 1 else "days_off"
    return Line(word, run[0], ground, {"first": run[0], "last": run[-1], "name": name})
