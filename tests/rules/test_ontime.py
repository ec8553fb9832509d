"""One dossier under each named rule, side by side, and the time the citizen lived through.

Every story begins with a dossier of five working days taken in on Monday 3 March 2025 at 9:00,
so that its slip says Monday 10 March, 17:00.
"""

from __future__ import annotations

from datetime import UTC, date

import pytest

from motcua.rules.law import law_of
from motcua.rules.ontime import (
    RULES,
    decree_61,
    form_06a,
    index_766,
    lived,
    lived_time,
    verdicts,
)
from tests.rules.builders import World, at, limit, office, received

Story = tuple[tuple[str, str], ...]
NEW_DATE = ("apologise", "2025-03-07 09:00")
PAPERS = (("request_supplement", "2025-03-05 10:00"), ("supplement", "2025-03-12 10:00"))


def told(story: Story, world: World | None = None) -> World:
    world = world or received()
    for deed, when in story:
        world.do(deed, when)
    return world


# story, as of, then the class under nd61, index766, form06a, lived
CASES = [
    (
        (("finish", "2025-03-07 16:00"), ("return_result", "2025-03-07 16:30")),
        "2025-03-20",
        "early on_time early early",
        "three days ahead",
    ),
    (
        (("finish", "2025-03-10 16:59"), ("return_result", "2025-03-10 17:00")),
        "2025-03-20",
        "on_time on_time on_time on_time",
        "on the day, before the hour",
    ),
    (
        (("finish", "2025-03-10 18:30"), ("return_result", "2025-03-11 08:00")),
        "2025-03-20",
        "on_time late on_time late",
        "on the day, after the promised hour: only the instant is missed",
    ),
    (
        (("finish", "2025-03-10 23:59"),),
        "2025-03-11 08:00",
        "on_time late on_time running_late",
        "the day ends at 24:00, and the citizen still waits",
    ),
    (
        (("finish", "2025-03-11 00:00"),),
        "2025-03-11 08:00",
        "late late late running_late",
        "the next day has begun",
    ),
    (
        (("finish", "2025-03-07 16:00"), ("return_result", "2025-04-07 16:30")),
        "2025-04-20",
        "early on_time early late",
        "ready early and collected a month later",
    ),
    ((), "2025-03-10 23:59", "running running_late running running", "open on the due day"),
    ((), "2025-03-11 00:00", "running_late running_late running_late running_late", "and after"),
    (
        (*PAPERS, ("finish", "2025-03-17 10:00"), ("return_result", "2025-03-17 10:00")),
        "2025-03-20",
        "early on_time early late",
        "seven days away for papers: anew until 19/3, subtracted to 10/3 10:00",
    ),
    (
        (*PAPERS, ("finish", "2025-03-18 10:00"), ("return_result", "2025-03-18 10:00")),
        "2025-03-20",
        "early late early late",
        "seven days taken off 18/3 10:00 leave 11/3",
    ),
    (
        (*PAPERS, ("finish", "2025-03-20 10:00"), ("return_result", "2025-03-20 10:00")),
        "2025-03-20",
        "late late late late",
        "later than the limit counted anew",
    ),
    (
        PAPERS[:1],
        "2025-03-20",
        "running on_time running running_late",
        "papers awaited for two weeks: the index ends with the request",
    ),
    (
        (("request_supplement", "2025-03-11 09:00"),),
        "2025-03-20",
        "running late running running_late",
        "asked after the due day: the index was late with the request",
    ),
    (
        (NEW_DATE, ("finish", "2025-03-14 16:00"), ("return_result", "2025-03-14 16:00")),
        "2025-03-20",
        "late late late late",
        "no letter makes a late dossier on time",
    ),
    (
        (("withdraw", "2025-03-06 10:00"),),
        "2025-03-20",
        "not_counted on_time early not_counted",
        "withdrawn within the limit stands beside the rate of the decree",
    ),
    (
        (("withdraw", "2025-03-12 10:00"),),
        "2025-03-20",
        "not_counted late late not_counted",
        "withdrawn after the limit",
    ),
    (
        (("stop", "2025-03-12 10:00"),),
        "2025-03-20",
        "not_counted late late not_counted",
        "stopped after the limit",
    ),
    (
        (*PAPERS[:1], ("stop", "2025-04-01 10:00")),
        "2025-04-20",
        "not_counted late early not_counted",
        "papers that never came: the form takes the day of the request",
    ),
    (
        (("request_supplement", "2025-03-11 09:00"), ("withdraw", "2025-04-01 10:00")),
        "2025-04-20",
        "not_counted late late not_counted",
        "asked after the due day, then withdrawn",
    ),
    (
        (("refuse", "2025-03-07 10:00"), ("return_result", "2025-03-10 10:00")),
        "2025-03-20",
        "early on_time early on_time",
        "a reasoned no is a result",
    ),
    (
        (("request_obligation", "2025-03-07 09:00"),),
        "2025-03-20",
        "running running_late running running_late",
        "waiting for an obligation it stands as when the wait began",
    ),
    (
        (("request_obligation", "2025-03-12 09:00"),),
        "2025-03-20",
        "running_late running_late running_late running_late",
        "late before the wait began",
    ),
    (
        (
            ("request_obligation", "2025-03-05 09:00"),
            ("meet_obligation", "2025-03-12 09:00"),
            ("finish", "2025-03-17 10:00"),
            ("return_result", "2025-03-17 10:00"),
        ),
        "2025-03-20",
        "on_time late on_time late",
        "five working days waited: the limit of the decree moves to 17/3",
    ),
]


