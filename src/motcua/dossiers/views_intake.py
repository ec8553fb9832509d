"""Taking in: the quick desk (61/2018/NĐ-CP Điều 17 khoản 4), and intake with its promise shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from motcua.dossiers import actions, queries
from motcua.dossiers.actions.intake import bound
from motcua.dossiers.forms import ReceiveForm, ServeForm
from motcua.dossiers.kept import Paper, Person
from motcua.dossiers.page import today
from motcua.dossiers.views import hand_of, only_once
from motcua.organisation.permits import may, reach_of
from motcua.procedures import queries as catalogue
from motcua.rules.due import clock_start, due
from motcua.rules.events import Payment
from motcua.rules.fees import PageRate, certified_copy_fee, fixed_fee
from motcua.rules.limit import Channel
from motcua.rules.refusal import Refusal
from motcua.settings.law.fees import rate_on
from motcua.web import clock
from motcua.web.due_texts import said
from motcua.web.pages import render
from motcua.web.sentences import sentence


def own_unit(request: HttpRequest, permission: str) -> str:
    """The unit at whose desk this officer does the deed; the first where there are several."""
    units = reach_of(request).own_units(permission)
    if not units:
        raise Refusal("no_desk")
    return units[0]


def fee_for(procedure: str, pages: int, copies: int, channel: Channel, request: HttpRequest) -> int:
    """What the tariff asks for, in đồng; 0 where the catalogue knows no fee."""
    day = today(clock.now())
    found = catalogue.terms(procedure, channel, day)
    if found.fee_rule:
        rate = rate_on(found.fee_rule, day)
        if isinstance(rate, PageRate):
            return certified_copy_fee(pages, copies, rate).due
        return fixed_fee(rate, copies).due
    return (found.fee or 0) * copies


@may("dossiers.serve")
@require_http_methods(["GET", "POST"])
def serve(request: HttpRequest) -> HttpResponse:
    """The quick desk: received, paid, finished and returned in one deed, ten in a row."""
    offers = queries.immediate(today(clock.now()))
    if request.method == "GET":
        form = ServeForm(offers, initial={"procedure": request.GET.get("procedure", "")})
        return render(request, "dossiers/serve.html", {"form": form, "offers": offers})
    form = ServeForm(offers, request.POST)
    if form.is_valid():
        try:
            code = only_once(
                request, form.cleaned_data["idempotency_key"], lambda: _serve(request, form)
            )
            messages.success(request, gettext("Đã xong %(code)s.") % {"code": code})
            chosen = form.cleaned_data["procedure"]
            return redirect(f"{reverse('dossiers:serve')}?procedure={chosen}")
        except Refusal as refusal:
            form.add_error(None, sentence(refusal, gettext))
    return render(request, "dossiers/serve.html", {"form": form, "offers": offers}, status=409)


def _serve(request: HttpRequest, form: ServeForm) -> str:
    typed = form.cleaned_data
    unit = own_unit(request, "dossiers.serve")
    fee = typed["fee"]
    if fee is None:
        fee = fee_for(typed["procedure"], typed["pages"], typed["copies"], Channel.COUNTER, request)
    order = actions.Order(
        unit=unit,
        procedure=typed["procedure"],
        applicant=Person(name=typed["name"]),
        copies=typed["copies"],
        fee=actions.Fee(fee, "procedure", Payment(typed["how"])) if fee else None,
        slip=typed["slip"],
    )
    return actions.serve(order, hand_of(request, typed, unit)).code


@may("dossiers.receive")
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Which procedure: by code or by words without marks."""
    text = request.GET.get("q", "")[:200]
    found = catalogue.search(text, day=today(clock.now())) if text.strip() else []
    return render(request, "dossiers/choose.html", {"text": text, "found": found})


@may("dossiers.receive")
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, procedure: str) -> HttpResponse:
    """Intake of one dossier: checklist, people, fee; the due date is shown before it is saved."""
    now = clock.now()
    offered = catalogue.offer(procedure, today(now))
    cases = [(each.id, each.name or gettext("Một trường hợp")) for each in offered.cases]
    papers = [each.name for each in offered.papers]
    initial = {"channel": Channel.COUNTER.value, "case": cases[0][0] if len(cases) == 1 else ""}
    form = ReceiveForm(cases, papers, request.POST or None, initial=initial)
    context: dict[str, Any] = {"form": form, "offered": offered, "promise": None, "now": now}
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 409
        return render(request, "dossiers/receive.html", context, status=status)
    try:
        order = _order(request, form, procedure)
        if "save" not in request.POST:
            context["promise"] = _promise(order, hand_of(request, form.cleaned_data, order.unit))
            return render(request, "dossiers/receive.html", context)
        ref = only_once(
            request, form.cleaned_data["idempotency_key"], lambda: _receive(request, form, order)
        )
        return redirect("dossiers:show", ref)
    except Refusal as refusal:
        form.add_error(None, sentence(refusal, gettext))
    return render(request, "dossiers/receive.html", context, status=409)


def _order(request: HttpRequest, form: ReceiveForm, procedure: str) -> actions.Order:
    typed = form.cleaned_data
    fee = typed["fee"]
    how = Payment(typed["paid"]) if typed["paid"] else None
    return actions.Order(
        unit=own_unit(request, "dossiers.receive"),
        procedure=procedure,
        case=typed["case"],
        channel=Channel(typed["channel"]),
        applicant=Person(
            typed["name"], typed["number"], typed["phone"], typed["email"], typed["address"]
        ),
        owner=Person(typed["owner_name"]) if typed["owner_name"] else None,
        entered_by=Person(typed["entered_by_name"]) if typed["entered_by_name"] else None,
        papers=tuple(Paper(*each) for each in form.counted()),
        fee=actions.Fee(fee, "procedure", how) if fee else None,
    )


def _receive(request: HttpRequest, form: ReceiveForm, order: actions.Order) -> str:
    return actions.receive(order, hand_of(request, form.cleaned_data, order.unit)).code


def _promise(order: actions.Order, hand: actions.Hand) -> dict[str, Any]:
    """What the slip would promise if it were saved now, line by line."""
    law = actions.law_for(order.unit, hand.moment)
    terms = bound(order, hand.moment, law)
    if terms.limit is None:
        return {"due": None, "lines": []}
    start = clock_start(hand.moment, order.channel, law.calendar)
    found = due(start, terms.limit, law.calendar)
    lines = [
        {"text": said(line, gettext), "day": line.day, "ground": line.ground}
        for line in found.lines
    ]
    return {"due": found.promised, "lines": lines}
