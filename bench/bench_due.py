"""Due dates against the bare limit: bisect on a prefix table for one, searchsorted for a million.

Both answer the same question and are compared once before anything is timed; then they run in
alternation. The ratio is the median of the rounds; above 1 we are faster than the bare way.
"""

from __future__ import annotations

import gc
import json
import random
import statistics
import time
from bisect import bisect_right
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np

from motcua.rules.calendar import HANOI
from motcua.rules.due import due
from motcua.rules.due_dates import due_dates
from motcua.rules.limit import Limit, LimitUnit
from motcua.settings.law.time import calendar

ROUNDS, ONES, MILLION = 15, 20_000, 1_000_000
CLOSES, MIDNIGHT, DAY = datetime.min.replace(hour=17).time(), datetime.min.time(), timedelta(1)
NATIONAL = calendar()
PREFIX = [day.toordinal() for day in NATIONAL.days]
TABLE = np.array(NATIONAL.days, dtype="datetime64[D]")


def bare_day(day: date, count: int) -> date:
    """The due day of a limit in working days."""
    return date.fromordinal(PREFIX[bisect_right(PREFIX, day.toordinal()) + count - 1])


def bare_answer(at: datetime, count: int) -> tuple[date, datetime, datetime]:
    """The day, the promised hour and the legal end, for a receipt known to be in hours."""
    local = at.astimezone(HANOI)
    day = date.fromordinal(PREFIX[bisect_right(PREFIX, local.toordinal()) + count - 1])
    promised = datetime.combine(day, CLOSES, HANOI)
    return day, promised, datetime.combine(day + DAY, MIDNIGHT, HANOI)


def timed(run: Callable[[], object]) -> float:
    """The processor's seconds that it takes; what others do on the machine is left out."""
    begin = time.process_time()
    run()
    return time.process_time() - begin


def ratio(bare: Callable[[], object], ours: Callable[[], object]) -> float:
    """The bare time divided by ours."""
    gc.disable()
    found = [timed(bare) / timed(ours) for _ in range(ROUNDS)]
    gc.enable()
    return statistics.median(found)


def row(what: str, found: float, at_least: float, limit: str, note: str) -> None:
    """One line of the table that `bench/run.py` prints."""
    said = {"what": what, "ratio": round(found, 3), "at_least": at_least}
    print(json.dumps(said | {"limit": limit, "note": note}, ensure_ascii=False), flush=True)


def one(days: list[date], counts: list[int]) -> None:
    asked = list(zip(days, counts, strict=True))
    add = NATIONAL.add_working_days
    assert [add(*each) for each in asked] == [bare_day(*each) for each in asked]
    found = ratio(
        lambda: [bare_day(day, count) for day, count in asked],
        lambda: [add(day, count) for day, count in asked],
    )
    row("due day, one", found, 0.5, "bisect on a prefix table", "a date from a date")


def answered(days: list[date], counts: list[int]) -> None:
    limits = [Limit(Decimal(count), LimitUnit.WORKING_DAYS) for count in counts]
    starts = [datetime(day.year, day.month, day.day, 9, tzinfo=HANOI) for day in days]
    asked = list(zip(starts, limits, counts, strict=True))
    for at, limit, count in asked:
        found = due(at, limit, NATIONAL)
        assert (found.date, found.promised, found.legal_end) == bare_answer(at, count)
    found = ratio(
        lambda: [bare_answer(at, count) for at, _, count in asked],
        lambda: [due(at, limit, NATIONAL) for at, limit, _ in asked],
    )
    note = "date, promised hour and legal end; ours also minds hours, unit and parts of a day"
    row("due date, one", found, 0.5, "the same three values by bisect", note)


def million(chance: random.Random) -> None:
    picked = np.array(chance.choices(range(len(TABLE) - 60), k=MILLION))
    received, counts = TABLE[picked], np.array(chance.choices(range(1, 41), k=MILLION))

    def bare() -> np.ndarray:
        return TABLE[np.searchsorted(TABLE, received, side="right") + counts - 1]

    assert (due_dates(received, counts, NATIONAL) == bare()).all()
    found = ratio(bare, lambda: due_dates(received, counts, NATIONAL))
    row("due dates, a million", found, 0.4, "numpy.searchsorted", "received in any order")


def main() -> None:
    chance = random.Random(Path(__file__).name)
    days = chance.choices(NATIONAL.days[:-60], k=ONES)
    counts = chance.choices(range(1, 41), k=ONES)
    one(days, counts)
    answered(days, counts)
    million(chance)


if __name__ == "__main__":
    main()
