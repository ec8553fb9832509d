"""Which days and hours an office works."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.calendar import HANOI, Calendar, DayNote, Hours, Session, ordered
from motcua.rules.law import LABOUR_CODE, HouseRule, Unverified
from motcua.rules.refusal import Refusal
from motcua.settings.law.time import calendar
from tests.rules.oracle import Office
from tests.rules.times import NATIONAL, at
from tests.shared import shared

OFFICE = Office()
KINDS = {"compensatory_off": "compensatory", "makeup_workday": "make_up"}
DAYS = st.dates(date(2015, 1, 1), date(2027, 9, 1))
MOMENTS = st.datetimes(datetime(2015, 1, 5), datetime(2027, 6, 1)).map(
    lambda each: each.replace(tzinfo=HANOI)
)


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        ("2014-12-27", True, "the Saturday worked for 02/01/2015, in the year before"),
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
        assert NATIONAL.is_working(day) is OFFICE.works(day), day
        day += timedelta(days=1)


def test_the_months_have_as_many_working_days_as_the_published_table():
    counted = Counter((day.year, day.month) for day in NATIONAL.days)
    with shared("data/calendar/working_days_per_month_2015_2027.csv").open() as file:
        for row in csv.DictReader(file):
            assert counted[int(row["year"]), int(row["month"])] == int(row["working_days"]), row


def test_the_file_has_the_days_off_and_make_up_saturdays_of_the_published_list_and_no_others():
    with shared("data/calendar/vn_government_calendar_2015_2027.csv").open() as file:
        published = {
            date.fromisoformat(row["date"]): (
                KINDS.get(row["kind"], row["kind"]),
                row["linked_date"],
                row["confidence"] == "computed_not_announced",
            )
            for row in csv.DictReader(file)
        }
    found = {
        day: (note.kind, note.linked.isoformat() if note.linked else "", note.computed)
        for day, note in NATIONAL.notes.items()
    }
    # The list marks 24/11/2027 as policy, not as computed; it is both.
    published[date(2027, 11, 24)] = ("holiday", "", True)
    assert found == published


def test_culture_day_is_a_switch():
    day = date(2026, 11, 24)
    assert not NATIONAL.is_working(day)
    assert isinstance(NATIONAL.notes[day].ground, Unverified)
    without = calendar(culture_day=False)
    assert without.is_working(day)
    assert len(without.days) == len(NATIONAL.days) + 2, "2026 and 2027, and nothing else"


def test_the_year_that_is_not_announced_says_so():
    assert {note.computed for day, note in NATIONAL.notes.items() if day.year == 2027} == {True}
    assert {note.computed for day, note in NATIONAL.notes.items() if day.year < 2027} == {False}


def test_a_holiday_rests_on_the_code_of_its_day_only_where_the_text_is_held():
    assert NATIONAL.notes[date(2021, 4, 30)].ground == LABOUR_CODE["Điều 112 khoản 1"]
    assert NATIONAL.notes[date(2021, 5, 3)].ground == LABOUR_CODE["Điều 111 khoản 3"]
    unheld = [note.ground for day, note in NATIONAL.notes.items() if day < date(2021, 1, 1)]
    assert all(isinstance(ground, Unverified) for ground in unheld)


def test_a_make_up_saturday_says_for_which_day_and_by_which_announcement():
    note = NATIONAL.why_off(date(2026, 1, 10))
    assert (note.works, note.linked) == (True, date(2026, 1, 2))
    assert note.name == "Làm bù cho ngày nghỉ 02/01/2026"
    assert note.announcement == "12729/VPCP-KGVX ngày 25/12/2025"


@given(DAYS, st.integers(0, 60), st.sets(DAYS, max_size=5))
@settings(max_examples=25)
def test_days_are_added_as_one_counts_them_on_the_wall(day, count, closed):
    own = NATIONAL.with_closures(dict.fromkeys(closed, DayNote("Đóng cửa")))
    assert own.add_working_days(day, count) == Office(frozenset(closed)).nth(day, count)


@given(DAYS, st.integers(1, 60))
def test_days_added_are_the_difference_and_are_taken_off_again(day, count):
    later = NATIONAL.add_working_days(day, count)
    assert NATIONAL.working_days_between(day, later) == count
    assert NATIONAL.working_days_between(later, day) == -count
    first = NATIONAL.next_working(day)
    assert NATIONAL.add_working_days(NATIONAL.add_working_days(first, count), -count) == first


@given(DAYS, DAYS, st.integers(0, 40), st.integers(0, 40))
@settings(max_examples=50)
def test_more_days_or_a_later_start_never_mean_earlier(day, other, count, more):
    early, late = sorted((day, other))
    assert NATIONAL.add_working_days(early, count) <= NATIONAL.add_working_days(late, count)
    assert NATIONAL.add_working_days(day, count) <= NATIONAL.add_working_days(day, count + more)


@pytest.mark.parametrize(
    ("day", "count", "found", "why"),
    [
        ("2025-03-10", -1, "2025-03-07", "before Monday comes Friday"),
        ("2025-03-09", -1, "2025-03-07", "and before Sunday too"),
        ("2025-05-05", -2, "2025-04-28", "over the holidays"),
        ("2026-01-12", -1, "2026-01-10", "a make-up Saturday"),
    ],
)
def test_working_days_are_counted_backwards_too(day, count, found, why):
    answer = NATIONAL.add_working_days(date.fromisoformat(day), count)
    assert answer == date.fromisoformat(found), why


@given(MOMENTS, st.integers(1, 1500))
@settings(max_examples=25)
def test_minutes_are_added_as_one_counts_them_on_the_clock(start, minutes):
    start = OFFICE.opened(start.replace(second=0, microsecond=0))
    assert NATIONAL.add_minutes(start, minutes) == OFFICE.after(start, minutes)


@given(MOMENTS, st.timedeltas(timedelta(), timedelta(hours=200)))
@settings(max_examples=50)
def test_working_time_added_is_the_working_time_between_to_the_microsecond(start, span):
    assert NATIONAL.working_time(start, NATIONAL.add_working_time(start, span)) == span


@given(MOMENTS, MOMENTS, MOMENTS)
@settings(max_examples=50)
def test_minutes_of_parts_are_the_minutes_of_the_whole(one, two, three):
    parts = NATIONAL.minutes_between(one, two) + NATIONAL.minutes_between(two, three)
    assert parts == NATIONAL.minutes_between(one, three)


def test_seconds_are_not_lost():
    assert NATIONAL.add_minutes(at("2025-03-03T11:29:30"), 1) == at("2025-03-03T13:30:30")


def test_nothing_added_out_of_hours_is_the_next_session_never_the_last_one():
    assert NATIONAL.add_minutes(at("2025-03-01T10:00"), 0) == at("2025-03-03T07:00")


OWN = Hours(date(2020, 1, 1), (Session(time(8), time(12)),), HouseRule(11), "12/QĐ-UBND")


def test_an_office_with_other_hours_has_other_days():
    own = NATIONAL.with_hours([OWN])
    assert own.closing(date(2025, 3, 3)) == at("2025-03-03T12:00")
    assert own.closing(date(2019, 3, 4)) == at("2019-03-04T17:00"), "not before its day"
    assert own.add_minutes(at("2025-03-03T08:00"), 5 * 60) == at("2025-03-04T09:00")


def test_hours_set_later_for_everybody_do_not_undo_an_offices_own():
    later = Hours(date(2024, 1, 1), (Session(time(6), time(10)),), HouseRule(11))
    everybody = NATIONAL.with_hours([*NATIONAL.hours, later])
    assert everybody.opening(date(2025, 3, 3)) == at("2025-03-03T06:00")
    assert everybody.with_hours([OWN]).opening(date(2025, 3, 3)) == at("2025-03-03T08:00")


def test_a_closure_on_a_holiday_leaves_the_holiday_its_name():
    closure = DayNote("Đóng cửa")
    own = NATIONAL.with_closures({date(2025, 4, 30): closure, date(2025, 4, 26): closure})
    assert own.why_off(date(2025, 4, 30)).name == "Ngày Chiến thắng"
    assert not own.is_working(date(2025, 4, 26)), "a make-up Saturday can be closed"


@pytest.mark.parametrize(
    ("moment", "counts", "why"),
    [
        ("2025-03-03T09:00", "2025-03-03T09:00", "in hours"),
        ("2025-03-03T12:00", "2025-03-03T13:30", "in the lunch break"),
        ("2025-03-03T17:00", "2025-03-03T17:00", "the end of a session is within it"),
        ("2025-03-03T17:00:01", "2025-03-04T07:00", "a second later is not"),
        ("2025-03-03T05:00", "2025-03-03T07:00", "before opening"),
        ("2025-04-29T18:00", "2025-05-05T07:00", "over the holidays"),
        ("2026-02-15T10:00", "2026-02-23T07:00", "over Tết"),
    ],
)
def test_what_comes_out_of_hours_counts_from_the_next_session(moment, counts, why):
    assert NATIONAL.working_moment(at(moment)) == at(counts), why


def test_a_moment_is_a_moment_in_hanoi_whatever_clock_shows_it():
    assert NATIONAL.working_moment(datetime(2025, 3, 2, 23, tzinfo=UTC)) == at("2025-03-03T07:00")
    with pytest.raises(ValueError, match="time zone"):
        NATIONAL.in_hours(datetime(2025, 3, 3, 9))


@pytest.mark.parametrize("day", [date(2014, 12, 26), date(2028, 1, 1), date(9999, 12, 31)])
def test_a_year_nobody_announced_is_refused(day):
    with pytest.raises(Refusal, match="calendar_unknown"):
        NATIONAL.is_working(day)


@pytest.mark.parametrize(
    ("day", "count"), [(date(2027, 12, 30), 2), (date(2014, 12, 29), -2), (date(2027, 12, 31), 1)]
)
def test_counting_out_of_the_known_years_is_refused(day, count):
    with pytest.raises(Refusal, match="calendar_unknown"):
        NATIONAL.add_working_days(day, count)


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
    with pytest.raises(Refusal, match="hours_wrong"):
        NATIONAL.with_hours([Hours(date(2025, 1, 1), sessions, HouseRule(11))])


def test_a_calendar_without_hours_before_a_day_refuses():
    bare = Calendar(date(2020, 1, 1), date(2020, 12, 31), {}, ())
    with pytest.raises(Refusal, match="calendar_unknown"):
        bare.opening(date(2020, 1, 2))
