"""Receiving a dossier over HTTP against the same SQL statements by a bare script, 8 clients each.

The statements of one request are recorded and sent again with fresh keys, in the same transaction,
by the same driver and as durably. Both kinds of client are processes (`eight_clients`), warmed up
before they are timed. PostgreSQL when MOTCUA_BENCH_POSTGRES names a server, else SQLite.

With `--count 10000` so many receipts are asked for instead, and the database is asked afterwards
whether each acknowledged one stands there once.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from eight_clients import (
    CLIENTS,
    KEY,
    Done,
    Statement,
    Work,
    by_statements,
    over_http,
    pool,
    together,
)

SECONDS, WARM_UP, ROUNDS = 6.0, 3.0, 5
PROCEDURE = "1.004837"
OFFICER = "mc.18673"


def prepare(home: Path) -> None:
    os.environ["MOTCUA_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.settings.django"
    postgres = os.environ.get("MOTCUA_BENCH_POSTGRES")
    if postgres:
        import psycopg

        name = f"bench_{os.getpid()}"
        with psycopg.connect(f"{postgres}/postgres", autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}")
        os.environ["MOTCUA_DATABASE_URL"] = f"{postgres}/{name}"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("demo", "--no-serve", "--per-day", "1", "--json", stdout=sys.stderr)


def form(case: int, key: str) -> dict[str, str]:
    return {
        "idempotency_key": key,
        "case": str(case),
        "channel": "counter",
        "name": "Nguyễn Thị Đo",
        "number": "042185001234",
        "copies": "1",
        "paper_0_originals": "1",
        "save": "1",
    }


def recorded() -> tuple[tuple[Statement, ...], bytes]:
    """The statements of one receipt, and the request that asks for it."""
    from django.db import connection
    from django.test import Client

    from motcua.organisation.models import Officer
    from motcua.procedures.queries import offer
    from motcua.web import clock

    client = Client()
    client.force_login(Officer.objects.get(username=OFFICER))
    case = offer(PROCEDURE, clock.today()).cases[0].id
    address = f"/ho-so/receive/{PROCEDURE}/"
    client.post(address, form(case, "1" * 32))
    statements: list[Statement] = []

    def record(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith("BEGIN"):
            inside = context["connection"].in_atomic_block
            statements.append(Statement(_bare_sql(sql), _bare_params(params), inside))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(record):
        answer = client.post(address, form(case, "2" * 32))
    assert answer.status_code == 302, re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())[-1500:]
    session = client.cookies["session"].value
    return tuple(statements), request(address, session, form(case, KEY.decode()))


def request(address: str, session: str, typed: dict[str, str]) -> bytes:
    from django.middleware.csrf import _get_new_csrf_string

    body, csrf = urlencode(typed), _get_new_csrf_string()
    return (
        f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Cookie: session={session}; csrf={csrf}\r\nX-CSRFToken: {csrf}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def _bare_sql(sql: str) -> str:
    """Django's marks as the driver's own."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return sql
    return re.sub(r"%\((\w+)\)s", r":\1", sql).replace("%s", "?").replace("%%", "%")


def _bare_params(params: Any) -> Any:
    """Values that another process can be given."""
    if isinstance(params, dict):
        return params
    return tuple(map(_bare_value, params or ()))


def _bare_value(value: Any) -> Any:
    if isinstance(value, list):
        return [_bare_value(each) for each in value]
    value = getattr(value, "obj", value) if type(value).__name__ == "Binary" else value
    if isinstance(value, memoryview):
        return bytes(value)
    return json.dumps(value.obj) if hasattr(value, "obj") else value


