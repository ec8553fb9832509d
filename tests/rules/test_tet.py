"""Around Tết, every year from 2015 to 2027: what comes in, when it is due, when it is handed over.

The first day of each lunar year stands here as any almanac has it, apart from the file of days
off; each moment around it is counted a second time by the slow answer of `oracle`.
"""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from motcua.rules.calendar import HANOI
from motcua.rules.due import clock_start, due, hand_over_by
from motcua.rules.limit import Channel, Limit
from tests.rules.oracle import DAY, Office, midnight
from tests.rules.times import NATIONAL, limit

# Mùng 1 tháng Giêng.
FIRST_DAYS = [
    date(2015, 2, 19), date(2016, 2, 8), date(2017, 1, 28), date(2018, 2, 16), date(2019, 2, 5),
    date(2020, 1, 25), date(2021, 2, 12), date(2022, 2, 1), date(2023, 1, 22), date(2024, 2, 10),
    date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6),
]  # fmt: skip
# When people come: at opening, in the morning, at noon, about the cut-off, about closing, at night.
HOURS = ["07:00", "09:30", "12:15", "15:00", "15:01", "17:00", "17:01", "23:59"]
LIMITS: list[Limit] = [
    limit(1), limit(3), limit("0.5"), limit(4, "hours"), limit(10, "calendar-days"), limit(1, "months"),
    limit(1, same_day=True),
]  # fmt: skip
SLOW = Office()


def around(first: date) -> list[datetime]:
    """Every hour of `HOURS` from the 24th of the last month to the 10th of the first."""
    days = [first + n * DAY for n in range(-6, 10)]
    return [
        datetime.combine(day, time.fromisoformat(hour), HANOI) for day in days for hour in HOURS
    ]


@pytest.mark.parametrize("first", FIRST_DAYS, ids=lambda day: f"{day.year}")
def test_the_last_day_of_the_year_and_the_first_three_are_days_off(first):
    for day in (first - DAY, first, first + DAY, first + 2 * DAY):
        assert not NATIONAL.is_working(day), day
    rest = [n for n in range(-9, 12) if not NATIONAL.is_working(first + n * DAY)]
    assert len([n for n in rest if -4 <= n <= 7]) >= 5, "at least five days"


@pytest.mark.parametrize("first", FIRST_DAYS, ids=lambda day: f"{day.year}")
def test_whatever_comes_in_around_tet_is_due_when_a_clerk_with_a_wall_calendar_says(first):
    for start in around(first):
        for each in LIMITS:
            found = due(start, each, NATIONAL)
            amount = 0 if each.same_day else each.amount
            assert (found.date, found.promised) == SLOW.due(start, amount, each.unit), (start, each)
            assert SLOW.works(found.date), (start, each)


@pytest.mark.parametrize("first", FIRST_DAYS, ids=lambda day: f"{day.year}")
@pytest.mark.parametrize("channel", list(Channel))
def test_what_is_sent_on_a_day_off_counts_from_the_first_session_after_tet(first, channel):
    for start in around(first):
        if SLOW.works(start.date()):
            continue
        begins = clock_start(start, channel, NATIONAL)
        assert begins == SLOW.opened(start), start
        assert SLOW.works(begins.date())


@pytest.mark.parametrize("first", FIRST_DAYS, ids=lambda day: f"{day.year}")
def test_a_dossier_is_handed_over_the_same_day_or_first_thing_after_tet(first):
    for received in around(first):
        day = received.date()
        in_time = SLOW.works(day) and received.time() <= time(15)
        while not in_time and not SLOW.works(day := day + DAY):
            pass
        expected = SLOW.closing(day) if in_time else SLOW.opened(midnight(day))
        assert hand_over_by(received, NATIONAL, time(15)) == expected, received


def test_a_calendar_that_forgets_one_day_of_tet_is_caught():
    """The mutant: an office that rests a day longer has another due day."""
    first = FIRST_DAYS[10]
    after = next(first + n * DAY for n in range(12) if NATIONAL.is_working(first + n * DAY))
    before = next(first - n * DAY for n in range(12) if NATIONAL.is_working(first - n * DAY))
    start = datetime.combine(before, time(9, 30), HANOI)
    found = due(start, limit(1), NATIONAL).date
    assert found == after
    assert Office(closed=frozenset({after})).due(start, limit(1).amount, "x")[0] > found
