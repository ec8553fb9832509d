"""Who answers for a dossier: the holder, and on the way the sender until the receiver confirms.

61/2018/NĐ-CP Điều 18.
"""

from __future__ import annotations

from datetime import datetime

from motcua.rules import events as ev
from motcua.rules.deeds import require
from motcua.rules.dossier import Dossier
from motcua.rules.law import ONE_STOP, HouseRule, cites, house_rule
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Regime


@cites(ONE_STOP["Điều 18 khoản 2"], ONE_STOP["Điều 19 khoản 1"])
@house_rule(21)
def hand_over(
    dossier: Dossier,
    *,
    at: datetime,
    by: str,
    to_unit: str,
    step: int,
    regime: Regime,
    to_officer: str | None = None,
    direction: ev.Direction = ev.Direction.FORWARD,
    reason: str | None = None,
    acting_for: str | None = None,
) -> ev.HandedOver:
    """The dossier is offered to the next person; the sender answers for it until they confirm.

    Forward goes one step on, back to any earlier one and needs a reason. Refuses
    `handover_open`, `wrong_step`, `reason_missing`.
    """
    require("hand_over", dossier, regime, at=at, by=by, acting_for=acting_for)
    if dossier.pending:
        raise Refusal("handover_open", to_unit=dossier.pending.to_unit)
    forward = direction is ev.Direction.FORWARD
    steps = len(dossier.step_minutes)
    lawful = step == dossier.step + 1 if forward else 0 <= step < dossier.step
    if not lawful or (steps and step >= steps):
        raise Refusal("wrong_step", step=step, now=dossier.step, steps=steps)
    if not forward and not reason:
        raise Refusal("reason_missing")
    return ev.HandedOver(
        at=at,
        by=by,
        to_unit=to_unit,
        to_officer=to_officer,
        step=step,
        direction=direction,
        reason=reason,
        acting_for=acting_for,
    )


@house_rule(21)
def confirm_handover(
    dossier: Dossier, *, at: datetime, by: str, regime: Regime, acting_for: str | None = None
) -> ev.HandoverConfirmed:
    """The receiver answers for the dossier from now on.

    Refuses `no_handover`, and `not_the_receiver` for anybody but the one named.
    """
    require("confirm_handover", dossier, regime, at=at, by=by)
    _receiver(dossier, by, acting_for)
    return ev.HandoverConfirmed(at=at, by=by, acting_for=acting_for)


@house_rule(21)
def decline_handover(
    dossier: Dossier,
    *,
    at: datetime,
    by: str,
    reason: str,
    regime: Regime,
    acting_for: str | None = None,
) -> ev.HandoverDeclined:
    """The receiver does not take it, or the sender takes it back, and says why.

    The sender still answers for it. Refuses `no_handover`, `not_the_receiver` for anybody but
    these two, `reason_missing`.
    """
    require("decline_handover", dossier, regime, at=at, by=by)
    pending = dossier.pending
    if pending is None or pending.sender not in {by, acting_for}:
        _receiver(dossier, by, acting_for)
    if not reason:
        raise Refusal("reason_missing")
    return ev.HandoverDeclined(at=at, by=by, reason=reason, acting_for=acting_for)


def _receiver(dossier: Dossier, by: str, acting_for: str | None) -> None:
    if dossier.pending is None:
        raise Refusal("no_handover")
    named = dossier.pending.to_officer
    people = {by, acting_for}
    if (named and named not in people) or dossier.pending.sender in people:
        raise Refusal("not_the_receiver")


@cites(ONE_STOP["Điều 18 khoản 3"])
def pass_on(
    dossier: Dossier,
    *,
    at: datetime,
    by: str,
    to_unit: str,
    regime: Regime,
    acting_for: str | None = None,
) -> ev.PassedOn:
    """The dossier is on its way to the desk of the authority whose matter it is.

    Refuses `handover_open` while another hand-over waits, `same_unit` for its own desk.
    """
    require("pass_on", dossier, regime, at=at, by=by, acting_for=acting_for)
    if dossier.pending:
        raise Refusal("handover_open", to_unit=dossier.pending.to_unit)
    if to_unit == dossier.unit:
        raise Refusal("same_unit", regime.ground(ONE_STOP["Điều 18 khoản 3"]), unit=to_unit)
    return ev.PassedOn(at=at, by=by, to_unit=to_unit, acting_for=acting_for)


@house_rule(21)
def take_over(
    dossier: Dossier, *, at: datetime, by: str, reason: str, regime: Regime
) -> ev.TakenOver:
    """A colleague answers for the dossier from now on and says why.

    Refuses `already_holder`, `reason_missing`.
    """
    require("take_over", dossier, regime, at=at, by=by)
    if dossier.holder == by:
        raise Refusal("already_holder", HouseRule(21))
    if not reason:
        raise Refusal("reason_missing", HouseRule(21))
    return ev.TakenOver(at=at, by=by, reason=reason)


@cites(ONE_STOP["Điều 19 khoản 1"])
@house_rule(21)
def assign(
    dossier: Dossier, *, at: datetime, by: str, to_officer: str, reason: str, regime: Regime
) -> ev.Assigned:
    """The head gives the dossier to that officer, who answers for it from now on.

    Refuses `same_officer` for the one who has it, `reason_missing`.
    """
    require("assign", dossier, regime, at=at, by=by)
    if dossier.holder == to_officer:
        raise Refusal("same_officer", HouseRule(21), officer=to_officer)
    if not reason:
        raise Refusal("reason_missing", HouseRule(21))
    return ev.Assigned(at=at, by=by, to_officer=to_officer, reason=reason)
