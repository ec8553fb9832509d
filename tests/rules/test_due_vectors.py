"""The known due dates, and the seven defects of a running system as promises that we keep.

The dates are those that a clerk finds with the published calendar (facts/onestop.md 3.3), the
defects those that were read out of its code (3.2).
"""

from __future__ import annotations

from datetime import date, time, timedelta

import numpy as np
import pytest

from motcua.rules.calendar import Hours, Session
from motcua.rules.due import Pause, after_pauses, due
from motcua.rules.due_dates import due_dates
from motcua.rules.law import HouseRule
from motcua.rules.refusal import Refusal
from tests.rules.times import NATIONAL, at, limit

VECTORS = [
    ("2019-01-04", 1, "2019-01-05", "a Saturday worked for New Year's Eve"),
    ("2024-02-07", 1, "2024-02-15", "the whole of Tết lies between"),
    ("2025-04-25", 1, "2025-04-26", "a Saturday worked for 02/5"),
    ("2025-04-25", 5, "2025-05-06", "30/4, 01/5 and the swapped 02/5"),
    ("2025-08-29", 2, "2025-09-04", "National Day takes Monday and Tuesday"),
    ("2025-12-31", 2, "2026-01-06", "two days off in the next year"),
    ("2026-01-09", 1, "2026-01-10", "a Saturday worked for 02/01"),
    ("2026-02-13", 3, "2026-02-25", "Tết Bính Ngọ"),
    ("2026-02-13", 10, "2026-03-06", "Tết Bính Ngọ and two weekends"),
    ("2026-04-24", 5, "2026-05-06", "the Hùng Kings' day made up on Monday, 30/4, 01/5"),
    ("2026-08-28", 3, "2026-09-07", "31/8 swapped, 01/9 and 02/9"),
]


@pytest.mark.parametrize(("received", "days", "day", "why"), VECTORS)
def test_a_dossier_is_due_on_the_day_a_clerk_finds(received, days, day, why):
    found = due(at(f"{received}T09:00"), limit(days), NATIONAL)
    assert found.date == date.fromisoformat(day), why
    assert found.promised == at(f"{day}T17:00"), "the end of the last session"
    assert found.legal_end == at(f"{day}T00:00") + timedelta(days=1), "24:00"


def test_all_of_them_at_once_are_the_same():
    received, days, due_days, _ = zip(*VECTORS, strict=True)
    found = due_dates(np.array(received, dtype="datetime64[D]"), np.array(days), NATIONAL)
    assert found.astype(str).tolist() == list(due_days)


def test_defect_1_the_holidays_of_the_next_year_count():
    assert due(at("2025-12-31T09:00"), limit(2), NATIONAL).date == date(2026, 1, 6)
    assert due(at("2018-12-28T09:00"), limit(1), NATIONAL).date == date(2019, 1, 2)


def test_defect_1_a_limit_that_spans_tet_and_two_new_years_counts_every_day_off():
    start, end = date(2022, 12, 30), date(2023, 12, 29)
    assert NATIONAL.working_days_between(start, end) == 249, "the whole of 2023"
    assert due(at("2022-12-30T09:00"), limit(249), NATIONAL).date == end
    assert due(at("2022-12-30T09:00"), limit(250), NATIONAL).date == date(2024, 1, 2)


def test_defect_2_a_make_up_saturday_is_a_working_day():
    assert due(at("2026-01-09T09:00"), limit(1), NATIONAL).date == date(2026, 1, 10)
    assert due(at("2026-01-10T09:00"), limit(1), NATIONAL).date == date(2026, 1, 12)


def test_defect_3_received_on_a_day_off_moves_to_the_next_session():
    found = due(at("2025-03-01T10:20"), limit(4, "hours"), NATIONAL)
    assert found.promised == at("2025-03-03T11:00"), "from Monday 7:00, not Saturday 10:20"
    assert due(at("2025-03-01T10:20"), limit(1), NATIONAL).date == date(2025, 3, 4)


def test_defect_4_the_lunch_break_gives_a_sane_hour():
    found = due(at("2025-03-03T12:10"), limit(2, "hours"), NATIONAL)
    assert found.promised == at("2025-03-03T15:30")


def test_defect_5_what_cannot_be_counted_is_refused_never_guessed():
    with pytest.raises(Refusal, match="calendar_unknown"):
        due(at("2027-12-30T09:00"), limit(5), NATIONAL)
    with pytest.raises(Refusal, match="limit_wrong"):
        due(at("2025-03-03T09:00"), limit(-1), NATIONAL)


def test_defect_6_a_day_is_not_eight_hours():
    short = Hours(date(2020, 1, 1), (Session(time(8), time(11)),), HouseRule(11))
    own = NATIONAL.with_hours([short])
    assert due(at("2025-03-03T08:00"), limit(8, "hours"), own).promised == at("2025-03-05T10:00")
    assert due(at("2025-03-03T08:00"), limit(1), own).promised == at("2025-03-04T11:00")
    assert due(at("2025-03-03T08:00"), limit("1.5"), own).promised == at("2025-03-05T09:30")


def test_defect_7_a_pause_is_counted_in_the_unit_of_the_limit():
    pause = Pause(at("2025-03-07T10:00"), at("2025-03-10T10:00"))
    found = after_pauses(at("2025-03-03T09:00"), limit(5), (pause,), NATIONAL)
    assert found.date == date(2025, 3, 11), "one working day, not three calendar days"
    found = after_pauses(at("2025-03-03T09:00"), limit(9, "calendar-days"), (pause,), NATIONAL)
    assert found.date == date(2025, 3, 17), "three days: 12/3 becomes 15/3, a Saturday"
