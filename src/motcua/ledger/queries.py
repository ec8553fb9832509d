"""The ledger's statements on hot paths, in SQL; PostgreSQL and SQLite where they differ.

Nothing here decides anything: `store`, `sequencer`, `idempotency` and `counters` do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg
from django.db import IntegrityError, connection

COLUMNS = "stream, version, kind, body, leaf, occurred_at, recorded_at"
Row = tuple[str, int, str, bytes, bytes, datetime, datetime]


def on_postgres() -> bool:
    """Whether the current database is PostgreSQL; else it is SQLite."""
    return connection.vendor == "postgresql"


def moment(value: datetime) -> object:
    """An instant as the driver takes it; on SQLite the text that Django writes, ten times faster."""
    if on_postgres():
        return value
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


def secret_and_version(stream: str) -> tuple[bytes | None, int]:
    """The stream's wrapped secret, None when it has none, and its last version, 0 for a new one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT wrapped FROM ledger_streamsecret WHERE stream = %s),"
            " (SELECT max(version) FROM ledger_event WHERE stream = %s)",
            [stream, stream],
        )
        wrapped, version = cursor.fetchone()
    return (None if wrapped is None else bytes(wrapped)), version or 0


def insert_secret(stream: str, wrapped: bytes) -> bool:
    """Whether the secret was stored; not when the stream has one already."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_streamsecret (stream, wrapped) VALUES (%s, %s)"
            " ON CONFLICT DO NOTHING",
            [stream, wrapped],
        )
        return cursor.rowcount == 1


def insert_events(rows: Sequence[Row]) -> dict[int, int]:
    """Version to id of the events stored; one whose version is taken is not among them.

    A conflict waits for the other writer and then stores nothing, so that the transaction is not
    poisoned before its caller has decided.
    """
    marks = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        try:
            cursor.execute(
                f"INSERT INTO ledger_event ({COLUMNS}) VALUES {marks}"  # noqa: S608 - only marks
                " ON CONFLICT (stream, version) DO NOTHING RETURNING version, id",
                [value for row in rows for value in _adapted(row)],
            )
            return dict(cursor.fetchall())
        except IntegrityError:
            # SQLite's guard of the log sees a taken version before the conflict clause does.
            if on_postgres():
                raise
            return {}


_READ = "e.id, stream, version, kind, body, leaf, recorded_at"


def events(tail: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """Rows of the ledger in the columns of `store.Recorded`; SQLite's moments are UTC and naive."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_READ} FROM ledger_event e {tail}", values)  # noqa: S608
        return cursor.fetchall()


def many_events(tail: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """The same for thousands of rows."""
    return in_bulk(f"SELECT {_READ} FROM ledger_event e {tail}", values)  # noqa: S608


def facts(tail: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """Many events in the columns of `histories.Fact`, the body still as bytes."""
    # Asked row by row: a join could be planned as one over the whole ledger, batch after batch.
    return in_bulk(
        "SELECT stream, version, kind, body,"  # noqa: S608
        " (SELECT p.position FROM ledger_position p WHERE p.event_id = e.id)"
        f" FROM ledger_event e {tail}",
        values,
    )


def positioned(first: int, limit: int) -> list[tuple[Any, ...]]:
    """Many events with their position, in the order of positions from `first` on."""
    return in_bulk(
        f"SELECT {_READ}, p.position FROM ledger_position p"  # noqa: S608
        " JOIN ledger_event e ON e.id = p.event_id"
        " WHERE p.position >= %s ORDER BY p.position LIMIT %s",
        [first, limit],
    )


def in_bulk(statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """What a statement answers, thousands of rows, as the driver gives it."""
    with connection.cursor() as cursor:
        if not on_postgres():
            cursor.execute(statement, values)
            return cursor.fetchall()
        # Django's cursor takes bytes as hexadecimal text; the driver's own binary form was
        # measured five times faster.
        with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as bare:
            bare.execute(statement, values, binary=True)
            return bare.fetchall()


def copy_in(secrets: Sequence[tuple[str, bytes]], rows: Iterable[Row]) -> None:
    """Secrets and events stored by the fastest way the driver has; a conflict is its error."""
    if on_postgres():
        _copy("ledger_streamsecret (stream, wrapped)", ("text", "bytea"), secrets)
        types = ("text", "int4", "text", "bytea", "bytea", "timestamptz", "timestamptz")
        _copy(f"ledger_event ({COLUMNS})", types, rows)
        return
    # The driver's own cursor: Django's rewrites every mark of every row.
    with connection.cursor() as cursor, connection.wrap_database_errors:
        bare = cursor.cursor.connection.cursor()
        bare.executemany("INSERT INTO ledger_streamsecret (stream, wrapped) VALUES (?, ?)", secrets)
        bare.executemany(
            f"INSERT INTO ledger_event ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            map(_adapted, rows),
        )


def _copy(into: str, types: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with connection.cursor() as cursor, connection.wrap_database_errors:
        statement = f"COPY {into} FROM STDIN (FORMAT BINARY)"
        with cursor.cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)


def insert_many(into: str, rows: Sequence[Sequence[object]]) -> None:
    """Many prepared rows stored in `table (columns)` by the fastest way the driver has."""
    if not rows:
        return
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if on_postgres():
            with cursor.cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["?"] * len(rows[0]))
        bare = cursor.cursor.connection.cursor()
        bare.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)  # noqa: S608


def _adapted(row: Row) -> tuple[object, ...]:
    return (*row[:5], moment(row[5]), moment(row[6]))


def next_value(name: str) -> int:
    """One more than the counter held, from 1; its row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_counter (name, value) VALUES (%s, 1)"
            " ON CONFLICT (name) DO UPDATE SET value = ledger_counter.value + 1 RETURNING value",
            [name],
        )
        return int(cursor.fetchone()[0])


def hold_counters() -> None:
    """Nobody draws a number until this transaction ends, and every one drawn is committed."""
    if on_postgres():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE ledger_counter IN SHARE ROW EXCLUSIVE MODE")


def mark() -> str:
    """A moment: whatever is not visible now, `streams_since` names once it is committed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text"
            if on_postgres()
            else "SELECT coalesce(max(id), 0) FROM ledger_event"
        )
        return str(cursor.fetchone()[0])


