"""Taking a dossier in (tiếp nhận hồ sơ): 61/2018/NĐ-CP Điều 15 to 17."""

from __future__ import annotations

from datetime import datetime

import msgspec

from motcua.rules import events as ev
from motcua.rules.calendar import Calendar
from motcua.rules.deeds import require
from motcua.rules.dossier import Dossier
from motcua.rules.due import clock_start, due
from motcua.rules.law import ONE_STOP, ONE_STOP_FORMS, POST, cites, house_rule
from motcua.rules.limit import Channel, Limit
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Regime


class Terms(msgspec.Struct, frozen=True):
    """What the catalogue says of a procedure, for one case and channel on one day.

    `limit` is None where it is not known. `step_minutes` are the working minutes that the
    internal process allows each step, in order.
    """

    procedure: str
    revision: int
    case: int
    authority: str
    limit: Limit | None = None
    no_appointment: bool = False
    step_minutes: tuple[int, ...] = ()


class Filing(msgspec.Struct, frozen=True):
    """Who hands in what and how: ids of kept rows, the unit of the desk, the channel.

    Its fields are fields of `Received`, which takes them over as they are.
    `entered_by` is set when an officer typed an online form for the applicant.
    """

    unit: str
    channel: Channel
    applicant: str | None = None
    owner: str | None = None
    entered_by: str | None = None
    papers: str | None = None
    copies: int = 1
    refiled_of: str | None = None
    late_entry: str | None = None


@cites(ONE_STOP["Điều 16 khoản 3"])
def submit(
    dossier: Dossier | None, *, at: datetime, by: str, terms: Terms, filing: Filing, regime: Regime
) -> ev.Submitted:
    """The dossier waits online for the desk; only the intake clock runs."""
    require("submit", dossier, regime, at=at, by=by)
    if filing.applicant is None:
        raise Refusal("applicant_missing", regime.ground(ONE_STOP["Điều 16 khoản 3"]))
    return ev.Submitted(
        at=at,
        by=by,
        procedure=terms.procedure,
        revision=terms.revision,
        case=terms.case,
        channel=Channel.ONLINE,
        unit=filing.unit,
        applicant=filing.applicant,
        owner=filing.owner,
        entered_by=filing.entered_by,
        papers=filing.papers,
        refiled_of=filing.refiled_of,
    )


@cites(ONE_STOP["Điều 15 khoản 3"], ONE_STOP["Điều 17 khoản 1 điểm a"])
@cites(ONE_STOP["Điều 17 khoản 2 điểm a"])
def guide(
    dossier: Dossier | None,
    *,
    at: datetime,
    by: str,
    procedure: str,
    filing: Filing,
    missing: str,
    reason: str,
    regime: Regime,
) -> ev.GuidanceGiven:
    """The applicant has one full list of what is missing, with the reason; nothing is received.

    Refuses `reason_missing`, and by its states a second list: the desk guides once.
    """
    require("guide", dossier, regime, at=at, by=by)
    if not (missing and reason):
        raise Refusal("reason_missing", regime.ground(ONE_STOP["Điều 17 khoản 1 điểm a"]))
    return ev.GuidanceGiven(
        at=at,
        by=by,
        procedure=procedure,
        unit=filing.unit,
        channel=filing.channel,
        applicant=filing.applicant,
        missing=missing,
        reason=reason,
    )


@cites(ONE_STOP["Điều 17 khoản 1 điểm b"], ONE_STOP["Điều 17 khoản 2 điểm a"])
def refuse_at_counter(
    dossier: Dossier | None,
    *,
    at: datetime,
    by: str,
    procedure: str,
    filing: Filing,
    reason: str,
    regime: Regime,
) -> ev.RefusedAtCounter:
    """The dossier is not taken in and the applicant has the reason in writing."""
    require("refuse_at_counter", dossier, regime, at=at, by=by)
    if not reason:
        raise Refusal("reason_missing", regime.ground(ONE_STOP["Điều 17 khoản 1 điểm b"]))
    return ev.RefusedAtCounter(
        at=at,
        by=by,
        procedure=procedure,
        unit=filing.unit,
        channel=filing.channel,
        applicant=filing.applicant,
        reason=reason,
        late_entry=filing.late_entry,
    )


@cites(ONE_STOP["Điều 17 khoản 1 điểm c"], ONE_STOP["Điều 17 khoản 2 điểm b"])
@cites(ONE_STOP["Điều 17 khoản 3"], ONE_STOP_FORMS["Điều 19 khoản 1"], POST["Điều 7 khoản 4"])
def receive(
    dossier: Dossier | None,
    *,
    at: datetime,
    by: str,
    code: str,
    terms: Terms,
    filing: Filing,
    regime: Regime,
    calendar: Calendar,
    slip: bool = True,
) -> ev.Received:
    """The dossier is in: its code, its law, its limit and its due moment are fixed.

    By post `at` is the moment the hand-over record is signed. Where the catalogue knows no
    limit there is no due moment, and the dossier says so.
    """
    require("receive", dossier, regime, at=at, by=by)
    start = clock_start(at, filing.channel, calendar)
    moment = due(start, terms.limit, calendar) if terms.limit else None
    return ev.Received(
        at=at,
        by=by,
        code=code,
        regime=regime.name,
        procedure=terms.procedure,
        revision=terms.revision,
        case=terms.case,
        authority=terms.authority,
        clock_start=start,
        limit=terms.limit,
        promised=moment.promised if moment else None,
        legal_end=moment.legal_end if moment else None,
        step_minutes=terms.step_minutes,
        slip=slip,
        **msgspec.structs.asdict(filing),
    )


@cites(ONE_STOP["Điều 17 khoản 4"])
@house_rule(28)
def serve(
    *,
    at: datetime,
    by: str,
    code: str,
    terms: Terms,
    filing: Filing,
    regime: Regime,
    calendar: Calendar,
    result: str | None = None,
    slip: bool = False,
) -> tuple[ev.Received, ev.Finished, ev.Returned]:
    """Received, finished and returned in one deed, without a slip unless it is asked for.

    Refuses `not_immediate` for a procedure whose result is not given at once or the same day.
    """
    require("serve", None, regime, at=at, by=by)
    _immediate(terms, regime)
    received = receive(
        None,
        at=at,
        by=by,
        code=code,
        terms=terms,
        filing=filing,
        regime=regime,
        calendar=calendar,
        slip=slip,
    )
    finished = ev.Finished(
        at=at, by=by, outcome=ev.Outcome.GRANTED, result=result, late_entry=filing.late_entry
    )
    returned = ev.Returned(
        at=at,
        by=by,
        channel=Channel.COUNTER,
        taken_by=filing.applicant,
        late_entry=filing.late_entry,
    )
    return received, finished, returned


def _immediate(terms: Terms, regime: Regime) -> None:
    if not (terms.no_appointment or (terms.limit is not None and terms.limit.same_day)):
        raise Refusal(
            "not_immediate", regime.ground(ONE_STOP["Điều 17 khoản 4"]), procedure=terms.procedure
        )


@cites(ONE_STOP["Điều 17 khoản 1"])
def attach(
    dossier: Dossier, *, at: datetime, by: str, attachment: str, regime: Regime
) -> ev.Attached:
    """A scanned paper or a file is put to the dossier; its content is kept elsewhere."""
    require("attach", dossier, regime, at=at, by=by)
    return ev.Attached(at=at, by=by, attachment=attachment)
