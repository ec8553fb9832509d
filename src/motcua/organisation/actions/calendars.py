"""When a unit is open: its hours and the days it is closed, each by an act and a second person.

One person enters, another approves (docs/decisions/0063): moving the calendar is the quietest way
to move a figure. Every change stands in the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from motcua.organisation.actions import checks
from motcua.organisation.actions.record import record_act
from motcua.organisation.calendars import as_words
from motcua.organisation.models import Officer, UnitClosure, UnitHours
from motcua.organisation.units import unit_at
from motcua.rules.calendar import Session, ordered
from motcua.rules.folding import clean_line
from motcua.rules.refusal import Refusal

REASON = 200
CALENDAR = "organisation.manage_calendar"


@transaction.atomic
def set_hours(
    unit_code: str,
    sessions: Sequence[Session],
    *,
    since: date,
    act_number: str,
    approved_by: Officer,
    recorded_at: datetime,
    by: Officer | None = None,
) -> UnitHours:
    """From a day on the unit, and units below without their own, keep these office sessions.

    Raises `hours_wrong`, `hours_exist`, `unit_unknown` and what an approval raises.
    """
    act = checks.act(act_number, approved_by, by, recorded_at)
    unit_at(unit_code, since)
    checks.unit_approval(approved_by, by, localdate(recorded_at), unit_code)
    checks.one_at_a_time(unit_code=unit_code)
    if UnitHours.objects.filter(unit_code=unit_code, since=since).exists():
        raise Refusal("hours_exist", since=since)
    row = UnitHours.objects.create(
        unit_code=unit_code,
        since=since,
        sessions=as_words(ordered(tuple(sessions))),
        act_number=act.number,
        approved_by=approved_by,
    )
    record_act(row, unit_code, since, act, CALENDAR, unit_code)
    return row


@transaction.atomic
def close_unit(
    unit_code: str,
    *,
    since: date,
    until: date,
    reason: str,
    act_number: str,
    approved_by: Officer,
    recorded_at: datetime,
    superior_act_number: str = "",
    by: Officer | None = None,
) -> UnitClosure:
    """The unit is closed from `since` to the day before `until`; due dates move only by a superior.

    Raises `closure_overlaps`, `closure_too_late` for past days without a superior's act,
    `ends_before_it_begins`, `unit_unknown` and what an approval raises.
    """
    act = checks.act(act_number, approved_by, by, recorded_at)
    checks.period(since, until)
    unit_at(unit_code, since)
    checks.unit_approval(approved_by, by, localdate(recorded_at), unit_code)
    superior = clean_line(superior_act_number, checks.ACT)
    if since < localdate(recorded_at) and not superior:
        raise Refusal("closure_too_late", checks.CALENDARS, since=since)
    _free(unit_code, since, until)
    row = UnitClosure.objects.create(
        unit_code=unit_code,
        since=since,
        until=until,
        reason=clean_line(reason, REASON),
        act_number=act.number,
        superior_act_number=superior,
        approved_by=approved_by,
    )
    record_act(row, unit_code, since, act, CALENDAR, unit_code)
    return row


@transaction.atomic
def withdraw_closure(
    closure: UnitClosure,
    *,
    act_number: str,
    approved_by: Officer,
    recorded_at: datetime,
    by: Officer | None = None,
) -> UnitClosure:
    """The unit works on those days after all; what was promised meanwhile stays promised.

    Raises `closure_withdrawn` and what an approval raises.
    """
    act = checks.act(act_number, approved_by, by, recorded_at)
    checks.unit_approval(approved_by, by, localdate(recorded_at), closure.unit_code)
    row = UnitClosure.objects.select_for_update().get(pk=closure.pk)
    if row.withdrawn_by_act:
        raise Refusal("closure_withdrawn", act=row.withdrawn_by_act)
    row.withdrawn_by_act = act.number
    row.save(update_fields=["withdrawn_by_act"])
    record_act(row, row.unit_code, row.since, act, CALENDAR, row.unit_code)
    return row


def _free(unit_code: str, since: date, until: date) -> None:
    checks.one_at_a_time(unit_code=unit_code)
    there = UnitClosure.objects.filter(unit_code=unit_code, withdrawn_by_act="")
    other = checks.overlapping(there, since, until)
    if other is not None:
        raise Refusal("closure_overlaps", since=other.since)
