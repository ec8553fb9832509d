"""The device at the door, the public board, and the counters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote

from django.contrib.auth import logout
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.organisation.permits import may, public, reach_of
from motcua.organisation.units import on
from motcua.queue import actions, queries
from motcua.queue.models import TurnRow
from motcua.queue.texts import LINES
from motcua.rules.queue import CALLS, Line
from motcua.rules.refusal import Refusal
from motcua.web import clock
from motcua.web.pages import render
from motcua.web.sentences import sentence

PERMIT = "queue.call"
DEVICE, COUNTER = "queue-device", "queue-counter"
A_MONTH, A_DAY = 30 * 86_400, 12 * 3600


@may(PERMIT)
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Who waits at the officer's own unit, whom the counter serves now, and today's waits."""
    return _desk(request)


@may(PERMIT)
@require_POST
def call_next(request: HttpRequest) -> HttpResponse:
    """Who waits longest is called to this counter."""
    lines = [Line(each) for each in request.POST.getlist("line") if each in LINES] or list(Line)
    counter = request.POST.get("counter", "")
    return _deed(
        request,
        lambda by: actions.call_next(_unit(request), lines, counter=counter, at=clock.now(), by=by),
        counter,
    )


@may(PERMIT)
@require_POST
def call_again(request: HttpRequest, stream: str) -> HttpResponse:
    """The number is called once more, to this counter."""
    row, counter = _turn(request, stream), request.POST.get("counter", "")
    return _deed(
        request,
        lambda by: actions.call_again(
            row.stream, counter=counter or row.counter, at=clock.now(), by=by
        ),
        counter,
    )


@may(PERMIT)
@require_POST
def end(request: HttpRequest, stream: str) -> HttpResponse:
    """The number has had its turn: served, or not there."""
    row, served = _turn(request, stream), request.POST.get("served") == "1"
    return _deed(request, lambda by: actions.end(row.stream, served=served, at=clock.now(), by=by))


@may(PERMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def device(request: HttpRequest) -> HttpResponse:
    """This device stands at the door and hands out numbers of the officer's unit.

    The officer is logged out: whoever stands before the device must find no session of theirs.
    """
    unit = _unit(request)
    if request.method != "POST":
        return render(request, "queue/device.html", {"unit": unit})
    sealed = signing.dumps(unit, salt=DEVICE)
    logout(request)
    response = redirect("queue:draw")
    response.set_cookie(
        DEVICE, sealed, max_age=A_MONTH, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return response


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest) -> HttpResponse:
    """A number for whoever stands at the door; only on a device that an officer put there."""
    try:
        unit = signing.loads(request.COOKIES.get(DEVICE, ""), salt=DEVICE, max_age=A_MONTH)
    except signing.BadSignature:
        return render(request, "queue/draw.html", {"unit": "", "row": None}, _not_placed(request))
    row: TurnRow | None = None
    status, fault = 200, ""
    if request.method == "POST":
        line = request.POST.get("line", "")
        if line in LINES:
            row = actions.draw(unit, Line(line), clock.now())
        else:
            fault, status = sentence(Refusal("line_unknown"), gettext), 400
    ahead = queries.board(unit, clock.today()).waiting
    context = {
        "unit": unit, "row": row, "lines": LINES, "fault": fault, "ahead": len(ahead) - bool(row),
    }  # fmt: skip
    return render(request, "queue/draw.html", context, status)


@public
@never_cache
@require_safe
def board(request: HttpRequest, unit: str) -> HttpResponse:
    """The screen in the waiting room: numbers called, and how many wait; no names."""
    name = on(clock.today()).filter(code=unit).values_list("name", flat=True).first()
    if name is None:
        raise Http404
    found = queries.board(unit, clock.today())
    return render(request, "queue/board.html", {"found": found, "name": name})


def _not_placed(request: HttpRequest) -> int:
    """The page itself explains; only a number cannot be had."""
    return 409 if request.method == "POST" else 200


def _desk(
    request: HttpRequest, fault: str = "", status: int = 200, typed: str = ""
) -> HttpResponse:
    unit = _unit(request)
    kept = unquote(request.COOKIES.get(COUNTER, ""))[: actions.COUNTER]
    context: dict[str, Any] = {
        "unit": unit,
        "found": queries.board(unit, clock.today()),
        "lines": LINES,
        "counter": typed or kept,
        "calls": CALLS,
        "fault": fault,
    }
    return render(request, "queue/desk.html", context, status)


def _deed(request: HttpRequest, deed: Callable[[str], TurnRow], counter: str = "") -> HttpResponse:
    try:
        deed(request.user.pseudonym)  # type: ignore[union-attr]
    except Refusal as refusal:
        return _desk(request, sentence(refusal, gettext), 409, counter)
    response = redirect("queue:desk")
    if counter:
        # A header holds no Vietnamese letters.
        response.set_cookie(
            COUNTER, quote(counter[: actions.COUNTER]), max_age=A_DAY,
            secure=request.is_secure(), httponly=True, samesite="Lax",
        )  # fmt: skip
    return response


def _unit(request: HttpRequest) -> str:
    units = reach_of(request).own_units(PERMIT)
    if not units:
        raise Http404
    return units[0]


def _turn(request: HttpRequest, stream: str) -> TurnRow:
    row = queries.turn(_unit(request), stream)
    if row is None:
        raise Http404
    return row
