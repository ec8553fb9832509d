"""Letters of apology: when they are in time, and what they never change."""

from __future__ import annotations

import pytest

from motcua.rules.law import HouseRule, law_of
from tests.rules.builders import World, at, in_progress, limit, received, refused


@pytest.mark.parametrize(
    ("given", "begin", "sent", "in_time", "why"),
    [
        (limit(5), "2025-03-03", "2025-03-09 23:59", True, "the last moment of the day before"),
        (limit(5), "2025-03-03", "2025-03-10 00:00", False, "the due day has begun"),
        (limit(5), "2025-03-03", "2025-03-10 16:00", False, "an hour ahead is not a day"),
        (limit(5), "2025-03-03", "2025-03-25 09:00", False, "two weeks late"),
        (limit(2), "2025-03-03", "2025-03-04 09:00", True, "two days: the day before"),
        (limit(2), "2025-03-03", "2025-03-05 09:00", False, "two days are not under two days"),
        (limit("1.5"), "2025-03-03", "2025-03-05 09:00", True, "a day and a half: on the day"),
        (limit(1), "2025-03-03", "2025-03-04 16:59", True, "one day: on the day"),
        (limit(1), "2025-03-03", "2025-03-05 00:00", False, "one day: the day after"),
        (limit(0, same_day=True), "2025-03-03", "2025-03-03 16:00", True, "the same day"),
        (limit(1, "calendar-days"), "2025-03-03", "2025-03-04 09:00", True, "one calendar day"),
        (limit(3, "calendar-days"), "2025-03-03", "2025-03-06 09:00", False, "three of them"),
        (limit(4, "hours"), "2025-03-03", "2025-03-03 14:00", True, "half a day in hours"),
        (limit(15, "hours"), "2025-03-03", "2025-03-04 16:00", True, "an hour under two days"),
        (limit(16, "hours"), "2025-03-03", "2025-03-05 08:00", False, "sixteen are two days"),
        (limit(40, "hours"), "2025-03-03", "2025-03-10 08:00", False, "a week in hours"),
        (limit(1, "months"), "2025-03-03", "2025-04-02 09:00", True, "a month: the day before"),
        (limit(1, "months"), "2025-03-03", "2025-04-03 09:00", False, "a month: the day itself"),
    ],
)
def test_a_letter_is_in_time_a_day_ahead_or_on_the_day_of_a_short_limit(
    given, begin, sent, in_time, why
):
    world = received(begin, given).do("apologise", sent)
    assert world.now.apologies[0].in_time is in_time, why


def test_a_day_ahead_is_counted_in_days_also_across_tet():
    world = received("2025-01-24", limit(1))
    assert world.now.promised == at("2025-02-03 17:00")
    two = received("2025-01-24", limit(2)).do("apologise", "2025-02-03 20:00")
    assert two.now.promised == at("2025-02-04 17:00")
    assert two.now.apologies[0].in_time


def _into(state: str) -> World:
    world = in_progress()
    ways = {
        "in_progress": (),
        "awaiting_supplement": ("request_supplement",),
        "awaiting_obligation": ("request_obligation",),
        "finished": ("finish",),
        "returned": ("finish", "return_result"),
    }
    for deed in ways[state]:
        world.do(deed, "2025-03-12")
    return world


@pytest.mark.parametrize(
    "state",
    ["in_progress", "awaiting_supplement", "awaiting_obligation", "finished", "returned"],
)
def test_a_late_letter_is_always_recorded_and_named_late(state):
    world = _into(state).do("apologise", "2025-03-12 10:00")
    assert (world.now.status, world.now.apologies[0].in_time) == (state, False)


def test_the_new_date_is_shown_and_the_original_stays_the_measure():
    world = received().do("apologise", "2025-03-07", new_promised=at("2025-03-14 17:00"))
    now = world.now
    assert now.appointed == at("2025-03-14 17:00")
    assert now.promised == now.original_promised == at("2025-03-10 17:00")
    assert now.legal_end == at("2025-03-11 00:00")


def test_a_second_letter_is_allowed_and_a_second_new_date_is_not():
    world = received().do("apologise", "2025-03-07", new_promised=at("2025-03-14 17:00"))
    again = refused(world, "apologise", "2025-03-13", new_promised=at("2025-03-20 17:00"))
    assert again.word == "new_date_only_once"
    assert [str(each) for each in again.grounds] == ["Điều 19 khoản 9, 61/2018/NĐ-CP"]
    world.do("apologise", "2025-03-13")
    assert (len(world.now.apologies), world.now.new_dates) == (2, 1)
    assert world.now.appointed == at("2025-03-14 17:00")


def test_the_new_date_may_come_with_the_second_letter():
    world = received().do("apologise", "2025-03-07")
    world.do("apologise", "2025-03-09", new_promised=at("2025-03-14 17:00"))
    assert world.now.new_dates == 1


def test_papers_that_came_in_do_not_give_a_second_new_date():
    world = received().do("apologise", "2025-03-07", new_promised=at("2025-03-14 17:00"))
    world.do("request_supplement", "2025-03-10").do("supplement", "2025-03-11")
    again = refused(world, "apologise", "2025-03-12", new_promised=at("2025-03-31 17:00"))
    assert again.word == "new_date_only_once"


@pytest.mark.parametrize(
    ("sent", "new", "word", "why"),
    [
        ("2025-03-07", "2025-03-10 17:00", "new_date_not_later", "the due moment itself"),
        ("2025-03-07", "2025-03-07 17:00", "new_date_not_later", "before it"),
        ("2025-03-20", "2025-03-19 17:00", "new_date_not_later", "over before the letter"),
        ("2025-03-07", "2025-03-15 17:00", "new_date_day_off", "a Saturday"),
        ("2025-04-14", "2025-04-30 17:00", "new_date_day_off", "a holiday"),
        ("2025-04-14", "2025-04-26 17:00", None, "a make-up Saturday is worked"),
    ],
)
def test_a_new_date_is_later_and_on_a_day_on_which_the_desk_is_open(sent, new, word, why):
    world = received()
    if word is None:
        assert world.do("apologise", sent, new_promised=at(new)).now.appointed == at(new), why
    else:
        assert refused(world, "apologise", sent, new_promised=at(new)).word == word, why


@pytest.mark.parametrize("state", ["awaiting_supplement", "finished", "returned"])
def test_no_new_date_while_papers_are_awaited_or_once_the_result_is_out(state):
    refusal = refused(
        _into(state), "apologise", "2025-03-12 10:00", new_promised=at("2025-03-20 17:00")
    )
    assert (refusal.word, refusal.facts) == ("new_date_not_needed", {"status": state})
    assert refusal.grounds == (HouseRule(30),)


def test_a_letter_gives_its_reason():
    assert refused(received(), "apologise", "2025-03-07", reason="").word == "reason_missing"


def test_where_no_due_date_is_known_there_is_nothing_to_apologise_for():
    assert refused(received("2025-03-03", None), "apologise", "2025-03-07").word == "no_due_date"


def test_under_a_decree_whose_text_we_do_not_hold_the_ground_says_so():
    refusal = refused(received("2025-07-01"), "apologise", "2025-07-03", reason="")
    assert str(refusal.grounds[0]).startswith("Chưa kiểm chứng: Nghị định 118/2025/NĐ-CP")


def test_the_letter_cites_the_article_and_says_what_the_house_added():
    from motcua.rules.apology import apologise

    assert {str(each) for each in law_of(apologise)} == {
        "Điều 19 khoản 9, 61/2018/NĐ-CP",
        "Quy tắc nội bộ 30",
    }
