"""Derive every projection again from the ledger, and say or mend where the rows differ.

Rooms register what they derive: `Projection` for rows that follow from one stream, `RollUp` for
sums that a follower keeps. Nothing is emptied and nobody waits: rows are compared in batches
without a lock, and only one that differs is looked at again, and mended, under one (decision
0053). Memory does not grow with the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef

from motcua.ledger import models, rollups, store
from motcua.ledger.difference import Difference
from motcua.ledger.rollups import RollUp
from motcua.ledger.store import Recorded

__all__ = ["Projection", "Report", "RollUp", "register", "run"]

Tick = Callable[[int], object]
Table = dict[object, tuple[object, ...]]


@dataclass(frozen=True)
class Projection:
    """Rows that follow from one stream (and its kept rows).

    Every model has a field `stream` and a primary key that `rows_of` gives. `kept_of`, where
    given, reads what a batch of streams needs beside the events, and `rows_of` gets it too.
    """

    models: tuple[type[Model], ...]
    rows_of: Callable[..., Sequence[Model]]
    kept_of: Callable[[Sequence[str]], object] | None = None

    def derive(self, histories: dict[str, list[Recorded]]) -> dict[type[Model], dict[str, Table]]:
        """The rows that these streams give, by model, stream and key."""
        more = () if self.kept_of is None else (self.kept_of(list(histories)),)
        found: dict[type[Model], dict[str, Table]] = {model: {} for model in self.models}
        for stream, history in histories.items():
            for row in self.rows_of(stream, history, *more) if history else ():
                values = attrgetter(*_names(type(row)))(row)
                found[type(row)].setdefault(stream, {})[row.pk] = values
        return found


@dataclass
class Report:
    """What a rebuild read and found; `differences` names rows, never what they hold."""

    events: int = 0
    streams: int = 0
    differences: list[Difference] = field(default_factory=list)


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
            for stream in _suspects(projection, histories):
                report.differences += _look_again(projection, stream, mend)
        tick(count)
    for projection in streamed:
        for stream in _strays(projection):
            report.differences += _look_again(projection, stream, mend)
    for rollup in _REGISTERED:
        if isinstance(rollup, RollUp):
            report.differences += rollups.compare(rollup, mend)
    return report


def _suspects(projection: Projection, histories: dict[str, list[Recorded]]) -> list[str]:
    derived = projection.derive(histories)
    wrong: dict[str, None] = {}
    for model in projection.models:
        stored = _stored(model, list(histories))
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


def _look_again(projection: Projection, stream: str, mend: bool) -> list[Difference]:
    """What differs while nobody else can change the stream's rows."""
    with transaction.atomic():
        for model in projection.models:
            # The rows first: an event recorded meanwhile waits to show itself in them.
            list(model._default_manager.select_for_update().filter(stream=stream).values("pk"))
        derived = projection.derive({stream: store.read(stream)})
        found: list[Difference] = []
        for model in projection.models:
            wanted = derived[model].get(stream, {})
            stored = _stored(model, [stream]).get(stream, {})
            wrong = [key for key in wanted | stored if wanted.get(key) != stored.get(key)]
            found += [_difference(model, key, wanted, stored) for key in wrong]
            if mend:
                _mend(model, wrong, wanted)
    return found


def _stored(model: type[Model], streams: list[str]) -> dict[str, Table]:
    names = _names(model)
    stream, key = names.index("stream"), names.index(_key(model))
    found: dict[str, Table] = {}
    rows: Iterable[tuple[Any, ...]] = model._default_manager.filter(stream__in=streams).values_list(
        *names
    )
    for row in rows:
        found.setdefault(row[stream], {})[row[key]] = row
    return found


def _mend(model: type[Model], wrong: list[object], wanted: Table) -> None:
    model._default_manager.filter(pk__in=[key for key in wrong if key not in wanted]).delete()
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


def _names(model: type[Model]) -> list[str]:
    return [each.attname for each in model._meta.concrete_fields]


def _key(model: type[Model]) -> str:
    return model._meta.pk.attname
