"""A dossier on its way from hand to hand: the sender answers for it until it is confirmed."""

from __future__ import annotations

import pytest

from motcua.rules import events as ev
from tests.rules.builders import (
    DESK,
    HOLDERS,
    OFFICE,
    OTHER_DESK,
    at,
    in_progress,
    received,
    refused,
)

BACK = ev.Direction.BACK


def test_the_sender_answers_until_the_receiver_confirms():
    world = received().do("hand_over", "2025-03-03 10:00", to_officer="specialist")
    assert (world.now.holder, world.now.status, world.now.step) == ("clerk", "received", 0)
    world.do("confirm_handover", "2025-03-03 14:00")
    assert (world.now.holder, world.now.holder_unit) == ("specialist", OFFICE)
    assert (world.now.status, world.now.step) == ("in_progress", 1)
    assert world.now.step_since == at("2025-03-03 14:00")


MORE = {"hand_over": {"step": 2}, "ask_opinion": {"answer_due": at("2025-03-10")}}


@pytest.mark.parametrize("deed", sorted(HOLDERS - {"pass_on"}))
@pytest.mark.parametrize(
    ("by", "acting_for", "let", "why"),
    [
        ("specialist", None, True, "the one who holds it"),
        ("deputy", "specialist", True, "who acts for the one who holds it"),
        ("clerk", None, False, "who held it before"),
        ("colleague", None, False, "a colleague who was never asked"),
        ("head", None, False, "the head assigns and does not work it unseen"),
        ("deputy", "head", False, "who acts for somebody else"),
    ],
)
def test_only_the_holder_works_a_dossier(deed, by, acting_for, let, why):
    world = in_progress(steps=(60, 60, 60))
    said = {"by": by, "acting_for": acting_for, **MORE.get(deed, {})}
    if let:
        assert world.do(deed, "2025-03-04", **said).history[-1].acting_for == acting_for, why
        return
    refusal = refused(world, deed, "2025-03-04", **said)
    assert (refusal.word, refusal.facts) == ("not_the_holder", {"officer": "specialist"}), why
    assert [str(each) for each in refusal.grounds] == ["Quy tắc nội bộ 21"]


def test_only_the_holder_passes_it_on_to_another_desk():
    refusal = refused(received(), "pass_on", "2025-03-03 10:00", by="colleague")
    assert (refusal.word, refusal.facts) == ("not_the_holder", {"officer": "clerk"})
    acting = received().do("pass_on", "2025-03-03 10:00", by="deputy", acting_for="clerk")
    assert acting.now.pending is not None


@pytest.mark.parametrize(
    ("deed", "said", "why"),
    [
        ("supplement", {}, "papers are taken in at the counter"),
        ("answer_opinion", {}, "an answer is entered by whoever opens it"),
        ("charge", {}, "money is the till's"),
        ("attach", {}, "a scan is put in by whoever scans"),
        ("correct", {}, "who made the slip puts it right"),
        ("withdraw", {}, "the applicant's own wish"),
        ("stop", {}, "the head's deed"),
        ("apologise", {}, "the authority's letter"),
    ],
)
def test_what_does_not_decide_a_dossier_is_open_to_others(deed, said, why):
    world = in_progress().do("ask_opinion", "2025-03-04", **MORE["ask_opinion"])
    if deed == "supplement":
        world.do("request_supplement", "2025-03-04")
    assert world.do(deed, "2025-03-05", by="somebody", **said).now.holder == "specialist", why


def test_a_colleague_takes_a_dossier_over_and_answers_for_it_from_then():
    world = in_progress().do("take_over", "2025-03-04", by="colleague")
    now = world.now
    assert (now.holder, now.holder_unit, now.step) == ("colleague", OFFICE, 1)
    assert refused(world, "finish", "2025-03-05", by="specialist").word == "not_the_holder"
    assert world.do("finish", "2025-03-05", by="colleague").now.finished_at == at("2025-03-05")


def test_the_head_gives_a_dossier_to_somebody_else():
    world = in_progress().do("assign", "2025-03-04", to_officer="colleague")
    assert (world.now.holder, world.history[-1].by) == ("colleague", "head")
    assert refused(world, "finish", "2025-03-05", by="head").word == "not_the_holder"
    assert refused(world, "finish", "2025-03-05", by="specialist").word == "not_the_holder"


