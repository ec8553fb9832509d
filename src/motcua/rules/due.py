"""When a dossier is due (ngày hẹn trả), and why: a date, a promised hour and a legal end.

Civil Code Điều 147 and 148: the first day is not counted, an end on a day off moves on, the last
day ends at 24:00. Every due moment explains itself line by line.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from motcua.rules.calendar import HANOI, ONE_DAY, Calendar
from motcua.rules.law import (
    CERTIFICATION,
    CIVIL_CODE,
    ONE_STOP,
    POST,
    Ground,
    HouseRule,
    Unverified,
    cites,
    house_rule,
)
from motcua.rules.limit import Channel, Limit, LimitUnit
from motcua.rules.refusal import Refusal

SAME_DAY_CUTOFF = time(15)
HALF_MONTH = 15
LONGEST = {
    LimitUnit.HOURS: 20_000,
    LimitUnit.WORKING_DAYS: 2_500,
    LimitUnit.CALENDAR_DAYS: 4_000,
    LimitUnit.MONTHS: 120,
}
ONLINE_START = Unverified("NĐ 45/2020/NĐ-CP, NĐ 118/2025/NĐ-CP (chưa có văn bản)")


class Line(msgspec.Struct, frozen=True):
    """One step of the explanation: a word, the day it speaks of, its facts and its ground."""

    word: str
    day: date
    ground: Ground
    facts: dict[str, Any] = {}


class Due(msgspec.Struct, frozen=True):
    """The day, the hour that the slip promises, the moment the law ends it, and the reasons."""

    date: date
    promised: datetime
    legal_end: datetime
    lines: tuple[Line, ...] = ()


class Pause(msgspec.Struct, frozen=True):
    """A time in which the office waited for the applicant."""

    start: datetime
    end: datetime


@cites(ONE_STOP["Điều 16 khoản 1"], POST["Điều 7 khoản 4"])
@house_rule(10)
def clock_start(at: datetime, channel: Channel, calendar: Calendar) -> datetime:
    """The moment from which the limit runs: `at`, or the next session when it is out of hours.

    At the counter `at` is the receipt, by post the signed hand-over, online the acceptance.
    """
    return calendar.working_moment(at)


def start_ground(channel: Channel) -> Ground:
    """Why the clock starts there for a channel."""
    grounds: dict[Channel, Ground] = {
        Channel.COUNTER: ONE_STOP["Điều 16 khoản 1"],
        Channel.POST: POST["Điều 7 khoản 4"],
        Channel.ONLINE: ONLINE_START,
    }
    return grounds[channel]


@cites(ONE_STOP["Điều 18 khoản 2"], ONE_STOP["Điều 18 khoản 3"])
@house_rule(13)
def hand_over_by(received: datetime, calendar: Calendar, cutoff: time) -> datetime:
    """By when a directly received dossier must be on its way; it never moves the due date.

    The end of the same working day, or the beginning of the next when received after the cutoff.
    """
    start = calendar.working_moment(received)
    if start.time() <= cutoff:
        return calendar.closing(start.date())
    return calendar.opening(calendar.next_working(start.date() + ONE_DAY))


def _check(limit: Limit) -> None:
    if not limit.amount.is_finite() or not 0 <= limit.amount <= LONGEST[limit.unit]:
        raise Refusal("limit_wrong", amount=str(limit.amount), longest=LONGEST[limit.unit])


def _midnight(day: date) -> datetime:
    return datetime.combine(day + ONE_DAY, time(), HANOI)


@cites(CIVIL_CODE["Điều 147 khoản 1"], CIVIL_CODE["Điều 147 khoản 2"])
@cites(
    CIVIL_CODE["Điều 148 khoản 1"], CIVIL_CODE["Điều 148 khoản 5"], CIVIL_CODE["Điều 148 khoản 6"]
)
def due(start: datetime, limit: Limit, calendar: Calendar) -> Due:
    """When a limit that starts at a moment ends, explained line by line.

    Refuses `limit_wrong`, and `calendar_unknown` beyond the years that are known.

    >>> due.__name__
    'due'
    """
    _check(limit)
    begin = calendar.working_moment(start)
    lines = [Line("starts", begin.date(), HouseRule(10), {"at": begin})]
    if limit.same_day or limit.amount == 0:
        return _same_day(begin, calendar, lines)
    if limit.unit is LimitUnit.HOURS:
        return _hours(begin, limit.amount, calendar, lines)
    if limit.unit is LimitUnit.WORKING_DAYS:
        return _working_days(begin, limit.amount, calendar, lines)
    return _calendar_time(begin, limit, calendar, lines)


@cites(CERTIFICATION["Điều 7"])
@house_rule(12)
def _same_day(begin: datetime, calendar: Calendar, lines: list[Line]) -> Due:
    day, ground = begin.date(), CERTIFICATION["Điều 7"]
    if begin.time() > SAME_DAY_CUTOFF:
        lines.append(Line("after_cutoff", day, ground, {"cutoff": SAME_DAY_CUTOFF}))
        day = calendar.add_working_days(day, 1)
    else:
        lines.append(Line("same_day", day, ground))
    return _ends(day, calendar.closing(day), lines)


@cites(CIVIL_CODE["Điều 147 khoản 1"])
@house_rule(14)
def _hours(begin: datetime, amount: Decimal, calendar: Calendar, lines: list[Line]) -> Due:
    end = calendar.add_minutes(begin, int(amount * 60))
    lines.append(Line("hours_counted", begin.date(), HouseRule(14), {"hours": amount}))
    lines += _skipped(begin.date(), end.date(), calendar)
    lines.append(Line("ends_at", end.date(), CIVIL_CODE["Điều 147 khoản 1"], {"at": end}))
    return Due(end.date(), end, end, tuple(lines))


@cites(CIVIL_CODE["Điều 147 khoản 2"])
@house_rule(15)
def _working_days(begin: datetime, amount: Decimal, calendar: Calendar, lines: list[Line]) -> Due:
    lines.append(Line("first_day_not_counted", begin.date(), CIVIL_CODE["Điều 147 khoản 2"]))
    days = int(amount.to_integral_value(ROUND_CEILING))
    day = calendar.add_working_days(begin.date(), days)
    lines += _skipped(begin.date(), day, calendar)
    lines.append(Line("days_counted", day, CIVIL_CODE["Điều 148 khoản 1"], {"days": amount}))
    part = amount - int(amount)
    if not part:
        return _ends(day, calendar.closing(day), lines)
    whole = calendar.minutes_between(calendar.opening(day), calendar.closing(day))
    promised = calendar.add_minutes(calendar.opening(day), int(whole * part))
    lines.append(Line("part_of_a_day", day, HouseRule(15), {"at": promised}))
    return _ends(day, promised, lines)


@cites(CIVIL_CODE["Điều 148 khoản 3"], CIVIL_CODE["Điều 148 khoản 5"])
@house_rule(15)
def _calendar_time(begin: datetime, limit: Limit, calendar: Calendar, lines: list[Line]) -> Due:
    lines.append(Line("first_day_not_counted", begin.date(), CIVIL_CODE["Điều 147 khoản 2"]))
    if limit.unit is LimitUnit.MONTHS:
        last = _months_on(begin.date(), limit.amount)
        lines.append(
            Line("months_counted", last, CIVIL_CODE["Điều 148 khoản 3"], {"months": limit.amount})
        )
    else:
        last = begin.date() + timedelta(int(limit.amount.to_integral_value(ROUND_CEILING)))
        lines.append(
            Line(
                "calendar_days_counted",
                last,
                CIVIL_CODE["Điều 148 khoản 1"],
                {"days": limit.amount},
            )
        )
    day = calendar.next_working(last)
    if day != last:
        lines.append(Line("moved_on", day, CIVIL_CODE["Điều 148 khoản 5"], {"last": last}))
    return _ends(day, calendar.closing(day), lines)


def _months_on(day: date, amount: Decimal) -> date:
    index = day.year * 12 + day.month - 1 + int(amount)
    year, month = divmod(index, 12)
    last = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return last + timedelta(HALF_MONTH) if amount % 1 else last


def _ends(day: date, promised: datetime, lines: list[Line]) -> Due:
    lines.append(Line("promised", day, HouseRule(16), {"at": promised}))
    lines.append(Line("ends", day, CIVIL_CODE["Điều 148 khoản 6"]))
    return Due(day, promised, _midnight(day), tuple(lines))


def _skipped(start: date, end: date, calendar: Calendar) -> list[Line]:
    """A line for each run of days off and each make-up Saturday after `start` up to `end`."""
    lines: list[Line] = []
    day = start + ONE_DAY
    while day <= end:
        note = calendar.why_off(day)
        if calendar.is_working(day):
            if note:
                lines.append(_noted("make_up_counted", day, note.name, note.announcement))
        else:
            name = note.name if note else "weekend"
            announced = note.announcement if note else ""
            last = lines[-1] if lines else None
            if (
                last
                and last.word == "day_off"
                and last.facts["name"] == name
                and last.facts["last"] == day - ONE_DAY
            ):
                last.facts["last"] = day
            else:
                lines.append(_noted("day_off", day, name, announced))
        day += ONE_DAY
    return lines


def _noted(word: str, day: date, name: str, announcement: str) -> Line:
    ground: Ground = Unverified(announcement) if announcement else CIVIL_CODE["Điều 148 khoản 5"]
    return Line(word, day, ground, {"name": name, "last": day})


@house_rule(17)
def after_pauses(
    start: datetime, limit: Limit, pauses: tuple[Pause, ...], calendar: Calendar
) -> Due:
    """When a limit ends if the pauses do not count, each measured in the limit's own unit."""
    plain = due(start, limit, calendar)
    shift = sum(_length(pause, limit.unit, calendar) for pause in pauses)
    if not shift:
        return plain
    line = Line("paused", plain.date, HouseRule(17), {"amount": shift, "unit": limit.unit.value})
    lines = [*plain.lines, line]
    if limit.unit is LimitUnit.HOURS:
        end = calendar.add_minutes(plain.promised, shift)
        return Due(end.date(), end, end, tuple(lines))
    if limit.unit is LimitUnit.WORKING_DAYS:
        day = calendar.add_working_days(plain.date, shift)
    else:
        day = calendar.next_working(plain.date + timedelta(shift))
    return _ends(day, calendar.closing(day), lines)


def _length(pause: Pause, unit: LimitUnit, calendar: Calendar) -> int:
    if unit is LimitUnit.HOURS:
        return calendar.minutes_between(pause.start, pause.end)
    first, last = pause.start.astimezone(HANOI).date(), pause.end.astimezone(HANOI).date()
    if unit is LimitUnit.WORKING_DAYS:
        return calendar.working_days_between(first, last)
    return (last - first).days


Days = npt.NDArray[np.datetime64]


@cites(CIVIL_CODE["Điều 147 khoản 2"], CIVIL_CODE["Điều 148 khoản 5"])
def due_dates(received: Days, days: npt.NDArray[np.int64] | int, calendar: Calendar) -> Days:
    """The due dates of limits in whole working days, for an array of days of receipt at once.

    `received` is datetime64[D]; days beyond the calendar refuse `calendar_unknown`.
    """
    table = calendar.working_table
    first = np.searchsorted(table, received, side="right")
    index = first + days - 1
    if len(index) and (index.min() < 0 or index.max() >= len(table)):
        raise Refusal(
            "calendar_unknown", day=calendar.last, first=calendar.first, last=calendar.last
        )
    found: Days = table[index]
    return found
