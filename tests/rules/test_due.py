"""When a dossier is due, and why."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.calendar import HANOI, Hours, Session
from motcua.rules.due import (
    Pause,
    after_pauses,
    clock_start,
    due,
    due_dates,
    hand_over_by,
    start_ground,
)
from motcua.rules.law import HouseRule, Unverified
from motcua.rules.limit import Channel, Limit, LimitUnit
from motcua.rules.refusal import Refusal
from motcua.settings.law.time import calendar
from tests.rules import oracle

NATIONAL = calendar()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def limit(amount: str, unit: str = "working-days", *, same_day: bool = False) -> Limit:
    return Limit(Decimal(amount), LimitUnit(unit), same_day)


@pytest.mark.parametrize(
    ("received", "days", "day"),
    [
        ("2019-01-04", 1, "2019-01-05"),
        ("2024-02-07", 1, "2024-02-15"),
        ("2025-04-25", 1, "2025-04-26"),
        ("2025-04-25", 5, "2025-05-06"),
        ("2025-08-29", 2, "2025-09-04"),
        ("2025-12-31", 2, "2026-01-06"),
        ("2026-01-09", 1, "2026-01-10"),
        ("2026-02-13", 3, "2026-02-25"),
        ("2026-02-13", 10, "2026-03-06"),
        ("2026-04-24", 5, "2026-05-06"),
        ("2026-08-28", 3, "2026-09-07"),
    ],
)
def test_the_known_due_dates(received, days, day):
    found = due(at(f"{received}T09:00"), limit(str(days)), NATIONAL)
    assert found.date == date.fromisoformat(day)
    assert found.promised == at(f"{day}T17:00")
    assert found.legal_end == at(f"{day}T00:00") + timedelta(days=1)


# The seven defects that were found in a running system, each as a promise that we keep.


def test_defect_1_holidays_of_the_next_year_count():
    assert due(at("2025-12-31T09:00"), limit("2"), NATIONAL).date == date(2026, 1, 6)


def test_defect_2_a_make_up_saturday_is_a_working_day():
    assert due(at("2026-01-09T09:00"), limit("1"), NATIONAL).date == date(2026, 1, 10)


def test_defect_3_received_on_a_day_off_moves_to_the_next_session():
    found = due(at("2025-03-01T10:20"), limit("4", "hours"), NATIONAL)
    assert found.promised == at("2025-03-03T11:00"), "from Monday 7:00, not Saturday 10:20"


def test_defect_4_the_lunch_break_gives_a_sane_hour():
    found = due(at("2025-03-03T12:10"), limit("2", "hours"), NATIONAL)
    assert found.promised == at("2025-03-03T15:30")


def test_defect_5_what_cannot_be_counted_is_refused_never_guessed():
    with pytest.raises(Refusal, match="calendar_unknown"):
        due(at("2027-12-30T09:00"), limit("5"), NATIONAL)
    with pytest.raises(Refusal, match="limit_wrong"):
        due(at("2025-03-03T09:00"), limit("-1"), NATIONAL)


def test_defect_6_a_day_is_not_eight_hours():
    short = Hours(date(2020, 1, 1), (Session(time(8), time(11)),), HouseRule(11))
    own = NATIONAL.with_hours([short])
    assert due(at("2025-03-03T08:00"), limit("8", "hours"), own).promised == at("2025-03-05T10:00")
    assert due(at("2025-03-03T08:00"), limit("1"), own).promised == at("2025-03-04T11:00")


def test_defect_7_a_pause_is_counted_in_the_unit_of_the_limit():
    pause = Pause(at("2025-03-07T10:00"), at("2025-03-10T10:00"))
    found = after_pauses(at("2025-03-03T09:00"), limit("5"), (pause,), NATIONAL)
    assert found.date == date(2025, 3, 11), "one working day, not three calendar days"


@pytest.mark.parametrize(
    ("start", "amount", "unit", "promised", "why"),
    [
        ("2025-03-03T09:00", "5", "calendar-days", "2025-03-10T17:00", "8/3 is a Saturday"),
        ("2025-03-03T09:00", "4", "calendar-days", "2025-03-07T17:00", "first day not counted"),
        ("2023-05-31T09:00", "1", "months", "2023-06-30T17:00", "no 31/6: the last of June"),
        ("2025-03-15T09:00", "1", "months", "2025-04-17T17:00", "15/3 was a Saturday: from 17/3"),
        (
            "2024-11-30T09:00",
            "3",
            "months",
            "2025-03-03T17:00",
            "from Monday 2/12, 2/3 is a Sunday",
        ),
        ("2025-03-03T09:00", "0.5", "months", "2025-03-18T17:00", "half a month is fifteen days"),
        ("2025-03-03T09:00", "1.5", "working-days", "2025-03-05T11:00", "half of the second day"),
        ("2025-03-03T09:00", "0", "working-days", "2025-03-03T17:00", "nothing is the same day"),
        ("2025-03-03T15:01", "0", "working-days", "2025-03-04T17:00", "after 15:00 the next"),
        ("2025-03-03T16:00", "2", "hours", "2025-03-04T08:00", "one hour today, one tomorrow"),
        ("2025-03-03T16:00", "1", "hours", "2025-03-03T17:00", "to the end of the session"),
    ],
)
def test_every_unit_ends_where_the_law_ends_it(start, amount, unit, promised, why):
    assert due(at(start), limit(amount, unit), NATIONAL).promised == at(promised), why


@pytest.mark.parametrize(
    ("received", "day", "why"),
    [
        ("2025-03-03T15:00", "2025-03-03", "15:00 sharp is not after 15:00"),
        ("2025-03-03T15:01", "2025-03-04", "after 15:00"),
        ("2025-04-29T15:30", "2025-05-05", "the next working day lies behind the holidays"),
        ("2025-04-26T09:00", "2025-04-26", "on a make-up Saturday"),
    ],
)
def test_certified_at_once_or_the_next_working_day(received, day, why):
    found = due(at(received), limit("1", same_day=True), NATIONAL)
    assert found.date == date.fromisoformat(day), why


@pytest.mark.parametrize(
    ("received", "by", "why"),
    [
        ("2025-03-03T09:00", "2025-03-03T17:00", "in the same working day"),
        ("2025-03-03T15:00", "2025-03-03T17:00", "15:00 sharp"),
        ("2025-03-03T15:01", "2025-03-04T07:00", "first thing on the next"),
        ("2025-03-07T16:00", "2025-03-10T07:00", "over the weekend"),
    ],
)
def test_a_received_dossier_is_handed_over_in_time(received, by, why):
    assert hand_over_by(at(received), NATIONAL, time(15)) == at(by), why


def test_the_cutoff_of_the_hand_over_never_moves_the_due_date():
    early = due(at("2025-03-03T09:00"), limit("3"), NATIONAL)
    late = due(at("2025-03-03T16:59"), limit("3"), NATIONAL)
    assert early.date == late.date


def test_each_channel_says_from_where_its_clock_runs():
    assert clock_start(at("2025-03-01T09:00"), Channel.POST, NATIONAL) == at("2025-03-03T07:00")
    assert "Điều 7 khoản 4" in str(start_ground(Channel.POST))
    assert isinstance(start_ground(Channel.ONLINE), Unverified)


def test_a_due_date_explains_itself():
    words = [line.word for line in due(at("2025-04-25T09:00"), limit("5"), NATIONAL).lines]
    assert words[0] == "starts"
    assert words[1] == "first_day_not_counted"
    assert "make_up_counted" in words
    assert words[-2:] == ["promised", "ends"]
    runs = [
        (line.day, line.facts["last"])
        for line in due(at("2026-02-13T09:00"), limit("3"), NATIONAL).lines
        if line.word == "day_off"
    ]
    covered = {day + timedelta(n) for day, last in runs for n in range((last - day).days + 1)}
    assert covered == {
        date(2026, 2, 14) + timedelta(n)
        for n in range(11)
        if not NATIONAL.is_working(date(2026, 2, 14) + timedelta(n))
    }


STARTS = st.datetimes(datetime(2015, 1, 5), datetime(2026, 1, 1)).map(
    lambda each: each.replace(second=0, microsecond=0, tzinfo=HANOI)
)


@given(STARTS, st.integers(1, 40))
@settings(max_examples=80, deadline=None)
def test_the_fast_answer_is_the_slow_one(start, days):
    begin = NATIONAL.working_moment(start).date()
    assert due(start, limit(str(days)), NATIONAL).date == oracle.working_days_on(begin, days)
    last = begin + timedelta(days)
    assert due(start, limit(str(days), "calendar-days"), NATIONAL).date == (
        oracle.working_days_on(last, 0)
    )


@given(STARTS, st.sampled_from(list(LimitUnit)), st.integers(0, 20), st.integers(0, 5))
@settings(max_examples=80, deadline=None)
def test_more_time_is_never_earlier_and_ends_are_worked(start, unit, amount, more):
    one = due(start, Limit(Decimal(amount), unit), NATIONAL)
    two = due(start, Limit(Decimal(amount + more), unit), NATIONAL)
    if amount:
        assert one.promised <= two.promised
    assert NATIONAL.is_working(one.date)
    assert one.promised <= one.legal_end


@given(STARTS, st.integers(1, 20), st.integers(0, 20), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_a_pause_only_ever_gives_time(start, days, offset, minutes):
    pause = Pause(start + timedelta(days=offset), start + timedelta(days=offset, minutes=minutes))
    plain = due(start, limit(str(days)), NATIONAL)
    paused = after_pauses(start, limit(str(days)), (pause,), NATIONAL)
    gained = NATIONAL.working_days_between(plain.date, paused.date)
    assert gained == NATIONAL.working_days_between(
        pause.start.astimezone(HANOI).date(), pause.end.astimezone(HANOI).date()
    )


def test_a_pause_in_hours_and_in_calendar_days():
    pause = Pause(at("2025-03-03T10:00"), at("2025-03-04T10:00"))
    hours = after_pauses(at("2025-03-03T08:00"), limit("8", "hours"), (pause,), NATIONAL)
    assert hours.promised == at("2025-03-05T08:00")
    days = after_pauses(at("2025-03-03T08:00"), limit("3", "calendar-days"), (pause,), NATIONAL)
    assert days.date == date(2025, 3, 7)


def test_a_million_at_once_are_the_same_as_one_by_one():
    days = [date(2015, 1, 5) + timedelta(n) for n in range(4000)]
    counts = np.arange(4000) % 30 + 1
    found = due_dates(np.array(days, dtype="datetime64[D]"), counts, NATIONAL)
    for day, count, answer in zip(days[::37], counts[::37], found[::37], strict=True):
        assert answer.astype(object) == NATIONAL.add_working_days(day, int(count))


def test_a_million_at_once_refuse_what_one_would():
    with pytest.raises(Refusal, match="calendar_unknown"):
        due_dates(np.array(["2027-12-31"], dtype="datetime64[D]"), 3, NATIONAL)
