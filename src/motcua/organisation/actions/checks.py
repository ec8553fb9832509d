"""What every change of the organisation is asked first: dates, the act, and who approved it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db.models import F, Model, Q, QuerySet

from motcua.organisation.actions.record import Act, pseudonym
from motcua.organisation.models import Officer, Unit
from motcua.organisation.permits import anybody_may, reach_on
from motcua.organisation.roles import PERMISSIONS
from motcua.rules.folding import clean_line
from motcua.rules.law import HouseRule
from motcua.rules.refusal import Refusal

# docs/decisions/0062: one enters, another approves, neither gains; the first administrator comes
# from the command line.
TWO_PEOPLE = HouseRule(62)
# docs/decisions/0063: a calendar is entered by one person and approved by another.
CALENDARS = HouseRule(63)
APPROVE_OFFICERS = "organisation.approve_officers"
APPROVE_UNITS = "organisation.approve_units"
ACT = 80
ONE_DAY = timedelta(days=1)
Row = TypeVar("Row", bound=Model)


def act(number: str, approved_by: Officer | None, by: Officer | None, at: datetime) -> Act:
    """The act with its number cleaned; raises `act_number_missing`."""
    cleaned = clean_line(number, ACT)
    if not cleaned:
        raise Refusal("act_number_missing")
    return Act(cleaned, approved_by, by, at)


def period(since: date, until: date | None, *, may_be_empty: bool = False) -> None:
    """The last day is not before the first; only what ends early may never have held.

    Raises `ends_before_it_begins`.
    """
    if until is not None and (until < since or (until == since and not may_be_empty)):
        raise Refusal("ends_before_it_begins", since=since, until=until - ONE_DAY)


def approval(
    approved_by: Officer | None,
    by: Officer | None,
    beneficiary: Officer,
    day: date,
    *unit_codes: str,
) -> None:
    """Two people, neither of them the beneficiary, stand behind what somebody is given or loses.

    The approver may approve over every one of the units, or somewhere when there is none. Raises
    `approver_is_beneficiary`, what `_second_person` raises and, unless nobody could approve it
    and it comes from the command line, `approver_missing`.
    """
    if approved_by is None:
        if by is not None or anybody_may(APPROVE_OFFICERS, day, *unit_codes):
            raise Refusal("approver_missing", TWO_PEOPLE)
        return
    # By pseudonym, because an officer who is just being added has no number yet.
    if beneficiary.pseudonym in {approved_by.pseudonym, pseudonym(by)}:
        raise Refusal("approver_is_beneficiary", TWO_PEOPLE)
    borrowed = frozenset({beneficiary.pseudonym})
    _second_person(
        approved_by, by, day, unit_codes, APPROVE_OFFICERS, TWO_PEOPLE, borrowed=borrowed
    )


def unit_approval(approved_by: Officer, by: Officer | None, day: date, unit_code: str) -> None:
    """Two people stand behind a change of a unit or of its calendar; raises as `_second_person`."""
    _second_person(approved_by, by, day, (unit_code,), APPROVE_UNITS, CALENDARS)


def _second_person(
    approved_by: Officer,
    by: Officer | None,
    day: date,
    unit_codes: Collection[str],
    permission: str,
    ground: HouseRule,
    borrowed: frozenset[str] = frozenset(),
) -> None:
    """Somebody else approves, in a power of the day that is not that of who enters or gains.

    Raises `entered_by_approver`, `approver_is_inactive` and `approver_may_not`.
    """
    if by is not None and by.pk == approved_by.pk:
        raise Refusal("entered_by_approver", ground)
    if not approved_by.is_active:
        raise Refusal("approver_is_inactive", ground)
    reach = reach_on(approved_by, day)
    for unit in unit_codes or ("",):
        if not reach.backers(permission, unit) - borrowed - {pseudonym(by)}:
            raise Refusal("approver_may_not", ground, permission=PERMISSIONS[permission], day=day)


def active(*officers: Officer) -> None:
    """Raises `officer_is_inactive`."""
    if not all(officer.is_active for officer in officers):
        raise Refusal("officer_is_inactive")


def one_at_a_time(*officers: Officer, unit_code: str = "") -> None:
    """Nobody else changes these officers or the unit until this transaction ends.

    SQLite has one writer anyway; PostgreSQL locks the rows, always in the same order.
    """
    keys = sorted(officer.pk for officer in officers)
    list(Officer.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    list(Unit.objects.select_for_update().filter(code=unit_code).order_by("pk"))


def overlapping(rows: QuerySet[Row], since: date, until: date | None) -> Row | None:
    """The first row whose period shares a day with this one; an empty period shares none."""
    if until is not None and until <= since:
        return None
    goes_on = Q(until__isnull=True) | Q(until__gt=since) & Q(until__gt=F("since"))
    found = rows.filter(goes_on).order_by("since")
    return (found if until is None else found.filter(since__lt=until)).first()