def database() -> dict[str, Any]:
    """What a client needs to reach the database as the application does."""
    from django.conf import settings
    from django.db import connection

    where, vendor = settings.DATABASES["default"], connection.vendor
    if vendor == "sqlite":
        pragmas = where["OPTIONS"]["init_command"]
        return {"vendor": vendor, "path": str(where["NAME"]), "pragmas": pragmas}
    parts = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    found = {name: where[key] for name, key in parts.items() if where[key]}
    options = where["OPTIONS"]["options"]
    return {"vendor": vendor, "connect": found | {"dbname": where["NAME"], "options": options}}


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """The application as an office runs it; its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "motcua", "serve", "--port", str(port)])
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(30)


def largest_worker(pid: int) -> float:
    """Megabytes resident in the largest process below a process."""
    largest = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        if f"PPid:\t{pid}\n" in text:
            largest = max(largest, int(re.search(r"VmRSS:\s+(\d+)", text)[1]))
    return largest / 1024


def rate(found: list[Done]) -> float:
    return sum(each.receipts for each in found) / max(each.seconds for each in found)


def share(found: list[Done]) -> float:
    """Which part of the machine's processor time the clients took."""
    machine = max(each.seconds for each in found) * (os.cpu_count() or 1)
    return sum(each.cpu for each in found) / machine


def compared(clients: ProcessPoolExecutor, http: Work, bare: Work, pid: int) -> dict[str, Any]:
    """Both in alternation; the ratio is the median of the rounds."""
    together(clients, by_statements, replace(bare, seconds=WARM_UP))
    together(clients, over_http, replace(http, seconds=WARM_UP))
    limit, ours = [], []
    for _ in range(ROUNDS):
        limit.append(together(clients, by_statements, replace(bare, seconds=SECONDS)))
        ours.append(together(clients, over_http, replace(http, seconds=SECONDS)))
    ratios = [rate(a) / rate(b) for a, b in zip(ours, limit, strict=True)]
    median = statistics.median
    failures = sum(len(each.failures) for found in ours for each in found)
    return {
        "ratio": round(median(ratios), 3),
        "note": f"{min(ratios):.2f} to {max(ratios):.2f}; {len(bare.statements)} statements, "
        f"{failures} failures, {median(map(rate, ours)):.0f}/s against "
        f"{median(map(rate, limit)):.0f}/s; clients took {median(map(share, ours)):.0%} and "
        f"{median(map(share, limit)):.0%} of the machine; largest worker "
        f"{largest_worker(pid):.0f} MB",
    }


def counted(clients: ProcessPoolExecutor, http: Work, count: int, pid: int) -> dict[str, Any]:
    """So many receipts; what was acknowledged and what stands in the database."""
    before = stored()
    found = together(clients, over_http, replace(http, count=count // CLIENTS))
    failures = [fault for each in found for fault in each.failures]
    there = {name: now - before[name] for name, now in stored().items()}
    return {
        "ratio": None,
        "at_least": None,
        "note": f"{count // CLIENTS * CLIENTS} asked, {len(failures)} failures "
        f"{sorted(set(failures))}; acknowledged {sum(each.receipts for each in found)}, stored "
        f"{there}; {rate(found):.0f}/s; largest worker {largest_worker(pid):.0f} MB",
    }


def stored() -> dict[str, int]:
    """How many receipts the database holds, by each of the places that a receipt is written to."""
    from django.db import connection

    from motcua.dossiers.models import DossierRow, Notice
    from motcua.ledger.models import Event

    found = {
        "events": Event.objects.filter(kind="dossier.received/1").count(),
        "codes": DossierRow.objects.exclude(code=None).values("code").distinct().count(),
        "notices": Notice.objects.filter(event="dossier.received/1").count(),
    }
    connection.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=0, help="ask for so many, and look for each")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, pool() as clients:
        prepare(Path(folder))
        statements, asked = recorded()
        from django.db import connection

        vendor, bare = connection.vendor, Work(database=database(), statements=statements)
        connection.close()
        with served() as (port, pid):
            http = Work(port=port, request=asked)
            found = (
                counted(clients, http, options.count, pid)
                if options.count
                else compared(clients, http, bare, pid)
            )
    row = {
        "what": f"receive a dossier over HTTP, {vendor}",
        "limit": "the same statements by a bare script, 8 clients",
        "at_least": 0.25,
    }
    print(json.dumps(row | found, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
