"""Offices that do anything at any time: whatever the rules let through is a legal history.

Legal is what `tests/rules/legality.py` finds legal, which shares no code with the rules. The
mutants at the end show that the machine sees a rule that forgets something.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import wraps
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from motcua.rules import closing, deeds, money, supplement
from motcua.rules import dossier as fold
from motcua.rules import events as ev
from motcua.rules.limit import Channel
from motcua.rules.refusal import Refusal
from tests.rules.builders import (
    DESK,
    FIVE_DAYS,
    HOLDERS,
    OFFICE,
    OTHER_DESK,
    RULES,
    World,
    at,
    limit,
    office,
)
from tests.rules.legality import due_of, faults, holder, owed, states, waiting_offer, word
from tests.rules.matrix import OPEN

PEOPLE = ("clerk", "specialist", "head", "clerk", "specialist", "head", "cashier", "")
WAITS = (0, 5, 90, 480, 1440, 3 * 1440, 9 * 1440, -30)
BEGINS = ("2018-06-20 16:50", "2024-12-31 16:59", "2025-01-24 10:00", "2025-06-30 09:00")
LIMITS = (FIVE_DAYS, limit(1), None, limit(0, same_day=True))
DEEDS = tuple(RULES)
MOODS = ("onward", "onward", "onward", "open", "any")
# What ends or leads nowhere: rarely chosen, or no dossier would ever live long.
ASIDE = {"withdraw", "stop", "refuse_at_counter", "serve", "correct", "attach", "guide"}
ASIDE |= {"take_over", "assign"}
FINAL = {"returned", "withdrawn", "stopped", "refused_at_counter"}
SEARCH = settings(
    max_examples=30,
    report_multiple_bugs=False,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
# Generation only: what a mutant breaks need not be told in the shortest story.
HUNT = settings(SEARCH, max_examples=60, phases=(Phase.generate,))


def said(deed: str, world: World, n: int) -> dict[str, Any]:
    """The particulars of a deed, lawful and not, chosen by a number."""
    number = 1 + n % 2
    step = (world.dossier.step if world.dossier else 0) + (1, 1, 1, -1, 2)[n % 5]
    later = world.dossier.last_at if world.dossier else at("2025-01-02")
    choices: dict[str, dict[str, Any]] = {
        "hand_over": {
            "to_unit": OFFICE,
            "step": step,
            "to_officer": (None, "specialist")[n % 2],
            "direction": (ev.Direction.FORWARD, ev.Direction.BACK)[n % 5 == 3],
            "reason": (None, "k")[n % 3 > 0],
        },
        "confirm_handover": {"by": ("specialist", "signer", "clerk")[n % 3]},
        "take_over": {"reason": ("k", "")[n % 5 == 4]},
        "assign": {"to_officer": ("specialist", "clerk", "signer")[n % 3]},
        "pass_on": {"to_unit": (OTHER_DESK, DESK)[n % 2]},
        "request_supplement": {
            "approved_by": (None, "head")[n % 2],
            "reason": ("k", "")[n % 7 == 6],
        },
        "ask_opinion": {
            "answer_due": later + timedelta(days=n % 4),
            "purpose": (ev.Purpose.OPINION, ev.Purpose.JOINT_PART)[n % 2],
        },
        "answer_opinion": {"number": number},
        "report_delay": {"number": number},
        "apologise": {"new_promised": (None, later + timedelta(days=15))[n % 2]},
        "correct": {"version": n % 5},
        "charge": {"amount": (20_000, 5_000, 0)[n % 3]},
        "exempt": {"number": number},
        "pay": {"number": number, "receipt": ("R1", "")[n % 5 == 4]},
        "refund": {"number": number, "amount": (5_000, 20_000)[n % 2]},
        "withdraw": {"confirmation": ("k-wish", "")[n % 3 == 2]},
    }
    return choices.get(deed, {})


def idle(dossier: fold.Dossier | None) -> set[str]:
    """Deeds that have nothing to act on yet: no fee, no question, no offer."""
    there = {
        ("pay", "exempt", "refund"): dossier and dossier.charges,
        ("answer_opinion", "report_delay"): dossier and dossier.opinions,
        ("confirm_handover", "decline_handover"): dossier and dossier.pending,
    }
    return {deed for deeds_, found in there.items() if not found for deed in deeds_}


def choices(state: str, mood: str, dossier: fold.Dossier | None) -> Sequence[str]:
    """The deeds that lead on, those that are open, or all."""
    onward = [deed for deed in OPEN[state] if deed not in ASIDE | idle(dossier)]
    return {"onward": onward or OPEN[state], "open": OPEN[state], "any": DEEDS}[mood]


class Life(RuleBasedStateMachine):
    """An office that tries deed after deed on one dossier, then the next, and is watched."""

    @initialize(dice=st.randoms(use_true_random=True))
    def opens(self, dice: Random) -> None:
        """The office has its limit, and its clock begins at an awkward moment."""
        # One draw for a whole life: a draw for each step would cost more than all that is tested.
        self.dice = dice
        self.given, self.moment = dice.choice(LIMITS), at(dice.choice(BEGINS))
        self.world = office(self.given, channel=Channel.POST)

    @rule()
    def does(self) -> None:
        """Mostly deeds that lead on, at times any deed; the answer is watched."""
        mood, by, n = self.dice.choice(MOODS), self.dice.choice(PEOPLE), self.dice.randrange(35)
        state = states(self.world.history)[-1]
        if state in FINAL and mood == "onward":
            self.world, state = office(self.given, channel=Channel.POST), "nothing"
        deed = self.dice.choice(choices(state, mood, self.world.dossier))
        if deed in ("serve", "erase") and (self.world.dossier is None) == (deed == "erase"):
            return  # one begins a dossier of its own, the other ends one that is there
        self.moment += timedelta(minutes=self.dice.choice(WAITS))
        note(f"{deed} by “{by}” at {self.moment:%Y-%m-%d %H:%M}, variant {n}")
        before = self.world.dossier
        if before and deed in HOLDERS and n % 6:
            by = before.holder  # most of these deeds are their holder's, or nothing would move
        try:
            particulars = {"by": by} | said(deed, self.world, n)
            decided = self.world.decide(deed, self.moment, **particulars)
        except Refusal as refusal:
            self.refused(deed, state, refusal)
            self.moment = max(self.moment, self.last())
            return
        assert deed in OPEN[state] or deed == "erase", f"{deed} while {state}"
        for event in decided:
            self.world.add(event)
            self.watch(event)
        if before and before.status.value in FINAL:
            assert self.world.now.status is before.status, "an ended dossier moved"

    def last(self) -> Any:
        return self.world.dossier.last_at if self.world.dossier else self.moment

    def refused(self, deed: str, state: str, refusal: Refusal) -> None:
        """The table of states, and nothing else, says that a deed is not open now."""
        closed = deed not in OPEN[state] and deed != "erase"
        somebody = refusal.word not in {"who_is_missing", "erased"}
        assert (refusal.word == "deed_not_now") == (closed and somebody), (deed, state, refusal)

    def watch(self, event: ev.Event) -> None:
        """The history is legal, and the dossier is what the history tells."""
        history, now = self.world.history, self.world.now
        assert faults(history, self.world.calendar) == []
        assert now.status.value == states(history)[-1]
        assert fold.replay(history) == now
        assert now.version == len(history)
        assert event == msgspec.json.decode(msgspec.json.encode(event), type=type(event))
        assert {c.number: c.open for c in now.charges} == owed(history)
        assert (now.pending is not None) == (waiting_offer(history) is not None)
        assert now.promised == due_of(history), "something else than the law moved the measure"
        received = next((e for e in history if isinstance(e, ev.Received)), None)
        if received:
            assert now.holder == holder(history), "somebody else answers for it"
        if now.pending:
            assert now.holder == now.pending.sender, "the sender answers until it is confirmed"
        if received:
            assert now.original_promised == received.promised, "the first slip was rewritten"
            assert (now.code, now.regime) == (received.code, received.regime)
        if now.promised and now.appointed and now.original_promised:
            assert now.original_promised <= now.promised <= now.appointed


def test_whatever_an_office_tries_the_history_stays_legal():
    run_state_machine_as_test(Life, settings=SEARCH)


def signature(world: World) -> tuple[Any, ...]:
    """What makes two dossiers different for the question of what can be reached."""
    now = world.dossier
    if now is None:
        return ()
    fees = tuple((fee.open > 0, fee.paid > fee.refunded) for fee in now.charges)
    asked = tuple(opinion.answered is None for opinion in now.opinions)
    return (now.status, now.pending is not None, fees, asked, now.erased)


def test_every_state_and_every_deed_can_be_reached_by_ordinary_ways():
    reached, done, waiting = {()}, set(), [office(limit(0, same_day=True))]
    while waiting:
        world = waiting.pop()
        for deed in DEEDS:
            if deed == "erase" and world.dossier is None:
                continue
            moment = world.now.last_at + timedelta(days=2) if world.dossier else at("2025-03-03")
            more = {"answer_due": moment + timedelta(days=1)} if deed == "ask_opinion" else {}
            try:
                events = world.decide(deed, moment, **more)
            except Refusal:
                continue
            done.add(deed)
            next_one = World(world.terms, world.filing)
            for event in (*world.history, *events):
                next_one.add(event)
            small = len(next_one.now.opinions) + len(next_one.now.charges) < 2
            if signature(next_one) not in reached and small:
                reached.add(signature(next_one))
                waiting.append(next_one)
    assert {each[0].value for each in reached if each} == set(OPEN) - {"nothing"}
    assert done == set(DEEDS)


def _no_offer(dossier: fold.Dossier, event: ev.Event) -> dict[str, Any]:
    return {}


def _as_if_confirmed(dossier: fold.Dossier, event: Any) -> dict[str, Any]:
    return {"status": fold.Status.IN_PROGRESS, "supplements": ()}


def _letter_moves_the_measure(dossier: fold.Dossier, event: Any) -> dict[str, Any]:
    new = event.new_promised
    return {"promised": new or dossier.promised, "appointed": new or dossier.appointed}


@wraps(supplement.request_supplement)
def _any_number_of_times(*given: Any, **said: Any) -> ev.SupplementRequested:
    asked = _asked(*given, **{**said, "approved_by": said.get("approved_by") or "nobody"})
    return msgspec.structs.replace(asked, beyond=False, approved_by=None)


@wraps(supplement.supplement)
def _without_new_start(*given: Any, **said: Any) -> ev.Supplemented:
    event = _supplement(*given, **said)
    return msgspec.structs.replace(event, clock_start=None, promised=None, legal_end=None)


@wraps(money.refund)
def _as_much_as_you_like(dossier: fold.Dossier, **said: Any) -> ev.FeeRefunded:
    said = {name: value for name, value in said.items() if name != "regime"}
    return ev.FeeRefunded(**said)


_asked, _supplement = supplement.request_supplement, supplement.supplement


@wraps(deeds.require)
def _by_anybody(name: str, dossier: fold.Dossier | None, *given: Any, **said: Any) -> None:
    said["acting_for"] = dossier.holder if dossier else None
    _require(name, dossier, *given, **said)


_require = deeds.require
MUTANTS = {
    "a result by somebody who does not hold it": (
        closing,
        "require",
        _by_anybody,
        "does not hold it",
    ),
    "a fold that forgets a waiting hand-over": (fold._FOLD, ev.HandedOver, _no_offer, "None"),
    "a fold that believes a wait means work": (
        fold._FOLD,
        ev.Supplemented,
        _as_if_confirmed,
        "in_progress",
    ),
    "a letter that moves the measure": (
        fold._FOLD,
        ev.Apologised,
        _letter_moves_the_measure,
        "moved the measure",
    ),
    "a second request without the head": (
        supplement,
        "request_supplement",
        _any_number_of_times,
        "one too many",
    ),
    "papers that do not start the limit anew": (
        supplement,
        "supplement",
        _without_new_start,
        "not counted anew",
    ),
    "a result while something waits": (
        closing,
        "_nothing_open",
        lambda dossier: None,
        "handed over|part missing",
    ),
    "every deed open in every state": (deeds, "open_now", lambda *given: None, " while "),
    "more money back than came in": (money, "refund", _as_much_as_you_like, "more back|refunded"),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_machine_sees(mutant, monkeypatch):
    where, name, broken, seen = MUTANTS[mutant]
    if isinstance(where, dict):
        monkeypatch.setitem(where, name, broken)
    else:
        monkeypatch.setattr(where, name, broken)
    with pytest.raises(AssertionError, match=seen):
        run_state_machine_as_test(Life, settings=HUNT)


def test_an_illegal_history_is_told_from_a_legal_one():
    legal = office().do("receive", "2025-03-03").do("finish", "2025-03-04")
    assert faults(legal.history, legal.calendar) == []
    twice = [*legal.history, legal.history[-1]]
    assert faults(twice, legal.calendar) == ["finished while finished"]
    assert word(legal.history[-1]) == "finished"
