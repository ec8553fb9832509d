"""The letter of apology (phiếu xin lỗi và hẹn lại): 61/2018/NĐ-CP Điều 19 khoản 9."""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.rules import events as ev
from motcua.rules.calendar import HANOI, Calendar
from motcua.rules.deeds import require
from motcua.rules.dossier import Dossier
from motcua.rules.law import ONE_STOP, cites, house_rule
from motcua.rules.limit import LimitUnit
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Regime


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
    day itself; a late letter is recorded and named late. Refuses `no_due_date`,
    `reason_missing`, `new_date_only_once`, `new_date_not_later`.
    """
    require("apologise", dossier, regime, at=at, by=by)
    ground = regime.ground(ONE_STOP["Điều 19 khoản 9"])
    if dossier.promised is None or dossier.limit is None:
        raise Refusal("no_due_date", ground)
    if not reason:
        raise Refusal("reason_missing", ground)
    if new_promised is not None:
        if dossier.new_dates >= regime.new_dates:
            raise Refusal("new_date_only_once", ground)
        if new_promised <= max(dossier.promised, at):
            raise Refusal("new_date_not_later", ground, promised=dossier.promised)
        if not calendar.is_working(new_promised.astimezone(HANOI).date()):
            raise Refusal("new_date_day_off", ground, day=new_promised)
    due_day = dossier.promised.astimezone(HANOI).date()
    unit, two = dossier.limit.unit, 2
    short = unit is LimitUnit.HOURS or (unit is not LimitUnit.MONTHS and dossier.limit.amount < two)
    ahead = timedelta(0 if short else regime.apology_days_before)
    return ev.Apologised(
        at=at,
        by=by,
        reason=reason,
        letter=letter,
        new_promised=new_promised,
        in_time=at.astimezone(HANOI).date() <= due_day - ahead,
    )
