"""What was sent and what was not, and which other systems are told."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.notices import actions, queries
from motcua.notices.forms import AddReceiverForm, EndReceiverForm
from motcua.notices.models import Receiver
from motcua.notices.texts import STATES, TOLD, TROUBLES, WAYS
from motcua.organisation.permits import Scope, holds, may, require
from motcua.organisation.roles import EVERYWHERE
from motcua.rules.refusal import Refusal
from motcua.web import clock
from motcua.web.pages import render
from motcua.web.sentences import sentence

SEND_AGAIN, MANAGE = "notices.send_again", "notices.manage_receivers"
FILTERS = ("trouble", *STATES)
form_page = require_http_methods(["GET", "HEAD", "POST"])


@may("notices.list")
@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """The deliveries within reach, newest first; those that need a person by one press."""
    return _list(request)


@may(SEND_AGAIN)
@require_POST
def send_again(request: HttpRequest, delivery: int) -> HttpResponse:
    """One that was given up, or is in doubt, waits to be sent once more."""
    row = queries.reachable(_scope(request), delivery)
    if row is None:
        raise Http404
    try:
        actions.send_again(row, clock.now())
    except Refusal as refusal:
        return _list(request, sentence(refusal, gettext), 409)
    return redirect("notices:deliveries")


@may(MANAGE)
@require_safe
def receivers(request: HttpRequest) -> HttpResponse:
    """The systems that are or were told."""
    rows = [row for row in queries.receivers() if _within(_scope(request), row.unit_code)]
    return render(request, "notices/receivers.html", {"rows": rows})


@may(MANAGE)
@never_cache
@form_page
def add_receiver(request: HttpRequest) -> HttpResponse:
    """A system is told; its key is shown on the answer and never again."""
    form = AddReceiverForm(request.POST or None, initial={"since": clock.today()})
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                _require(request, form.cleaned_data["unit_code"])
                more = {"by": request.user, "recorded_at": clock.now()}
                row, key = actions.add_receiver(**form.cleaned_data, **more)
                context = {"row": row, "key": key}
                return render(request, "notices/receiver_added.html", context)
            except Refusal as refusal:
                form.add_error(None, sentence(refusal, gettext))
                status = 409
    return _form(request, form, gettext("Thêm hệ thống nhận thông báo"), status)


@may(MANAGE)
@form_page
def end_receiver(request: HttpRequest, receiver: int) -> HttpResponse:
    """A system is told no more from a day on."""
    row = Receiver.objects.filter(pk=receiver).first()
    if row is None:
        raise Http404
    _require(request, row.unit_code)
    form = EndReceiverForm(request.POST or None, initial={"until": clock.today()})
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                more = {"by": request.user, "recorded_at": clock.now()}
                actions.end_receiver(row, **form.cleaned_data, **more)
                return redirect("notices:receivers")
            except Refusal as refusal:
                form.add_error(None, sentence(refusal, gettext))
                status = 409
    title = gettext("Ngừng báo cho “%(name)s”") % {"name": row.name}
    return _form(request, form, title, status)


def _list(request: HttpRequest, fault: str = "", status: int = 200) -> HttpResponse:
    scope = _scope(request)
    state = request.GET.get("state", "")
    before = request.GET.get("before", "")
    known = state if state in FILTERS else ""
    lines, following = queries.page(scope, known, _number(before))
    context: dict[str, Any] = {
        "lines": lines,
        "following": following,
        "state": known,
        "counts": queries.counts(scope),
        "states": STATES,
        "ways": WAYS,
        "told": TOLD,
        "troubles": TROUBLES,
        "fault": fault,
        "sends_again": holds(request, SEND_AGAIN),
        "manages": holds(request, MANAGE),
    }
    return render(request, "notices/deliveries.html", context, status)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _form(request: HttpRequest, form: Any, title: str, status: int) -> HttpResponse:
    return render(request, "notices/act.html", {"form": form, "title": title}, status)


def _scope(request: HttpRequest) -> Scope:
    found: Scope = request.scope  # type: ignore[attr-defined]
    return found


def _within(scope: Scope, unit_code: str) -> bool:
    return scope.everything or (unit_code != EVERYWHERE and scope.allows(unit_code))


def _require(request: HttpRequest, unit_code: str) -> None:
    scope = _scope(request)
    require(scope if _within(scope, unit_code) else Scope(), MANAGE, unit_code)
