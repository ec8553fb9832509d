"""How a dossier ends: each way is a deed of its own, and after it nothing moves."""

from __future__ import annotations

import pytest

from motcua.rules.closing import ENDED
from motcua.rules.events import Outcome
from motcua.rules.law import HouseRule
from motcua.rules.limit import Channel
from tests.rules.builders import World, at, in_progress, office, received, refused


def test_a_result_lies_at_the_desk_until_it_is_collected():
    world = in_progress().do("finish", "2025-03-07 16:00", result="k-result")
    now = world.now
    assert (now.status, now.outcome) == ("finished", Outcome.GRANTED)
    assert (now.finished_at, now.ended_at) == (at("2025-03-07 16:00"), at("2025-03-07 16:00"))
    world.do("return_result", "2025-03-20", channel=Channel.POST, taken_by="k-person")
    now = world.now
    assert (now.status, now.returned_at) == ("returned", at("2025-03-20"))
    assert now.ended_at == at("2025-03-07 16:00"), "collecting late is not the office's lateness"


def test_a_no_after_appraisal_is_a_result_that_waits_at_the_desk():
    world = in_progress().do("refuse", "2025-03-07", letter="k-letter")
    assert (world.now.status, world.now.outcome) == ("finished", Outcome.REFUSED)
    assert world.do("return_result", "2025-03-08").now.outcome is Outcome.REFUSED


def test_a_no_after_the_limit_is_recorded_all_the_same():
    world = in_progress().do("refuse", "2025-03-20")
    assert world.verdict("nd61", "2025-03-21")[0] == "late"


@pytest.mark.parametrize(
    ("others", "ground", "why"),
    [
        (False, "Điều 19 khoản 8, 61/2018/NĐ-CP", "appraised alone: the decree gives the deed"),
        (True, "Quy tắc nội bộ 32", "others were asked: the decree is silent"),
    ],
)
def test_a_no_stands_on_the_decree_or_on_a_rule_of_ours(others, ground, why):
    world = in_progress()
    if others:
        world.do("ask_opinion", "2025-03-04", answer_due=at("2025-03-06"))
    refusal = refused(world, "refuse", "2025-03-07", reason="")
    assert (refusal.word, str(refusal.grounds[0])) == ("reason_missing", ground), why


def test_not_taken_in_and_refused_after_appraisal_are_two_things():
    at_counter = office().do("refuse_at_counter", "2025-03-03").now
    after = in_progress().do("refuse", "2025-03-07").now
    assert (at_counter.received_at, at_counter.finished_at) == (None, None)
    assert after.received_at is not None
    assert at_counter.status != after.status


@pytest.mark.parametrize("state", ["submitted", "awaiting_papers", "received", "awaiting"])
def test_a_citizen_takes_the_dossier_back_until_there_is_a_result(state):
    world = {
        "submitted": lambda: office().do("submit", "2025-03-03"),
        "awaiting_papers": lambda: office().do("guide", "2025-03-03"),
        "received": received,
        "awaiting": lambda: received().do("request_supplement", "2025-03-04"),
    }[state]()
    now = world.do("withdraw", "2025-03-05").now
    assert (now.status, now.ended_at, now.outcome) == ("withdrawn", at("2025-03-05"), None)


def test_no_office_withdraws_a_dossier_without_the_citizens_word():
    assert refused(received(), "withdraw", "2025-03-05", confirmation="").word == (
        "confirmation_missing"
    )


def test_a_result_that_is_out_cannot_be_withdrawn():
    assert refused(in_progress().do("finish", "2025-03-07"), "withdraw", "2025-03-08").word == (
        "deed_not_now"
    )


def test_stopping_is_the_offices_deed_and_needs_a_reason():
    refusal = refused(received(), "stop", "2025-03-05", reason="")
    assert (refusal.word, refusal.grounds) == ("reason_missing", (HouseRule(24),))
    assert received().do("stop", "2025-03-05").now.status == "stopped"


def test_a_hand_over_that_waits_ends_with_the_dossier():
    world = received().do("hand_over", "2025-03-03 10:00").do("withdraw", "2025-03-04")
    assert world.now.pending is None


def _ended() -> dict[str, World]:
    return {
        "returned": in_progress().do("finish", "2025-03-07").do("return_result", "2025-03-07"),
        "refused_at_counter": office().do("refuse_at_counter", "2025-03-03"),
        "withdrawn": received().do("withdraw", "2025-03-05"),
        "stopped": received().do("stop", "2025-03-05"),
    }


@pytest.mark.parametrize("state", sorted(_ended()))
def test_a_correction_names_the_entry_and_moves_nothing(state):
    world = _ended()[state]
    assert world.now.status in ENDED
    before = world.now
    world.do("correct", "2025-03-10", version=1)
    now = world.now
    assert (now.corrections, now.version) == (1, before.version + 1)
    assert (now.status, now.promised, now.ended_at) == (
        before.status,
        before.promised,
        before.ended_at,
    )


@pytest.mark.parametrize(
    ("said", "word", "why"),
    [
        ({"version": 0}, "no_such_entry", "entries are counted from one"),
        ({"version": 2}, "no_such_entry", "the dossier has one entry"),
        ({"reason": ""}, "reason_missing", "a correction says why"),
    ],
)
def test_a_correction_is_of_an_entry_that_is_there(said, word, why):
    assert refused(received(), "correct", "2025-03-04", **said).word == word, why


@pytest.mark.parametrize(
    ("deeds", "why"),
    [
        ((), "it is being worked"),
        (("finish",), "the result was never collected"),
        (("request_supplement",), "papers are awaited"),
    ],
)
def test_personal_data_stay_while_a_dossier_is_open(deeds, why):
    world = in_progress()
    for deed in deeds:
        world.do(deed, "2025-03-07")
    refusal = refused(world, "erase", "2030-01-02")
    assert (refusal.word, refusal.facts) == ("still_open", {"status": world.now.status.value}), why


@pytest.mark.parametrize("state", sorted(_ended()))
def test_after_the_term_the_person_is_gone_and_the_times_stay(state):
    world = _ended()[state]
    before = world.now
    now = world.do("erase", "2030-01-02").now
    assert (now.applicant, now.owner, now.papers, now.erased) == (None, None, None, True)
    assert (now.status, now.received_at, now.ended_at) == (
        before.status,
        before.received_at,
        before.ended_at,
    )
    assert refused(world, "erase", "2030-01-03").word == "erased"


def test_an_erasure_has_a_moment_and_somebody_like_every_entry():
    world = _ended()["returned"]
    assert refused(world, "erase", "2030-01-02", by="").word == "who_is_missing"
    assert refused(world, "erase", "2025-03-01").word == "before_last_entry"
