"""Papers of dossiers: a slip, and the list of what an officer hands over."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.documents import lists, offers, queries, serving, signing, slips
from motcua.documents import pictures as photographs
from motcua.documents.followers import REGISTER
from motcua.dossiers.page import DossierPage
from motcua.dossiers.requests import found, officer_of
from motcua.organisation.access import note_reading
from motcua.organisation.permits import may, reach_of, require
from motcua.web import clock
from motcua.web.pages import render


@may("dossiers.view")
@require_safe
def slip(request: HttpRequest, ref: str, name: str, version: int) -> HttpResponse:
    """One slip as PDF; `?size=A4` for larger paper, `?signed=1` with the office's key."""
    row, now = found(request, ref), clock.now()
    page = DossierPage(row.stream, now)
    due = _due(page, name, version)
    permit = due.layout.entry.permit
    if not offers.may_print(request, row, permit):
        require(reach_of(request).scope(permit), permit, row.unit)
    note_reading(officer_of(request), row.stream, "dossiers.view", now, page="documents:slip")
    seal = signing.seal_of(row.unit) if "signed" in request.GET else None
    paper = slips.paper(
        page,
        due,
        number=_number(row.stream, due),
        printed=now,
        address=serving.tracking_address(request),
        signed=seal is not None,
        size=serving.size_of(request),
    )
    return serving.pdf(request, [paper], f"{name}-{ref}", now, seal)


def _due(page: DossierPage, name: str, version: int) -> slips.Due:
    for due in slips.slips_of(page.history):
        if (due.name, due.version) == (name, version):
            return due
    raise Http404


def _number(stream: str, due: slips.Due) -> slips.Number:
    """The slip's number and the dossier's line in the register, where the books have them."""
    own, line, year = 0, 0, 0
    for entry in queries.numbers_of(stream):
        if entry.version == due.version and entry.book == due.layout.entry.book:
            own = entry.number
        if entry.book == REGISTER:
            line, year = entry.number, entry.year
    return slips.Number(own, line, year)


@may("dossiers.hand_over")
@require_safe
def handover_list(request: HttpRequest) -> HttpResponse:
    """What the officer handed over and nobody confirmed yet, a list for each receiver to sign."""
    officer, now = officer_of(request), clock.now()
    rows = lists.handed(officer)
    if not rows:
        return render(request, "documents/nothing_handed.html", {})
    for row in rows:
        note_reading(officer, row.stream, "dossiers.hand_over", now, page="documents:handover_list")
    papers = lists.handover_list(officer, rows, now)
    return serving.pdf(request, papers, f"ban-giao-{now:%Y%m%d-%H%M}", now)


@may("dossiers.view")
@require_safe
def pictures(request: HttpRequest, ref: str) -> HttpResponse:
    """The dossier's photographs as one PDF."""
    row, now = found(request, ref), clock.now()
    files = photographs.pictures_of(DossierPage(row.stream, now).attachments())
    note_reading(officer_of(request), row.stream, "dossiers.view", now, page="documents:pictures")
    if not files:
        return render(request, "documents/no_pictures.html", {"ref": ref})
    made = photographs.pdf(files, row.code or row.stream, at=now)
    return serving.file(made, serving.PDF, f"anh-{ref}.pdf", shown=True)
