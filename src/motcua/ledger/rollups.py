"""Sums that a follower keeps, derived again beside the living table and compared with it.

The follower's own function fills a temporary table from the same positions; the database then
says which rows only one of the two has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, Model

from motcua.ledger import queries, store
from motcua.ledger.difference import Difference
from motcua.ledger.models import Follower

Feed = Callable[[Sequence[store.Recorded], BaseDatabaseWrapper, str], None]
# A broken table is known after a few rows; a report of a million keys helps nobody.
MOST = 1000
# The temporary table holds up nobody.
BATCH = 2000


@dataclass(frozen=True)
class RollUp:
    """A table that the follower named `follower` keeps by `feed(batch, connection, table)`.

    `key` are the columns that identify a row. The follower itself is `feed` with the model's own
    table. With `follower` empty the table is written by deeds and may be ahead of the positions:
    then `feed` gives the least that the column `value` must hold (drawn numbers).
    """

    model: type[Model]
    key: tuple[str, ...]
    feed: Feed
    follower: str = ""

    @property
    def columns(self) -> list[str]:
        """Every column but a number that the database gives."""
        fields = self.model._meta.concrete_fields
        return [each.column for each in fields if not isinstance(each, AutoField)]


def compare(rollup: RollUp, mend: bool) -> list[Difference]:
    """Where the living table differs from the ledger; afterwards it does not, if asked to mend."""
    with _shadow(rollup) as shadow:
        at = _replay(rollup, shadow, 0)
        found = _differences(rollup, shadow)
        if not found and at == _taken(rollup):
            return []
        # The living table went on meanwhile, or differs: look again while it stands still.
        with transaction.atomic():
            queries.wait_for_sequencer()
            _replay(rollup, shadow, at)
            found = _differences(rollup, shadow)
            if found and mend:
                _mend(rollup, shadow)
    return found


@contextmanager
def _shadow(rollup: RollUp) -> Iterator[str]:
    table, columns = rollup.model._meta.db_table, ", ".join(rollup.columns)
    shadow = f"{table}_again"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {shadow} AS SELECT {columns} FROM {table} WHERE 1 = 0"  # noqa: S608
        )
        cursor.execute(f"CREATE UNIQUE INDEX {shadow}_key ON {shadow} ({', '.join(rollup.key)})")
    try:
        yield shadow
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {shadow}")


def _replay(rollup: RollUp, shadow: str, first: int) -> int:
    """The shadow has taken what the living table has; up to which position."""
    end = _taken(rollup)
    while first < end:
        batch = store.read_positions(first, min(BATCH, end - first))
        rollup.feed(batch, connection, shadow)
        first += len(batch)
    return first


def _taken(rollup: RollUp) -> int:
    if not rollup.follower:
        return store.size()
    row = Follower.objects.filter(name=rollup.follower).first()
    return row.position if row else 0


def _only(rollup: RollUp, one: str, other: str) -> str:
    columns = ", ".join(rollup.columns)
    return f"SELECT {columns} FROM {one} EXCEPT SELECT {columns} FROM {other}"  # noqa: S608


def _behind(rollup: RollUp, shadow: str) -> str:
    table, columns = rollup.model._meta.db_table, ", ".join(f"s.{c}" for c in rollup.columns)
    same = " AND ".join(f"t.{column} = s.{column}" for column in rollup.key)
    return (
        f"SELECT {columns} FROM {shadow} s WHERE NOT EXISTS"  # noqa: S608
        f" (SELECT 1 FROM {table} t WHERE {same} AND t.value >= s.value)"
    )


def _differences(rollup: RollUp, shadow: str) -> list[Difference]:
    table = rollup.model._meta.db_table
    if not rollup.follower:
        return [
            Difference(table, key, "differs", ("value",))
            for key in _keys(rollup, _behind(rollup, shadow))
        ]
    wanted = _keys(rollup, _only(rollup, shadow, table))
    stored = _keys(rollup, _only(rollup, table, shadow))
    return [
        *(Difference(table, key, "differs" if key in stored else "missing") for key in wanted),
        *(Difference(table, key, "extra") for key in stored if key not in wanted),
    ]


def _keys(rollup: RollUp, statement: str) -> dict[str, None]:
    places = [rollup.columns.index(column) for column in rollup.key]
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} LIMIT {MOST}")
        return {"|".join(str(row[i]) for i in places): None for row in cursor.fetchall()}


def _mend(rollup: RollUp, shadow: str) -> None:
    table, key = rollup.model._meta.db_table, ", ".join(rollup.key)
    columns = ", ".join(rollup.columns)
    wrong = _only(rollup, table, shadow) if rollup.follower else _behind(rollup, shadow)
    missing = _only(rollup, shadow, table) if rollup.follower else wrong
    with connection.cursor() as cursor:
        if not rollup.follower:
            cursor.execute(
                f"INSERT INTO {table} ({columns}) {missing} ON CONFLICT ({key})"
                " DO UPDATE SET value = excluded.value"
            )
            return
        cursor.execute(
            f"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM ({wrong}) AS wrong)"  # noqa: S608
        )
        cursor.execute(f"INSERT INTO {table} ({columns}) {missing}")
