"""Papers that are missing, and obligations to meet: the times the office waits.

Yêu cầu bổ sung: 61/2018/NĐ-CP Điều 11 and 19.4.
"""

from __future__ import annotations

from datetime import date, datetime

from motcua.rules import events as ev
from motcua.rules.calendar import HANOI, Calendar
from motcua.rules.deeds import require
from motcua.rules.dossier import Dossier
from motcua.rules.due import Pause, after_pauses, due
from motcua.rules.law import ONE_STOP, POST, cites, house_rule
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Regime


@cites(ONE_STOP["Điều 19 khoản 4"])
@house_rule(29)
def notice_due(
    dossier: Dossier, regime: Regime, calendar: Calendar, sector_working_days: int | None = None
) -> date:
    """The last day on which the applicant may lawfully be asked for papers.

    Three working days from the day on which the limit began, unless a sector rule says otherwise.
    """
    days = regime.notice_working_days if sector_working_days is None else sector_working_days
    start = (dossier.clock_start or dossier.last_at).astimezone(HANOI).date()
    return calendar.add_working_days(start, days)


@cites(ONE_STOP["Điều 19 khoản 4"], ONE_STOP["Điều 11 khoản 2 điểm c"])
@cites(ONE_STOP["Điều 5 khoản 1 điểm e"])
@house_rule(29)
def request_supplement(
    dossier: Dossier,
    *,
    at: datetime,
    by: str,
    missing: str,
    reason: str,
    regime: Regime,
    calendar: Calendar,
    approved_by: str | None = None,
    sector_working_days: int | None = None,
    acting_for: str | None = None,
) -> ev.SupplementRequested:
    """The papers go back with everything that is missing, through the desk.

    The law gives three working days from receipt unless a sector rule does; a later notice is
    recorded all the same and marked. One past the number the law allows needs the head's name:
    refuses `supplement_only_once` without it, `reason_missing`, `handover_open`.
    """
    require("request_supplement", dossier, regime, at=at, by=by, acting_for=acting_for)
    if not (missing and reason):
        raise Refusal("reason_missing", regime.ground(ONE_STOP["Điều 19 khoản 4"]))
    if dossier.pending:
        raise Refusal("handover_open", to_unit=dossier.pending.to_unit)
    beyond = len(dossier.supplements) >= regime.supplements
    if beyond and not approved_by:
        raise Refusal("supplement_only_once", regime.ground(ONE_STOP["Điều 11 khoản 2 điểm c"]))
    last = notice_due(dossier, regime, calendar, sector_working_days)
    return ev.SupplementRequested(
        at=at,
        by=by,
        missing=missing,
        reason=reason,
        overdue=at.astimezone(HANOI).date() > last,
        beyond=beyond,
        approved_by=approved_by if beyond else None,
        acting_for=acting_for,
    )


@cites(ONE_STOP["Điều 19 khoản 4"], POST["Điều 7 khoản 4"])
def supplement(
    dossier: Dossier,
    *,
    at: datetime,
    by: str,
    papers: str | None,
    regime: Regime,
    calendar: Calendar,
) -> ev.Supplemented:
    """Everything asked for is in; the limit is counted anew where the regime says so."""
    require("supplement", dossier, regime, at=at, by=by)
    if dossier.limit is None:
        return ev.Supplemented(at=at, by=by, papers=papers)
    if regime.restart:
        start = calendar.working_moment(at)
        moment = due(start, dossier.limit, calendar)
        return ev.Supplemented(
            at=at,
            by=by,
            papers=papers,
            clock_start=start,
            promised=moment.promised,
            legal_end=moment.legal_end,
        )
    moment = after_pauses(dossier.clock_start or at, dossier.limit, _pauses(dossier, at), calendar)
    return ev.Supplemented(
        at=at, by=by, papers=papers, promised=moment.promised, legal_end=moment.legal_end
    )


@house_rule(22)
def request_obligation(
    dossier: Dossier,
    *,
    at: datetime,
    by: str,
    notice: str | None,
    regime: Regime,
    acting_for: str | None = None,
) -> ev.ObligationRequested:
    """The applicant is told of a financial obligation; the office waits for it."""
    require("request_obligation", dossier, regime, at=at, by=by, acting_for=acting_for)
    return ev.ObligationRequested(at=at, by=by, notice=notice, acting_for=acting_for)


@house_rule(22)
def meet_obligation(
    dossier: Dossier, *, at: datetime, by: str, regime: Regime, calendar: Calendar
) -> ev.ObligationMet:
    """The obligation is met; the time waited does not count against the limit."""
    require("meet_obligation", dossier, regime, at=at, by=by)
    if dossier.limit is None or dossier.clock_start is None:
        return ev.ObligationMet(at=at, by=by)
    moment = after_pauses(dossier.clock_start, dossier.limit, _pauses(dossier, at), calendar)
    return ev.ObligationMet(at=at, by=by, promised=moment.promised, legal_end=moment.legal_end)


def _pauses(dossier: Dossier, at: datetime) -> tuple[Pause, ...]:
    """The pauses since the clock last started, in order, an open one closed at `at`."""
    since = dossier.clock_start or dossier.last_at
    waits = sorted((*dossier.supplements, *dossier.obligations), key=lambda each: each.start)
    return tuple(
        Pause(max(each.start, since), each.end or at) for each in waits if (each.end or at) > since
    )
