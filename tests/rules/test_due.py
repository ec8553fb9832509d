"""When a dossier is due, and why."""

from __future__ import annotations

import doctest
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules import due as due_module
from motcua.rules.calendar import HANOI, DayNote, Hours, Session
from motcua.rules.due import Pause, after_pauses, clock_start, due, hand_over_by, restart
from motcua.rules.law import HouseRule
from motcua.rules.limit import Channel, Limit, LimitUnit
from motcua.rules.refusal import Refusal
from tests.rules.oracle import Office
from tests.rules.times import NATIONAL, at, limit

# An office that opens late, has three sessions and was closed for a storm: no day is eight hours.
SINCE = date(2021, 5, 1)
SHORT = ((8 * 60, 9 * 60 + 45), (10 * 60, 12 * 60), (14 * 60, 16 * 60 + 20))
CLOSED = frozenset(date(2023, 10, 16) + timedelta(n) for n in range(4))
OTHER_OFFICE = Office(CLOSED, SHORT, SINCE)
OTHER = NATIONAL.with_closures(dict.fromkeys(CLOSED, DayNote("Bão"))).with_hours(
    [
        Hours(
            SINCE,
            tuple(Session(time(*divmod(a, 60)), time(*divmod(b, 60))) for a, b in SHORT),
            HouseRule(11),
            "12/QĐ-UBND",
        )
    ]
)
OFFICES = {"usual": (NATIONAL, Office()), "other": (OTHER, OTHER_OFFICE)}
AN_OFFICE = st.sampled_from(sorted(OFFICES))
UNITS = st.sampled_from(list(LimitUnit))
# Whole numbers and halves: what the catalogue holds.
AMOUNTS = st.integers(0, 48).map(lambda halves: Decimal(halves) / 2)
STARTS = st.datetimes(datetime(2015, 1, 1), datetime(2025, 6, 1)).map(
    lambda each: each.replace(second=0, microsecond=0, tzinfo=HANOI)
)
PAUSES = st.lists(st.tuples(st.integers(0, 40 * 24 * 60), st.integers(0, 8 * 24 * 60)), max_size=3)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "promised", "why"),
    [
        ("2025-03-03T09:00", "5", "calendar-days", "2025-03-10T17:00", "8/3 is a Saturday"),
        ("2025-03-03T09:00", "4", "calendar-days", "2025-03-07T17:00", "first day not counted"),
        ("2025-04-21T09:00", "5", "calendar-days", "2025-04-26T17:00", "26/4 is worked: no move"),
        ("2025-01-20T09:00", "8", "calendar-days", "2025-02-03T17:00", "28/01 is in Tết"),
        ("2025-03-03T09:00", "1.5", "calendar-days", "2025-03-05T17:00", "a day begun is a day"),
        ("2023-05-31T09:00", "1", "months", "2023-06-30T17:00", "no 31/6: the last of June"),
        ("2025-01-24T09:00", "1", "months", "2025-02-24T17:00", "the same number of the day"),
        ("2025-12-15T09:00", "1", "months", "2026-01-15T17:00", "over the new year"),
        ("2024-01-31T09:00", "1", "months", "2024-02-29T17:00", "a leap year"),
        ("2025-03-15T09:00", "1", "months", "2025-04-17T17:00", "15/3 was a Saturday: from 17/3"),
        ("2024-11-30T09:00", "3", "months", "2025-03-03T17:00", "from 02/12; 02/3 is a Sunday"),
        ("2025-03-03T09:00", "0.5", "months", "2025-03-18T17:00", "half a month: fifteen days"),
        ("2025-03-03T09:00", "1.5", "working-days", "2025-03-05T11:00", "half of the second day"),
        ("2025-03-03T09:00", "0", "working-days", "2025-03-03T17:00", "nothing is the same day"),
        ("2025-03-03T09:00", "0", "months", "2025-03-03T17:00", "in any unit"),
        ("2025-03-03T15:01", "0", "working-days", "2025-03-04T17:00", "after 15:00 the next"),
        ("2025-03-03T16:00", "2", "hours", "2025-03-04T08:00", "one hour today, one tomorrow"),
        ("2025-03-03T16:00", "1", "hours", "2025-03-03T17:00", "to the end of the session"),
        ("2025-03-03T16:00:30", "1", "hours", "2025-03-04T07:00:30", "no second is lost"),
        ("2025-03-03T16:30", "0.5", "hours", "2025-03-03T17:00", "half an hour"),
        ("2025-04-29T16:00", "8", "hours", "2025-05-05T16:00", "over four days off"),
    ],
)
def test_every_unit_ends_where_the_law_ends_it(start, amount, unit, promised, why):
    assert due(at(start), limit(amount, unit), NATIONAL).promised == at(promised), why


