"""What the desk's views share: whose deed it is, at which desk, and that a form acts once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest

from motcua.dossiers import actions, queries
from motcua.dossiers.models import DossierRow
from motcua.ledger.idempotency import once
from motcua.organisation.models import Officer
from motcua.organisation.permits import Scope, reach_of
from motcua.rules.refusal import Refusal
from motcua.web import clock
from motcua.web.forms import FIRST_YEAR, LAST_YEAR

DAY = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
DAY_OF_ADDRESSES = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# What a form carries that says nothing of the deed.
NOT_THE_DEED = ("csrfmiddlewaretoken",)


def officer_of(request: HttpRequest) -> Officer:
    """Who is logged in; the permits have seen to it that somebody is."""
    assert isinstance(request.user, Officer)  # noqa: S101
    return request.user


def scope_of(request: HttpRequest) -> Scope:
    """The reach of the permission that opened the page."""
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return scope


def hand_of(
    request: HttpRequest, typed: dict[str, Any], acting_for: str | None = None
) -> actions.Hand:
    """Whose deed this is: the officer, in whose place, now or at the moment they typed."""
    return actions.Hand(
        by=officer_of(request).pseudonym,
        now=clock.now(),
        at=typed.get("at"),
        acting_for=acting_for,
        late_reason=typed.get("late_reason") or "",
    )


def only_once(request: HttpRequest, key: str, deed: Callable[[], str]) -> str:
    """The answer to a form with this key: the deed is done the first time, told the second.

    Key and deed stand in one transaction; the same key with another form is refused.
    """
    typed = [each for each in sorted(request.POST.lists()) if each[0] not in NOT_THE_DEED]
    files = [(name, f.name, f.size) for name, each in request.FILES.lists() for f in each]
    digest = hashlib.sha256(json.dumps([request.path, typed, files]).encode()).digest()
    origin = officer_of(request).pseudonym
    with transaction.atomic():
        return once(key, origin, digest, lambda: deed().encode(), now=clock.now()).decode()


def own_unit(request: HttpRequest, permission: str) -> str:
    """The unit at whose desk this officer does the deed; the first where there are several.

    Refuses `no_desk`.
    """
    units = reach_of(request).own_units(permission)
    if not units:
        raise Refusal("no_desk")
    return units[0]


def agency_code(request: HttpRequest, unit: str, typed: dict[str, Any]) -> str:
    """The desk's agency code, which is known already for a deed of today; else empty."""
    return "" if typed.get("at") else reach_of(request).agency_code(unit)


def found(request: HttpRequest, ref: str) -> DossierRow:
    """The dossier within reach; beyond it there is none (404)."""
    row = queries.by_reference(scope_of(request), ref)
    if row is None:
        raise Http404
    return row


def day_of(text: str) -> date | None:
    """A day typed as 05/9/2026, or as addresses hold it; None for what is none."""
    found = DAY.fullmatch(text.strip())
    parts = found.groups()[::-1] if found else ()
    found = DAY_OF_ADDRESSES.fullmatch(text.strip())
    parts = found.groups() if found else parts
    try:
        day = date(*map(int, parts)) if parts else None
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def ref_of(row: DossierRow) -> str:
    """What names a dossier in an address: its code, before there is one its stream."""
    return row.code or row.stream
