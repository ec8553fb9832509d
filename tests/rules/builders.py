"""Dossiers for the tests of the rules: the same sentence builds the same dossier every time.

`received("2025-03-03")` is a dossier of five working days taken in at 9:00 on that Monday; a
`World` is an office that does one deed after another and keeps the history. Times are Hanoi's.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from motcua.rules import (
    apology,
    closing,
    dossier,
    handover,
    intake,
    money,
    ontime,
    opinion,
    supplement,
)
from motcua.rules import events as ev
from motcua.rules.calendar import HANOI
from motcua.rules.intake import Filing, Terms
from motcua.rules.limit import Channel, Limit, LimitUnit
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Regime, regime_on
from motcua.settings.law.regimes import regime, regimes
from motcua.settings.law.time import calendar

DESK, OFFICE, OTHER_DESK = "H.desk", "H.office", "K.desk"
# Where each deed's rule stands; looked up when it is done, so that a mutant can take its place.
RULES = {
    **dict.fromkeys(("submit", "guide", "refuse_at_counter", "receive", "serve", "attach"), intake),
    **dict.fromkeys(("hand_over", "confirm_handover", "decline_handover", "pass_on"), handover),
    **dict.fromkeys(("take_over", "assign"), handover),
    **dict.fromkeys(("request_supplement", "supplement"), supplement),
    **dict.fromkeys(("request_obligation", "meet_obligation"), supplement),
    **dict.fromkeys(("ask_opinion", "answer_opinion", "report_delay"), opinion),
    "apologise": apology,
    **dict.fromkeys(("finish", "refuse", "return_result", "withdraw", "stop"), closing),
    **dict.fromkeys(("correct", "erase"), closing),
    **dict.fromkeys(("charge", "exempt", "pay", "refund"), money),
}
# What an ordinary deed says; a test names only what it is about. Kept rows have ids like "k1".
ORDINARY: dict[str, dict[str, Any]] = {
    "guide": {"missing": "k-missing", "reason": "k-reason"},
    "refuse_at_counter": {"reason": "k-reason"},
    "pass_on": {"to_unit": OTHER_DESK},
    "hand_over": {"to_unit": OFFICE, "step": 1},
    "confirm_handover": {"by": "specialist"},
    "decline_handover": {"by": "specialist", "reason": "k-reason"},
    "take_over": {"by": "colleague", "reason": "k-reason"},
    "assign": {"by": "head", "to_officer": "colleague", "reason": "k-reason"},
    "request_supplement": {"missing": "k-missing", "reason": "k-reason"},
    "supplement": {"papers": "k-papers"},
    "request_obligation": {"notice": "k-notice"},
    "ask_opinion": {"authority": "P.police"},
    "answer_opinion": {"number": 1, "answer": "k-answer"},
    "report_delay": {"number": 1},
    "apologise": {"by": "head", "reason": "k-reason"},
    "refuse": {"reason": "k-reason"},
    "withdraw": {"by": "applicant", "confirmation": "k-wish"},
    "stop": {"by": "head", "reason": "k-reason"},
    "correct": {"version": 1, "field": "copies", "value": "k-value", "reason": "k-reason"},
    "charge": {"amount": 20_000, "what": "certified_copy"},
    "exempt": {"number": 1, "reason": "k-reason"},
    "pay": {"number": 1, "how": ev.Payment.CASH, "receipt": "R1", "till": "T1"},
    "refund": {"number": 1, "amount": 20_000, "till": "T1", "reason": "k-reason"},
    "attach": {"attachment": "f1"},
    "erase": {"by": "system"},
}


# The deeds kept to whoever holds the dossier, by hand; a test that names nobody means the holder.
HOLDERS = {"hand_over", "pass_on", "request_supplement", "request_obligation", "ask_opinion"}
HOLDERS |= {"finish", "refuse"}


def at(text: str) -> datetime:
    """A moment in Hanoi; a day alone is 9:00 of that day."""
    return datetime.fromisoformat(text if " " in text else f"{text} 09:00").replace(tzinfo=HANOI)


def limit(amount: str | int, unit: str = "working-days", *, same_day: bool = False) -> Limit:
    """`limit(5)`: five working days."""
    return Limit(Decimal(amount), LimitUnit(unit), same_day)


FIVE_DAYS = limit(5)


class World:
    """An office that does one deed after another under the law of the day."""

    def __init__(self, terms: Terms | None = None, filing: Filing | None = None) -> None:
        self.terms = terms or Terms("1.001193", 1, 0, DESK, limit=FIVE_DAYS)
        self.filing = filing or Filing(DESK, Channel.COUNTER, applicant="k-person")
        self.calendar = calendar()
        self.history: list[ev.Event] = []
        self.dossier: dossier.Dossier | None = None
        self.changed: dict[str, Any] = {}

    def under(self, **figures: Any) -> World:
        """The same office under a regime that differs in these figures."""
        self.changed = figures
        return self

    def law(self, moment: datetime) -> Regime:
        """The regime the dossier keeps, or that of the day."""
        kept = self.dossier.regime if self.dossier else ""
        found = regime(kept) if kept else regime_on(regimes(), moment.astimezone(HANOI).date())
        return msgspec.structs.replace(found, **self.changed)

    def decide(self, deed: str, when: str | datetime, **said: Any) -> tuple[ev.Event, ...]:
        """What the rule answers, without doing it; raises its `Refusal`."""
        rule: Callable[..., Any] = getattr(RULES[deed], deed)
        moment = at(when) if isinstance(when, str) else when
        wanted = inspect.signature(rule).parameters
        law = self.law(moment)
        holder = self.dossier.holder if self.dossier and deed in HOLDERS else ""
        ordinary = {
            "at": moment,
            "by": holder or "clerk",
            "code": "000.00.01.H27-250303-0001",
            "terms": self.terms,
            "filing": self.filing,
            "procedure": self.terms.procedure,
            "regime": law,
            "calendar": self.calendar,
            "dossier": self.dossier,
        }
        given = {name: value for name, value in ordinary.items() if name in wanted}
        answer = rule(**{**given, **ORDINARY.get(deed, {}), **said})
        return answer if isinstance(answer, tuple) else (answer,)

    def do(self, deed: str, when: str | datetime, **said: Any) -> World:
        """The deed is done; raises its `Refusal`."""
        for event in self.decide(deed, when, **said):
            self.add(event)
        return self

    def add(self, event: ev.Event) -> None:
        """One more event in the history and in the dossier."""
        self.history.append(event)
        self.dossier = dossier.after(self.dossier, event)

    @property
    def now(self) -> dossier.Dossier:
        """The dossier as it stands."""
        assert self.dossier is not None
        return self.dossier

    def verdict(self, rule: str, as_of: str) -> tuple[str, date | None]:
        """The class under a named rule and the day it was compared with."""
        found = ontime.RULES[rule](self.now, at(as_of), self.calendar)
        return found.value.value, found.due.astimezone(HANOI).date() if found.due else None


def refused(world: World, deed: str, when: str | datetime, **said: Any) -> Refusal:
    """The refusal that a deed meets; the test fails if it is let through."""
    try:
        answer = world.decide(deed, when, **said)
    except Refusal as refusal:
        return refusal
    raise AssertionError(f"{deed} was let through: {answer}")


def office(
    given: Limit | None = FIVE_DAYS,
    *,
    channel: Channel = Channel.COUNTER,
    steps: tuple[int, ...] = (),
    no_appointment: bool = False,
) -> World:
    """An office before the dossier is there."""
    terms = Terms(
        "1.001193",
        1,
        0,
        DESK,
        limit=given,
        no_appointment=no_appointment,
        step_minutes=steps,
    )
    return World(terms, Filing(DESK, channel, applicant="k-person"))


def received(when: str = "2025-03-03", given: Limit | None = FIVE_DAYS, **more: Any) -> World:
    """A dossier taken in at that moment."""
    return office(given, **more).do("receive", when)


def in_progress(when: str = "2025-03-03", **more: Any) -> World:
    """A dossier taken in, handed over an hour later and confirmed at once by the specialist."""
    world = received(when, **more)
    assert world.now.received_at is not None
    moment = world.calendar.add_minutes(world.now.received_at, 60)
    return world.do("hand_over", moment).do("confirm_handover", moment)
