"""What every change of the organisation is asked first: dates, the act, and who approved it."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db.models import F, Model, Q, QuerySet

from motcua.organisation.models import Officer, Unit
from motcua.organisation.permits import anybody_may
from motcua.rules.folding import clean
from motcua.rules.law import HouseRule
from motcua.rules.refusal import Refusal

# docs/decisions/0062: nobody approves or enters their own role; the first one comes from the
# command line.
TWO_PEOPLE = HouseRule(62)
# docs/decisions/0063: a calendar is entered by one person and approved by another.
CALENDARS = HouseRule(63)
ACT = 80
Row = TypeVar("Row", bound=Model)


def act(number: str) -> str:
    """The number of an act, cleaned; raises `act_number_missing`."""
    cleaned = clean(number, ACT)
    if not cleaned:
        raise Refusal("act_number_missing")
    return cleaned


def period(since: date, until: date | None) -> None:
    """Raises `ends_before_it_begins`."""
    if until is not None and until < since:
        raise Refusal("ends_before_it_begins", since=since, until=until)


def approval(
    approved_by: Officer | None, by: Officer | None, beneficiary: Officer, day: date
) -> None:
    """A second person stands behind what somebody is given.

    Raises `approver_is_beneficiary`, `approver_is_inactive` and, where somebody may already
    approve, `approver_missing`.
    """
    if approved_by is None:
        if anybody_may("organisation.manage_officers", day):
            raise Refusal("approver_missing", TWO_PEOPLE)
        return
    # By pseudonym, because an officer who is just being added has no number yet.
    if beneficiary.pseudonym in {approved_by.pseudonym, pseudonym(by)}:
        raise Refusal("approver_is_beneficiary", TWO_PEOPLE)
    if not approved_by.is_active:
        raise Refusal("approver_is_inactive")


def second_person(approved_by: Officer, by: Officer | None) -> None:
    """Raises `entered_by_approver` and `approver_is_inactive`."""
    if by is not None and by.pk == approved_by.pk:
        raise Refusal("entered_by_approver", CALENDARS)
    if not approved_by.is_active:
        raise Refusal("approver_is_inactive")


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


def pseudonym(officer: Officer | None) -> str:
    """How an officer is named on the ledger; the command line is "system"."""
    return officer.pseudonym if officer else "system"
