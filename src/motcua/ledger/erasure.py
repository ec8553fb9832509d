"""The end of a stream's retention term (xóa dữ liệu): its secret and personal rows are destroyed.

The log and the public tree keep their bytes; without the secret nobody can tell whose they are.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from motcua.ledger import queries, store
from motcua.ledger.models import StreamSecret
from motcua.rules.events import Erased

Eraser = Callable[[str], None]
_ERASERS: list[Eraser] = []


def register(eraser: Eraser) -> None:
    """A room's function that destroys the kept rows of a stream and what rows show of them."""
    if eraser not in _ERASERS:
        _ERASERS.append(eraser)


def erase(stream: str, at: datetime, by: str, *, recorded_at: datetime) -> store.Recorded:
    """The stream ends with `Erased`; its secret and all personal rows are gone.

    `LookupError` for a stream that never was, `Refusal("stream_erased")` the second time.
    """
    with transaction.atomic():
        version = store.last_version(stream)
        if not version:
            raise LookupError(stream)
        erased = Erased(at=at, by=by)
        [entry] = store.append(stream, [erased], after_version=version, recorded_at=recorded_at)
        queries.overwrite_what_is_deleted()
        for eraser in _ERASERS:
            eraser(stream)
        StreamSecret.objects.filter(stream=stream).delete()
        transaction.on_commit(sweep)
    return entry


def sweep() -> None:
    """What was deleted does not linger in the files of the database itself.

    Write-ahead archives and backups keep it until their own term (decision 0054).
    """
    with connection.cursor() as cursor:
        if queries.on_postgres():
            cursor.execute("VACUUM ledger_streamsecret")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
