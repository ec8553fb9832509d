"""Which days and hours an office works."""

from __future__ import annotations

import csv
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.calendar import HANOI, Calendar, DayNote, Hours, Session, ordered
from motcua.rules.law import HouseRule
from motcua.rules.refusal import Refusal
from motcua.settings.law.time import calendar
from tests.rules import oracle
from tests.shared import shared

NATIONAL = calendar()
DAYS = st.dates(date(2015, 1, 1), date(2027, 9, 1))
USUAL = [(7 * 60, 11 * 60 + 30), (13 * 60 + 30, 17 * 60)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        ("2025-05-01", False, "Labour Day"),
        ("2025-05-02", False, "swapped for Saturday 26/4"),
        ("2025-04-26", True, "the Saturday worked instead"),
        ("2025-04-19", False, "an ordinary Saturday"),
        ("2026-01-02", False, "swapped by 12729/VPCP-KGVX, which libraries miss"),
        ("2026-01-10", True, "the Saturday worked for it"),
        ("2019-01-05", True, "worked for 31/12/2018, across the year"),
        ("2026-02-16", False, "eve of Tết Bính Ngọ"),
        ("2024-02-29", True, "a leap day that is a Thursday"),
    ],
)
def test_an_office_knows_its_working_days(day, works, why):
    assert NATIONAL.is_working(date.fromisoformat(day)) is works, why


def test_every_day_of_thirteen_years_agrees_with_the_slow_answer():
    day = NATIONAL.first
    while day <= NATIONAL.last:
        assert NATIONAL.is_working(day) is oracle.works(day), day
        day += timedelta(days=1)


def test_the_months_have_as_many_working_days_as_the_published_table():
    with shared("data/calendar/working_days_per_month_2015_2027.csv").open() as file:
        for row in csv.DictReader(file):
            year, month = int(row["year"]), int(row["month"])
            first = date(year, month, 1)
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            days = (first + timedelta(n) for n in range((last - first).days + 1))
            assert sum(map(NATIONAL.is_working, days)) == int(row["working_days"]), row


def test_every_make_up_saturday_and_day_off_is_in_the_file():
    with shared("data/calendar/vn_government_calendar_2015_2027.csv").open() as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["date"])
            if day < NATIONAL.first or (day.weekday() > 4 and row["kind"] != "makeup_workday"):
                continue
            assert NATIONAL.why_off(day), row
            assert NATIONAL.is_working(day) is (row["kind"] == "makeup_workday"), row


def test_culture_day_is_a_switch():
    day = date(2026, 11, 24)
    assert not NATIONAL.is_working(day)
    assert calendar(culture_day=False).is_working(day)


def test_the_year_that_is_not_announced_says_so():
    assert NATIONAL.why_off(date(2027, 4, 30)).computed
    assert not NATIONAL.why_off(date(2026, 4, 30)).computed


@given(DAYS, st.integers(0, 60))
@settings(max_examples=150, deadline=None)
def test_days_are_added_as_one_counts_them_on_the_wall(day, count):
    assert NATIONAL.add_working_days(day, count) == oracle.working_days_on(day, count)


@given(DAYS, st.integers(1, 60), st.sets(DAYS, max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_units_closures_are_skipped(day, count, closed):
    closed_days = {each: DayNote("Đóng cửa") for each in closed}
    own = NATIONAL.with_closures(closed_days)
    assert own.add_working_days(day, count) == oracle.working_days_on(day, count, frozenset(closed))


@given(DAYS, st.integers(1, 60))
@settings(max_examples=100, deadline=None)
def test_what_is_added_is_the_difference(day, count):
    assert NATIONAL.working_days_between(day, NATIONAL.add_working_days(day, count)) == count


@given(DAYS, st.integers(0, 40), st.integers(0, 40))
@settings(max_examples=100, deadline=None)
def test_more_days_never_mean_earlier(day, one, more):
    assert NATIONAL.add_working_days(day, one) <= NATIONAL.add_working_days(day, one + more)


MOMENTS = st.datetimes(datetime(2015, 1, 5), datetime(2027, 6, 1)).map(
    lambda each: each.replace(second=0, microsecond=0, tzinfo=HANOI)
)


@given(MOMENTS, st.integers(1, 1500))
@settings(max_examples=40, deadline=None)
def test_minutes_are_added_as_one_counts_them_on_the_clock(start, minutes):
    assert NATIONAL.add_minutes(start, minutes) == oracle.minutes_on(start, minutes, USUAL)


@given(MOMENTS, st.integers(0, 5000))
@settings(max_examples=100, deadline=None)
def test_minutes_added_are_the_minutes_between(start, minutes):
    assert NATIONAL.minutes_between(start, NATIONAL.add_minutes(start, minutes)) == minutes


def test_an_office_with_other_hours_has_other_days():
    short = Hours(date(2020, 1, 1), (Session(time(8), time(12)),), HouseRule(11), "12/QĐ-UBND")
    own = NATIONAL.with_hours([short])
    assert own.closing(date(2025, 3, 3)) == at("2025-03-03T12:00")
    assert own.closing(date(2019, 3, 4)) == at("2019-03-04T17:00"), "not before its day"
    assert own.add_minutes(at("2025-03-03T08:00"), 5 * 60) == at("2025-03-04T09:00")


@pytest.mark.parametrize(
    ("moment", "counts", "why"),
    [
        ("2025-03-03T09:00", "2025-03-03T09:00", "in hours"),
        ("2025-03-03T12:00", "2025-03-03T13:30", "in the lunch break"),
        ("2025-03-03T17:00", "2025-03-03T17:00", "the end of a session is within it"),
        ("2025-03-03T17:01", "2025-03-04T07:00", "after closing"),
        ("2025-03-03T05:00", "2025-03-03T07:00", "before opening"),
        ("2025-04-29T18:00", "2025-05-05T07:00", "over the holidays"),
        ("2026-02-15T10:00", "2026-02-23T07:00", "over Tết"),
    ],
)
def test_what_comes_out_of_hours_counts_from_the_next_session(moment, counts, why):
    assert NATIONAL.working_moment(at(moment)) == at(counts), why


@pytest.mark.parametrize("day", [date(2014, 12, 31), date(2028, 1, 1), date(9999, 12, 31)])
def test_a_year_nobody_announced_is_refused(day):
    with pytest.raises(Refusal, match="calendar_unknown"):
        NATIONAL.is_working(day)


@pytest.mark.parametrize(
    "sessions",
    [
        (),
        (Session(time(9), time(8)),),
        (Session(time(7), time(12)), Session(time(11), time(15))),
    ],
)
def test_hours_that_no_office_can_keep_are_refused(sessions):
    with pytest.raises(Refusal, match="hours_wrong"):
        ordered(sessions)


def test_a_calendar_without_hours_before_a_day_refuses():
    bare = Calendar(date(2020, 1, 1), date(2020, 12, 31), {}, ())
    with pytest.raises(Refusal, match="calendar_unknown"):
        bare.opening(date(2020, 1, 2))
