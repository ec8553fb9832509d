"""Streams as whoever derives rows from them reads them: what happened, without bytes and leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

import msgspec

from motcua.ledger import codec, queries
from motcua.rules.events import Event

# Some three hundred dossiers: larger ones were not measured faster.
BATCH = 2000
STREAM_OF = attrgetter("stream")


class OfStream(Protocol):
    """What can be put together by streams."""

    @property
    def stream(self) -> str: ...


E = TypeVar("E", bound=OfStream)
Read = Callable[[str, Sequence[object]], list[E]]


class Fact(msgspec.Struct, frozen=True, gc=False):
    """One event of a stream; `position` is None until the sequencer gave one."""

    stream: str
    version: int
    kind: str
    event: Event
    position: int | None


class Span(msgspec.Struct, Generic[E], frozen=True):
    """Every stream whose name comes after `after`, up to and with `through`; None is no bound."""

    after: str | None
    through: str | None
    histories: dict[str, list[E]]


def walk(read: Read[E], batch: int) -> Iterator[Span[E]]:
    """Every stream whole, in the order of their names, about `batch` entries at a time.

    The spans leave no name out, whether it has events or not.
    """
    after: str | None = None
    while True:
        some = read("WHERE stream > %s ORDER BY stream, version LIMIT %s", [after or "", batch])
        found = by_stream(some)
        if len(some) < batch:
            yield Span(after, None, found)
            return
        last = some[-1].stream
        # The last stream may go on beyond the batch.
        found[last] = read("WHERE stream = %s ORDER BY version", [last])
        yield Span(after, last, found)
        after = last


def spans() -> Iterator[Span[Fact]]:
    """Every stream there is, in constant memory."""
    return walk(facts, BATCH)


def of(streams: Sequence[str]) -> dict[str, list[Fact]]:
    """The histories of these streams; one that has no event is absent."""
    if not streams:
        return {}
    marks = ", ".join(["%s"] * len(streams))
    return by_stream(facts(f"WHERE stream IN ({marks}) ORDER BY stream, version", streams))


def facts(tail: str, values: Sequence[object]) -> list[Fact]:
    """The events that a condition names, in its order."""
    decoder = codec.decoder
    return [
        Fact(stream, version, kind, decoder(kind).decode(body), position)
        for stream, version, kind, body, position in queries.facts(tail, values)
    ]


def by_stream(entries: Sequence[E]) -> dict[str, list[E]]:
    """Entries that lie together by stream, put together."""
    return {name: list(group) for name, group in groupby(entries, STREAM_OF)}
