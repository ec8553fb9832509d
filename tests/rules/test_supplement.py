"""Missing papers and obligations: the times the office waits for the citizen."""

from __future__ import annotations

import pytest

from motcua.rules.law import law_of
from motcua.rules.supplement import notice_due, request_supplement
from tests.rules.builders import FIVE_DAYS, World, at, in_progress, limit, office, received, refused


def asked(world: World, when: str, **said: object) -> World:
    return world.do("request_supplement", when, **said)


@pytest.mark.parametrize(
    ("received_on", "asked_on", "sector", "overdue", "why"),
    [
        ("2025-03-03", "2025-03-03 16:00", None, False, "the day itself"),
        ("2025-03-03", "2025-03-06 16:59", None, False, "the third working day"),
        ("2025-03-03", "2025-03-06 23:59", None, False, "that day ends at midnight"),
        ("2025-03-03", "2025-03-07 07:00", None, True, "the fourth"),
        ("2025-03-06", "2025-03-11 10:00", None, False, "a weekend lies between"),
        ("2025-01-24", "2025-02-05 10:00", None, False, "Tết lies between"),
        ("2025-01-24", "2025-02-06 10:00", None, True, "a day more after Tết"),
        ("2025-03-07 18:00", "2025-03-13 10:00", None, False, "received on Monday in truth"),
        ("2025-03-03", "2025-03-17 16:59", 10, False, "a sector rule gives ten days"),
        ("2025-03-03", "2025-03-18 07:00", 10, True, "and no more"),
        ("2025-03-03", "2025-03-04 07:00", 0, True, "a sector rule of the same day"),
    ],
)
def test_a_late_notice_is_recorded_all_the_same_and_marked(
    received_on, asked_on, sector, overdue, why
):
    world = asked(received(received_on), asked_on, sector_working_days=sector)
    assert world.history[-1].overdue is overdue, why
    assert world.now.late_notices == overdue, "counted on the dossier too"
    last = notice_due(received(received_on).now, world.law(at(asked_on)), world.calendar, sector)
    assert (at(asked_on).date() > last) is overdue, "what is told before is what is marked"
    assert world.now.status == "awaiting_supplement"


@pytest.mark.parametrize("said", [{"missing": ""}, {"reason": ""}])
def test_the_citizen_is_told_what_is_missing_and_why(said):
    refusal = refused(received(), "request_supplement", "2025-03-04", **said)
    assert refusal.word == "reason_missing"
    assert str(refusal.grounds[0]) == "Điều 19 khoản 4, 61/2018/NĐ-CP"


@pytest.mark.parametrize(
    ("begin", "back", "due", "why"),
    [
        ("2025-03-03", "2025-03-20 10:00", "2025-03-27 17:00", "five days from the day it is in"),
        ("2025-03-03", "2025-03-04 10:00", "2025-03-11 17:00", "also when it came back at once"),
        ("2025-03-03", "2025-03-21 18:00", "2025-03-31 17:00", "in after hours: from Monday"),
        ("2025-01-20", "2025-01-24 10:00", "2025-02-07 17:00", "across Tết"),
        ("2024-12-30", "2024-12-31 16:00", "2025-01-08 17:00", "across the year's end"),
    ],
)
def test_the_limit_is_counted_anew_once_everything_is_in(begin, back, due, why):
    world = asked(received(begin), f"{begin} 16:00").do("supplement", back)
    now = world.now
    assert (now.status, now.promised) == ("received", at(due)), why
    assert now.clock_start == world.calendar.working_moment(at(back))
    assert (now.appointed, now.papers) == (at(due), "k-papers")
    assert now.original_promised == world.history[0].promised, "the first slip stays known"


@pytest.mark.parametrize(
    ("back", "due", "why"),
    [
        ("2025-03-06 10:00", "2025-03-12 17:00", "two working days waited are added"),
        ("2025-03-11 10:00", "2025-03-17 17:00", "a weekend in the wait adds nothing by itself"),
        ("2025-03-04 16:00", "2025-03-10 17:00", "the same day: nothing to add"),
    ],
)
def test_where_a_regime_does_not_count_anew_the_wait_is_taken_off(back, due, why):
    world = asked(received().under(restart=False), "2025-03-04 10:00").do("supplement", back)
    assert world.now.promised == at(due), why
    assert world.now.clock_start == at("2025-03-03"), "the limit did not begin anew"


def test_a_second_request_is_outside_the_law():
    world = asked(in_progress(), "2025-03-04").do("supplement", "2025-03-05")
    refusal = refused(world, "request_supplement", "2025-03-06")
    assert refusal.word == "supplement_only_once"
    assert str(refusal.grounds[0]) == "Điều 11 khoản 2 điểm c, 61/2018/NĐ-CP"


