"""The page of each deed on a dossier: its form, what the rule says, and one call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.dossiers import queries
from motcua.dossiers.choices import choices
from motcua.dossiers.deed_pages import PAGES
from motcua.dossiers.forms import DeedForm
from motcua.dossiers.models import DossierRow
from motcua.dossiers.page import DossierPage, today
from motcua.dossiers.requests import found, hand_of, officer_of, only_once, ref_of
from motcua.dossiers.texts import DEEDS
from motcua.organisation.permits import may
from motcua.rules.refusal import Refusal
from motcua.web import clock
from motcua.web.pages import render
from motcua.web.sentences import sentence


def _units_of(request: HttpRequest, ref: str) -> list[str]:
    row = queries.any_reference(ref)
    if row is None:
        raise Http404
    return [each for each in (row.unit, row.authority, row.holder_unit, row.pending_unit) if each]


def deed(name: str) -> Callable[..., HttpResponse]:
    """The view of one deed."""

    @require_http_methods(["GET", "POST"])
    def do(request: HttpRequest, ref: str) -> HttpResponse:
        row = found(request, ref)
        page = DossierPage(row.stream, clock.now())
        form = _form(request, name, page)
        if request.method == "GET":
            return _show(request, name, row, page, form)
        if not form.is_valid():
            return _show(request, name, row, page, form, status=400)
        try:
            _do(request, name, row, form)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal, gettext))
            page = DossierPage(row.stream, clock.now())
            return _show(request, name, row, page, form, status=409)
        messages.success(request, gettext("Đã ghi: %(deed)s.") % {"deed": gettext(DEEDS[name])})
        return redirect("dossiers:show", ref_of(row))

    do.__name__ = name
    return may(f"dossiers.{name}", unit=_units_of)(do)


def _form(request: HttpRequest, name: str, page: DossierPage) -> DeedForm:
    deed_page = PAGES[name]
    asked = deed_page.ask(choices(page, officer_of(request).pseudonym, today(page.now)))
    if request.method == "GET":
        return deed_page.form(*asked, initial={"seen": page.dossier.version})
    return deed_page.form(*asked, request.POST, request.FILES)


def _do(request: HttpRequest, name: str, row: DossierRow, form: DeedForm) -> None:
    """The deed is done once, on the dossier as its officer saw it; raises what the rule refuses.

    Refuses `conflict` when somebody else's entry came since the page was shown.
    """
    typed = form.cleaned_data
    hand = hand_of(request, typed, row.holder_unit, row.unit)

    def done() -> str:
        now = DossierPage(row.stream, clock.now()).dossier
        if typed["seen"] is not None and typed["seen"] != now.version:
            raise Refusal("conflict", stream=row.stream)
        return PAGES[name].do(row.stream, typed, hand, now).code

    only_once(request, typed["idempotency_key"], done)


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
        "refusal": None if status == 409 else page.refusal(name, officer_of(request).pseudonym),
        "ground": page.law.regime.deeds[name].ground,
        "files": name == "attach",
    }
    return render(request, "dossiers/deed.html", context, status=status)
