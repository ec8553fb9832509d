"""Addresses that go wrong in every way a page can, and a log-in page as another room writes it."""

from __future__ import annotations

import sqlite3
import tempfile
from datetime import date
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import connection as default
from django.db import transaction
from django.db.utils import ConnectionHandler
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from motcua.rules.law import ONE_STOP, HouseRule
from motcua.rules.refusal import Refusal
from motcua.web import kept

handler400 = "motcua.web.errors.bad_request"
handler403 = "motcua.web.errors.forbidden"
handler404 = "motcua.web.errors.not_found"
handler500 = "motcua.web.errors.failed"

LOG_IN = """{% extends "web/base.html" %}
{% block title %}Đăng nhập{% endblock %}
{% block content %}<form method="post" action="/log-in/">{{ csrf_field() }}{{ kept_fields() }}
<button>Đăng nhập</button></form>{% endblock %}"""


def log_in(request: HttpRequest) -> HttpResponse:
    """Lets everybody in who posts; carries on what was typed before."""
    if request.method == "POST":
        return kept.carry_on(request) or HttpResponse("inside")
    return HttpResponse(engines["jinja2"].from_string(LOG_IN).render({}, request))


def guarded(request: HttpRequest) -> HttpResponse:
    """A page nobody here may open without logging in."""
    return kept.to_log_in(request)


def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("name", "") + request.GET.get("q", ""))


def who(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.META['REMOTE_ADDR']} {request.scheme} {request.get_host()}")


def refuse(request: HttpRequest) -> HttpResponse:
    known = {"first": date(2015, 1, 1), "last": date(2027, 12, 31), "day": date(2031, 5, 6)}
    raise Refusal("calendar_unknown", ONE_STOP["Điều 19 khoản 4"], HouseRule(10), **known)


def forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied(request.GET.get("says", ""))


def fail(request: HttpRequest) -> HttpResponse:
    raise ValueError("Nguyễn Thị Hoa, 040301001234")


def _database(**options: object) -> ConnectionHandler:
    place = Path(tempfile.mkdtemp()) / "real.sqlite3"
    engine = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(place), "OPTIONS": options}
    return ConnectionHandler({"default": engine})


def busy(request: HttpRequest) -> HttpResponse:
    """A real SQLite file that another connection holds."""
    connection = _database(timeout=0)["default"]
    with sqlite3.connect(connection.settings_dict["NAME"]) as other:
        other.execute("CREATE TABLE t (x)")
        other.execute("BEGIN EXCLUSIVE")
        try:
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO t VALUES (1)")
        finally:
            other.rollback()
            connection.close()
    return HttpResponse("saved")


def full(request: HttpRequest) -> HttpResponse:
    """A real SQLite file that may not grow any more."""
    connection = _database(init_command="PRAGMA max_page_count=2")["default"]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE t (x)")
        cursor.execute("INSERT INTO t VALUES (zeroblob(100000))")
    return HttpResponse("saved")


def slow(request: HttpRequest) -> HttpResponse:
    """A statement that PostgreSQL stops because it takes too long."""
    with transaction.atomic(), default.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 20")
        cursor.execute("SELECT pg_sleep(5)")
    return HttpResponse("read")


def wrong_statement(request: HttpRequest) -> HttpResponse:
    with _database()["default"].cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    return HttpResponse("read")


urlpatterns = [
    path("", include("motcua.web.shared_urls")),
    path("", echo, name="root"),
    path("log-in/", log_in, name="log_in"),
    path("guarded/", guarded),
    path("echo/", echo),
    path("echo/<str:code>/", echo),
    path("refuse/", refuse),
    path("forbid/", forbid),
    path("fail/", fail),
    path("busy/", busy),
    path("who/", who),
    path("full/", full),
    path("slow/", slow),
    path("wrong-statement/", wrong_statement),
]
