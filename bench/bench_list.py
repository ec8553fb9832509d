"""The work lists of 50 against the same SQL and a bare template loop, at ROWS dossiers.

Every list, for an officer of one commune, the province's head and somebody who reads everything;
page 200 against page 1, and a reader of everything against the officer. MOTCUA_BENCH_ROWS says
how many rows (design.md asks ten million on PostgreSQL, a tenth on SQLite); a database that is
filled to that number already is used as it is. The bare side has the same session and permission.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import sys
import tempfile
import time
from html import unescape
from pathlib import Path
from typing import Any

import scale

ROWS = int(os.environ.get("MOTCUA_BENCH_ROWS", "200000"))
ROUNDS = 15
OFFICER, HEAD, READER = "mc.18673", "chutich.42", "thanhtra"
WHERE = "/ho-so/?view="
FILTERED = (
    "all&channel=online",
    "unit&channel=online",
    "unit&until=2026-12-31",
    "all&q=nguyen",
    "all&q=nguyen+thi+hanh",
    "all&q=0000123",
)
LOOP = (
    "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>"
    "{% endfor %}</tr>{% endfor %}</table>"
)


def timed(ask: Any) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def recorded(client: Any, address: str) -> list[tuple[str, object]]:
    """Every statement of one page."""
    from django.db import connection

    statements: list[tuple[str, object]] = []

    def record(execute, sql, params, many, context):
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(record):
        assert client.get(address).status_code == 200, address
    return statements


def bare(client: Any, address: str, lists: list[tuple[str, object]]) -> None:
    """The same session, permission and SQL, and a template that only loops."""
    from django.contrib.auth import get_user
    from django.db import connection
    from django.test import RequestFactory
    from jinja2 import Environment

    from motcua.organisation.permits import reach
    from motcua.web import clock

    request = RequestFactory().get(address)
    request.session = client.session
    reach(get_user(request), clock.now()).scope("dossiers.list")
    found: list[tuple] = []
    for sql, params in lists:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            found = cursor.fetchall() or found
    template = Environment(autoescape=True).from_string(LOOP)
    template.render(rows=found[:50])


class Opened:
    """One page of one person: ours and the bare one, and how many statements it asks."""

    def __init__(self, client: Any, address: str) -> None:
        self.client, self.address = client, address
        statements = recorded(client, address)
        self.count = len(statements)
        self.lists = [each for each in statements if "dossiers_dossierrow" in each[0]]
        self.ours: list[float] = []
        self.bare: list[float] = []

    def again(self) -> None:
        self.bare.append(timed(lambda: bare(self.client, self.address, self.lists)))
        self.ours.append(timed(lambda: self.client.get(self.address)))

    @property
    def ratio(self) -> float:
        return statistics.median(b / o for b, o in zip(self.bare[1:], self.ours[1:], strict=True))

    @property
    def took(self) -> float:
        return statistics.median(self.ours[1:])


def alternate(*pages: Opened, rounds: int = ROUNDS) -> None:
    for _ in range(rounds + 1):
        for page in pages:
            page.again()


def client_of(username: str) -> Any:
    from django.test import Client

    from motcua.organisation.models import Officer

    client = Client()
    client.force_login(Officer.objects.get(username=username))
    return client


def head_of_the_province() -> None:
    """The demonstration has none, and a head reaches every commune and its merged ones."""
    from motcua.dossiers.demo import ACT, SINCE
    from motcua.organisation.actions.officers import add_officer, assign
    from motcua.organisation.models import Officer
    from motcua.web import clock

    if Officer.objects.filter(username=HEAD).exists():
        return
    same = {"act_number": ACT, "recorded_at": clock.now()}
    admin = Officer.objects.get(username="quantri")
    head = add_officer(HEAD, "Chủ tịch tỉnh", password=None, approved_by=admin, **same)
    assign(head, "head", "42", since=SINCE, approved_by=admin, **same)


def turned(client: Any, address: str, times: int) -> str:
    """The address after so many turns of the page; the last there is where the list is shorter."""
    for _ in range(times):
        links = re.findall(r'href="([^"]*after=[^"]*)"', client.get(address).text)
        if not links:
            break
        address = unescape(links[-1])
    return address


def measure() -> list[dict]:
    from django.db import connection

    from motcua.dossiers.list_views import VIEWS

    officer, reader = client_of(OFFICER), client_of(READER)
    at = f"at {ROWS:,} rows, {connection.vendor}"
    first = Opened(officer, f"{WHERE}unit")
    deep = Opened(officer, turned(officer, f"{WHERE}all", 199))
    shallow = Opened(officer, f"{WHERE}all")
    everything = Opened(reader, f"{WHERE}unit")
    far = Opened(reader, turned(reader, f"{WHERE}unit", 199))
    alternate(first, shallow, deep, everything, far)
    limit = "the same SQL and a bare template loop, same session and permission"
    found = [
        {"what": f"list page of 50 {at}", "limit": limit, "at_least": 0.5, "ratio": first.ratio,
         "note": f"{first.count} statements"},
        {"what": f"page 200 {at}", "limit": "page 1 of the same list", "at_least": 1 / 1.3,
         "ratio": min(shallow.took / deep.took, everything.took / far.took), "note": "slower of two"},
        {"what": f"a reader of everything {at}", "limit": "an officer of one commune, same list",
         "at_least": 1 / 1.5, "ratio": everything.took / first.took, "note": ""},
    ]  # fmt: skip
    worst: Opened | None = None
    for username in (OFFICER, HEAD, READER):
        client = client_of(username)
        for view in (*VIEWS, *FILTERED):
            page = Opened(client, f"{WHERE}{view}")
            alternate(page, rounds=3)
            print(f"{username:12} {view:24} {page.ratio:5.2f}  {page.count} statements"
                  f"  {page.took * 1000:7.1f} ms", file=sys.stderr)  # fmt: skip
            worst = page if worst is None or page.took > worst.took else worst
    assert worst is not None
    note = f"{worst.address}, {worst.took / first.took:.1f} times the officer's first page"
    return [*found, {"what": f"slowest list of three readers {at}", "limit": limit,
                     "at_least": 0.5, "ratio": worst.ratio, "note": note}]  # fmt: skip


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        scale.prepare(Path(folder), ROWS)
        head_of_the_province()
        for row in measure():
            print(json.dumps(row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
