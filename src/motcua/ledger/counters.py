"""Numbers without gaps: a unit's codes of a day, a book's receipts of a year.

A number drawn stands in the event it was drawn for, so the last one of every name follows from
the ledger: a rebuild finds a counter that would give a number twice, or leave one out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from django.db import transaction

from motcua.ledger import histories, queries
from motcua.ledger.difference import Difference
from motcua.ledger.histories import Fact
from motcua.ledger.models import Counter
from motcua.ledger.sums import Again, Key, Merge, Sums, again

Numbers = Iterable[tuple[str, int]]
STREAMS_AT_ONCE = 300


def next_number(name: str) -> int:
    """The next number under a name, from 1. Draw it last: others wait until the transaction ends.

    A transaction that fails gives its number back, so that there is no gap.
    """
    return queries.next_value(name)


@dataclass(frozen=True)
class Drawn:
    """A room's numbers: `numbers_of` gives name and number of every one a history holds."""

    numbers_of: Callable[[Sequence[Fact]], Numbers]


@contextmanager
def redrawn(drawn: Sequence[Drawn]) -> Iterator[Redraw]:
    """A place to derive all counters again, from what the rooms say of their numbers."""
    # Before anything is read: what is recorded from here on is read again at the end.
    mark = queries.mark()
    with again(Sums(Counter, Merge.LARGEST)) as derived:
        yield Redraw(drawn, derived, mark)


class Redraw:
    """The last number of every name, derived again."""

    def __init__(self, drawn: Sequence[Drawn], derived: Again, mark: str) -> None:
        self.drawn, self.derived, self.mark = drawn, derived, mark

    def take(self, found: Mapping[str, Sequence[Fact]]) -> None:
        """The numbers of whole streams; a stream may be taken twice."""
        largest: dict[Key, int] = {}
        for history in found.values():
            for each in self.drawn:
                for name, number in each.numbers_of(history):
                    largest[(name,)] = max(number, largest.get((name,), 0))
        self.derived.add(largest)

    def settle(self, mend: bool) -> list[Difference]:
        """Where a counter differs; afterwards none does, if asked to mend."""
        if not self.derived.differences():
            return []
        # Numbers were drawn meanwhile, or a counter differs: look again while nobody draws.
        with transaction.atomic():
            queries.hold_counters()
            changed = iter(queries.streams_since(self.mark))
            while some := list(islice(changed, STREAMS_AT_ONCE)):
                self.take(histories.of(some))
            found = self.derived.differences()
            if found and mend:
                self.derived.mend()
        return found
