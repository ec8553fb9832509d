"""Derive every projection again from the ledger, and say or mend where the rows differ.

Rooms register what they derive: `Projection` for rows that follow from one stream, `RollUp` for
counts that a follower keeps, `Drawn` for numbers that deeds draw. The ledger is read once.
Nothing is emptied and nobody waits: rows are compared in batches without a lock, and only one
that differs is looked at again, and mended, under one (decision 0053). Memory does not grow with
the ledger.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction
from django.db.models import Model

from motcua.ledger import counters, histories
from motcua.ledger.counters import Drawn
from motcua.ledger.difference import Difference
from motcua.ledger.histories import Fact, Span
from motcua.ledger.plain import Plain, Rows, plain
from motcua.ledger.rollups import RollUp

__all__ = ["Drawn", "Projection", "Report", "RollUp", "register", "run"]

# A table that was emptied is known after a few names.
NAMED = 1000
# Streams looked at again under one lock: some hundred rows, some ten milliseconds.
CHUNK = 100
Histories = Mapping[str, Sequence[Fact]]
Tick = Callable[[int], object]
Columns = tuple[type[Model], Mapping[str, object]]


@dataclass(frozen=True)
class Projection:
    """Rows that follow from one stream (and its kept rows).

    `rows_of(stream, history)` gives pairs of a model and all its columns. Every model has a
    field `stream` and a primary key that is given. `kept_of`, where given, reads what a batch of
    streams needs beside the events, and `rows_of` gets it as a third argument.
    """

    models: tuple[type[Model], ...]
    rows_of: Callable[..., Iterable[Columns]]
    kept_of: Callable[[Sequence[str]], object] | None = None

    def derive(self, found: Histories) -> dict[type[Model], Rows]:
        """The rows that these streams give, by model and key."""
        more = () if self.kept_of is None else (self.kept_of(list(found)),)
        tables = {model: plain(model) for model in self.models}
        derived: dict[type[Model], Rows] = {model: {} for model in self.models}
        for stream, history in found.items():
            for model, columns in self.rows_of(stream, history, *more):
                table = tables[model]
                row = table.row(columns)
                derived[model][table.key_of(row)] = row
        return derived


@dataclass
class Report:
    """What a rebuild read and found: how many rows differ, and the first thousand by name."""

    events: int = 0
    streams: int = 0
    wrong: int = 0
    differences: list[Difference] = field(default_factory=list)

    def add(self, found: Iterable[Difference]) -> None:
        """These differ too."""
        for each in found:
            self.wrong += 1
            if len(self.differences) < NAMED:
                self.differences.append(each)


_REGISTERED: list[Projection | RollUp | Drawn] = []


def register(derived: Projection | RollUp | Drawn) -> None:
    """From now on this is derived again by every rebuild."""
    if derived not in _REGISTERED:
        _REGISTERED.append(derived)


def run(*, mend: bool, tick: Tick = lambda count: None) -> Report:
    """Every registered row was compared with the ledger; those that differ were mended if asked.

    `tick` hears how many events more were read. Safe while others write.
    """
    with _seldom_collected():
        return _run(mend, tick)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Millions of small values come and go and none holds another in a circle: looking for
    circles among them was measured as a tenth of the time.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _run(mend: bool, tick: Tick) -> Report:
    report = Report()
    projections = [each for each in _REGISTERED if isinstance(each, Projection)]
    drawn = [each for each in _REGISTERED if isinstance(each, Drawn)]
    with ExitStack() as places:
        sums = [
            places.enter_context(each.again()) for each in _REGISTERED if isinstance(each, RollUp)
        ]
        numbers = [places.enter_context(counters.redrawn(drawn))] if drawn else []
        for span in histories.spans():
            for projection in projections:
                report.add(_settle(projection, _suspects(projection, span), mend))
            for again in (*sums, *numbers):
                again.take(span.histories)
            count = sum(map(len, span.histories.values()))
            report.events += count
            report.streams += len(span.histories)
            tick(count)
        for again in (*sums, *numbers):
            report.add(again.settle(mend))
    return report


def _suspects(projection: Projection, span: Span[Fact]) -> list[str]:
    """The streams of a span whose rows differ, or that have rows and no events."""
    derived = projection.derive(span.histories)
    wrong: dict[str, None] = {}
    for model in projection.models:
        table, ours = plain(model), derived[model]
        theirs = table.between(span.after, span.through)
        if ours != theirs:
            for key in _differing(ours, theirs):
                rows = (each[key] for each in (ours, theirs) if key in each)
                wrong |= dict.fromkeys(map(table.stream_of, rows))
    return list(wrong)


def _settle(projection: Projection, streams: Iterable[str], mend: bool) -> Iterator[Difference]:
    """What differs while nobody else can change these streams' rows; a chunk at a time."""
    left = iter(streams)
    while chunk := list(islice(left, CHUNK)):
        with transaction.atomic():
            # The rows first: an event recorded meanwhile waits to show itself in them.
            stored = {model: plain(model).locked(chunk) for model in projection.models}
            derived = projection.derive(histories.of(chunk))
            found: list[Difference] = []
            for model in projection.models:
                found += _compare(plain(model), derived[model], stored[model], mend)
        yield from found


def _compare(table: Plain, ours: Rows, theirs: Rows, mend: bool) -> list[Difference]:
    wrong = _differing(ours, theirs)
    if wrong and mend:
        table.replace(wrong, [ours[key] for key in wrong if key in ours])
    return [_difference(table, key, ours, theirs) for key in wrong]


def _differing(ours: Rows, theirs: Rows) -> list[object]:
    return [key for key in ours | theirs if ours.get(key) != theirs.get(key)]


def _difference(table: Plain, key: object, wanted: Rows, stored: Rows) -> Difference:
    name = table.model._meta.db_table
    if key not in stored or key not in wanted:
        return Difference(name, str(key), "missing" if key in wanted else "extra")
    pairs = zip(table.names, wanted[key], stored[key], strict=True)
    fields = tuple(name for name, ours, theirs in pairs if ours != theirs)
    return Difference(name, str(key), "differs", fields)