@pytest.mark.parametrize(("story", "as_of", "classes", "why"), CASES)
def test_each_named_rule_says_its_own_on_time(story, as_of, classes, why):
    world = told(story)
    found = [world.verdict(name, as_of)[0] for name in ("nd61", "index766", "form06a", "lived")]
    assert found == classes.split(), why


def test_the_new_date_of_a_letter_is_not_what_is_compared():
    world = received().do("apologise", "2025-03-07", new_promised=at("2025-03-31 17:00"))
    assert {world.verdict(name, "2025-03-12") for name in RULES} == {
        ("running_late", date(2025, 3, 10))
    }


def test_under_the_index_more_than_one_request_counts_as_late_whatever_the_hours_say():
    world = received().do("request_supplement", "2025-03-03 10:00").do("supplement", "2025-03-04")
    world.do("request_supplement", "2025-03-04 10:00", approved_by="head")
    assert world.verdict("index766", "2025-03-05")[0] == "late"
    world.do("supplement", "2025-03-05")
    assert world.verdict("index766", "2025-03-05")[0] == "running_late"
    world.do("finish", "2025-03-06")
    assert world.verdict("index766", "2025-03-07")[0] == "late"
    assert world.verdict("nd61", "2025-03-07")[0] == "early"


@pytest.mark.parametrize("deed", ["submit", "guide", "refuse_at_counter"])
def test_what_was_never_received_is_counted_by_no_rule(deed):
    world = office().do(deed, "2025-03-03")
    assert {world.verdict(name, "2025-04-03")[0] for name in RULES} == {"not_counted"}


def test_a_dossier_without_a_known_limit_is_counted_by_no_rule():
    world = received("2025-03-03", None).do("finish", "2025-03-07")
    assert {world.verdict(name, "2025-04-03")[0] for name in RULES} == {"not_counted"}


