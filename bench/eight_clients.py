"""The clients of `bench_receive`: lean processes, so that what they cost is not the server's time.

One kind asks over HTTP on a socket of its own, the other sends the same statements to the
database by the driver alone. A client gets ready, waits for the common start, works until the end
or until its number is done, and says what it did and what processor time it took.
"""

from __future__ import annotations

import re
import secrets
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from typing import Any

CLIENTS = 8
# A key of the same length takes its place in every request.
KEY = b"0" * 32
HEX = re.compile(r"[0-9a-f]{32}")
SERIAL = re.compile(r"(H27\.[0-9.]+-\d{8}-)\d{7}")
# So many receipts are made ready before the start.
PREPARED = 400
_start: Barrier


@dataclass(frozen=True)
class Statement:
    """One statement as the application sent it, within the transaction or before it."""

    sql: str
    params: Any
    inside: bool


@dataclass(frozen=True)
class Work:
    """What every client does: for so many seconds, or a number of times."""

    seconds: float = float("inf")
    count: int = 10**9
    port: int = 0
    request: bytes = b""
    database: dict[str, Any] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Done:
    """What a client did between start and end."""

    receipts: int
    failures: tuple[str, ...]
    cpu: float
    seconds: float


def together(pool: ProcessPoolExecutor, client: Callable[[Work], Done], work: Work) -> list[Done]:
    """Eight clients at once."""
    return list(pool.map(client, [work] * CLIENTS))


def pool() -> ProcessPoolExecutor:
    """Fresh processes without anything of ours loaded."""
    fresh = get_context("spawn")
    meet = (fresh.Barrier(CLIENTS),)
    return ProcessPoolExecutor(CLIENTS, mp_context=fresh, initializer=_meet, initargs=meet)


def _meet(barrier: Barrier) -> None:
    global _start
    _start = barrier


def _worked(work: Work, receipt: Callable[[], str]) -> Done:
    failures: list[str] = []
    _start.wait()
    begin, cpu = time.monotonic(), time.process_time()
    done = 0
    while done + len(failures) < work.count and time.monotonic() < begin + work.seconds:
        fault = receipt()
        if fault:
            failures.append(fault)
        else:
            done += 1
    spent = time.process_time() - cpu
    return Done(done, tuple(failures), spent, time.monotonic() - begin)


def over_http(work: Work) -> Done:
    """Receipts that the server acknowledged with the new dossier's address."""
    lines = [_line(work.port)]

    def receipt() -> str:
        lines[0].sendall(work.request.replace(KEY, secrets.token_hex(16).encode(), 1))
        answer = b""
        while b"\r\n\r\n" not in answer:
            got = lines[0].recv(65536)
            if not got:
                break
            answer += got
        if answer.startswith(b"HTTP/1.1 302 ") and SERIAL.search(answer.decode("latin-1")):
            return ""
        # A page with a sentence follows; nobody reads it here.
        lines[0].close()
        lines[0] = _line(work.port)
        return answer[:40].decode("latin-1")

    return _worked(work, receipt)


def _line(port: int) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port))
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def by_statements(work: Work) -> Done:
    """Receipts by the driver alone: one connection, the same transaction, nothing computed."""
    execute = _connection(work.database)
    # Made before the start: what is sent is no work of a bare script.
    ready = iter(list(islice(_fresh(work.statements), min(work.count, PREPARED))))
    more = _fresh(work.statements)
    sqlite = work.database["vendor"] == "sqlite"

    def receipt() -> str:
        inside = False
        for sql, params, within in next(ready, None) or next(more):
            if within and not inside:
                execute("BEGIN IMMEDIATE" if sqlite else "BEGIN", ())
                inside = True
            execute(sql, params)
        execute("COMMIT", ())
        return ""

    return _worked(work, receipt)


def _connection(database: dict[str, Any]) -> Callable[[str, Any], object]:
    if database["vendor"] == "sqlite":
        found = sqlite3.connect(database["path"], timeout=20, isolation_level=None)
        for pragma in database["pragmas"].split(";"):
            found.execute(pragma)
        return lambda sql, params: found.execute(sql, params).fetchall()
    import psycopg

    # Django's way to send parameters.
    cursor = psycopg.ClientCursor(psycopg.connect(**database["connect"], autocommit=True))

    def execute(sql: str, params: Any) -> object:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else None

    return execute


def _fresh(statements: Sequence[Statement]) -> Iterator[list[tuple[str, Any, bool]]]:
    """The same statements, each time about a dossier that nobody has seen yet."""
    # Who asks stays the same: the session's key is no dossier's.
    kept = {each: each for each in statements[0].params if isinstance(each, str)}
    while True:
        number, new = f"{secrets.randbelow(10**16):016d}", dict(kept)
        yield [(each.sql, _changed(each.params, number, new), each.inside) for each in statements]


def _changed(value: Any, number: str, new: dict[str, str]) -> Any:
    if isinstance(value, tuple | list):
        return type(value)(_changed(each, number, new) for each in value)
    if isinstance(value, bytes):
        text = value.decode("utf-8", "surrogateescape")
        return _changed(text, number, new).encode("utf-8", "surrogateescape")
    if isinstance(value, str):
        text = HEX.sub(lambda found: new.setdefault(found[0], secrets.token_hex(16)), value)
        return SERIAL.sub(rf"\g<1>{number}", text)
    return value