def test_a_second_request_goes_through_with_the_heads_name_and_a_reason_and_is_marked():
    world = asked(in_progress(), "2025-03-04").do("supplement", "2025-03-05")
    assert refused(
        world, "request_supplement", "2025-03-06", approved_by="head", reason=""
    ).word == ("reason_missing")
    asked(world, "2025-03-06", approved_by="head")
    event = world.history[-1]
    assert (event.beyond, event.approved_by, event.overdue) == (True, "head", False)
    assert (world.now.beyond, len(world.now.supplements)) == (1, 2)


def test_the_first_request_needs_no_head_and_names_none():
    event = asked(received(), "2025-03-04", approved_by="head").history[-1]
    assert (event.beyond, event.approved_by) == (False, None)


def test_guidance_at_the_counter_is_not_the_one_request_the_law_allows():
    world = office().do("guide", "2025-02-27").do("receive", "2025-03-03")
    assert asked(world, "2025-03-04").history[-1].beyond is False


def test_the_notice_of_a_second_request_is_measured_from_the_new_beginning():
    world = asked(received(), "2025-03-04").do("supplement", "2025-03-20")
    assert asked(world, "2025-03-25", approved_by="head").history[-1].overdue is False


@pytest.mark.parametrize(
    ("deeds", "state", "why"),
    [
        ((), "received", "nobody has taken it from the desk"),
        (("hand_over", "decline_handover"), "received", "an offer that was declined is no work"),
        (("hand_over", "confirm_handover"), "in_progress", "the specialist had it"),
    ],
)
@pytest.mark.parametrize("wait", ["supplement", "obligation"])
def test_after_a_wait_a_dossier_is_where_it_was(wait, deeds, state, why):
    world = received()
    for deed in deeds:
        world.do(deed, "2025-03-03 10:00")
    world.do(f"request_{wait}", "2025-03-04")
    world.do({"supplement": "supplement", "obligation": "meet_obligation"}[wait], "2025-03-05")
    assert world.now.status == state, why


@pytest.mark.parametrize(
    ("given", "asked_on", "met", "due", "why"),
    [
        (FIVE_DAYS, "2025-03-05", "2025-03-12", "2025-03-17 17:00", "five working days waited"),
        (FIVE_DAYS, "2025-03-05", "2025-03-05 16:00", "2025-03-10 17:00", "met the same day"),
        (limit(10, "calendar-days"), "2025-03-05", "2025-03-12", "2025-03-20 17:00", "seven days"),
        (limit(16, "hours"), "2025-03-04 09:00", "2025-03-05 09:00", "2025-03-06 09:00", "hours"),
    ],
)
def test_the_time_in_which_an_obligation_is_met_does_not_count(given, asked_on, met, due, why):
    world = received("2025-03-03", given).do("request_obligation", asked_on)
    assert world.now.status == "awaiting_obligation"
    assert world.do("meet_obligation", met).now.promised == at(due), why


def test_a_wait_that_began_before_the_limit_did_counts_from_the_limits_beginning():
    world = received("2025-03-07 17:30").do("request_obligation", "2025-03-07 17:45")
    world.do("meet_obligation", "2025-03-12")
    assert world.now.promised == at("2025-03-19 17:00"), "10/3 to 12/3 are taken off 17/3"


def test_waits_before_the_limit_began_anew_are_not_taken_off_twice():
    world = received().do("request_obligation", "2025-03-04").do("meet_obligation", "2025-03-06")
    asked(world, "2025-03-06").do("supplement", "2025-03-10")
    world.do("request_obligation", "2025-03-11").do("meet_obligation", "2025-03-12")
    assert world.now.promised == at("2025-03-18 17:00"), "17/3 and the one day waited since"


@pytest.mark.parametrize("wait", ["supplement", "obligation"])
def test_a_dossier_without_a_limit_waits_and_goes_on_without_one(wait):
    world = received("2025-03-03", None).do(f"request_{wait}", "2025-03-04")
    world.do({"supplement": "supplement", "obligation": "meet_obligation"}[wait], "2025-03-05")
    assert (world.now.status, world.now.promised) == ("received", None)


@pytest.mark.parametrize("wait", ["supplement", "obligation"])
def test_a_new_date_from_a_letter_is_not_taken_back_by_a_wait(wait):
    world = received().do("apologise", "2025-03-07", new_promised=at("2025-04-15 17:00"))
    world.do(f"request_{wait}", "2025-03-08")
    world.do({"supplement": "supplement", "obligation": "meet_obligation"}[wait], "2025-03-10")
    assert world.now.appointed == at("2025-04-15 17:00")
    assert world.now.promised is not None
    assert world.now.promised < world.now.appointed


def test_asking_for_papers_cites_the_limit_the_one_time_and_the_way_through_the_desk():
    cited = {str(each) for each in law_of(request_supplement)}
    assert {
        "Điều 19 khoản 4, 61/2018/NĐ-CP",
        "Điều 11 khoản 2 điểm c, 61/2018/NĐ-CP",
        "Điều 5 khoản 1 điểm e, 61/2018/NĐ-CP",
        "Quy tắc nội bộ 29",
    } <= cited
