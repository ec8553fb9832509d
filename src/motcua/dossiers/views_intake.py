"""Taking in (61/2018/NĐ-CP Điều 17): find the procedure, check the papers, see the promise, save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import actions, tariff
from motcua.dossiers.actions.intake import bound
from motcua.dossiers.forms_intake import ReceiveForm
from motcua.dossiers.kept import Paper, Person
from motcua.dossiers.models import DossierRow
from motcua.dossiers.page import DossierPage, today
from motcua.dossiers.requests import agency_code, found, hand_of, only_once, own_unit, scope_of
from motcua.organisation.permits import may, reach_of, require
from motcua.procedures import queries as catalogue
from motcua.procedures.offers import Offer, TermLine, Terms
from motcua.rules.due import clock_start, due
from motcua.rules.events import Payment
from motcua.rules.limit import Channel
from motcua.rules.refusal import Refusal
from motcua.web import clock
from motcua.web.formats import duration
from motcua.web.names import named
from motcua.web.pages import render
from motcua.web.sentences import sentence

UNKNOWN = "unknown"
WAITING = ("submitted", "awaiting_papers")
PERMIT = "dossiers.receive"
PERSON = ("name", "number", "phone", "email", "address")


class Moved(Exception):
    """The due day is no longer the one that the officer was shown; nothing was saved."""


@may("dossiers.receive")
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which procedure: by code or by words without marks."""
    text = request.GET.get("q", "")[:200]
    context: dict[str, Any] = {"text": text, "found": [], "refusal": ""}
    status = 200
    try:
        if text.strip():
            context["found"] = catalogue.search(text, day=today(clock.now()))
    except Refusal as refusal:
        status = 400
        context |= {"refusal": sentence(refusal, gettext), "text": ""}
    return render(request, "dossiers/choose.html", context, status)


@dataclass(slots=True)
class Counter:
    """One request at the counter: what is offered, the form, and a dossier that waited already."""

    request: HttpRequest
    offered: Offer
    form: ReceiveForm
    waiting: DossierRow | None
    day: date

    @property
    def typed(self) -> dict[str, Any]:
        return self.form.cleaned_data

    @property
    def same_day(self) -> Offer | None:
        """What is offered, where the deed is of the day for which it was read."""
        at = self.typed["at"]
        return self.offered if at is None or today(at) == self.day else None

    def terms(self) -> Terms:
        """What the catalogue says for the case and channel that were chosen."""
        return catalogue.terms_of(self.offered, Channel(self.typed["channel"]), self.typed["case"])

    def chosen_limit(self) -> TermLine | None:
        """The term that the officer chose among several."""
        number = self.typed.get("limit")
        return next((each for each in self.terms().alternatives if each.id == number), None)


@may("dossiers.receive")
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest, procedure: str) -> HttpResponse:
    """Intake of one dossier: checklist, people, fee; the due date is shown before it is saved."""
    day = today(clock.now())
    offered = catalogue.offer(procedure[:32], day)
    waiting = _waiting(request)
    counter = Counter(request, offered, _form(request, offered, waiting), waiting, day)
    if request.method != "POST":
        return _show(counter)
    if not counter.form.is_valid():
        return _show(counter, status=400)
    try:
        return next((do for name, do in DEEDS.items() if name in request.POST), _preview)(counter)
    except Moved:
        return _preview(counter, moved=True)
    except Refusal as refusal:
        counter.form.add_error(None, sentence(refusal, gettext))
        return _show(counter, status=409)


def _waiting(request: HttpRequest) -> DossierRow | None:
    """The dossier that waited online or for papers, where the address names one."""
    ref = request.GET.get("waiting", "")
    if not ref:
        return None
    row = found(request, ref[:64])
    if row.status not in WAITING:
        raise Http404
    return row


def _form(request: HttpRequest, offered: Offer, waiting: DossierRow | None) -> ReceiveForm:
    cases = [(each.id, named(each.name) or gettext("Mọi trường hợp")) for each in offered.cases]
    initial: dict[str, Any] = {"channel": Channel.COUNTER.value, "paid": ""}
    if len(cases) == 1:
        initial["case"] = cases[0][0]
    if waiting:
        initial |= {"channel": waiting.channel, "case": waiting.case}
    papers = [each.name for each in offered.papers]
    typed = request.POST if request.method == "POST" else None
    limits = _alternatives(offered, typed) if typed else []
    form = ReceiveForm(cases, papers, typed, initial=initial, limits=limits)
    if waiting:
        form.fields["name"].required = False
    return form


def _alternatives(offered: Offer, typed: Any) -> list[tuple[int, str]]:
    """The terms to choose from where those of the case and channel do not agree on a limit."""
    try:
        case = int(typed.get("case", ""))
        terms = catalogue.terms_of(offered, Channel(typed.get("channel", "")), case)
    except (ValueError, Refusal):
        return []
    if terms.limit is not None or len({each.limit for each in terms.alternatives}) < 2:
        return []
    return [
        (each.id, " – ".join(filter(None, (duration(each.limit), each.limit_text))))
        for each in terms.alternatives
    ]


