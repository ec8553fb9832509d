"""The front page, and tracking by code and second secret. Nothing of a question enters an address."""

from __future__ import annotations

import secrets
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.organisation import throttle
from motcua.organisation.permits import public
from motcua.portal import tracking
from motcua.portal.calendar_file import calendar_file
from motcua.portal.forms import TrackForm
from motcua.rules.refusal import Refusal
from motcua.web import clock, navigation
from motcua.web.pages import render
from motcua.web.sentences import sentence

# Answers fill whole blocks, so that their size does not tell a hit from a miss.
BLOCK = 16_384
SEAL, AN_HOUR = "motcua.portal.due_day", 3600


@public
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What the public comes for; officers go on to their own first page."""
    if navigation.inside(request):
        own = [link for link in navigation.links_for(request) if link.permit != navigation.PUBLIC]
        if own:
            return redirect(own[0].address)
    return render(request, "portal/front.html")


@public
@sensitive_post_parameters("secret")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Where a dossier is, for whoever holds its two codes; a miss says one sentence, whatever it is."""
    if request.method != "POST":
        return _page(request, TrackForm())
    form = TrackForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    code, secret = form.cleaned_data["code"], form.cleaned_data["secret"]
    now = clock.now()
    try:
        asked = tracking.count(code, request.META.get("REMOTE_ADDR", ""), now)
    except Refusal as refusal:
        form.add_error(None, sentence(refusal, gettext))
        return _page(request, form, status=429)
    stream = tracking.stream_for(code, secret)
    if not stream:
        return _filled(_page(request, form, miss=True))
    throttle.succeeded(asked, now)
    sealed = signing.dumps(stream, salt=SEAL)
    return _filled(_page(request, form, answer=tracking.answer(stream, now), sealed=sealed))


@public
@never_cache
@require_POST
def due_day(request: HttpRequest) -> HttpResponse:
    """The promised moment for the applicant's own calendar, from the page that showed it.

    What the page hands back is sealed and good for an hour; afterwards the codes are asked again.
    """
    try:
        stream = signing.loads(request.POST.get("dossier", ""), salt=SEAL, max_age=AN_HOUR)
    except signing.BadSignature:
        return redirect("portal:track")
    answer = tracking.answer(stream, clock.now())
    if answer.appointed is None:
        return redirect("portal:track")
    response = HttpResponse(
        calendar_file(answer, clock.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="hen-tra.ics"'
    return response


def _page(request: HttpRequest, form: TrackForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "answer": None, "miss": False, "sealed": ""} | more
    return render(request, "portal/track.html", context, status)


def _filled(response: HttpResponse) -> HttpResponse:
    """The page, made as long as a whole number of blocks by a comment that says nothing."""
    room = -(len(response.content) + 9) % BLOCK
    filling = secrets.token_hex(room // 2 + 1)[:room].encode()
    response.content += b"<!-- " + filling + b" -->"
    return response
