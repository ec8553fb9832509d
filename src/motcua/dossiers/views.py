"""Pages of the desk: lists, one dossier, its deeds, the day sheet. Each ends in one call."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from motcua.dossiers import actions, queries
from motcua.dossiers.deed_pages import PAGES
from motcua.dossiers.models import DossierRow
from motcua.dossiers.page import DossierPage, today, unit_names
from motcua.dossiers.texts import DEEDS
from motcua.ledger.idempotency import once
from motcua.organisation.access import note_reading
from motcua.organisation.permits import Scope, may, reach_of
from motcua.procedures.models import Revision
from motcua.rules.refusal import Refusal
from motcua.web import clock
from motcua.web.pages import render
from motcua.web.sentences import sentence

DEED_PERMITS = {name: f"dossiers.{name}" for name in PAGES}


def hand_of(request: HttpRequest, typed: dict[str, Any], *units: str) -> actions.Hand:
    """Whose deed this is: the officer, in whose place, now or at the moment they typed."""
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return actions.Hand(
        by=request.user.pseudonym,  # type: ignore[union-attr]
        now=clock.now(),
        at=typed.get("at"),
        acting_for=scope.acting_for(*units),
        late_reason=typed.get("late_reason") or "",
    )


def only_once(request: HttpRequest, key: str, deed: Callable[[], str]) -> str:
    """The answer to a form with this key: the deed is done the first time, told the second.

    Key and deed stand in one transaction; the same key with another form is refused.
    """
    body = sorted((n, v) for n, v in request.POST.items() if n != "csrfmiddlewaretoken")
    digest = hashlib.sha256(json.dumps([request.path, body]).encode()).digest()
    origin = request.user.pseudonym  # type: ignore[union-attr]
    with transaction.atomic():
        return once(key, origin, digest, lambda: deed().encode(), now=clock.now()).decode()


def _reach(request: HttpRequest) -> Scope:
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return scope


@may("dossiers.list")
@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """Work lists; what is filtered lives in the address."""
    now = clock.now()
    view = request.GET.get("view", "mine")
    view = view if view in queries.VIEWS else "mine"
    text, after = request.GET.get("q", ""), request.GET.get("after", "")
    page = queries.work_list(
        _reach(request), view, request.user.pseudonym, now, text=text[:100], after=after[:100]
    )
    codes = {str(row["unit"]) for row in page.rows}
    names = dict(
        Revision.objects.filter(procedure__code__in={row["procedure"] for row in page.rows})
        .order_by("pk")
        .values_list("procedure__code", "name")
    )
    context = {
        "page": page,
        "view": view,
        "views": queries.VIEWS,
        "text": text,
        "now": now,
        "units": unit_names(codes, today(now)),
        "procedures": names,
    }
    return render(request, "dossiers/work.html", context)


def _found(request: HttpRequest, ref: str) -> DossierRow:
    row = queries.by_reference(_reach(request), ref)
    if row is None:
        raise Http404
    return row


@may("dossiers.view")
@require_GET
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """One dossier: what it is, who has it, what is next, why this date, what happened."""
    row = _found(request, ref)
    note_reading(request.user, row.stream, "dossiers.view", clock.now(), page="dossiers:show")
    return render(request, "dossiers/show.html", show_context(request, row))


def show_context(request: HttpRequest, row: DossierRow) -> dict[str, Any]:
    """What the page of a dossier is drawn from."""
    now = clock.now()
    page = DossierPage(row.stream, now)
    units = {row.unit, row.authority, row.holder_unit, row.pending_unit}
    reach = reach_of(request)
    permitted = {
        name for name, permit in DEED_PERMITS.items() if reach.scope(permit).allows(*(units - {""}))
    }
    return {
        "row": row,
        "page": page,
        "dossier": page.dossier,
        "applicant": page.person(page.dossier.applicant),
        "owner": page.person(page.dossier.owner),
        "deeds": page.deeds(permitted, lambda name: reverse(f"dossiers:{name}", args=[_ref(row)])),
        "units": unit_names(units, today(now)),
        "holder": page.names.get(row.holder, ""),
        "now": now,
    }


def _ref(row: DossierRow) -> str:
    return row.code or row.stream


def _units_of(request: HttpRequest, ref: str) -> list[str]:
    row = queries.any_reference(ref)
    if row is None:
        raise Http404
    return [each for each in (row.unit, row.authority, row.holder_unit, row.pending_unit) if each]


def deed(name: str) -> Callable[..., HttpResponse]:
    """The view of one deed: its form, and what the rule says."""
    deed_page = PAGES[name]

    @require_http_methods(["GET", "POST"])
    def do(request: HttpRequest, ref: str) -> HttpResponse:
        row = _found(request, ref)
        page = DossierPage(row.stream, clock.now())
        asked = deed_page.ask(page.choices(today(clock.now())))
        if request.method == "GET":
            form = deed_page.form(*asked)
            return render(request, "dossiers/deed.html", _deed_context(name, row, page, form))
        form = deed_page.form(*asked, request.POST, request.FILES)
        if form.is_valid():
            typed = form.cleaned_data
            hand = hand_of(request, typed, row.holder_unit, row.unit)
            try:
                only_once(
                    request,
                    typed["idempotency_key"],
                    lambda: deed_page.do(row.stream, typed, hand, page.dossier).code,
                )
                messages.success(request, gettext("Đã ghi: %(deed)s.") % {"deed": DEEDS[name]})
                return redirect("dossiers:show", _ref(row))
            except Refusal as refusal:
                form.add_error(None, sentence(refusal, gettext))
        context = _deed_context(name, row, page, form)
        return render(request, "dossiers/deed.html", context, status=409)

    do.__name__ = name
    return may(f"dossiers.{name}", unit=_units_of)(do)


def _deed_context(name: str, row: DossierRow, page: DossierPage, form: Any) -> dict[str, Any]:
    ground = page.law.regime.deeds[name].ground
    return {
        "name": name,
        "title": gettext(DEEDS[name]),
        "row": row,
        "page": page,
        "dossier": page.dossier,
        "form": form,
        "ground": ground,
    }


@may("dossiers.day_sheet")
@require_GET
def day_sheet(request: HttpRequest) -> HttpResponse:
    """The money of a day by till and officer: every movement, and what the drawer must hold."""
    now = clock.now()
    day = _day(request.GET.get("day", ""), now)
    till = request.GET.get("till", "")[:32]
    rows = queries.day_sheet(_reach(request), day, till)
    totals = queries.sheet_totals(rows)
    context = {"day": day, "till": till, "rows": rows, "totals": totals, "now": now}
    return render(request, "dossiers/day_sheet.html", context)


def _day(text: str, now: datetime) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today(now)