@pytest.mark.parametrize("deed", ["take_over", "assign"])
def test_an_offer_nobody_confirmed_goes_with_the_one_who_made_it(deed):
    world = received().do("hand_over", "2025-03-03 10:00", to_officer="specialist")
    world.do(deed, "2025-03-04")
    assert (world.now.pending, world.now.holder, world.now.step) == (None, "colleague", 0)
    assert refused(world, "confirm_handover", "2025-03-04").word == "no_handover"


@pytest.mark.parametrize(
    ("deed", "said", "word", "why"),
    [
        ("take_over", {"by": "specialist"}, "already_holder", "there is nothing to take"),
        ("take_over", {"reason": ""}, "reason_missing", "who takes it says why"),
        ("assign", {"to_officer": "specialist"}, "same_officer", "that one has it"),
        ("assign", {"reason": ""}, "reason_missing", "the head says why"),
    ],
)
def test_another_holder_needs_a_reason_and_has_to_be_another(deed, said, word, why):
    assert refused(in_progress(), deed, "2025-03-04", **said).word == word, why


@pytest.mark.parametrize("deed", ["take_over", "assign"])
def test_another_holder_moves_no_due_date(deed):
    world = in_progress().do("request_supplement", "2025-03-04")
    due = world.now.promised
    world.do(deed, "2025-03-05")
    assert (world.now.promised, world.now.status) == (due, "awaiting_supplement")


@pytest.mark.parametrize(
    ("by", "acting_for", "let", "why"),
    [
        ("specialist", None, True, "the one named"),
        ("deputy", "specialist", True, "who acts for the one named"),
        ("other", None, False, "anybody else"),
        ("clerk", None, False, "the sender cannot confirm to themselves"),
        ("deputy", "clerk", False, "nor who acts for the sender"),
    ],
)
def test_only_the_receiver_confirms(by, acting_for, let, why):
    world = received().do("hand_over", "2025-03-03 10:00", to_officer="specialist")
    said = {"by": by, "acting_for": acting_for}
    if let:
        assert world.do("confirm_handover", "2025-03-03 14:00", **said).now.holder == by, why
    else:
        refusal = refused(world, "confirm_handover", "2025-03-03 14:00", **said)
        assert refusal.word == "not_the_receiver", why


@pytest.mark.parametrize(
    ("by", "acting_for", "why"),
    [
        ("specialist", None, "the one named does not take it"),
        ("deputy", "specialist", "nor who acts for them"),
        ("clerk", None, "the sender takes it back"),
        ("deputy", "clerk", "who acts for the sender takes it back"),
    ],
)
def test_a_hand_over_nobody_confirmed_can_be_undone_and_stays_with_the_sender(by, acting_for, why):
    world = received().do("hand_over", "2025-03-03 10:00", to_officer="specialist")
    world.do("decline_handover", "2025-03-03 11:00", by=by, acting_for=acting_for)
    now = world.now
    assert (now.pending, now.holder, now.status, now.step) == (None, "clerk", "received", 0), why


def test_a_stranger_cannot_decline_and_nobody_without_a_reason():
    world = received().do("hand_over", "2025-03-03 10:00", to_officer="specialist")
    assert refused(world, "decline_handover", "2025-03-04", by="x").word == "not_the_receiver"
    assert refused(world, "decline_handover", "2025-03-04", reason="").word == "reason_missing"


@pytest.mark.parametrize("deed", ["confirm_handover", "decline_handover"])
def test_without_a_hand_over_there_is_nothing_to_take_or_decline(deed):
    assert refused(received(), deed, "2025-03-04").word == "no_handover"


def test_an_offer_to_a_whole_office_is_confirmed_by_anyone_there_but_its_sender():
    world = received().do("hand_over", "2025-03-03 10:00")
    assert refused(world, "confirm_handover", "2025-03-04", by="clerk").word == "not_the_receiver"
    assert world.do("confirm_handover", "2025-03-04", by="whoever").now.holder == "whoever"


