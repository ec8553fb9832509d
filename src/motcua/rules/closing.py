"""How a dossier ends: result, refusal, return, withdrawal, stop; corrections and erasure.

61/2018/NĐ-CP Điều 19 and 20. Each way of ending is a deed of its own.
"""

from __future__ import annotations

from datetime import datetime

from motcua.rules import events as ev
from motcua.rules.deeds import require, require_entry
from motcua.rules.dossier import Dossier
from motcua.rules.law import ONE_STOP, Ground, HouseRule, cites, house_rule
from motcua.rules.limit import Channel
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Regime, Status

ENDED = frozenset({Status.REFUSED_AT_COUNTER, Status.RETURNED, Status.WITHDRAWN, Status.STOPPED})


@cites(ONE_STOP["Điều 19 khoản 2"], ONE_STOP["Điều 19 khoản 3"])
@house_rule(31)
def finish(
    dossier: Dossier,
    *,
    at: datetime,
    by: str,
    regime: Regime,
    result: str | None = None,
    acting_for: str | None = None,
) -> ev.Finished:
    """The result lies at the desk and the handling has ended.

    Refuses `handover_open`, and `part_open` while an authority's part under the same code is
    missing; an opinion that never came does not hold the result back, and is no consent.
    """
    require("finish", dossier, regime, at=at, by=by, acting_for=acting_for)
    _nothing_open(dossier)
    return ev.Finished(
        at=at, by=by, outcome=ev.Outcome.GRANTED, result=result, acting_for=acting_for
    )


@cites(ONE_STOP["Điều 19 khoản 8"])
@house_rule(32)
def refuse(
    dossier: Dossier,
    *,
    at: datetime,
    by: str,
    reason: str,
    regime: Regime,
    letter: str | None = None,
    acting_for: str | None = None,
) -> ev.Finished:
    """The appraisal ended with a reasoned no, which waits at the desk like any result.

    Refuses `reason_missing`, `handover_open`, `part_open`. A late no is recorded; that it is late
    the on-time rules say.
    """
    require("refuse", dossier, regime, at=at, by=by, acting_for=acting_for)
    if not reason:
        raise Refusal("reason_missing", refusal_ground(dossier, regime))
    _nothing_open(dossier)
    return ev.Finished(
        at=at,
        by=by,
        outcome=ev.Outcome.REFUSED,
        reason=reason,
        result=letter,
        acting_for=acting_for,
    )


def refusal_ground(dossier: Dossier, regime: Regime) -> Ground:
    """19.8 where it speaks of the dossier, the house rule where others were asked (19.5 to 7)."""
    if dossier.opinions:
        return HouseRule(32)
    return regime.ground(ONE_STOP["Điều 19 khoản 8"])


def _nothing_open(dossier: Dossier) -> None:
    if dossier.pending:
        raise Refusal("handover_open", to_unit=dossier.pending.to_unit)
    for opinion in dossier.opinions:
        if opinion.purpose is ev.Purpose.JOINT_PART and opinion.answered is None:
            raise Refusal("part_open", authority=opinion.authority, number=opinion.number)


@cites(ONE_STOP["Điều 20 khoản 3"])
@house_rule(26)
def return_result(
    dossier: Dossier,
    *,
    at: datetime,
    by: str,
    regime: Regime,
    channel: Channel = Channel.COUNTER,
    taken_by: str | None = None,
) -> ev.Returned:
    """The result is in the applicant's hand; refuses `fee_open` while a fee is unpaid."""
    require("return_result", dossier, regime, at=at, by=by)
    open_fees = sum(charge.open for charge in dossier.charges)
    if open_fees > 0:
        ground = regime.ground(ONE_STOP["Điều 22 khoản 1"])
        raise Refusal("fee_open", ground, HouseRule(26), amount=open_fees)
    return ev.Returned(at=at, by=by, channel=channel, taken_by=taken_by)


@house_rule(23)
def withdraw(
    dossier: Dossier, *, at: datetime, by: str, confirmation: str, regime: Regime
) -> ev.Withdrawn:
    """The applicant has the dossier back; refuses `confirmation_missing` without their word."""
    require("withdraw", dossier, regime, at=at, by=by)
    if not confirmation:
        raise Refusal("confirmation_missing")
    return ev.Withdrawn(at=at, by=by, confirmation=confirmation)


@house_rule(24)
def stop(dossier: Dossier, *, at: datetime, by: str, reason: str, regime: Regime) -> ev.Stopped:
    """The office ended the handling without a result and told the applicant why."""
    require("stop", dossier, regime, at=at, by=by)
    if not reason:
        raise Refusal("reason_missing", regime.deeds["stop"].ground)
    return ev.Stopped(at=at, by=by, reason=reason)


@house_rule(25)
def correct(
    dossier: Dossier,
    *,
    at: datetime,
    by: str,
    version: int,
    field: str,
    value: str,
    reason: str,
    regime: Regime,
) -> ev.Corrected:
    """A wrong entry is named and the right one stands beside it; nothing is overwritten.

    Refuses `no_such_entry` for a version the dossier does not have.
    """
    require("correct", dossier, regime, at=at, by=by)
    if not 1 <= version <= dossier.version:
        raise Refusal("no_such_entry", version=version, last=dossier.version)
    if not reason:
        raise Refusal("reason_missing")
    return ev.Corrected(at=at, by=by, version=version, field=field, value=value, reason=reason)


@house_rule(33)
def erase(dossier: Dossier, *, at: datetime, by: str) -> ev.Erased:
    """Its personal rows may go: refuses `still_open` before the end, `erased` the second time."""
    require_entry(dossier, at=at, by=by)
    if dossier.status not in ENDED:
        raise Refusal("still_open", status=dossier.status.value)
    return ev.Erased(at=at, by=by)
