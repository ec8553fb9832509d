"""A due date says why, line by line, each with the ground of its day."""

from __future__ import annotations

import doctest
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules import explained
from motcua.rules.calendar import HANOI
from motcua.rules.due import Pause, after_pauses, clock_start, due
from motcua.rules.explained import held, start_ground
from motcua.rules.law import CIVIL_CODE, LABOUR_CODE, POST, HouseRule, Unverified
from motcua.rules.limit import Channel, Limit, LimitUnit
from tests.rules.times import NATIONAL, at, limit

UNITS = st.sampled_from(list(LimitUnit))
AMOUNTS = st.integers(0, 48).map(lambda halves: Decimal(halves) / 2)
STARTS = st.datetimes(datetime(2015, 1, 1), datetime(2025, 6, 1)).map(
    lambda each: each.replace(second=0, microsecond=0, tzinfo=HANOI)
)
TUESDAY_TO_THURSDAY = Pause(at("2025-03-04T09:00"), at("2025-03-06T09:00"))


@pytest.mark.parametrize(
    ("channel", "day", "ground", "why"),
    [
        (Channel.COUNTER, date(2025, 3, 1), "Điều 17 khoản 1 điểm c, 61/2018/NĐ-CP", "in force"),
        (Channel.COUNTER, date(2018, 6, 20), "Chưa kiểm chứng", "the day before the decree"),
        (Channel.COUNTER, date(2025, 7, 1), "118/2025/NĐ-CP", "its text is not held"),
        (Channel.POST, date(2025, 3, 1), "Điều 7 khoản 4, 45/2016/QĐ-TTg", "signed hand-over"),
        (Channel.POST, date(2016, 12, 15), "Chưa kiểm chứng", "the day before the decision"),
        (Channel.ONLINE, date(2025, 3, 1), "Chưa kiểm chứng", "no text held"),
    ],
)
def test_each_channel_says_from_where_its_clock_runs(channel, day, ground, why):
    assert ground in str(start_ground(channel, day)), why
    assert clock_start(at("2025-03-01T09:00"), channel, NATIONAL) == at("2025-03-03T07:00")


@pytest.mark.parametrize(
    ("article", "day", "ground", "why"),
    [
        (POST["Điều 7 khoản 4"], date(2016, 12, 16), "Điều 7 khoản 4", "the first day in force"),
        (POST["Điều 7 khoản 4"], date(2016, 12, 15), "Chưa kiểm chứng", "the day before"),
        (
            CIVIL_CODE["Điều 147 khoản 1"],
            date(2017, 1, 1),
            "91/2015/QH13",
            "the first day of 2015's",
        ),
        (CIVIL_CODE["Điều 147 khoản 1"], date(2016, 12, 31), "Chưa kiểm chứng", "that of 2005"),
    ],
)
def test_an_article_is_cited_only_for_days_on_which_it_was_in_force(article, day, ground, why):
    assert ground in str(held(article, day)), why


def words(found: explained.Due) -> list[tuple[str, str]]:
    return [(line.word, line.day.isoformat()) for line in found.lines]


def test_a_due_date_explains_itself_as_one_counts():
    found = due(at("2025-04-24T18:00"), limit("5.5"), NATIONAL, channel=Channel.COUNTER)
    assert words(found) == [
        ("starts_counter", "2025-04-24"),
        ("out_of_hours", "2025-04-25"),
        ("first_day_not_counted", "2025-04-25"),
        ("make_up_counted", "2025-04-26"),
        ("day_off", "2025-04-27"),
        ("day_off", "2025-04-30"),
        ("day_off", "2025-05-01"),
        ("day_off", "2025-05-02"),
        ("days_off", "2025-05-03"),
        ("days_counted", "2025-05-07"),
        ("part_of_a_day", "2025-05-07"),
        ("promised", "2025-05-07"),
        ("ends", "2025-05-07"),
    ]
    said = {line.day.isoformat(): line for line in found.lines if "off" in line.word}
    assert said["2025-04-30"].ground == LABOUR_CODE["Điều 112 khoản 1"]
    assert "6150/TB-BLĐTBXH" in str(said["2025-05-02"].ground)


def test_tet_is_one_line_with_its_first_and_last_day():
    found = due(at("2024-02-07T09:00"), limit("1"), NATIONAL)
    runs = [line.facts for line in found.lines if line.word == "days_off"]
    assert runs == [
        {"first": date(2024, 2, 8), "last": date(2024, 2, 14), "name": "Tết Nguyên đán"}
    ]


def test_an_end_that_moves_says_from_which_day_off():
    found = due(at("2025-03-03T09:00"), limit("5", "calendar-days"), NATIONAL)
    assert words(found)[2:5] == [
        ("calendar_days_counted", "2025-03-08"),
        ("days_off", "2025-03-08"),
        ("moved_on", "2025-03-10"),
    ]


@given(STARTS, AMOUNTS, UNITS, st.sampled_from([None, *Channel]))
@settings(max_examples=50)
def test_the_days_said_to_be_off_are_the_days_off_between(start, amount, unit, channel):
    found = due(start, Limit(amount, unit), NATIONAL, channel=channel)
    off = [line.facts for line in found.lines if line.word in {"day_off", "days_off"}]
    said = {
        each["first"] + timedelta(n)
        for each in off
        for n in range((each["last"] - each["first"]).days + 1)
    }
    first = NATIONAL.working_moment(start).date()
    if unit in {LimitUnit.CALENDAR_DAYS, LimitUnit.MONTHS} and amount:
        first = explained.last_day(first, found.limit, 0) - timedelta(1)
    between = (first + timedelta(n) for n in range(1, (found.date - first).days + 1))
    assert said == {day for day in between if not NATIONAL.is_working(day)}


def test_no_code_is_cited_for_days_before_it_was_in_force():
    old = due(at("2016-12-01T09:00"), limit("5"), NATIONAL)
    assert not [line for line in old.lines if getattr(line.ground, "instrument", "") == CIVIL_CODE]
    assert any(isinstance(line.ground, Unverified) for line in old.lines)
    new = due(at("2017-01-03T09:00"), limit("5"), NATIONAL, channel=Channel.POST)
    assert {CIVIL_CODE, POST} <= {getattr(line.ground, "instrument", "") for line in new.lines}


def test_the_rule_of_certification_is_a_house_rule_for_everything_that_is_due_at_once():
    for asked in (limit("0"), limit("1", same_day=True)):
        line = due(at("2025-03-03T16:00"), asked, NATIONAL).lines[1]
        assert (line.word, line.ground) == ("after_cutoff", HouseRule(12))


def test_each_wait_is_a_line_with_its_length_in_the_unit_of_the_limit():
    found = after_pauses(at("2025-03-03T09:00"), limit("5"), (TUESDAY_TO_THURSDAY,), NATIONAL)
    line = next(line for line in found.lines if line.word.startswith("waited"))
    assert (line.word, line.facts["days"], line.ground) == (
        "waited_working_days",
        2,
        HouseRule(17),
    )


def test_the_examples_run():
    tried = doctest.testmod(explained)
    assert tried.attempted
    assert not tried.failed
