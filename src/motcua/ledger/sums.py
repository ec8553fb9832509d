"""A table of sums (key columns and `value`), and the same sums derived again beside it.

What is derived is gathered in memory, put into a temporary table before it grows large, and
compared with the living table by the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import AutoField, Model

from motcua.ledger.difference import Difference

Key = tuple[Any, ...]
# A broken table is known after a few rows; a report of a million keys helps nobody.
MOST = 1000
# Keys held in memory before they go into the temporary table.
HELD = 20_000
ROWS_AT_ONCE = 500


class Merge(Enum):
    """What two values of one key make together, in SQL and here."""

    SUM = "{table}.value + excluded.value"
    LARGEST = "CASE WHEN {table}.value < excluded.value THEN excluded.value ELSE {table}.value END"

    @property
    def of(self) -> Callable[[int, int], int]:
        return int.__add__ if self is Merge.SUM else max


class Sums:
    """The table of a model whose columns are its key and `value`."""

    def __init__(self, model: type[Model], merge: Merge) -> None:
        fields = [f for f in model._meta.concrete_fields if not isinstance(f, AutoField)]
        self.merge = merge
        self.table = model._meta.db_table
        self.key = [field for field in fields if field.attname != "value"]
        self.key_columns = ", ".join(field.column for field in self.key)
        self.columns = f"{self.key_columns}, value"

    def put(self, amounts: Mapping[Key, int], table: str = "") -> None:
        """These amounts are merged into the table, or into one like it."""
        table = table or self.table
        merged = self.merge.value.format(table=table)
        left = iter(sorted(amounts.items()))
        while some := list(islice(left, ROWS_AT_ONCE)):
            marks = ", ".join([f"({', '.join(['%s'] * (len(self.key) + 1))})"] * len(some))
            values = [value for key, amount in some for value in (*self._prepared(key), amount)]
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO {table} ({self.columns}) VALUES {marks}"  # noqa: S608
                    f" ON CONFLICT ({self.key_columns}) DO UPDATE SET value = {merged}",
                    values,
                )

    def _prepared(self, key: Key) -> list[object]:
        pairs = zip(self.key, key, strict=True)
        return [field.get_db_prep_save(value, connection) for field, value in pairs]


class Again:
    """The sums derived again: `add` what follows from the ledger, then look and mend."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.shadow = f"{sums.table}_again"
        self._held: dict[Key, int] = {}

    def add(self, amounts: Mapping[Key, int]) -> None:
        """These amounts follow from the ledger too."""
        held, merge = self._held, self.sums.merge.of
        for key, amount in amounts.items():
            held[key] = merge(held[key], amount) if key in held else amount
        if len(held) > HELD:
            self._let_go()

    def differences(self) -> list[Difference]:
        """Where the living table has other values, up to a thousand of each kind."""
        self._let_go()
        wanted = self._keys(self._only(self.shadow, self.sums.table))
        stored = self._keys(self._only(self.sums.table, self.shadow))
        table = self.sums.table
        differing = [
            Difference(table, key, "differs", ("value",))
            if key in stored
            else Difference(table, key, "missing")
            for key in wanted
        ]
        return [*differing, *(Difference(table, k, "extra") for k in stored if k not in wanted)]

    def mend(self) -> None:
        """The living table holds what was derived."""
        table, key = self.sums.table, self.sums.key_columns
        wrong = self._only(table, self.shadow)
        missing = self._only(self.shadow, table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM ({wrong}) AS wrong)"  # noqa: S608
            )
            cursor.execute(f"INSERT INTO {table} ({self.sums.columns}) {missing}")

    def _let_go(self) -> None:
        self.sums.put(self._held, self.shadow)
        self._held.clear()

    def _only(self, one: str, other: str) -> str:
        columns = self.sums.columns
        return f"SELECT {columns} FROM {one} EXCEPT SELECT {columns} FROM {other}"  # noqa: S608

    def _keys(self, statement: str) -> dict[str, None]:
        with connection.cursor() as cursor:
            cursor.execute(f"{statement} LIMIT {MOST}")
            return {"|".join(map(str, row[:-1])): None for row in cursor.fetchall()}


@contextmanager
def again(sums: Sums) -> Iterator[Again]:
    """A place to derive the sums again, gone afterwards."""
    found = Again(sums)
    columns = sums.columns
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {found.shadow} AS"  # noqa: S608
            f" SELECT {columns} FROM {sums.table} WHERE 1 = 0"
        )
        cursor.execute(
            f"CREATE UNIQUE INDEX {found.shadow}_key ON {found.shadow} ({sums.key_columns})"
        )
    try:
        yield found
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {found.shadow}")
