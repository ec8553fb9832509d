"""The quick desk (61/2018/NĐ-CP Điều 17 khoản 4): received, paid, finished, returned in one deed."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import actions, queries, tariff
from motcua.dossiers.fields import PAYMENTS
from motcua.dossiers.forms_intake import ServeForm
from motcua.dossiers.kept import Person
from motcua.dossiers.page import today
from motcua.dossiers.requests import agency_code, hand_of, officer_of, only_once, own_unit, scope_of
from motcua.organisation.permits import may
from motcua.procedures import queries as catalogue
from motcua.procedures.offers import Offer
from motcua.rules.calendar import HANOI
from motcua.rules.events import Payment
from motcua.rules.limit import Channel
from motcua.rules.refusal import Refusal
from motcua.web import clock
from motcua.web.formats import money
from motcua.web.pages import render
from motcua.web.sentences import sentence


class FeeUnknown(Exception):
    """The catalogue does not say what is to be paid, and nobody typed it."""


@may("dossiers.serve")
@require_http_methods(["GET", "HEAD", "POST"])
def serve(request: HttpRequest) -> HttpResponse:
    """One dossier after the other: the name, Enter, and the next."""
    offers = _offers()
    if request.method != "POST":
        return _show(request, ServeForm(offers, initial=_initial(request, offers)))
    form = ServeForm(offers, request.POST)
    if not form.is_valid():
        return _show(request, form, status=400)
    if "count" in request.POST:
        return _show(request, form)
    typed = form.cleaned_data
    try:
        answer = only_once(request, typed["idempotency_key"], lambda: _serve(request, typed))
    except FeeUnknown:
        form.add_error("fee", gettext("Danh mục chưa rõ mức thu. Ghi số tiền; không thu thì gõ 0."))
        return _show(request, form, status=400)
    except Refusal as refusal:
        form.add_error(None, sentence(refusal, gettext))
        return _show(request, form, status=409)
    messages.success(request, _told(answer, typed))
    return redirect(_next(typed))


def _offers() -> list[tuple[str, str]]:
    """What the quick desk may serve today, by a value that `_chosen` reads."""
    found = queries.immediate(today(clock.now()))
    return [(_value(each, found), each.name) for each in found]


def _value(each: queries.Immediate, offers: list[queries.Immediate]) -> str:
    """A procedure's code, with the case where it has several."""
    several = sum(other.procedure == each.procedure for other in offers) > 1
    return f"{each.procedure}/{each.case}" if several else each.procedure


def _chosen(value: str) -> tuple[str, int]:
    procedure, _, case = value.partition("/")
    return procedure, int(case or 0)


def _initial(request: HttpRequest, offers: list[tuple[str, str]]) -> dict[str, Any]:
    """What stays from the dossier before: the procedure, the way of paying, a late batch's moment."""
    said = request.GET
    initial: dict[str, Any] = {"late_reason": said.get("late_reason", "")[:500]}
    if said.get("procedure") in dict(offers):
        initial["procedure"] = said["procedure"]
    if said.get("how") in dict(PAYMENTS):
        initial["how"] = said["how"]
    at = _moment(said.get("at", ""))
    if at:
        initial["at"] = at
    return initial


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
        # At either end of the calendar an hour in Hanoi lies outside it.
        return at.astimezone(HANOI) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _next(typed: dict[str, Any]) -> str:
    kept = {"procedure": typed["procedure"], "how": typed["how"]}
    if typed["at"]:
        kept |= {"at": typed["at"].isoformat(), "late_reason": typed["late_reason"]}
    return reverse("dossiers:serve", query=kept)


def _offered(typed: dict[str, Any]) -> Offer:
    """What the catalogue offers on the day of the deed."""
    procedure, _ = _chosen(typed["procedure"])
    return catalogue.offer(procedure, today(typed.get("at") or clock.now()))


def _bill(typed: dict[str, Any], offered: Offer) -> tariff.Bill:
    _, case = _chosen(typed["procedure"])
    terms = catalogue.terms_of(offered, Channel.COUNTER, case or None)
    day = today(typed.get("at") or clock.now())
    return tariff.bill(terms, day, pages=typed["pages"], copies=typed["copies"])


def _serve(request: HttpRequest, typed: dict[str, Any]) -> str:
    """The code, and what was paid in đồng."""
    unit = own_unit(request, "dossiers.serve")
    procedure, case = _chosen(typed["procedure"])
    offered = _offered(typed)
    fee = typed["fee"] if typed["fee"] is not None else _bill(typed, offered).due
    if fee is None:
        raise FeeUnknown
    order = actions.Order(
        unit=unit,
        agency_code=agency_code(request, unit, typed),
        procedure=procedure,
        case=case,
        applicant=Person(name=typed["name"]),
        copies=typed["copies"],
        fee=actions.Fee(fee, "procedure", Payment(typed["how"])) if fee else None,
        slip=typed["slip"],
    )
    hand = hand_of(request, typed, scope_of(request).acting_for(unit))
    return f"{actions.serve(order, hand, offered).code} {fee}"


def _told(answer: str, typed: dict[str, Any]) -> str:
    code, fee = answer.split()
    facts = {"code": code, "name": typed["name"], "fee": money(int(fee))}
    if int(fee):
        return gettext("Xong %(code)s: %(name)s, đã thu %(fee)s.") % facts
    return gettext("Xong %(code)s: %(name)s, không thu tiền.") % facts


def _show(request: HttpRequest, form: ServeForm, status: int = 200) -> HttpResponse:
    midnight = datetime.combine(today(clock.now()), time(), HANOI)
    unit = own_unit(request, "dossiers.serve")
    context = {
        "form": form,
        "bill": _bill(form.cleaned_data, _offered(form.cleaned_data)) if form.is_valid() else None,
        "done": queries.last_served(unit, officer_of(request).pseudonym, midnight),
        "fee_address": reverse("dossiers:serve_fee"),
    }
    return render(request, "dossiers/serve.html", context, status=status)


@may("dossiers.serve")
@require_safe
def serve_fee(request: HttpRequest) -> JsonResponse:
    """What the tariff asks for, for the page to show while one types."""
    form = ServeForm(_offers(), request.GET)
    form.is_valid()
    typed = form.cleaned_data
    if not all(name in typed for name in ("procedure", "pages", "copies")):
        return JsonResponse({"due": "", "words": "", "by_pages": True})
    bill = _bill(typed, _offered(typed))
    due = "" if bill.due is None else money(bill.due)
    return JsonResponse({"due": due, "words": bill.words, "by_pages": bill.by_pages})
