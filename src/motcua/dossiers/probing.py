"""Which deeds a dossier is open to now: each asked of its own rule, with stand-in words.

The rules are pure, so asking costs nothing and leaves nothing; what the form will be told later,
the page tells before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from motcua.rules import apology, closing, handover, intake, money, opinion, supplement
from motcua.rules.calendar import Calendar
from motcua.rules.dossier import Dossier
from motcua.rules.events import Direction, Payment
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Regime

# Deeds of sender and receiver, which somebody may do in their place.
BETWEEN_TWO = ("confirm_handover", "decline_handover")
# Stands where the officer has not typed yet.
SOMETHING = "…"
Ask = Callable[[Dossier, dict[str, Any], Calendar], object]


class Asking(msgspec.Struct, frozen=True):
    """Who asks, in whose place, when, and under which law and calendar."""

    by: str
    acting_for: str | None
    at: datetime
    regime: Regime
    calendar: Calendar


def refusal(name: str, dossier: Dossier, asking: Asking) -> Refusal | None:
    """Why the rule would not let this officer do a deed now; None where it would."""
    said: dict[str, Any] = {
        "at": max(asking.at, dossier.last_at),
        "by": asking.by,
        "regime": asking.regime,
    }
    if asking.regime.deeds[name].by_holder or name in BETWEEN_TWO:
        said["acting_for"] = asking.acting_for
    try:
        _ASKED[name](dossier, said, asking.calendar)
    except Refusal as found:
        return found
    return None


def open_fee(dossier: Dossier) -> int:
    """The number of the first fee still to be paid; the last one where none is."""
    numbers = [charge.number for charge in dossier.charges if charge.open > 0]
    return numbers[0] if numbers else max(len(dossier.charges), 1)


def kept_fee(dossier: Dossier) -> int:
    """The number of the first fee of which money was kept; the last one where none was."""
    numbers = [each.number for each in dossier.charges if each.paid > each.refunded]
    return numbers[0] if numbers else max(len(dossier.charges), 1)


def open_question(dossier: Dossier) -> int:
    """The number of the first question still to be answered; the last one where none is."""
    numbers = [each.number for each in dossier.opinions if each.answered is None]
    return numbers[0] if numbers else max(len(dossier.opinions), 1)


def _way(dossier: Dossier) -> dict[str, Any]:
    """One step on; from the last step one back."""
    following = dossier.step + 1
    if dossier.step and dossier.step_minutes and following >= len(dossier.step_minutes):
        return {"step": dossier.step - 1, "direction": Direction.BACK}
    return {"step": following}


_ASKED: Mapping[str, Ask] = {
    "pass_on": lambda d, a, c: handover.pass_on(d, to_unit=SOMETHING, **a),
    "hand_over": lambda d, a, c: handover.hand_over(
        d, to_unit=d.holder_unit, reason=SOMETHING, **_way(d), **a
    ),
    "confirm_handover": lambda d, a, c: handover.confirm_handover(d, **a),
    "decline_handover": lambda d, a, c: handover.decline_handover(d, reason=SOMETHING, **a),
    "take_over": lambda d, a, c: handover.take_over(d, reason=SOMETHING, **a),
    "assign": lambda d, a, c: handover.assign(d, to_officer=SOMETHING, reason=SOMETHING, **a),
    "request_supplement": lambda d, a, c: supplement.request_supplement(
        d, missing=SOMETHING, reason=SOMETHING, approved_by=SOMETHING, calendar=c, **a
    ),
    "supplement": lambda d, a, c: supplement.supplement(d, papers=None, calendar=c, **a),
    "request_obligation": lambda d, a, c: supplement.request_obligation(d, notice=None, **a),
    "meet_obligation": lambda d, a, c: supplement.meet_obligation(d, calendar=c, **a),
    "ask_opinion": lambda d, a, c: opinion.ask_opinion(
        d, authority=SOMETHING, answer_due=a["at"] + timedelta(days=1), **a
    ),
    "answer_opinion": lambda d, a, c: opinion.answer_opinion(
        d, number=open_question(d), answer=None, **a
    ),
    "report_delay": lambda d, a, c: opinion.report_delay(d, number=open_question(d), **a),
    "apologise": lambda d, a, c: apology.apologise(d, reason=SOMETHING, calendar=c, **a),
    "finish": lambda d, a, c: closing.finish(d, **a),
    "refuse": lambda d, a, c: closing.refuse(d, reason=SOMETHING, **a),
    "return_result": lambda d, a, c: closing.return_result(d, **a),
    "withdraw": lambda d, a, c: closing.withdraw(d, confirmation=SOMETHING, **a),
    "stop": lambda d, a, c: closing.stop(d, reason=SOMETHING, **a),
    "correct": lambda d, a, c: closing.correct(
        d, version=1, field=SOMETHING, value=SOMETHING, reason=SOMETHING, **a
    ),
    "charge": lambda d, a, c: money.charge(d, amount=1, what=SOMETHING, **a),
    "exempt": lambda d, a, c: money.exempt(d, number=open_fee(d), reason=SOMETHING, **a),
    "pay": lambda d, a, c: money.pay(
        d, number=open_fee(d), how=Payment.CASH, receipt=SOMETHING, till=SOMETHING, **a
    ),
    "refund": lambda d, a, c: money.refund(
        d, number=kept_fee(d), amount=1, till=SOMETHING, reason=SOMETHING, **a
    ),
    "attach": lambda d, a, c: intake.attach(d, attachment=SOMETHING, **a),
}
