"""The end of a stream's retention term (xóa dữ liệu): its secret and personal rows are destroyed.

The log and the public tree keep their bytes; without the secret nobody can tell whose they are.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Model

from motcua.ledger import queries, store
from motcua.ledger.models import StreamSecret
from motcua.rules.events import Erased

Eraser = Callable[[str], None]
# With the tables that it takes something from.
_ERASERS: dict[Eraser, tuple[type[Model], ...]] = {}
_SWEEPERS: list[Callable[[], None]] = []


def register(eraser: Eraser, *tables: type[Model]) -> None:
    """A room's function that destroys the kept rows of a stream and what rows show of them."""
    _ERASERS[eraser] = tables


def register_sweeper(sweeper: Callable[[], None]) -> None:
    """What a room does besides, after erasures, so that nothing deleted lingers in its tables."""
    if sweeper not in _SWEEPERS:
        _SWEEPERS.append(sweeper)


def erase(
    stream: str, at: datetime, by: str, *, recorded_at: datetime, one_of_many: bool = False
) -> store.Recorded:
    """The stream ends with `Erased`; its secret and all personal rows are gone.

    `LookupError` for a stream that never was, `Refusal("stream_erased")` the second time. Who
    erases `one_of_many` calls `sweep` after the last.
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
        if not one_of_many:
            transaction.on_commit(sweep)
    return entry


def sweep() -> None:
    """What was deleted does not linger in the files of the database itself.

    Write-ahead archives and backups keep it until their own term (decision 0054).
    """
    with connection.cursor() as cursor:
        for sweeper in _SWEEPERS:
            sweeper()
        if not queries.on_postgres():
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        models = {StreamSecret, *(each for tables in _ERASERS.values() for each in tables)}
        for table in sorted(model._meta.db_table for model in models):
            cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
