"""Officers come, take a role, are away, act for one another, and go.

Each change has an act's number and an approver who is not the one it benefits, and stands in
the ledger by pseudonym. Periods are half open: `until` is the first day it no longer holds.
"""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.timezone import localdate

from motcua.organisation.actions import checks
from motcua.organisation.actions.record import record_change
from motcua.organisation.models import Absence, Assignment, Officer, Substitution
from motcua.organisation.roles import EVERYWHERE, ROLES, grant_of
from motcua.organisation.units import unit_at
from motcua.rules.folding import clean
from motcua.rules.refusal import Refusal

NAME = 120


@transaction.atomic
def add_officer(
    username: str,
    full_name: str,
    *,
    password: str | None,
    act_number: str,
    approved_by: Officer | None,
    recorded_at: datetime,
    by: Officer | None = None,
    email: str = "",
) -> Officer:
    """An account that may do nothing yet; with None for a password nobody can log in to it.

    Raises `username_taken`, `password_too_weak`, `act_number_missing` and what an approval raises.
    """
    name = clean(username, 64)
    officer = Officer(username=name, full_name=clean(full_name, NAME), email=clean(email, 254))
    number = checks.act(act_number)
    checks.approval(approved_by, by, officer, _day(recorded_at))
    if not name or Officer.objects.filter(username=name).exists():
        raise Refusal("username_taken", username=name)
    if password is not None:
        _strong(password, officer)
    officer.set_password(password)
    officer.save()
    _record(officer, officer.pseudonym, _day(recorded_at), number, approved_by, by, recorded_at)
    return officer


@transaction.atomic
def deactivate(
    officer: Officer,
    *,
    act_number: str,
    approved_by: Officer,
    recorded_at: datetime,
    by: Officer | None = None,
) -> Officer:
    """The account is out of use: every session of it ends with its next request."""
    number = checks.act(act_number)
    checks.active(officer)
    checks.approval(approved_by, by, officer, _day(recorded_at))
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    _record(officer, officer.pseudonym, _day(recorded_at), number, approved_by, by, recorded_at)
    return officer


@transaction.atomic
def assign(
    officer: Officer,
    role: str,
    unit_code: str,
    *,
    since: date,
    act_number: str,
    approved_by: Officer | None,
    recorded_at: datetime,
    until: date | None = None,
    position: str = "",
    by: Officer | None = None,
) -> Assignment:
    """The officer holds the role in the unit from a day on; a head's row is the head's term.

    Raises `role_unknown`, `role_not_everywhere`, `unit_unknown`, `assignment_overlaps`,
    `another_head`, and what dates and approval raise.
    """
    number = checks.act(act_number)
    checks.period(since, until)
    checks.active(officer)
    checks.approval(approved_by, by, officer, _day(recorded_at))
    _fits(role, unit_code, since)
    checks.one_at_a_time(officer, unit_code=unit_code)
    _free(officer, role, unit_code, since, until)
    row = Assignment.objects.create(
        officer=officer,
        role=role,
        unit_code=unit_code,
        position=clean(position, NAME),
        since=since,
        until=until,
        act_number=number,
        approved_by=approved_by,
    )
    _record(row, str(row.pk), since, number, approved_by, by, recorded_at)
    return row


@transaction.atomic
def end_assignment(
    assignment: Assignment,
    *,
    until: date,
    act_number: str,
    approved_by: Officer,
    recorded_at: datetime,
    by: Officer | None = None,
) -> Assignment:
    """The role no longer holds from `until` on; ending it today ends it now.

    Raises `assignment_has_ended` when it already ended by then, and what dates and approval raise.
    """
    number = checks.act(act_number)
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    checks.period(row.since, until)
    checks.approval(approved_by, by, row.officer, _day(recorded_at))
    if row.until is not None and row.until <= until:
        raise Refusal("assignment_has_ended", until=row.until)
    row.until = until
    row.save(update_fields=["until"])
    _record(row, str(row.pk), until, number, approved_by, by, recorded_at)
    return row


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
    """The officer is away during the period. Raises `absence_overlaps`."""
    number = checks.act(act_number)
    checks.period(since, until)
    checks.approval(approved_by, by, officer, _day(recorded_at))
    checks.one_at_a_time(officer)
    other = checks.overlapping(Absence.objects.filter(officer=officer), since, until)
    if other is not None:
        raise Refusal("absence_overlaps", since=other.since)
    row = Absence.objects.create(
        officer=officer, since=since, until=until, act_number=number, approved_by=approved_by
    )
    _record(row, str(row.pk), since, number, approved_by, by, recorded_at)
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

    Raises `substitutes_for_oneself`, `absent_has_no_role`, `substitute_is_absent`,
    `substitution_overlaps`, and what dates and approval raise.
    """
    number = checks.act(act_number)
    checks.period(since, until)
    checks.active(stand_in)
    if absent.pk == stand_in.pk:
        raise Refusal("substitutes_for_oneself")
    checks.approval(approved_by, by, stand_in, _day(recorded_at))
    checks.one_at_a_time(absent, stand_in, unit_code=unit_code)
    _can_stand_in(absent, stand_in, unit_code, since, until)
    row = Substitution.objects.create(
        absent=absent,
        substitute=stand_in,
        unit_code=unit_code,
        since=since,
        until=until,
        act_number=number,
        approved_by=approved_by,
    )
    _record(row, str(row.pk), since, number, approved_by, by, recorded_at)
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
    """The stand-in's power ends on `until`, earlier than was said. Raises `assignment_has_ended`."""
    number = checks.act(act_number)
    row = Substitution.objects.select_for_update().get(pk=substitution.pk)
    checks.period(row.since, until)
    checks.approval(approved_by, by, row.substitute, _day(recorded_at))
    if row.until <= until:
        raise Refusal("assignment_has_ended", until=row.until)
    row.until = until
    row.save(update_fields=["until"])
    _record(row, str(row.pk), until, number, approved_by, by, recorded_at)
    return row


def _fits(role: str, unit_code: str, since: date) -> None:
    grant = grant_of(role, since)
    if grant is None:
        raise Refusal("role_unknown", role=role, choices=", ".join(ROLES))
    if unit_code != EVERYWHERE:
        unit_at(unit_code, since)
    elif not grant.anywhere:
        raise Refusal("role_not_everywhere", role=grant.name)


def _free(officer: Officer, role: str, unit_code: str, since: date, until: date | None) -> None:
    there = Assignment.objects.filter(role=role, unit_code=unit_code)
    own = checks.overlapping(there.filter(officer=officer), since, until)
    if own is not None:
        raise Refusal("assignment_overlaps", role=ROLES[role], since=own.since)
    if role == "head":
        other = checks.overlapping(there, since, until)
        if other is not None:
            raise Refusal("another_head", since=other.since)


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


def _strong(password: str, officer: Officer) -> None:
    try:
        validate_password(password, officer)
    except ValidationError as error:
        raise Refusal("password_too_weak", faults=" ".join(error.messages)) from error


def _day(at: datetime) -> date:
    return localdate(at)


def _record(
    row: Model,
    key: str,
    since: date,
    act: str,
    approved_by: Officer | None,
    by: Officer | None,
    recorded_at: datetime,
) -> None:
    record_change(
        row,
        key=key,
        since=since,
        act=act,
        approved_by=checks.pseudonym(approved_by),
        by=checks.pseudonym(by),
        recorded_at=recorded_at,
    )
