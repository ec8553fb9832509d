"""Derive every projection again from the ledger, and say or mend where the rows differ.

Rooms register what they derive: `Projection` for rows that follow from one stream, `RollUp` for
sums that a follower keeps. Nothing is emptied and nobody waits: rows are compared in batches
without a lock, and only one that differs is looked at again, and mended, under one (decision
0053). Memory does not grow with the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet

from motcua.ledger import models, rollups, store
from motcua.ledger.difference import Difference
from motcua.ledger.rollups import RollUp
from motcua.ledger.store import Recorded

__all__ = ["Projection", "Report", "RollUp", "register", "run"]

# A table that was emptied is known after a few names.
NAMED = 1000
# Streams looked at again under one lock: some hundred rows, some ten milliseconds.
CHUNK = 100
Histories = dict[str, list[Recorded]]
Tick = Callable[[int], object]
Columns = tuple[type[Model], Mapping[str, object]]
Table = dict[object, tuple[object, ...]]


@dataclass(frozen=True)
class Projection:
    """Rows that follow from one stream (and its kept rows).

    `rows_of(stream, history)` gives instances, or pairs of a model and all its columns, which
    is a good deal faster. Every model has a field `stream` and a primary key that it gives.
    `kept_of`, where given, reads what a batch of streams needs beside the events, and `rows_of`
    gets it as a third argument.
    """

    models: tuple[type[Model], ...]
    rows_of: Callable[..., Sequence[Model | Columns]]
    kept_of: Callable[[Sequence[str]], object] | None = None

    def derive(self, histories: Histories) -> dict[type[Model], dict[str, Table]]:
        """The rows that these streams give, by model, stream and key."""
        more = () if self.kept_of is None else (self.kept_of(list(histories)),)
        found: dict[type[Model], dict[str, Table]] = {model: {} for model in self.models}
        for stream, history in histories.items():
            for row in self.rows_of(stream, history, *more) if history else ():
                model, values = _taken_apart(row)
                key = values[_names(model).index(_key(model))]
                found[model].setdefault(stream, {})[key] = values
        return found


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


_REGISTERED: list[Projection | RollUp] = []


def register(projection: Projection | RollUp) -> None:
    """From now on this is derived again by every rebuild."""
    if projection not in _REGISTERED:
        _REGISTERED.append(projection)


def run(*, mend: bool, tick: Tick = lambda count: None) -> Report:
    """Every registered row was compared with the ledger; those that differ were mended if asked.

    `tick` hears how many events more were read. Safe while others write.
    """
    report = Report()
    streamed = [each for each in _REGISTERED if isinstance(each, Projection)]
    for histories in store.read_streams():
        count = sum(map(len, histories.values()))
        report.events += count
        report.streams += len(histories)
        for projection in streamed:
            report.add(_settle(projection, _suspects(projection, histories), mend))
        tick(count)
    for projection in streamed:
        report.add(_settle(projection, _strays(projection), mend))
    for rollup in _REGISTERED:
        if isinstance(rollup, RollUp):
            report.add(rollups.compare(rollup, mend))
    return report


def _suspects(projection: Projection, histories: Histories) -> list[str]:
    derived = projection.derive(histories)
    wrong: dict[str, None] = {}
    for model in projection.models:
        stored = _by_stream(model, model._default_manager.filter(stream__in=list(histories)))
        for stream in histories:
            if derived[model].get(stream) != stored.get(stream):
                wrong[stream] = None
    return list(wrong)


def _strays(projection: Projection) -> Iterator[str]:
    """Streams that have rows but no events."""
    written = models.Event.objects.filter(stream=OuterRef("stream"))
    for model in projection.models:
        rows = model._default_manager.filter(~Exists(written)).order_by()
        yield from rows.values_list("stream", flat=True).distinct().iterator(chunk_size=2000)


def _settle(projection: Projection, streams: Iterable[str], mend: bool) -> Iterator[Difference]:
    """What differs while nobody else can change these streams' rows; a chunk at a time."""
    left = iter(streams)
    while chunk := list(islice(left, CHUNK)):
        with transaction.atomic():
            # The rows first: an event recorded meanwhile waits to show itself in them.
            stored = {
                model: _by_stream(model, _locked(model, chunk)) for model in projection.models
            }
            derived = projection.derive(store.read_many(chunk))
            found: list[Difference] = []
            for model in projection.models:
                ours = _rows(derived[model], chunk)
                found += _compare(model, ours, _rows(stored[model], chunk), mend)
        yield from found


def _compare(model: type[Model], ours: Table, theirs: Table, mend: bool) -> list[Difference]:
    wrong = [key for key in ours | theirs if ours.get(key) != theirs.get(key)]
    if wrong and mend:
        _mend(model, wrong, ours)
    return [_difference(model, key, ours, theirs) for key in wrong]


def _locked(model: type[Model], streams: list[str]) -> QuerySet[Model]:
    rows = model._default_manager.filter(stream__in=streams).order_by(_key(model))
    return rows.select_for_update()


def _by_stream(model: type[Model], found: QuerySet[Model]) -> dict[str, Table]:
    names = _names(model)
    stream, key = names.index("stream"), names.index(_key(model))
    tables: dict[str, Table] = {}
    for row in found.values_list(*names):
        tables.setdefault(row[stream], {})[row[key]] = row
    return tables


def _rows(tables: dict[str, Table], streams: list[str]) -> Table:
    return {key: row for name in streams for key, row in tables.get(name, {}).items()}


def _mend(model: type[Model], wrong: list[object], wanted: Table) -> None:
    extra = [key for key in wrong if key not in wanted]
    if extra:
        model._default_manager.filter(pk__in=extra).delete()
    names = _names(model)
    model._default_manager.bulk_create(
        [model(**dict(zip(names, wanted[key], strict=True))) for key in wrong if key in wanted],
        update_conflicts=True,
        unique_fields=[_key(model)],
        update_fields=[name for name in names if name != _key(model)],
    )


def _difference(model: type[Model], key: object, wanted: Table, stored: Table) -> Difference:
    if key not in stored or key not in wanted:
        return Difference(model._meta.db_table, str(key), "missing" if key in wanted else "extra")
    pairs = zip(_names(model), wanted[key], stored[key], strict=True)
    fields = tuple(name for name, ours, theirs in pairs if ours != theirs)
    return Difference(model._meta.db_table, str(key), "differs", fields)


def _taken_apart(row: Model | Columns) -> tuple[type[Model], tuple[object, ...]]:
    if isinstance(row, Model):
        return type(row), tuple(getattr(row, name) for name in _names(type(row)))
    model, columns = row
    return model, tuple(columns[name] for name in _names(model))


@cache
def _names(model: type[Model]) -> list[str]:
    return [each.attname for each in model._meta.concrete_fields]


def _key(model: type[Model]) -> str:
    return model._meta.pk.attname
