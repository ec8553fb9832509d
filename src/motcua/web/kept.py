"""What somebody typed survives a log-out: how a POST without a session is carried through log-in.

Used by the room that owns log-in, in three places:

1. its guard of views answers a request of nobody with `return to_log_in(request)`;
2. its log-in page writes `{{ kept_fields() }}` inside the form;
3. after a good log-in: `return carry_on(request) or redirect(...)`. The page that comes back
   shows a button which sends the old fields again, now under the new session.

Passwords and files are never kept. The token is signed, not secret: it lies in the page of the
person who typed it, holds an hour, and names the address it may be sent to.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.urls import resolve

from motcua.web.pages import render

FIELD = "kept"
SALT = "motcua.web.kept"
SECONDS = 3600
LARGEST = 300_000
NOT_KEPT = ("csrfmiddlewaretoken", FIELD)
SECRET_WORDS = ("password", "otp", "secret")


def fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed into the form that was sent, field by field, without what must not be kept."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_KEPT and not any(word in name for word in SECRET_WORDS)
        for value in values
    ]


def keep(request: HttpRequest) -> str:
    """A signed token of the fields and the address; empty when there is too much to carry."""
    token = signing.dumps([request.get_full_path(), fields(request)], salt=SALT, compress=True)
    return token if len(token) <= LARGEST else ""


def read(token: str) -> tuple[str, list[tuple[str, str]]] | None:
    """The address and fields of a token, or None when it is forged, torn or too old."""
    try:
        path, kept = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    return path, [(name, value) for name, value in kept]


def to_log_in(request: HttpRequest) -> HttpResponse:
    """The log-in page; for a POST it carries on what was typed (status 401)."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    page = resolve(resolve_url(settings.LOGIN_URL))
    asking = copy(request)
    asking.method = "GET"
    asking.POST = QueryDict()
    asking.kept = keep(request)
    response = page.func(asking, *page.args, **page.kwargs)
    response.status_code = 401
    return response


def carried(request: HttpRequest) -> str:
    """The token this request carries, from the log-in form or from `to_log_in`; else empty."""
    return getattr(request, "kept", "") or request.POST.get(FIELD, "")


def carry_on(request: HttpRequest) -> HttpResponse | None:
    """The page that sends the kept fields again, or None when the request carries none."""
    found = read(carried(request))
    if found is None:
        return None
    path, kept = found
    return render(request, "web/carry_on.html", {"path": path, "kept": kept})


def shown(kept: list[tuple[str, str]]) -> Iterator[str]:
    """The words a person typed, so that they know their form; codes and ticks would say nothing."""
    for _, value in kept:
        words = value.strip()
        if words and len(words) <= 80 and (" " in words or not words.isascii()):
            yield words
