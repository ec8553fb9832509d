"""Officers come, take a role, and go.

Each change has an act's number and two people behind it, neither of them the one it benefits
(docs/decisions/0062), and stands in the ledger by pseudonym. Periods are half open: `until` is
the first day it no longer holds.
"""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from motcua.organisation.actions import checks
from motcua.organisation.actions.record import record_act
from motcua.organisation.models import Assignment, Officer
from motcua.organisation.roles import EVERYWHERE, ROLES, grant_of
from motcua.organisation.units import unit_at
from motcua.rules.folding import clean_line
from motcua.rules.refusal import Refusal

NAME = 120
MANAGE = "organisation.manage_officers"


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

    Raises `username_taken`, `full_name_missing`, `password_too_weak`, `act_number_missing` and what
    an approval raises.
    """
    name = clean_line(username, 64)
    officer = Officer(
        username=name, full_name=clean_line(full_name, NAME), email=clean_line(email, 254)
    )
    act = checks.act(act_number, approved_by, by, recorded_at)
    if not officer.full_name:
        raise Refusal("full_name_missing")
    checks.approval(approved_by, by, officer, localdate(recorded_at))
    if not name or Officer.objects.filter(username=name).exists():
        raise Refusal("username_taken", username=name)
    if password is not None:
        _strong(password, officer)
    officer.set_password(password)
    try:
        with transaction.atomic():
            officer.save()
    except IntegrityError as fault:
        # Somebody else took the name since it was looked for.
        raise Refusal("username_taken", username=name) from fault
    record_act(officer, officer.pseudonym, localdate(recorded_at), act, MANAGE)
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
    """The account is out of use: every session of it ends with its next request.

    Raises `officer_is_inactive` and what an approval raises.
    """
    act = checks.act(act_number, approved_by, by, recorded_at)
    checks.active(officer)
    day = localdate(recorded_at)
    units = units_of(officer, day)
    checks.approval(approved_by, by, officer, day, *units)
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    record_act(officer, officer.pseudonym, localdate(recorded_at), act, MANAGE, *units)
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
    act = checks.act(act_number, approved_by, by, recorded_at)
    checks.period(since, until)
    checks.active(officer)
    _fits(role, unit_code, since)
    checks.approval(approved_by, by, officer, localdate(recorded_at), unit_code)
    checks.one_at_a_time(officer, unit_code=unit_code)
    _free(officer, role, unit_code, since, until)
    row = Assignment.objects.create(
        officer=officer,
        role=role,
        unit_code=unit_code,
        position=clean_line(position, NAME),
        since=since,
        until=until,
        act_number=act.number,
        approved_by=approved_by,
    )
    record_act(row, str(row.pk), since, act, MANAGE, unit_code)
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
    act = checks.act(act_number, approved_by, by, recorded_at)
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    checks.period(row.since, until, may_be_empty=True)
    checks.approval(approved_by, by, row.officer, localdate(recorded_at), row.unit_code)
    if row.until is not None and row.until <= until:
        raise Refusal("assignment_has_ended", until=row.until)
    row.until = until
    row.save(update_fields=["until"])
    record_act(row, str(row.pk), until, act, MANAGE, row.unit_code)
    return row


def units_of(officer: Officer, day: date) -> tuple[str, ...]:
    """The units, or "*", in which the officer holds a role on a day."""
    held = Assignment.objects.filter(
        Q(until__isnull=True) | Q(until__gt=day), officer=officer, since__lte=day
    )
    return tuple(held.order_by("unit_code").values_list("unit_code", flat=True).distinct())


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


def _strong(password: str, officer: Officer) -> None:
    try:
        validate_password(password, officer)
    except ValidationError as error:
        raise Refusal("password_too_weak", faults=" ".join(error.messages)) from error