def streams_since(mark: str) -> list[str]:
    """The streams of every event committed since, and perhaps of some before."""
    since = "xid >= %s::xid8" if on_postgres() else "id > CAST(%s AS integer)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT stream FROM ledger_event WHERE {since}", [mark])  # noqa: S608
        return [stream for (stream,) in cursor.fetchall()]


def claim_key(origin: str, key: str, digest: bytes, now: datetime, expires_at: datetime) -> bool:
    """Whether the key is ours to answer: new, or the old answer has expired.

    Waits while another transaction holds the same key.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_idempotencykey (origin, key, digest, expires_at)"
            " VALUES (%s, %s, %s, %s) ON CONFLICT (origin, key) DO UPDATE"
            " SET digest = excluded.digest, answer = NULL, expires_at = excluded.expires_at"
            " WHERE ledger_idempotencykey.expires_at <= %s RETURNING id",
            [origin, key, digest, moment(expires_at), moment(now)],
        )
        return cursor.fetchone() is not None


def keep_answer(origin: str, key: str, answer: bytes) -> None:
    """The answer stands beside the key that was claimed for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_idempotencykey SET answer = %s WHERE origin = %s AND key = %s",
            [answer, origin, key],
        )


def overwrite_what_is_deleted() -> None:
    """On SQLite, deleted rows are filled with zeros in the file, however it was built."""
    if not on_postgres():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")


# ---- The sequencer's ----

# Any number will do that no other program uses as an advisory lock: "motcua" in ASCII.
LOCK = 0x6D6F74637561


@dataclass(frozen=True, slots=True)
class Head:
    """The last event that has a position; `moved` when its database came from another server."""

    size: int
    event: int
    xid: str
    moved: bool


def lock_sequencer() -> bool:
    """Whether this transaction is the one sequencer; on SQLite every transaction that writes is."""
    if not on_postgres():
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def wait_for_sequencer() -> None:
    """No position is given and no follower runs until this transaction ends."""
    if on_postgres():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def head() -> Head:
    """Where the sequence stands."""
    extra = (
        ", e.xid::text, e.xid >= pg_snapshot_xmax(pg_current_snapshot())"
        if on_postgres()
        else ", '0', 0"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.position + 1, e.id{extra} FROM ledger_position p"  # noqa: S608
            " JOIN ledger_event e ON e.id = p.event_id ORDER BY p.position DESC LIMIT 1"
        )
        row = cursor.fetchone()
    return Head(row[0], row[1], row[2], bool(row[3])) if row else Head(0, 0, "0", False)


# An event is ready when every transaction that began before its own has ended: nothing can
# still appear before it. Tailing `id > last` was measured to lose a quarter of the events.
_NEXT_ON_POSTGRES = """
    INSERT INTO ledger_position (position, event_id)
    SELECT %(size)s - 1 + row_number() OVER (ORDER BY xid, id), id FROM (
        SELECT xid, id FROM ledger_event
        WHERE (xid, id) > (%(xid)s::xid8, %(event)s)
          AND xid < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY xid, id LIMIT %(limit)s
    ) AS ready
"""
# One writer at a time, and numbers are never used twice: the order of ids is that of commits.
_NEXT_ON_SQLITE = """
    INSERT INTO ledger_position (position, event_id)
    SELECT %(size)s - 1 + row_number() OVER (ORDER BY id), id FROM (
        SELECT id FROM ledger_event WHERE id > %(event)s ORDER BY id LIMIT %(limit)s
    ) AS ready
"""


def sequence(after: Head, limit: int) -> int:
    """How many events got the next positions."""
    values = {"size": after.size, "event": after.event, "limit": limit}
    if on_postgres():
        values["xid"] = after.xid
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_ON_POSTGRES if on_postgres() else _NEXT_ON_SQLITE, values)
        return int(cursor.rowcount)


def adopt() -> int:
    """Every event without a position gets one, and transaction numbers begin anew.

    Only for PostgreSQL, after a database came from another server, while nobody writes. The
    column is dropped and added with a constant default, which touches no row.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE ledger_event, ledger_position IN ACCESS EXCLUSIVE MODE")
        cursor.execute(
            "INSERT INTO ledger_position (position, event_id)"
            " SELECT (SELECT coalesce(max(position), -1) FROM ledger_position)"
            "  + row_number() OVER (ORDER BY xid, id), id FROM ledger_event e"
            " WHERE NOT EXISTS (SELECT 1 FROM ledger_position p WHERE p.event_id = e.id)"
        )
        found = int(cursor.rowcount)
        cursor.execute("ALTER TABLE ledger_event DROP COLUMN xid")
        for statement in ADD_XID:
            cursor.execute(statement)
    return found


# As in the migration that made the column, but for rows that are there already.
ADD_XID = (
    "ALTER TABLE ledger_event ADD COLUMN xid xid8 NOT NULL DEFAULT '0'::xid8",
    "ALTER TABLE ledger_event ALTER COLUMN xid SET DEFAULT pg_current_xact_id()",
    "CREATE INDEX ledger_event_by_commit ON ledger_event (xid, id)",
)