@pytest.mark.parametrize(
    ("first", "world", "due", "why"),
    [
        ("2025-02-27", lambda: office().do("guide", "2025-02-27"), 6, "guidance at the counter"),
        ("2025-02-27", lambda: office().do("submit", "2025-02-27"), 6, "handed in online"),
        ("2025-03-03", office, 10, "nothing before the receipt"),
    ],
)
def test_what_a_citizen_lived_begins_when_they_first_came(first, world, due, why):
    came = world().do("receive", "2025-03-03")
    came.do("finish", "2025-03-07").do("return_result", "2025-03-07")
    assert came.now.first_seen == at(first), why
    assert came.verdict("lived", "2025-03-20")[1] == date(2025, 3, due), why


def test_what_a_citizen_lived_goes_on_over_a_new_filing_of_the_same_matter():
    world = told((("finish", "2025-03-07 16:00"), ("return_result", "2025-03-07 16:30")))
    first = at("2025-02-03")
    as_of = at("2025-03-20")
    verdict = lived(world.now, as_of, world.calendar, first_seen=first)
    assert (verdict.value, verdict.due) == ("late", at("2025-02-10 17:00"))
    time = lived_time(world.now, as_of, world.calendar, first_seen=first)
    assert time is not None
    assert time.days == 32


@pytest.mark.parametrize(
    ("story", "as_of", "days", "minutes", "why"),
    [
        ((), "2025-03-04 09:00", 1, 480, "open: until now, a day of office hours"),
        ((("finish", "2025-03-04 09:00"),), "2025-03-05 09:00", 1, 480, "until it lay ready"),
        (
            (("finish", "2025-03-04 09:00"), ("return_result", "2025-03-06 09:00")),
            "2025-04-05 09:00",
            3,
            1440,
            "until it was in hand",
        ),
        (PAPERS, "2025-03-17 09:00", 14, 4800, "papers stop nothing; weekends are days, not work"),
        ((("withdraw", "2025-03-05 09:00"),), "2025-04-05 09:00", 2, 960, "until the end"),
    ],
)
def test_how_long_it_took_is_told_in_days_and_in_office_hours(story, as_of, days, minutes, why):
    world = told(story)
    time = lived_time(world.now, at(as_of), world.calendar)
    assert time is not None
    assert (time.days, time.working_minutes) == (days, minutes), why


def test_a_day_is_a_day_in_hanoi():
    world = received()
    world.do("finish", at("2025-03-11 00:30").astimezone(UTC))
    assert world.verdict("nd61", "2025-03-12")[0] == "late"


def test_the_verdicts_of_all_rules_are_shown_together_with_what_they_compared():
    world = told((("finish", "2025-03-10 18:30"),))
    shown = verdicts(world.now, at("2025-03-11"), world.calendar)
    assert list(shown) == ["nd61", "index766", "form06a", "lived"]
    assert [each.rule for each in shown.values()] == list(shown)
    assert {name: each.compares for name, each in shown.items()} == {
        "nd61": "day",
        "index766": "instant",
        "form06a": "day",
        "lived": "day",
    }


def test_each_name_stands_for_its_rule():
    rules = {"nd61": decree_61, "index766": index_766, "form06a": form_06a, "lived": lived}
    assert rules == RULES
    early = told((("finish", "2025-03-07 16:00"),))
    for name, rule in rules.items():
        assert rule(early.now, at("2025-03-08"), early.calendar).rule == name


def test_every_rule_names_its_page():
    assert {name: str(law_of(rule)[-1]) for name, rule in RULES.items()} == {
        "nd61": "Điều 148 khoản 6, 91/2015/QH13",
        "index766": "Quy tắc nội bộ 35",
        "form06a": "Quy tắc nội bộ 36",
        "lived": "Quy tắc nội bộ 37",
    }


def test_a_shorter_limit_never_makes_a_dossier_more_on_time():
    order = ["early", "on_time", "late"]
    for day in range(3, 15):
        when = f"2025-03-{day:02} 18:00"
        classes = [
            received("2025-03-03", limit(days)).do("finish", when).verdict("nd61", when)[0]
            for days in (7, 5, 3, 1)
        ]
        assert classes == sorted(classes, key=order.index)