@pytest.mark.parametrize(
    ("received", "day", "why"),
    [
        ("2025-03-03T15:00", "2025-03-03", "15:00 sharp is not after 15:00"),
        ("2025-03-03T15:00:01", "2025-03-04", "a second later is"),
        ("2025-03-03T17:30", "2025-03-04", "after hours: taken in and due the next morning"),
        ("2025-04-29T15:30", "2025-05-05", "the next working day lies behind the holidays"),
        ("2025-04-26T09:00", "2025-04-26", "on a make-up Saturday"),
        ("2025-04-25T16:00", "2025-04-26", "and to it"),
    ],
)
def test_certified_at_once_or_the_next_working_day(received, day, why):
    found = due(at(received), limit("1", same_day=True), NATIONAL)
    assert found.date == date.fromisoformat(day), why


@pytest.mark.parametrize(
    ("received", "by", "why"),
    [
        ("2025-03-03T09:00", "2025-03-03T17:00", "in the same working day"),
        ("2025-03-03T06:30", "2025-03-03T17:00", "before opening is that day"),
        ("2025-03-03T15:00", "2025-03-03T17:00", "15:00 sharp"),
        ("2025-03-03T15:00:01", "2025-03-04T07:00", "first thing on the next"),
        ("2025-03-07T16:00", "2025-03-10T07:00", "over the weekend"),
        ("2025-03-07T18:00", "2025-03-10T07:00", "later is never allowed more time"),
        ("2025-03-08T09:00", "2025-03-10T07:00", "on a day off"),
    ],
)
def test_a_received_dossier_is_handed_over_in_time(received, by, why):
    assert hand_over_by(at(received), NATIONAL, time(15)) == at(by), why


@given(STARTS, st.timedeltas(timedelta(), timedelta(days=4)))
@settings(max_examples=50)
def test_what_comes_later_is_never_handed_over_earlier(received, later):
    one, two = (hand_over_by(each, NATIONAL, time(15)) for each in (received, received + later))
    assert received < one <= two or later == timedelta()


def test_the_cutoff_of_the_hand_over_never_moves_the_due_date():
    early = due(at("2025-03-03T09:00"), limit("3"), NATIONAL)
    late = due(at("2025-03-03T16:59"), limit("3"), NATIONAL)
    assert early.date == late.date


@given(AN_OFFICE, STARTS, AMOUNTS, UNITS)
@settings(max_examples=120)
def test_the_fast_answer_is_the_slow_one(office, start, amount, unit):
    fast, slow = OFFICES[office]
    found = due(start, Limit(amount, unit), fast)
    assert (found.date, found.promised) == slow.due(start, amount, unit)


@given(AN_OFFICE, STARTS, AMOUNTS, UNITS, PAUSES)
@settings(max_examples=40)
def test_the_fast_answer_with_pauses_is_the_slow_one(office, start, amount, unit, spans):
    fast, slow = OFFICES[office]
    times = [(start + timedelta(minutes=a), timedelta(minutes=b)) for a, b in spans]
    pauses = [(first, first + length) for first, length in times]
    found = after_pauses(start, Limit(amount, unit), [Pause(*each) for each in pauses], fast)
    assert (found.date, found.promised) == slow.due(start, amount, unit, tuple(pauses))


@given(AN_OFFICE, STARTS, STARTS, UNITS, AMOUNTS.filter(bool), st.integers(0, 5))
@settings(max_examples=60)
def test_more_time_or_a_later_start_is_never_earlier(office, start, other, unit, amount, more):
    days, _ = OFFICES[office]
    early, late = sorted((start, other))
    one = due(early, Limit(amount, unit), days)
    assert one.promised <= due(early, Limit(amount + more, unit), days).promised
    assert one.promised <= due(late, Limit(amount, unit), days).promised
    assert days.is_working(one.date)
    assert one.promised <= one.legal_end


@given(STARTS, st.integers(1, 40), st.integers(1, 200))
@settings(max_examples=60)
def test_what_was_added_is_the_difference(start, days, hours):
    begin = NATIONAL.working_moment(start)
    end = due(start, limit(str(days)), NATIONAL).date
    assert NATIONAL.working_days_between(begin.date(), end) == days
    end = due(start, limit(str(hours), "hours"), NATIONAL).promised
    assert NATIONAL.working_time(begin, end) == timedelta(hours=hours)


