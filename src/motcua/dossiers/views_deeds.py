"""The page of each deed on a dossier: its form, what the rule says, and one call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.dossiers import clocks, queries
from motcua.dossiers.choices import choices
from motcua.dossiers.deed_pages import PAGES
from motcua.dossiers.forms import DeedForm
from motcua.dossiers.hands import in_place_of, units_of
from motcua.dossiers.models import DossierRow
from motcua.dossiers.page import DossierPage, today
from motcua.dossiers.requests import found, hand_of, officer_of, only_once, ref_of, scope_of
from motcua.dossiers.texts import DEEDS
from motcua.organisation.permits import may
from motcua.rules.refusal import Refusal
from motcua.web import clock
from motcua.web.pages import render
from motcua.web.sentences import sentence


def _needs(name: str) -> Callable[[HttpRequest, str], list[str]]:
    """The units of which one must be within reach for a deed."""

    def units(request: HttpRequest, ref: str) -> list[str]:
        row = queries.any_reference(ref)
        if row is None:
            raise Http404
        return units_of(name, row)

    return units


def deed(name: str) -> Callable[..., HttpResponse]:
    """The view of one deed."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def do(request: HttpRequest, ref: str) -> HttpResponse:
        row = found(request, ref)
        page = DossierPage(row.stream, clock.now())
        form = _form(request, name, page)
        if request.method != "POST":
            return _show(request, name, row, page, form)
        if not form.is_valid():
            return _show(request, name, row, page, form, status=400)
        try:
            _do(request, name, row, form, _in_place_of(request, name, row, page))
        except Refusal as refusal:
            page = DossierPage(row.stream, clock.now())
            form.add_error(None, sentence(page.named(refusal), gettext))
            return _show(request, name, row, page, form, status=409)
        messages.success(request, gettext("Đã ghi: %(deed)s.") % {"deed": gettext(DEEDS[name])})
        return redirect("dossiers:show", ref_of(row))

    do.__name__ = name
    return may(f"dossiers.{name}", unit=_needs(name))(do)


def _in_place_of(request: HttpRequest, name: str, row: DossierRow, page: DossierPage) -> str | None:
    return in_place_of(
        name,
        officer_of(request).pseudonym,
        page.dossier,
        page.law.regime,
        scope_of(request),
        *units_of(name, row),
    )


def _form(request: HttpRequest, name: str, page: DossierPage) -> DeedForm:
    deed_page = PAGES[name]
    asked = deed_page.ask(choices(page, officer_of(request).pseudonym, today(page.now)))
    if request.method != "POST":
        return deed_page.form(*asked, initial={"seen": page.dossier.version})
    return deed_page.form(*asked, request.POST, request.FILES)


def _do(
    request: HttpRequest, name: str, row: DossierRow, form: DeedForm, acting_for: str | None
) -> None:
    """The deed is done once, on the dossier as its officer saw it; raises what the rule refuses.

    Refuses `conflict` when somebody else's entry came since the page was shown.
    """
    typed = form.cleaned_data
    hand = msgspec.structs.replace(hand_of(request, typed, acting_for), seen=typed["seen"])

    def done() -> str:
        now = DossierPage(row.stream, clock.now()).dossier
        return PAGES[name].do(row.stream, typed, hand, now).code

    only_once(request, typed["idempotency_key"], done)


def _refusal(request: HttpRequest, name: str, row: DossierRow, page: DossierPage) -> Refusal | None:
    """Why the rules would not let this officer do the deed now."""
    acting_for = _in_place_of(request, name, row, page)
    return page.refusal(name, officer_of(request).pseudonym, acting_for)


def _show(
    request: HttpRequest,
    name: str,
    row: DossierRow,
    page: DossierPage,
    form: DeedForm,
    status: int = 200,
) -> HttpResponse:
    seen = form.cleaned_data.get("seen") if form.is_bound else None
    news = [each for each in page.entries() if seen is not None and each.version > seen]
    context: dict[str, Any] = {
        "name": name,
        "title": gettext(DEEDS[name]),
        "ref": ref_of(row),
        "page": page,
        "dossier": page.dossier,
        "tag": page.tag(),
        "form": form,
        "main": [bound for bound in form if bound.name not in (*form.LATE, "seen")],
        "seen": page.dossier.version,
        "news": news if status == 409 else [],
        "refusal": None if status == 409 else _refusal(request, name, row, page),
        "ground": page.law.regime.deeds[name].ground,
        "files": name == "attach",
        "notice": clocks.notice(page.dossier, page.law) if name == "request_supplement" else None,
        "today": today(page.now),
    }
    return render(request, "dossiers/deed.html", context, status=status)
