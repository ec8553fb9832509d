"""Receiving a dossier over HTTP against the same SQL statements by a bare script, 8 clients each.

The statements of one request are recorded and sent again with fresh keys, one commit each, by
the same driver. PostgreSQL when MOTCUA_BENCH_POSTGRES names a server, else SQLite.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

CLIENTS = 8
SECONDS = 6.0
ROUNDS = 3
PROCEDURE = "1.004837"
HEX = re.compile(r"[0-9a-f]{32}")
SERIAL = re.compile(r"(H27\.[0-9.]+-\d{8}-)\d{7}")


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


def form(session) -> dict[str, str]:
    return {
        "idempotency_key": secrets.token_hex(16),
        "case": session["case"],
        "channel": "counter",
        "name": "Nguyễn Thị Đo",
        "number": "042185001234",
        "copies": "1",
        "paper_0_originals": "1",
        "save": "1",
    }


def recorded() -> tuple[list[tuple[str, tuple]], dict]:
    """The statements of one receipt, and what a client needs to send more."""
    from django.db import connection
    from django.test import Client

    from motcua.organisation.models import Officer
    from motcua.procedures.queries import offer
    from motcua.web import clock

    client = Client()
    client.force_login(Officer.objects.get(username="mc.18673"))
    session = {"case": str(offer(PROCEDURE, clock.today()).cases[0].id)}
    address = f"/ho-so/receive/{PROCEDURE}/"
    client.post(address, form(session))
    statements: list[tuple[str, tuple]] = []

    def record(execute, sql, params, many, context):
        statements.append((sql, params if isinstance(params, dict) else tuple(params or ())))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(record):
        answer = client.post(address, form(session))
    assert answer.status_code == 302, re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())[-1500:]
    cookie = client.cookies["session"].value
    from django.middleware.csrf import _get_new_csrf_string

    session |= {"cookie": cookie, "csrf": _get_new_csrf_string(), "address": address}
    return [
        s for s in statements if not s[0].startswith(("BEGIN", "SAVEPOINT", "RELEASE"))
    ], session


def fresh(statements: list[tuple[str, tuple]]) -> list[tuple[str, tuple]]:
    """The same statements about a dossier that nobody has seen yet."""
    new: dict[str, str] = {}

    def token(found: re.Match) -> str:
        return new.setdefault(found[0], secrets.token_hex(16))

    number = f"{secrets.randbelow(10**16):016d}"

    def changed(value):
        if isinstance(value, str):
            return SERIAL.sub(rf"\g<1>{number}", HEX.sub(token, value))
        if isinstance(value, bytes | memoryview):
            text = bytes(value).decode("utf-8", "surrogateescape")
            return HEX.sub(token, text).encode("utf-8", "surrogateescape")
        return value

    # Who asks stays the same: the session's key is no dossier's.
    new.update({each: each for each in statements[0][1] if isinstance(each, str)})
    return [
        (sql, params if isinstance(params, dict) else tuple(changed(value) for value in params))
        for sql, params in statements
    ]


NAMED = re.compile(r"%\((\w+)\)s")


def for_sqlite(sql: str) -> str:
    """Django's marks as the driver's own."""
    return NAMED.sub(r":\1", sql).replace("%s", "?").replace("%%", "%")


def bare(statements: list[tuple[str, tuple]], until: float) -> int:
    """How many receipts a bare script does until a moment, one connection."""
    from django.db import connections

    connection = connections["default"]
    connection.ensure_connection()
    raw = connection.connection
    done = 0
    sqlite = connection.vendor == "sqlite"
    if sqlite:
        raw.isolation_level = None
    while time.monotonic() < until:
        cursor = raw.cursor()
        cursor.execute("BEGIN IMMEDIATE" if sqlite else "BEGIN")
        for sql, params in fresh(statements):
            cursor.execute(for_sqlite(sql) if sqlite else sql, params)
        raw.commit() if not sqlite else cursor.execute("COMMIT")
        done += 1
    connection.close()
    return done


def over_http(session: dict, port: int, until: float, failures: list) -> int:
    """How many receipts one client gets answered until a moment, one connection kept open."""
    http = HTTPConnection("127.0.0.1", port)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"session={session['cookie']}; csrf={session['csrf']}",
        "X-CSRFToken": session["csrf"],
    }
    done = 0
    while time.monotonic() < until:
        http.request("POST", session["address"], urlencode(form(session)), headers)
        answer = http.getresponse()
        answer.read()
        if answer.status == 302:
            done += 1
        else:
            failures.append(answer.status)
    return done


def together(work, *arguments) -> float:
    """Receipts a second of eight at once."""
    counts: list[int] = []
    until = time.monotonic() + SECONDS
    threads = [
        threading.Thread(target=lambda: counts.append(work(*arguments[:2], until, *arguments[2:])))
        if len(arguments) > 1
        else threading.Thread(target=lambda: counts.append(work(arguments[0], until)))
        for _ in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def resident(pid: int) -> float:
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


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        statements, session = recorded()
        from django.db import connection

        vendor = connection.vendor
        connection.close()
        port = 18000 + os.getpid() % 1000
        server = subprocess.Popen(
            [sys.executable, "-m", "motcua", "serve", "--port", str(port), "--workers", "2"]
        )
        try:
            time.sleep(4)
            failures: list[int] = []
            ours, limit = [], []
            for _ in range(ROUNDS):
                limit.append(together(bare, statements))
                ours.append(together(over_http, session, port, failures))
            memory = resident(server.pid)
        finally:
            server.terminate()
            server.wait(20)
    ratio = statistics.median(a / b for a, b in zip(ours, limit, strict=True))
    row = {
        "what": f"receive a dossier over HTTP, {vendor}",
        "limit": "the same statements by a bare script, 8 clients",
        "at_least": 0.25,
        "ratio": ratio,
        "note": f"{len(statements)} statements, {len(failures)} failures, "
        f"{statistics.median(ours):.0f}/s against {statistics.median(limit):.0f}/s, "
        f"largest worker {memory:.0f} MB",
    }
    print(json.dumps(row, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
