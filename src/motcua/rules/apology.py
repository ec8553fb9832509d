"""The letter of apology (phiếu xin lỗi và hẹn lại): 61/2018/NĐ-CP Điều 19 khoản 9."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from motcua.rules import events as ev
from motcua.rules.calendar import HANOI, Calendar
from motcua.rules.deeds import require
from motcua.rules.dossier import Dossier
from motcua.rules.law import ONE_STOP, HouseRule, cites, house_rule
from motcua.rules.limit import Limit, LimitUnit
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Regime, Status


@cites(ONE_STOP["Điều 19 khoản 9"])
@house_rule(30)
def apologise(
    dossier: Dossier,
    *,
    at: datetime,
    by: str,
    reason: str,
    regime: Regime,
    calendar: Calendar,
    letter: str | None = None,
    new_promised: datetime | None = None,
) -> ev.Apologised:
    """The applicant has a letter with the reason; the original due moment stays the measure.

    In time is a day or more before the original due date, for limits under two days the due
    day itself; a late letter is recorded and named late, also when the result is out. Refuses
    `no_due_date`, `reason_missing` and, for a new date, `new_date_only_once`,
    `new_date_not_needed`, `new_date_not_later`, `new_date_day_off`.
    """
    require("apologise", dossier, regime, at=at, by=by)
    ground = regime.ground(ONE_STOP["Điều 19 khoản 9"])
    if dossier.promised is None or dossier.limit is None:
        raise Refusal("no_due_date", ground)
    if not reason:
        raise Refusal("reason_missing", ground)
    if new_promised is not None:
        _new_date(dossier, at, new_promised, regime, calendar)
    due_day = dossier.promised.astimezone(HANOI).date()
    short = _short(dossier.limit, due_day, regime.apology_same_day_below, calendar)
    ahead = timedelta(0 if short else regime.apology_days_before)
    return ev.Apologised(
        at=at,
        by=by,
        reason=reason,
        letter=letter,
        new_promised=new_promised,
        in_time=at.astimezone(HANOI).date() <= due_day - ahead,
    )


def _new_date(
    dossier: Dossier, at: datetime, new: datetime, regime: Regime, calendar: Calendar
) -> None:
    ground = regime.ground(ONE_STOP["Điều 19 khoản 9"])
    if dossier.new_dates >= regime.new_dates:
        raise Refusal("new_date_only_once", ground)
    if dossier.finished_at or dossier.status is Status.AWAITING_SUPPLEMENT:
        raise Refusal("new_date_not_needed", HouseRule(30), status=dossier.status.value)
    if new <= max(dossier.promised or at, at):
        raise Refusal("new_date_not_later", HouseRule(30), promised=dossier.promised)
    if not calendar.is_working(new.astimezone(HANOI).date()):
        raise Refusal("new_date_day_off", HouseRule(30), day=new)


def _short(limit: Limit, due_day: date, days: int, calendar: Calendar) -> bool:
    """Whether a limit is under that many days; hours count as working days of the due day."""
    if limit.unit is LimitUnit.MONTHS:
        return False
    if limit.unit is LimitUnit.HOURS:
        minutes = calendar.minutes_between(calendar.opening(due_day), calendar.closing(due_day))
        return limit.amount * 60 < days * minutes
    return limit.same_day or limit.amount < days
