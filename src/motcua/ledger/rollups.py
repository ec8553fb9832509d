"""Counts that a follower keeps as the ledger grows, and the same counts derived again.

A room says under which keys a stream's entries count; the order in which they come is of no
account, so a rebuild counts them in its one pass over the streams.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from motcua.ledger import histories, queries, store
from motcua.ledger.difference import Difference
from motcua.ledger.histories import Fact
from motcua.ledger.models import Follower
from motcua.ledger.sums import Again, Key, Merge, Sums, again
from motcua.rules.events import Event

Entry = Fact | store.Recorded
# Under the sequencer's lock: some ten milliseconds.
BATCH = 500


@dataclass(frozen=True)
class RollUp:
    """A table of counts, kept by the follower named `follower`, which is this one's `follow`.

    `keys_of(opening, entries)` gives a key for each entry that counts; `opening` is the first
    event of the entries' stream. The model's columns are the key and `value`.
    """

    model: type[Model]
    keys_of: Callable[[Event, Sequence[Entry]], Iterable[Key]]
    follower: str

    @cached_property
    def sums(self) -> Sums:
        """Its table."""
        return Sums(self.model, Merge.SUM)

    def follow(self, batch: Sequence[store.Recorded], connection: BaseDatabaseWrapper) -> None:
        """The batch's entries are counted in the living table."""
        self.sums.put(self.counts(batch))

    def counts(self, batch: Sequence[store.Recorded]) -> Counter[Key]:
        """What entries from anywhere in the ledger count for."""
        entries = histories.by_stream(sorted(batch, key=histories.STREAM_OF))
        openings = {each.stream: each.event for each in batch if each.version == 1}
        openings |= _openings([name for name in entries if name not in openings])
        counts: Counter[Key] = Counter()
        for stream, some in entries.items():
            counts.update(self.keys_of(openings[stream], some))
        return counts

    @contextmanager
    def again(self) -> Iterator[Recount]:
        """A place to count again."""
        with again(self.sums) as derived:
            yield Recount(self, derived)


class Recount:
    """The counts of everything that the follower has taken, derived again."""

    def __init__(self, rollup: RollUp, derived: Again) -> None:
        self.rollup, self.derived = rollup, derived
        self.taken = _taken(rollup.follower)

    def take(self, found: Mapping[str, Sequence[Fact]]) -> None:
        """Whole streams are counted, as far as the follower had them when this began."""
        counts: Counter[Key] = Counter()
        taken = self.taken
        for history in found.values():
            entries = [f for f in history if (at := f.position) is not None and at < taken]
            counts.update(self.rollup.keys_of(history[0].event, entries))
        self.derived.add(counts)

    def settle(self, mend: bool) -> list[Difference]:
        """Where the living table differs; afterwards it does not, if asked to mend."""
        found = self.derived.differences()
        if not found and self.taken == _taken(self.rollup.follower):
            return []
        # The living table went on meanwhile, or differs: look again while it stands still.
        with transaction.atomic():
            queries.wait_for_sequencer()
            self._catch_up()
            found = self.derived.differences()
            if found and mend:
                self.derived.mend()
        return found

    def _catch_up(self) -> None:
        end = _taken(self.rollup.follower)
        while self.taken < end:
            batch = store.read_positions(self.taken, min(BATCH, end - self.taken))
            self.derived.add(self.rollup.counts(batch))
            self.taken += len(batch)


def _openings(streams: Sequence[str]) -> dict[str, Event]:
    if not streams:
        return {}
    marks = ", ".join(["%s"] * len(streams))
    found = histories.facts(f"WHERE version = 1 AND stream IN ({marks})", streams)
    return {fact.stream: fact.event for fact in found}


def _taken(follower: str) -> int:
    row = Follower.objects.filter(name=follower).first()
    return row.position if row else 0
