"""How long a page waits for SQLite's one writer: whoever only reads is told soon, not kept waiting.

A deed waits as long as the connection says, because its form should not come back. What a page
of reading must write (who read, how often somebody asked) waits `SECONDS`; then the page says
that the house is busy (docs/decisions/0066). PostgreSQL has many writers and needs none of this.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

SECONDS = 2


@contextmanager
def as_a_reader() -> Iterator[None]:
    """Within, a writing waits `SECONDS` at most; afterwards the connection is as it was."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    # Not through Django's cursor: after a failed write in a transaction it would refuse.
    raw = connection.connection
    before = raw.execute("PRAGMA busy_timeout").fetchone()[0]
    raw.execute(f"PRAGMA busy_timeout = {min(before, SECONDS * 1000)}")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA busy_timeout = {before}")
