"""The only ways to touch the ledger: append to a stream, and read.

Two officers acting at once on one dossier both try the same version; the `one_writer`
constraint lets one through and the other gets `Conflict`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property

import msgspec
from django.db import connection, transaction

from motcua.ledger import codec, commitment, histories, keys, queries
from motcua.rules.events import Event
from motcua.rules.refusal import Refusal

BATCH = 500


class Conflict(Refusal):
    """Somebody else's event came first; nothing of ours was recorded."""

    def __init__(self, stream: str) -> None:
        super().__init__("conflict", stream=stream)


class Recorded(msgspec.Struct, frozen=True, dict=True):
    """One event as it stands on the ledger; `position` only where it was asked for."""

    id: int
    stream: str
    version: int
    kind: str
    body: bytes
    leaf: bytes
    recorded_at: datetime
    position: int | None = None

    @cached_property
    def event(self) -> Event:
        """The event that the body holds."""
        return codec.decode(self.kind, self.body)


def append(
    stream: str, events: Sequence[Event], *, after_version: int, recorded_at: datetime
) -> list[Recorded]:
    """The events stand on the ledger after the caller's transaction; two statements.

    `after_version` is the stream's version that the caller decided on, 0 for a new stream;
    `Conflict` when it is no longer the last. `recorded_at` is the server's clock.
    `Refusal` `not_yet_happened` for a later event, `stream_erased` for an erased stream.
    """
    _needs_transaction()
    if not events:
        return []
    secret = _new_secret(stream) if after_version == 0 else _secret(stream, after_version)
    written = _rows(stream, secret, events, after_version, lambda event: recorded_at)
    ids = queries.insert_events(written)
    if len(ids) < len(written):
        raise _conflict(stream)
    return [
        Recorded(ids[row[1]], row[0], row[1], row[2], row[3], row[4], row[6]) for row in written
    ]


def append_many(
    streams: Iterable[tuple[str, Sequence[Event]]],
    *,
    recorded_at: datetime | Callable[[Event], datetime],
) -> int:
    """New streams with all their events, by the bulk way, with the same bytes; how many events.

    For imports and simulations; a simulation may give its own clock. One call holds the write
    lock: give it at most 500 events. `IntegrityError` when a stream exists.
    """
    _needs_transaction()
    clock = recorded_at if callable(recorded_at) else lambda event: recorded_at
    wrapped: list[tuple[str, bytes]] = []
    written: list[queries.Row] = []
    for stream, events in streams:
        secret = commitment.new_secret()
        wrapped.append((stream, keys.wrap(stream, secret)))
        written += _rows(stream, secret, events, 0, clock)
    queries.copy_in(wrapped, written)
    return len(written)


def read(stream: str) -> list[Recorded]:
    """The events of one stream, oldest first; empty for a stream that never was."""
    return _recorded("WHERE stream = %s ORDER BY version", [stream])


def read_many(streams: Sequence[str]) -> dict[str, list[Recorded]]:
    """The events of several streams by stream, oldest first; a stream that never was is absent."""
    found: dict[str, list[Recorded]] = {}
    for start in range(0, len(streams), BATCH):
        some = streams[start : start + BATCH]
        marks = ", ".join(["%s"] * len(some))
        rows = _many(f"WHERE stream IN ({marks}) ORDER BY stream, version", some)
        found |= histories.by_stream(rows)
    return found


def read_all(after_id: int = 0, batch: int = BATCH) -> Iterator[Recorded]:
    """Every event by id, constant memory. Not for following: ids do not appear in order."""
    while True:
        found = _many("WHERE id > %s ORDER BY id LIMIT %s", [after_id, batch])
        yield from found
        if len(found) < batch:
            return
        after_id = found[-1].id


def read_streams(batch: int = 4 * BATCH) -> Iterator[dict[str, list[Recorded]]]:
    """Every stream whole, in the order of their names, about `batch` events at a time."""
    return (span.histories for span in histories.walk(_many, batch) if span.histories)


def read_positions(first: int, limit: int = BATCH) -> list[Recorded]:
    """Up to `limit` events from this position on, in the order of the published world."""
    return [_entry(*row) for row in queries.positioned(first, limit)]


def size() -> int:
    """How many events have a position: the size of the published world."""
    return queries.head().size


def last_version(stream: str) -> int:
    """The stream's last version; 0 when it has no event."""
    return queries.secret_and_version(stream)[1]


def _entry(
    id: int,
    stream: str,
    version: int,
    kind: str,
    body: bytes,
    leaf: bytes,
    recorded_at: datetime,
    position: int | None = None,
) -> Recorded:
    at = recorded_at if recorded_at.tzinfo else recorded_at.replace(tzinfo=UTC)
    return Recorded(id, stream, version, kind, _bytes(body), _bytes(leaf), at, position)


def _bytes(value: bytes | memoryview | str) -> bytes:
    if type(value) is bytes:
        return value
    # A memory view is not bytes to a decoder's eye; text stands there where a file was forged.
    return value.encode() if isinstance(value, str) else bytes(value)


def _recorded(tail: str, values: Sequence[object]) -> list[Recorded]:
    return [_entry(*row) for row in queries.events(tail, values)]


def _many(tail: str, values: Sequence[object]) -> list[Recorded]:
    return [_entry(*row) for row in queries.many_events(tail, values)]


def _rows(
    stream: str,
    secret: bytes,
    events: Sequence[Event],
    after_version: int,
    clock: Callable[[Event], datetime],
) -> list[queries.Row]:
    written: list[queries.Row] = []
    for version, event in enumerate(events, start=after_version + 1):
        recorded_at = clock(event)
        if event.at > recorded_at:
            raise Refusal("not_yet_happened", at=event.at, recorded_at=recorded_at)
        kind, body = codec.kind_of(event), codec.encode(event)
        leaf = commitment.leaf(secret, version, kind, recorded_at, body)
        written.append((stream, version, kind, body, leaf, event.at, recorded_at))
    return written


def _new_secret(stream: str) -> bytes:
    secret = commitment.new_secret()
    if not queries.insert_secret(stream, keys.wrap(stream, secret)):
        raise _conflict(stream)
    return secret


def _secret(stream: str, after_version: int) -> bytes:
    wrapped, version = queries.secret_and_version(stream)
    if wrapped is None and version:
        raise Refusal("stream_erased", stream=stream)
    if wrapped is None or version != after_version:
        raise _conflict(stream)
    return keys.unwrap(stream, wrapped)


def _needs_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "An event stands together with its rows: append inside transaction.atomic()."
        )


def _conflict(stream: str) -> Conflict:
    # Nobody may catch it and commit the rest of a deed whose event was not recorded.
    transaction.set_rollback(True)
    return Conflict(stream)
