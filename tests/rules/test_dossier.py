"""A dossier is what its events tell: folding them says nothing more and forgets nothing."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.rules import dossier, events
from motcua.rules.dossier import after, replay
from motcua.rules.events import KINDS, ReferenceChanged
from tests.rules.builders import World, at, in_progress, office, received


def long_story() -> World:
    """A dossier that met nearly everything."""
    world = office().do("guide", "2025-02-27").do("receive", "2025-03-03")
    world.do("charge", "2025-03-03").do("pay", "2025-03-03").do("attach", "2025-03-03")
    world.do("hand_over", "2025-03-03 10:00").do("confirm_handover", "2025-03-03 11:00")
    world.do("ask_opinion", "2025-03-04", answer_due=at("2025-03-05"))
    world.do("report_delay", "2025-03-06").do("request_supplement", "2025-03-06")
    world.do("answer_opinion", "2025-03-07").do("supplement", "2025-03-10")
    world.do("request_obligation", "2025-03-11").do("meet_obligation", "2025-03-12")
    world.do("apologise", "2025-03-14", new_promised=at("2025-03-31 17:00"))
    world.do("finish", "2025-03-20").do("return_result", "2025-03-21").do("refund", "2025-03-24")
    return world.do("correct", "2025-03-25").do("erase", "2030-03-25 10:00")


def test_no_history_is_no_dossier():
    assert replay([]) is None


def test_the_dossier_is_the_same_told_at_once_or_event_by_event():
    world = long_story()
    step_by_step = None
    for event in world.history:
        step_by_step = after(step_by_step, event)
    assert step_by_step == replay(world.history) == world.now
    assert world.now.version == len(world.history) == 20


def test_a_history_cut_at_a_day_is_the_dossier_as_it_stood_then():
    world = long_story()
    cut = replay(event for event in world.history if event.at < at("2025-03-07 00:00"))
    assert cut is not None
    assert (cut.status, cut.promised, cut.opinions[0].answered) == (
        "awaiting_supplement",
        at("2025-03-10 17:00"),
        None,
    )


def test_an_event_leaves_the_dossier_before_it_as_it_was():
    world = received()
    before = world.now
    world.do("withdraw", "2025-03-04")
    assert (before.status, before.version) == ("received", 1)


def test_every_kind_of_event_of_a_dossier_is_understood():
    told = {kind for name, kind in KINDS.items() if name.startswith("dossier.")}
    assert told == set(dossier._FOLD)


def test_an_event_of_another_stream_is_no_event_of_a_dossier():
    change = ReferenceChanged(
        at=at("2025-03-03"),
        by="head",
        table="closure",
        key="1",
        since=date(2025, 3, 4),
        act="12/QĐ-UBND",
        approved_by="head",
        digest="0",
    )
    with pytest.raises(KeyError):
        after(None, change)


def test_a_confirmation_without_an_offer_changes_nothing_but_the_count():
    world = received()
    confirmed = events.HandoverConfirmed(at=at("2025-03-04"), by="x")
    now = after(world.now, confirmed)
    assert (now.holder, now.status, now.version) == ("clerk", "received", 2)


def test_first_seen_is_the_day_the_citizen_first_came_and_stays():
    assert long_story().now.first_seen == at("2025-02-27")
    assert received().now.first_seen == at("2025-03-03")


def test_the_last_entry_is_the_latest_moment_of_all():
    assert in_progress().now.last_at == at("2025-03-03 10:00")
