"""Officers are away and act for one another, each by an act's number and two people (0062).

Periods are half open: `until` is the first day it no longer holds.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from motcua.organisation.actions import checks
from motcua.organisation.actions.officers import units_of
from motcua.organisation.actions.record import record_act
from motcua.organisation.models import Absence, Assignment, Officer, Substitution
from motcua.organisation.roles import EVERYWHERE
from motcua.rules.refusal import Refusal

RECORD, SUBSTITUTE = "organisation.record_absence", "organisation.substitute"


@transaction.atomic
def record_absence(
    officer: Officer,
    *,
    since: date,
    until: date,
    act_number: str,
    approved_by: Officer,
    recorded_at: datetime,
    by: Officer | None = None,
) -> Absence:
    """The officer is away during the period.

    Raises `absence_overlaps`, and what dates and approval raise.
    """
    act = checks.act(act_number, approved_by, by, recorded_at)
    checks.period(since, until)
    checks.active(officer)
    day = localdate(recorded_at)
    units = units_of(officer, day)
    checks.approval(approved_by, by, officer, day, *units)
    checks.one_at_a_time(officer)
    other = checks.overlapping(Absence.objects.filter(officer=officer), since, until)
    if other is not None:
        raise Refusal("absence_overlaps", since=other.since)
    row = Absence.objects.create(
        officer=officer, since=since, until=until, act_number=act.number, approved_by=approved_by
    )
    record_act(row, str(row.pk), since, act, RECORD, *units)
    return row


@transaction.atomic
def end_absence(
    absence: Absence,
    *,
    until: date,
    act_number: str,
    approved_by: Officer,
    recorded_at: datetime,
    by: Officer | None = None,
) -> Absence:
    """The officer is back on `until`, earlier than was said; substitutions end by themselves.

    Raises `absence_has_ended`, and what dates and approval raise.
    """
    act = checks.act(act_number, approved_by, by, recorded_at)
    row = Absence.objects.select_for_update().get(pk=absence.pk)
    checks.period(row.since, until, may_be_empty=True)
    day = localdate(recorded_at)
    units = units_of(row.officer, day)
    checks.approval(approved_by, by, row.officer, day, *units)
    if row.until <= until:
        raise Refusal("absence_has_ended", until=row.until)
    row.until = until
    row.save(update_fields=["until"])
    record_act(row, str(row.pk), until, act, RECORD, *units)
    return row


@transaction.atomic
def substitute(
    absent: Officer,
    stand_in: Officer,
    unit_code: str,
    *,
    since: date,
    until: date,
    act_number: str,
    approved_by: Officer,
    recorded_at: datetime,
    by: Officer | None = None,
) -> Substitution:
    """One officer acts for another in a unit during a period, with the other's own roles there.

    Raises `substitutes_for_oneself`, `everything_is_not_lent`, `absent_has_no_role`,
    `substitute_is_absent`, `substitution_overlaps`, and what dates and approval raise.
    """
    act = checks.act(act_number, approved_by, by, recorded_at)
    checks.period(since, until)
    checks.active(stand_in)
    if absent.pk == stand_in.pk:
        raise Refusal("substitutes_for_oneself")
    if unit_code == EVERYWHERE:
        raise Refusal("everything_is_not_lent", checks.TWO_PEOPLE)
    checks.approval(approved_by, by, stand_in, localdate(recorded_at), unit_code)
    checks.one_at_a_time(absent, stand_in, unit_code=unit_code)
    _can_stand_in(absent, stand_in, unit_code, since, until)
    row = Substitution.objects.create(
        absent=absent,
        substitute=stand_in,
        unit_code=unit_code,
        since=since,
        until=until,
        act_number=act.number,
        approved_by=approved_by,
    )
    record_act(row, str(row.pk), since, act, SUBSTITUTE, unit_code)
    return row


@transaction.atomic
def end_substitution(
    substitution: Substitution,
    *,
    until: date,
    act_number: str,
    approved_by: Officer,
    recorded_at: datetime,
    by: Officer | None = None,
) -> Substitution:
    """The stand-in's power ends on `until`, earlier than was said.

    Raises `substitution_has_ended`, and what dates and approval raise.
    """
    act = checks.act(act_number, approved_by, by, recorded_at)
    row = Substitution.objects.select_for_update().get(pk=substitution.pk)
    checks.period(row.since, until, may_be_empty=True)
    checks.approval(approved_by, by, row.substitute, localdate(recorded_at), row.unit_code)
    if row.until <= until:
        raise Refusal("substitution_has_ended", until=row.until)
    row.until = until
    row.save(update_fields=["until"])
    record_act(row, str(row.pk), until, act, SUBSTITUTE, row.unit_code)
    return row


def _can_stand_in(
    absent: Officer, stand_in: Officer, unit_code: str, since: date, until: date
) -> None:
    roles = Assignment.objects.filter(officer=absent, unit_code=unit_code)
    if checks.overlapping(roles, since, until) is None:
        raise Refusal("absent_has_no_role")
    away = checks.overlapping(Absence.objects.filter(officer=stand_in), since, until)
    if away is not None:
        raise Refusal("substitute_is_absent", since=away.since)
    there = Substitution.objects.filter(absent=absent, unit_code=unit_code)
    other = checks.overlapping(there, since, until)
    if other is not None:
        raise Refusal("substitution_overlaps", since=other.since)
