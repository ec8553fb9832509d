"""One dossier (hồ sơ) as its events tell it; nothing here decides anything.

`replay` folds a history; `after` adds one event. What an event means is written once, here.
Whether a deed is lawful is asked of `intake`, `handover`, `supplement`, `opinion`, `apology`,
`closing` and `money`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import msgspec

from motcua.rules import events as ev
from motcua.rules.regime import Status
from motcua.rules.state import Apology, Charge, Dossier, Interval, Opinion, Pending

__all__ = ["Dossier", "after", "replay"]


_Change = dict[str, Any]


def _close(intervals: tuple[Interval, ...], end: datetime) -> tuple[Interval, ...]:
    return tuple(msgspec.structs.replace(i, end=end) if i.end is None else i for i in intervals)


def _latest(told: datetime | None, new: datetime | None) -> datetime | None:
    # Whoever was told a later moment by a letter is not called in earlier without a word.
    return max((each for each in (told, new) if each), default=None)


def _submitted(dossier: Dossier, event: ev.Submitted) -> _Change:
    return {
        "status": Status.SUBMITTED,
        "procedure": event.procedure,
        "revision": event.revision,
        "case": event.case,
        "channel": event.channel,
        "unit": event.unit,
        "applicant": event.applicant,
        "owner": event.owner,
        "papers": event.papers,
        "first_seen": event.at,
        "submitted_at": event.at,
        "refiled_of": event.refiled_of,
    }


def _guided(dossier: Dossier, event: ev.GuidanceGiven) -> _Change:
    return {
        "status": Status.AWAITING_PAPERS,
        "procedure": event.procedure,
        "unit": event.unit,
        "channel": event.channel,
        "applicant": event.applicant or dossier.applicant,
        "first_seen": dossier.first_seen or event.at,
    }


def _refused_at_counter(dossier: Dossier, event: ev.RefusedAtCounter) -> _Change:
    return {
        "status": Status.REFUSED_AT_COUNTER,
        "procedure": event.procedure,
        "unit": event.unit,
        "channel": event.channel,
        "applicant": event.applicant or dossier.applicant,
        "first_seen": dossier.first_seen or event.at,
        "ended_at": event.at,
    }


def _received(dossier: Dossier, event: ev.Received) -> _Change:
    return {
        "status": Status.RECEIVED,
        "code": event.code,
        "regime": event.regime,
        "procedure": event.procedure,
        "revision": event.revision,
        "case": event.case,
        "channel": event.channel,
        "unit": event.unit,
        "authority": event.authority,
        "applicant": event.applicant or dossier.applicant,
        "owner": event.owner or dossier.owner,
        "papers": event.papers or dossier.papers,
        "first_seen": dossier.first_seen or event.at,
        "received_at": event.at,
        "clock_start": event.clock_start,
        "limit": event.limit,
        "original_promised": event.promised,
        "promised": event.promised,
        "appointed": event.promised,
        "legal_end": event.legal_end,
        "step_minutes": event.step_minutes,
        "step_since": event.at,
        "holder": event.by,
        "holder_unit": event.unit,
        "refiled_of": event.refiled_of or dossier.refiled_of,
        "late_entry": event.late_entry is not None,
    }


def _passed_on(dossier: Dossier, event: ev.PassedOn) -> _Change:
    pending = Pending(
        event.at, event.by, event.to_unit, None, 0, ev.Direction.FORWARD, passing=True
    )
    return _offered(dossier, pending)


def _handed_over(dossier: Dossier, event: ev.HandedOver) -> _Change:
    pending = Pending(
        event.at, event.by, event.to_unit, event.to_officer, event.step, event.direction
    )
    return _offered(dossier, pending)


def _offered(dossier: Dossier, pending: Pending) -> _Change:
    return {
        "pending": pending,
        "holder": pending.sender,
        "first_handover": dossier.first_handover or pending.at,
    }


def _handover_confirmed(dossier: Dossier, event: ev.HandoverConfirmed) -> _Change:
    pending = dossier.pending
    if pending is None:
        return {}
    change: _Change = {
        "pending": None,
        "holder": event.by,
        "holder_unit": pending.to_unit,
        "step": pending.step,
        "step_since": event.at,
    }
    if pending.passing:
        return {**change, "unit": pending.to_unit, "authority": pending.to_unit}
    return {**change, "status": Status.IN_PROGRESS}


def _handover_declined(dossier: Dossier, event: ev.HandoverDeclined) -> _Change:
    return {"pending": None}


def _taken_over(dossier: Dossier, event: ev.TakenOver) -> _Change:
    return {"holder": event.by, "pending": None}


def _assigned(dossier: Dossier, event: ev.Assigned) -> _Change:
    return {"holder": event.to_officer, "pending": None}


def _supplement_requested(dossier: Dossier, event: ev.SupplementRequested) -> _Change:
    return {
        "status": Status.AWAITING_SUPPLEMENT,
        "resumes": dossier.status,
        "supplements": (*dossier.supplements, Interval(event.at)),
        "beyond": dossier.beyond + event.beyond,
        "late_notices": dossier.late_notices + event.overdue,
    }


def _supplemented(dossier: Dossier, event: ev.Supplemented) -> _Change:
    return {
        "status": dossier.resumes,
        "supplements": _close(dossier.supplements, event.at),
        "papers": event.papers or dossier.papers,
        "clock_start": event.clock_start or dossier.clock_start,
        "promised": event.promised or dossier.promised,
        "appointed": _latest(dossier.appointed, event.promised),
        "legal_end": event.legal_end or dossier.legal_end,
        "step_since": event.at,
    }


def _obligation_requested(dossier: Dossier, event: ev.ObligationRequested) -> _Change:
    return {
        "status": Status.AWAITING_OBLIGATION,
        "resumes": dossier.status,
        "obligations": (*dossier.obligations, Interval(event.at)),
    }


def _obligation_met(dossier: Dossier, event: ev.ObligationMet) -> _Change:
    return {
        "status": dossier.resumes,
        "obligations": _close(dossier.obligations, event.at),
        "promised": event.promised or dossier.promised,
        "appointed": _latest(dossier.appointed, event.promised),
        "legal_end": event.legal_end or dossier.legal_end,
    }


def _opinion_asked(dossier: Dossier, event: ev.OpinionAsked) -> _Change:
    asked = Opinion(event.number, event.authority, event.purpose, event.at, event.answer_due)
    return {"opinions": (*dossier.opinions, asked)}


def _opinion(dossier: Dossier, number: int, **change: datetime) -> _Change:
    return {
        "opinions": tuple(
            msgspec.structs.replace(o, **change) if o.number == number else o
            for o in dossier.opinions
        )
    }


def _opinion_answered(dossier: Dossier, event: ev.OpinionAnswered) -> _Change:
    return _opinion(dossier, event.number, answered=event.at)


def _delay_reported(dossier: Dossier, event: ev.DelayReported) -> _Change:
    told = {o.number: o.delay_reported for o in dossier.opinions}
    return _opinion(dossier, event.number, delay_reported=told.get(event.number) or event.at)


def _apologised(dossier: Dossier, event: ev.Apologised) -> _Change:
    letter = Apology(event.at, event.in_time, event.new_promised)
    return {
        "apologies": (*dossier.apologies, letter),
        "appointed": event.new_promised or dossier.appointed,
    }


def _finished(dossier: Dossier, event: ev.Finished) -> _Change:
    return {
        "status": Status.FINISHED,
        "outcome": event.outcome,
        "finished_at": event.at,
        "ended_at": event.at,
        "pending": None,
    }


def _returned(dossier: Dossier, event: ev.Returned) -> _Change:
    return {"status": Status.RETURNED, "returned_at": event.at}


def _withdrawn(dossier: Dossier, event: ev.Withdrawn) -> _Change:
    return {"status": Status.WITHDRAWN, "ended_at": event.at, "pending": None}


def _stopped(dossier: Dossier, event: ev.Stopped) -> _Change:
    return {"status": Status.STOPPED, "ended_at": event.at, "pending": None}


def _corrected(dossier: Dossier, event: ev.Corrected) -> _Change:
    return {"corrections": dossier.corrections + 1}


def _fee_charged(dossier: Dossier, event: ev.FeeCharged) -> _Change:
    return {"charges": (*dossier.charges, Charge(event.number, event.what, event.amount))}


def _charge(dossier: Dossier, number: int, change: Callable[[Charge], Charge]) -> _Change:
    return {"charges": tuple(change(c) if c.number == number else c for c in dossier.charges)}


def _fee_exempted(dossier: Dossier, event: ev.FeeExempted) -> _Change:
    return _charge(dossier, event.number, lambda c: msgspec.structs.replace(c, exempt=True))


def _fee_paid(dossier: Dossier, event: ev.FeePaid) -> _Change:
    return _charge(
        dossier, event.number, lambda c: msgspec.structs.replace(c, paid=c.paid + event.amount)
    )


def _fee_refunded(dossier: Dossier, event: ev.FeeRefunded) -> _Change:
    return _charge(
        dossier,
        event.number,
        lambda c: msgspec.structs.replace(c, refunded=c.refunded + event.amount),
    )


def _attached(dossier: Dossier, event: ev.Attached) -> _Change:
    return {}


def _erased(dossier: Dossier, event: ev.Erased) -> _Change:
    return {"erased": True, "applicant": None, "owner": None, "papers": None}


_FOLD: dict[type[ev.Event], Callable[[Dossier, Any], _Change]] = {
    ev.Submitted: _submitted,
    ev.GuidanceGiven: _guided,
    ev.RefusedAtCounter: _refused_at_counter,
    ev.Received: _received,
    ev.PassedOn: _passed_on,
    ev.HandedOver: _handed_over,
    ev.HandoverConfirmed: _handover_confirmed,
    ev.HandoverDeclined: _handover_declined,
    ev.TakenOver: _taken_over,
    ev.Assigned: _assigned,
    ev.SupplementRequested: _supplement_requested,
    ev.Supplemented: _supplemented,
    ev.ObligationRequested: _obligation_requested,
    ev.ObligationMet: _obligation_met,
    ev.OpinionAsked: _opinion_asked,
    ev.OpinionAnswered: _opinion_answered,
    ev.DelayReported: _delay_reported,
    ev.Apologised: _apologised,
    ev.Finished: _finished,
    ev.Returned: _returned,
    ev.Withdrawn: _withdrawn,
    ev.Stopped: _stopped,
    ev.Corrected: _corrected,
    ev.FeeCharged: _fee_charged,
    ev.FeeExempted: _fee_exempted,
    ev.FeePaid: _fee_paid,
    ev.FeeRefunded: _fee_refunded,
    ev.Attached: _attached,
    ev.Erased: _erased,
}


def after(dossier: Dossier | None, event: ev.Event) -> Dossier:
    """The dossier once this event has happened; `KeyError` for an event of another stream."""
    if dossier is None:
        dossier = Dossier(version=0, status=Status.SUBMITTED, last_at=event.at)
    change = _FOLD[type(event)](dossier, event)
    last_at = max(dossier.last_at, event.at)
    return msgspec.structs.replace(dossier, version=dossier.version + 1, last_at=last_at, **change)


def replay(history: Iterable[ev.Event]) -> Dossier | None:
    """The dossier that a history tells of, oldest event first; None for no history."""
    dossier = None
    for event in history:
        dossier = after(dossier, event)
    return dossier