def pause(start: str, end: str) -> Pause:
    return Pause(at(start), at(end))


TUESDAY_TO_THURSDAY = pause("2025-03-04T09:00", "2025-03-06T09:00")


@pytest.mark.parametrize(
    ("amount", "unit", "pauses", "promised", "why"),
    [
        ("5", "working-days", (TUESDAY_TO_THURSDAY,), "2025-03-12T17:00", "two working days"),
        ("5", "working-days", (TUESDAY_TO_THURSDAY,) * 2, "2025-03-12T17:00", "told twice"),
        (
            "5",
            "working-days",
            (TUESDAY_TO_THURSDAY, pause("2025-03-05T09:00", "2025-03-07T09:00")),
            "2025-03-13T17:00",
            "two that overlap are one of three days",
        ),
        ("1.5", "working-days", (TUESDAY_TO_THURSDAY,), "2025-03-07T11:00", "the hour is kept"),
        ("0", "working-days", (TUESDAY_TO_THURSDAY,), "2025-03-05T17:00", "at once, and two days"),
        (
            "5",
            "working-days",
            (pause("2025-03-07T10:00", "2025-03-08T10:00"),),
            "2025-03-11T17:00",
            "back on a Saturday is back on Monday",
        ),
        (
            "5",
            "working-days",
            (pause("2025-02-20T09:00", "2025-03-03T08:00"),),
            "2025-03-10T17:00",
            "before the clock ran nothing is left out",
        ),
        (
            "8",
            "hours",
            (pause("2025-03-03T10:00", "2025-03-04T10:00"),),
            "2025-03-05T09:00",
            "a working day of hours",
        ),
        ("4", "calendar-days", (TUESDAY_TO_THURSDAY,), "2025-03-10T17:00", "9/3 is a Sunday"),
        ("1", "months", (TUESDAY_TO_THURSDAY,), "2025-04-08T17:00", "5/4 is a Saturday, 7/4 off"),
    ],
)
def test_waiting_for_the_applicant_is_left_out(amount, unit, pauses, promised, why):
    found = after_pauses(at("2025-03-03T09:00"), limit(amount, unit), pauses, NATIONAL)
    assert found.promised == at(promised), why


def test_counted_anew_is_the_whole_limit_from_the_moment_everything_is_in():
    complete = at("2025-03-08T10:00")
    assert restart(complete, limit("5"), NATIONAL) == due(complete, limit("5"), NATIONAL)
    assert restart(complete, limit("5"), NATIONAL).date == date(2025, 3, 17)


@pytest.mark.parametrize(
    ("amount", "unit", "word"),
    [
        ("-1", "working-days", "limit_wrong"),
        ("NaN", "working-days", "limit_wrong"),
        ("sNaN", "working-days", "limit_wrong"),
        ("Infinity", "hours", "limit_wrong"),
        ("2501", "working-days", "limit_wrong"),
        ("0.3", "months", "month_part_wrong"),
    ],
)
def test_a_limit_that_means_nothing_is_refused(amount, unit, word):
    with pytest.raises(Refusal, match=word):
        due(at("2025-03-03T09:00"), limit(amount, unit), NATIONAL)


def test_a_pause_that_ends_before_it_begins_is_refused():
    backwards = pause("2025-03-06T09:00", "2025-03-04T09:00")
    with pytest.raises(Refusal, match="pause_backwards"):
        after_pauses(at("2025-03-03T09:00"), limit("5"), (backwards,), NATIONAL)


def test_the_examples_run():
    tried = doctest.testmod(due_module)
    assert tried.attempted
    assert not tried.failed


@pytest.mark.parametrize(
    ("received", "starts", "why"),
    [
        ("2025-03-03T09:00", "2025-03-03T09:00", "in office hours at once"),
        ("2025-03-03T15:01", "2025-03-03T15:01", "15:00 is the hand-over's hour, not the clock's"),
        ("2025-03-03T06:00", "2025-03-03T07:00", "before the office opens"),
        ("2025-03-03T12:00", "2025-03-03T13:30", "in the lunch break"),
        ("2025-03-07T18:00", "2025-03-10T07:00", "after hours on a Friday"),
        ("2025-01-25T09:00", "2025-02-03T07:00", "in the week of Tết"),
        ("2025-04-26T09:00", "2025-04-26T09:00", "a Saturday that is made up for"),
    ],
)
@pytest.mark.parametrize("channel", list(Channel))
def test_the_clock_starts_with_the_first_working_moment(received, starts, why, channel):
    assert clock_start(at(received), channel, NATIONAL) == at(starts), why