def _order(counter: Counter) -> actions.Order:
    typed, terms = counter.typed, counter.terms()
    fee = typed["fee"] if typed["fee"] is not None else _bill(counter, terms).due
    how = Payment(typed["paid"]) if typed["paid"] else None
    chosen = counter.chosen_limit()
    unit = counter.waiting.unit if counter.waiting else own_unit(counter.request, PERMIT)
    return actions.Order(
        unit=unit,
        agency_code=agency_code(counter.request, unit, typed),
        procedure=counter.offered.code,
        case=typed["case"],
        channel=Channel(typed["channel"]),
        limit=chosen.limit if chosen else None,
        applicant=_applicant(counter),
        owner=Person(typed["owner_name"]) if typed["owner_name"] else None,
        entered_by=Person(typed["entered_by_name"]) if typed["entered_by_name"] else None,
        papers=tuple(Paper(*each) for each in counter.form.counted()),
        copies=typed["copies"],
        fee=actions.Fee(fee, "procedure", how) if fee else None,
        stream=counter.waiting.stream if counter.waiting else "",
    )


def _applicant(counter: Counter) -> Person:
    """As typed; of a dossier that waited, as it was handed in."""
    if counter.waiting:
        return Person(**DossierPage(counter.waiting.stream, clock.now()).applicant)
    return Person(**{name: counter.typed[name] for name in PERSON})


def _bill(counter: Counter, terms: Terms) -> tariff.Bill:
    day = today(counter.typed["at"] or clock.now())
    return tariff.bill(terms, day, copies=counter.typed["copies"])


def _preview(counter: Counter, *, moved: bool = False) -> HttpResponse:
    """What the slip would promise if it were saved now, line by line, and what is to be paid."""
    order = _order(counter)
    hand = hand_of(counter.request, counter.typed, scope_of(counter.request).acting_for(order.unit))
    law = actions.law_for(order.unit, hand.moment)
    terms = bound(order, hand.moment, law, counter.same_day)
    promise: dict[str, Any] = {"due": None, "lines": [], "limit": terms.limit}
    if terms.limit is not None:
        moment = due(
            clock_start(hand.moment, order.channel, law.calendar), terms.limit, law.calendar
        )
        promise |= {"due": moment.promised, "lines": moment.lines}
    bill = _bill(counter, counter.terms())
    promise |= {
        "bill": bill,
        "fee": order.fee,
        "unknown_fee": bill.due is None and counter.typed["fee"] is None,
        "moved": moved,
    }
    return _show(counter, promise, status=409 if moved else 200)


def _save(counter: Counter) -> HttpResponse:
    """The dossier is in, under the due day that was shown; raises `Moved` for another."""
    order = _order(counter)
    hand = hand_of(counter.request, counter.typed, scope_of(counter.request).acting_for(order.unit))

    def done() -> str:
        receipt = actions.receive(order, hand, counter.same_day)
        if counter.typed["shown"] not in ("", _shown(receipt.dossier.promised)):
            raise Moved
        return receipt.code

    return _done(counter, done)


def _shown(promised: Any) -> str:
    return today(promised).isoformat() if promised else UNKNOWN


def _guide(counter: Counter) -> HttpResponse:
    """The applicant gets one full list of what is missing; nothing is received."""
    typed = counter.typed
    return _turned_away(
        counter,
        "dossiers.guide",
        lambda order, hand: actions.guide(order, typed["missing"], typed["reason"], hand),
    )


def _refuse(counter: Counter) -> HttpResponse:
    """The dossier is not taken in, with its reason in writing."""
    reason = counter.typed["reason"]
    return _turned_away(
        counter,
        "dossiers.refuse_at_counter",
        lambda order, hand: actions.refuse_at_counter(order, reason, hand),
    )


def _turned_away(
    counter: Counter, permission: str, do: Callable[[actions.Order, actions.Hand], actions.Receipt]
) -> HttpResponse:
    order = _order(counter)
    require(reach_of(counter.request).scope(permission), permission, order.unit)
    hand = hand_of(counter.request, counter.typed, scope_of(counter.request).acting_for(order.unit))
    return _done(counter, lambda: do(order, hand).stream)


def _done(counter: Counter, deed: Callable[[], str]) -> HttpResponse:
    ref = only_once(counter.request, counter.typed["idempotency_key"], deed)
    return redirect("dossiers:show", ref)


DEEDS: dict[str, Callable[[Counter], HttpResponse]] = {
    "save": _save,
    "guide": _guide,
    "refuse": _refuse,
}


def _show(
    counter: Counter, promise: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    form = counter.form
    checklist = [
        (paper, form[f"paper_{number}_originals"], form[f"paper_{number}_copies"])
        for number, paper in enumerate(counter.offered.papers)
    ]
    turned = any(form[name].errors or form[name].value() for name in ("missing", "reason"))
    context = {
        "form": form,
        "offered": counter.offered,
        "waiting": counter.waiting,
        "checklist": checklist,
        "promise": promise,
        "shown": _shown(promise["due"]) if promise else "",
        "turned": turned,
        "channels": {term.channel: None for case in counter.offered.cases for term in case.terms},
    }
    return render(counter.request, "dossiers/receive.html", context, status=status)
