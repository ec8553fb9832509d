"""Pages of the desk: work lists, one dossier and its files. What is done, `views_deeds` does."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.dossiers import clocks, lists, printing, queries, situation, work_page
from motcua.dossiers.deed_pages import PAGES
from motcua.dossiers.fields import CHANNELS
from motcua.dossiers.hands import in_place_of, units_of
from motcua.dossiers.list_views import VIEWS, Reader
from motcua.dossiers.models import DossierRow
from motcua.dossiers.page import DossierPage, today
from motcua.dossiers.requests import day_of, found, officer_of, ref_of, scope_of
from motcua.files import serving
from motcua.organisation.access import note_reading, note_readings
from motcua.organisation.permits import may, reach_of
from motcua.settings.law.time import calendar
from motcua.web import clock
from motcua.web.pages import render

# Whoever may do this at the unit that has the dossier works on it, and sees whole numbers.
WORKS_ON_IT = "dossiers.hand_over"
HANDS_OUT_SLIPS = "dossiers.receive"
INTAKE = ("receive", "guide", "refuse_at_counter")


@may("dossiers.list")
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """Work lists; what is filtered lives in the address."""
    now, days = clock.now(), calendar()
    reader = Reader(
        scope_of(request), officer_of(request).pseudonym, now, work_page.soon(now, days)
    )
    asked = _asked(request)
    page = lists.work_list(reader, asked)
    if asked.text and len(page.rows) == 1 and page.rows[0]["code"] == asked.text.strip().upper():
        return redirect("dossiers:show", page.rows[0]["code"])
    if lists.asks_for_a_person(asked.text):
        streams = [row["stream"] for row in page.rows]
        note_readings(officer_of(request), streams, "dossiers.list", now, page="dossiers:work")
    names = queries.names_of(page.rows, today(now))
    context = {
        "asked": asked,
        "lines": [work_page.line(row, names, now, days, request.path) for row in page.rows],
        "following": page.following,
        "counts": {} if asked.text else lists.counts(reader),
        "views": work_page.VIEWS,
        "empty": work_page.EMPTY[asked.view],
        "channels": CHANNELS,
        "address": lambda **change: _address(asked, **change),
        "may_receive": bool(reach_of(request).scope(HANDS_OUT_SLIPS)),
    }
    return render(request, "dossiers/work.html", context)


def _asked(request: HttpRequest) -> lists.Asked:
    """What the address asks for; what cannot be read is as if it were not there."""
    said = request.GET
    own = bool(reach_of(request).scope(WORKS_ON_IT))
    view = said.get("view", "")
    channel = said.get("channel", "")
    return lists.Asked(
        view=view if view in VIEWS else "mine" if own else "unit",
        text=said.get("q", "")[:100],
        channel=channel if channel in dict(CHANNELS) else "",
        until=day_of(said.get("until", "")),
        after=said.get("after", "")[:100],
    )


def _address(asked: lists.Asked, **change: Any) -> str:
    """The address of the same list with something changed; empty parts are left out."""
    said = {"view": asked.view, "q": asked.text, "channel": asked.channel, "until": asked.until}
    parts = {name: str(value) for name, value in (said | change).items() if value}
    return reverse("dossiers:work", query=parts)


@may("dossiers.view")
@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """One dossier: what it is, who has it, what is next, why this date, what happened."""
    row = found(request, ref)
    whole = _works_on(request, row)
    why = WORKS_ON_IT if whole else "dossiers.view"
    note_reading(officer_of(request), row.stream, why, clock.now(), page="dossiers:show")
    return render(request, "dossiers/show.html", _context(request, row, whole))


def _works_on(request: HttpRequest, row: DossierRow) -> bool:
    """Whether the officer works where the dossier lies now."""
    return reach_of(request).scope(WORKS_ON_IT).allows(row.holder_unit or row.unit)


def _context(request: HttpRequest, row: DossierRow, whole: bool) -> dict[str, Any]:
    page, reach = DossierPage(row.stream, clock.now()), reach_of(request)
    slips = reach.scope(HANDS_OUT_SLIPS).allows(row.unit)
    return {
        "row": row,
        "ref": ref_of(row),
        "page": page,
        "dossier": page.dossier,
        "sending": clocks.sending(page.dossier, page.law, page.now),
        "lived": clocks.lived(page.dossier, page.law, page.now),
        "situation": situation.situation(page),
        "tag": page.tag(),
        "people": page.people(whole),
        "deeds": page.deeds(
            officer_of(request).pseudonym, _permitted(request, row, page), _deed_of(row)
        ),
        "secret": page.secret() if slips else "",
        "prints": printing.offered(request, row, page),
        "take_in": slips and row.status in ("submitted", "awaiting_papers"),
    }


def _permitted(request: HttpRequest, row: DossierRow, page: DossierPage) -> dict[str, str | None]:
    """The deeds that the officer may do here, each with the absent one in whose place."""
    by, found = officer_of(request).pseudonym, {}
    for name in PAGES:
        scope, units = reach_of(request).scope(f"dossiers.{name}"), units_of(name, row)
        if scope.allows(*units):
            regime = page.law.regime
            found[name] = in_place_of(name, by, page.dossier, regime, scope, *units)
    return found


def _deed_of(row: DossierRow) -> Any:
    return lambda name: reverse(f"dossiers:{name}", args=[ref_of(row)])


@may("dossiers.view")
@require_safe
def attachment(request: HttpRequest, ref: str, attachment_id: str) -> HttpResponse:
    """A file of the dossier, as a download; each reading leaves its row."""
    row = found(request, ref)
    page = DossierPage(row.stream, clock.now())
    answer = serving.serve(request, attachment_id, lambda _, file: file.id in page.attachment_ids())
    note_reading(
        officer_of(request), row.stream, "dossiers.view", clock.now(), page="dossiers:attachment"
    )
    return answer