@pytest.mark.parametrize(
    ("step", "direction", "reason", "word", "why"),
    [
        (2, ev.Direction.FORWARD, None, None, "one on"),
        (3, ev.Direction.FORWARD, None, "wrong_step", "two on skips a check"),
        (1, ev.Direction.FORWARD, None, "wrong_step", "standing still is no way"),
        (0, BACK, "k", None, "back to the desk, with a reason"),
        (0, BACK, None, "reason_missing", "back without a reason"),
        (1, BACK, "k", "wrong_step", "back to where it is"),
        (-1, BACK, "k", "wrong_step", "there is nothing before the first step"),
    ],
)
def test_steps_go_one_forward_or_back_with_a_reason(step, direction, reason, word, why):
    world = in_progress(steps=(60, 60, 60))
    said = {"step": step, "direction": direction, "reason": reason}
    if word:
        assert refused(world, "hand_over", "2025-03-04", **said).word == word, why
    else:
        moved = world.do("hand_over", "2025-03-04", **said)
        assert moved.do("confirm_handover", "2025-03-05", by="signer").now.step == step, why


def test_the_internal_process_ends_with_its_last_step():
    world = in_progress(steps=(60, 60))
    refusal = refused(world, "hand_over", "2025-03-04", step=2)
    assert (refusal.word, refusal.facts) == ("wrong_step", {"step": 2, "now": 1, "steps": 2})


def test_a_dossier_sent_back_to_the_desk_goes_on_from_there():
    back = {"by": "specialist", "step": 0, "direction": BACK, "reason": "k"}
    world = in_progress().do("hand_over", "2025-03-04", **back)
    world.do("confirm_handover", "2025-03-04", by="clerk")
    assert (world.now.step, world.now.status) == (0, "in_progress")
    assert world.do("hand_over", "2025-03-05", step=1).now.pending is not None


@pytest.mark.parametrize("deed", ["hand_over", "finish", "refuse", "request_supplement", "pass_on"])
def test_while_a_hand_over_waits_nothing_else_decides_the_dossier(deed):
    world = received().do("hand_over", "2025-03-03 10:00")
    refusal = refused(world, deed, "2025-03-04")
    assert (refusal.word, refusal.facts) == ("handover_open", {"to_unit": OFFICE})


def test_no_hand_over_moves_the_due_date():
    world = received()
    due = world.now.promised
    world.do("hand_over", "2025-03-12").do("decline_handover", "2025-03-13")
    world.do("pass_on", "2025-03-13").do("confirm_handover", "2025-03-14")
    assert (world.now.promised, world.now.original_promised) == (due, due)


def test_a_dossier_of_another_authority_goes_to_its_desk_under_the_same_code():
    world = received().do("pass_on", "2025-03-03 10:00")
    assert (world.now.unit, world.now.holder) == (DESK, "clerk")
    code, due = world.now.code, world.now.promised
    world.do("confirm_handover", "2025-03-03 14:00", by="their-clerk")
    now = world.now
    assert (now.status, now.unit, now.authority, now.holder) == (
        "received",
        OTHER_DESK,
        OTHER_DESK,
        "their-clerk",
    )
    assert (now.code, now.promised, now.step) == (code, due, 0)


def test_a_dossier_is_not_passed_on_to_the_desk_where_it_is():
    refusal = refused(received(), "pass_on", "2025-03-03 10:00", to_unit=DESK)
    assert refusal.word == "same_unit"
    assert str(refusal.grounds[0]) == "Điều 18 khoản 3, 61/2018/NĐ-CP"


def test_a_desk_that_declines_leaves_it_with_the_first():
    world = received().do("pass_on", "2025-03-03 10:00")
    world.do("decline_handover", "2025-03-03 14:00", by="their-clerk")
    assert (world.now.unit, world.now.holder, world.now.pending) == (DESK, "clerk", None)


@pytest.mark.parametrize("deed", ["hand_over", "pass_on"])
def test_the_first_time_a_dossier_leaves_the_desk_is_kept(deed):
    world = received().do(deed, "2025-03-03 10:00").do("decline_handover", "2025-03-03 11:00")
    world.do("hand_over", "2025-03-04")
    assert world.now.first_handover == at("2025-03-03 10:00")
