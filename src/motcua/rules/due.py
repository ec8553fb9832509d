"""When a dossier is due (ngày hẹn trả): a date, a promised hour and a legal end.

Civil Code Điều 147 and 148: the first day is not counted, an end on a day off moves on, the last
day ends at 24:00. Every answer explains itself line by line (`explained`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache

import msgspec

from motcua.rules.calendar import HANOI, ONE_DAY, Calendar, in_hanoi
from motcua.rules.explained import (
    SAME_DAY_CUTOFF,
    Due,
    Wait,
    at_once,
    last_day,
    rounded_up,
)
from motcua.rules.law import CERTIFICATION, CIVIL_CODE, ONE_STOP, POST, cites, house_rule
from motcua.rules.limit import Channel, Limit, LimitUnit
from motcua.rules.refusal import Refusal

MICROSECONDS = 3_600_000_000
HALF = Decimal("0.5")
MIDNIGHT = time()
LONGEST = {
    LimitUnit.HOURS: 20_000,
    LimitUnit.WORKING_DAYS: 2_500,
    LimitUnit.CALENDAR_DAYS: 4_000,
    LimitUnit.MONTHS: 120,
}


class Pause(msgspec.Struct, frozen=True):
    """A time in which the office waited for the applicant: asked at `start`, complete at `end`."""

    start: datetime
    end: datetime


@cites(ONE_STOP["Điều 17 khoản 1 điểm c"], POST["Điều 7 khoản 4"])
@house_rule(10)
def clock_start(at: datetime, channel: Channel, calendar: Calendar) -> datetime:
    """The moment from which the limit runs: `at`, or the next session when it is out of hours.

    At the counter `at` is the receipt, by post the signed hand-over, online the acceptance; why
    that moment, says `explained.start_ground`.
    """
    return calendar.working_moment(at)


@cites(ONE_STOP["Điều 18 khoản 2"], ONE_STOP["Điều 18 khoản 3"])
@house_rule(13)
def hand_over_by(received: datetime, calendar: Calendar, cutoff: time) -> datetime:
    """By when a directly received dossier must be on its way; it never moves the due date.

    The end of the same working day; the beginning of the next one when it was received after the
    cutoff, or on a day off.
    """
    local = in_hanoi(received)
    day = local.date()
    if calendar.is_working(day) and local.time() <= cutoff:
        return calendar.closing(day)
    return calendar.opening(calendar.next_working(day + ONE_DAY))


@cites(CIVIL_CODE["Điều 147 khoản 1"], CIVIL_CODE["Điều 147 khoản 2"])
@cites(CIVIL_CODE["Điều 147 khoản 3"], CIVIL_CODE["Điều 148 khoản 1"])
@cites(CIVIL_CODE["Điều 148 khoản 5"], CIVIL_CODE["Điều 148 khoản 6"])
@house_rule(14)
@house_rule(16)
def due(
    start: datetime,
    limit: Limit,
    calendar: Calendar,
    *,
    channel: Channel | None = None,
    waits: tuple[Wait, ...] = (),
) -> Due:
    """When a limit that starts at a moment ends; a moment out of hours is moved on first.

    `waits` do not count: `after_pauses` measures them. Refuses `limit_wrong`, `month_part_wrong`,
    and `calendar_unknown` beyond the known years.

    >>> from motcua.settings.law.time import calendar
    >>> received = datetime(2025, 4, 25, 9, tzinfo=HANOI)
    >>> answer = due(received, Limit(Decimal(5), LimitUnit.WORKING_DAYS), calendar())
    >>> f"{answer.promised:%d/%m/%Y %H:%M}"
    '06/05/2025 17:00'
    >>> [line.word for line in answer.lines][:3]
    ['starts', 'first_day_not_counted', 'make_up_counted']
    """
    if not limit.amount.is_finite():
        raise _wrong(limit)
    plan = _plan(limit)
    begin = calendar.working_moment(start)
    if plan.hours is not None:
        end = calendar.add_working_time(begin, sum((each.time for each in waits), plan.hours))
        return Due(end.date(), end, end, start, limit, calendar, waits, channel)
    waited = sum([each.days for each in waits]) if waits else 0
    if plan.working:
        count = _days_at_once(begin) if plan.at_once else plan.days
        day = calendar.add_working_days(begin.date(), count + waited)
    else:
        day = calendar.next_working(last_day(begin.date(), limit, waited))
    promised = _part(day, plan.part, calendar) if plan.part else calendar.closing(day)
    return Due(day, promised, _end_of(day), start, limit, calendar, waits, channel)


@cites(ONE_STOP["Điều 19 khoản 4"])
def restart(
    complete: datetime, limit: Limit, calendar: Calendar, *, channel: Channel | None = None
) -> Due:
    """When a limit ends that is counted anew from the moment everything is in.

    Refuses as `due` does.
    """
    return due(complete, limit, calendar, channel=channel)


@house_rule(17)
def after_pauses(
    start: datetime,
    limit: Limit,
    pauses: Iterable[Pause],
    calendar: Calendar,
    *,
    channel: Channel | None = None,
) -> Due:
    """When a limit ends if the pauses do not count, each measured in the limit's own unit.

    What lies in two pauses is left out once; what lies before the start not at all. Refuses
    `pause_backwards`, and as `due` does.
    """
    begin = calendar.working_moment(start)
    waits = tuple(
        _wait(first, last, limit, calendar) for first, last in _apart(pauses, begin, calendar)
    )
    return due(start, limit, calendar, channel=channel, waits=waits)


@lru_cache(maxsize=4096)
def _end_of(day: date) -> datetime:
    return datetime.combine(day + ONE_DAY, MIDNIGHT, HANOI)


class _Plan(msgspec.Struct, frozen=True):
    """What a limit asks to be counted, whatever the day: worked out once for each limit."""

    working: bool = False
    at_once: bool = False
    days: int = 0
    part: Decimal | None = None
    hours: timedelta | None = None


def _wrong(limit: Limit) -> Refusal:
    return Refusal("limit_wrong", amount=str(limit.amount), longest=LONGEST[limit.unit])


@lru_cache(maxsize=1024)
@house_rule(15)
def _plan(limit: Limit) -> _Plan:
    amount, unit = limit.amount, limit.unit
    if not 0 <= amount <= LONGEST[unit]:
        raise _wrong(limit)
    if unit is LimitUnit.MONTHS and amount % HALF:
        raise Refusal("month_part_wrong", amount=amount)
    if at_once(limit):
        return _Plan(working=True, at_once=True)
    if unit is LimitUnit.HOURS:
        exact = (amount * MICROSECONDS).to_integral_value(ROUND_CEILING)
        return _Plan(hours=timedelta(microseconds=int(exact)))
    if unit is LimitUnit.WORKING_DAYS:
        return _Plan(working=True, days=rounded_up(amount), part=amount % 1 or None)
    return _Plan()


@cites(CERTIFICATION["Điều 7"])
@house_rule(12)
def _days_at_once(begin: datetime) -> int:
    return 1 if begin.time() > SAME_DAY_CUTOFF else 0


@house_rule(15)
def _part(day: date, part: Decimal, calendar: Calendar) -> datetime:
    minutes = sum(each.minutes for each in calendar.sessions(day))
    return calendar.add_minutes(calendar.opening(day), rounded_up(minutes * part))


def _apart(
    pauses: Iterable[Pause], begin: datetime, calendar: Calendar
) -> list[tuple[datetime, datetime]]:
    """The pauses in order, from the start on, joined where they touch or overlap.

    What comes back out of hours is there with the next session (house rule 10).
    """
    found: list[tuple[datetime, datetime]] = []
    for each in sorted(pauses, key=lambda pause: pause.start):
        if each.end < each.start:
            raise Refusal("pause_backwards", start=each.start, end=each.end)
        first, last = max(in_hanoi(each.start), begin), calendar.working_moment(each.end)
        if last <= first:
            continue
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _wait(first: datetime, last: datetime, limit: Limit, calendar: Calendar) -> Wait:
    if limit.unit is LimitUnit.HOURS and not at_once(limit):
        return Wait(first, last, time=calendar.working_time(first, last))
    if limit.unit in {LimitUnit.CALENDAR_DAYS, LimitUnit.MONTHS} and not at_once(limit):
        return Wait(first, last, days=(last.date() - first.date()).days)
    return Wait(first, last, days=calendar.working_days_between(first.date(), last.date()))
