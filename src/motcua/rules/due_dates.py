"""Due dates by the million: the same days as `due`, for a whole array at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from motcua.rules.calendar import Calendar
from motcua.rules.due import LONGEST
from motcua.rules.law import CIVIL_CODE, cites, house_rule
from motcua.rules.limit import LimitUnit
from motcua.rules.refusal import Refusal

Days = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.int64]


@cites(CIVIL_CODE["Điều 147 khoản 2"], CIVIL_CODE["Điều 148 khoản 3"])
@cites(CIVIL_CODE["Điều 148 khoản 5"])
@house_rule(10)
def due_dates(
    received: Days,
    amounts: Numbers | int,
    calendar: Calendar,
    unit: LimitUnit = LimitUnit.WORKING_DAYS,
) -> Days:
    """The due dates of limits in whole working days, calendar days or months.

    `received` is datetime64[D]; a day off counts as the next working day, 0 ends on the day of
    receipt (received by 15:00). Refuses `limit_wrong`, `calendar_unknown`.

    >>> from motcua.settings.law.time import calendar
    >>> due_dates(np.array(["2025-04-25", "2026-02-13"], dtype="datetime64[D]"), 5, calendar())
    array(['2025-05-06', '2026-02-27'], dtype='datetime64[D]')
    """
    if unit is LimitUnit.HOURS:
        raise ValueError("hours end at an instant, not on a day: ask `due`")
    if not np.size(received):
        return received
    _check(amounts, unit)
    table = _Table(calendar)
    first = table.rank(received)
    if unit is LimitUnit.WORKING_DAYS:
        return table.working(first + amounts)
    begin = table.working(first)
    last = _months_on(begin, amounts) if unit is LimitUnit.MONTHS else begin + amounts
    return table.working(table.rank(last))


class _Table:
    """A calendar as arrays: how many working days lie before each day, and those days."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.first = np.datetime64(calendar.first, "D")
        span = (calendar.last - calendar.first).days + 1
        self.days = np.array(calendar.days, dtype="datetime64[D]")
        worked = np.zeros(span + 1, dtype=np.int64)
        worked[(self.days - self.first).astype(np.int64) + 1] = 1
        self.before = np.cumsum(worked)[:span]

    def rank(self, days: Days) -> Numbers:
        """The place among the working days of each day, or of the next one worked."""
        places = (days - self.first).astype(np.int64)
        self._within(places, len(self.before))
        found: Numbers = self.before[places]
        return found

    def working(self, places: Numbers) -> Days:
        """The working days at these places."""
        self._within(places, len(self.days))
        found: Days = self.days[places]
        return found

    def _within(self, places: Numbers, size: int) -> None:
        if places.min() < 0 or places.max() >= size:
            first, last = self.calendar.first, self.calendar.last
            day = first if places.min() < 0 else last
            raise Refusal("calendar_unknown", day=day, first=first, last=last)


def _check(amounts: Numbers | int, unit: LimitUnit) -> None:
    least, most = np.min(amounts), np.max(amounts)
    if least < 0 or most > LONGEST[unit]:
        wrong = int(least if least < 0 else most)
        raise Refusal("limit_wrong", amount=str(wrong), longest=LONGEST[unit])


def _months_on(days: Days, count: Numbers | int) -> Days:
    month = days.astype("datetime64[M]")
    wanted = month + count
    corresponding = wanted.astype("datetime64[D]") + (days - month.astype("datetime64[D]"))
    end = (wanted + 1).astype("datetime64[D]") - 1
    found: Days = np.minimum(corresponding, end)
    return found
