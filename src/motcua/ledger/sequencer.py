"""Gives committed events their positions, in batches, and hands each batch to the followers.

One at a time: under an advisory lock on PostgreSQL, under the write lock on SQLite. A follower
is a function of (batch, connection) named in `settings.LEDGER_FOLLOWERS`; its rows and the
positions go down in one transaction, so it sees every event once, in order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.module_loading import import_string

from motcua.ledger import queries, store
from motcua.ledger.models import Follower
from motcua.rules.refusal import Refusal

# On SQLite a batch holds the write lock: 500 events take about ten milliseconds.
BATCH = 500

Follow = Callable[[Sequence[store.Recorded], BaseDatabaseWrapper], None]


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did: events that got a position, and events that followers took."""

    sequenced: int
    followed: int

    def __bool__(self) -> bool:
        return bool(self.sequenced or self.followed)


def step(limit: int = BATCH) -> Step:
    """The next events have positions and every follower has taken its next batch.

    Does nothing while another sequencer is at work. A follower that was added later gets the
    whole history, a batch a step, without holding up the others.
    `Refusal("ledger_moved")` on a database that came from another PostgreSQL server.
    """
    with transaction.atomic():
        if not queries.lock_sequencer():
            return Step(0, 0)
        head = queries.head()
        if head.moved:
            raise Refusal("ledger_moved")
        sequenced = queries.sequence(head, limit)
        return Step(sequenced, _feed(head.size + sequenced, limit))


def drain(tick: Callable[[int], object] = lambda count: None, limit: int = BATCH) -> int:
    """Nothing is left to do; how many events got a position. `tick` hears of each batch."""
    total = 0
    while done := step(limit):
        total += done.sequenced
        tick(done.sequenced)
    return total


def adopt() -> int:
    """A database that came from another PostgreSQL server can be sequenced here.

    How many events got a position by it. Only while nobody writes; on SQLite nothing is needed.
    """
    if not queries.on_postgres():
        return 0
    with transaction.atomic():
        return queries.adopt()


def _feed(size: int, limit: int) -> int:
    stands = dict(Follower.objects.values_list("name", "position"))
    batches: dict[int, list[store.Recorded]] = {}
    for name in settings.LEDGER_FOLLOWERS:
        first = stands.get(name, 0)
        if first == size:
            continue
        batch = batches.setdefault(first, []) or store.read_positions(first, limit)
        batches[first] = batch
        follow: Follow = import_string(name)
        follow(batch, connection)
        Follower.objects.update_or_create(name=name, defaults={"position": first + len(batch)})
    return sum(map(len, batches.values()))
