"""Many dossiers at once, for imports and samples: the same events, rows and leaves as one deed.

Long work commits a few hundred rows at a time, so that the desk never waits behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

import msgspec
from django.db import transaction

from motcua.dossiers import projection
from motcua.dossiers.models import DossierRow, FeeRow, KeptRow
from motcua.ledger import store
from motcua.rules import events as ev

STREAMS_AT_ONCE = 60


class History(msgspec.Struct, frozen=True):
    """A whole dossier: its stream, its events in order, its kept rows."""

    stream: str
    events: list[ev.Event]
    kept: list[KeptRow]


def _batches(histories: Iterable[History]) -> Iterator[list[History]]:
    waiting = iter(histories)
    while batch := list(islice(waiting, STREAMS_AT_ONCE)):
        yield batch


def write(histories: Iterable[History], *, recorded_at: datetime | None = None) -> Iterator[int]:
    """Every history is in the ledger with its rows; yields how many after each batch.

    Without `recorded_at` each event counts as recorded when it occurred, which only a sample
    may claim.
    """
    for batch in _batches(histories):
        with transaction.atomic():
            store.append_many(
                [(each.stream, each.events) for each in batch],
                recorded_at=recorded_at or (lambda event: event.at),
            )
            rows: list[DossierRow] = []
            money: list[FeeRow] = []
            for each in batch:
                people = projection.people_in(each.kept)
                row, moved = projection.derive(each.stream, each.events, people)
                rows.append(DossierRow(**row))
                money += (FeeRow(**columns) for columns in moved)
            KeptRow.objects.bulk_create([row for each in batch for row in each.kept])
            DossierRow.objects.bulk_create(rows)
            FeeRow.objects.bulk_create(money)
        yield len(batch)
