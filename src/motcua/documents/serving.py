"""How a paper leaves the house: shown by the browser's viewer, kept by nobody on the way."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from motcua.documents import rendering, signing
from motcua.documents.values import Paper
from motcua.rules.refusal import Refusal
from motcua.settings.law.slips import SIZES
from motcua.web.pages import render
from motcua.web.sentences import sentence

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A PDF is shown by the browser's own viewer; it may load nothing.
POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def pdf(
    request: HttpRequest,
    papers: list[Paper],
    name: str,
    at: datetime,
    seal: signing.Seal | None = None,
) -> HttpResponse:
    """Papers as one PDF, signed where a seal is given.

    When the office's own template fails, a page says why and offers the standard one (409).
    """
    try:
        made = rendering.pdf(*papers, at=at, standard="standard" in request.GET)
    except Refusal as refusal:
        return _own_template(request, refusal)
    if seal:
        made = seal.sign(made, at=at, place=papers[0].office.place)
    return file(made, PDF, f"{name}.pdf", shown=True)


def file(content: bytes, kind: str, name: str, *, shown: bool = False) -> HttpResponse:
    """A file that no cache keeps."""
    how = "inline" if shown else "attachment"
    headers = {
        "Content-Disposition": f'{how}; filename="{name}"',
        "Content-Security-Policy": POLICY,
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=kind, headers=headers)


def _own_template(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    asked = dict(request.GET.items()) | {"standard": "1"}
    context = {
        "says": sentence(refusal, gettext),
        "standard": f"{request.path}?{urlencode(asked)}",
    }
    return render(request, "documents/own_template.html", context, 409)


def tracking_address(request: HttpRequest) -> str:
    """Where a citizen follows a dossier, as it stands in the QR code."""
    path = reverse("portal:track")
    if settings.PUBLIC_ADDRESS:
        return f"{settings.PUBLIC_ADDRESS}{path}"
    return request.build_absolute_uri(path)


def size_of(request: HttpRequest) -> str:
    """The paper that was asked for; empty for the form's own."""
    size = request.GET.get("size", "")
    return size if size in SIZES else ""
