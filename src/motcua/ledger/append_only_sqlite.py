"""The guards of one log table on SQLite: no UPDATE, no DELETE, and no row put in another's place.

INSERT OR REPLACE deletes the old row first, and that fires the DELETE trigger only on a
connection with `recursive_triggers` on, which any other program's is not. So a row that would
clash is refused before it is inserted, by whatever the table itself says is unique.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSED = "append-only"


def protect(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> None:
    """Every guard is there as it must be, whatever stood under its name before."""
    for table in tables:
        there = _there(connection, table)
        with connection.cursor() as cursor:
            for name, statement in guards(connection, table).items():
                if there.get(name) == statement:
                    continue
                if name in there:
                    cursor.execute(f'DROP TRIGGER "{name}"')
                cursor.execute(statement)


def guarded(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> set[str]:
    """The tables whose guards are all there, word for word, and see all that is unique."""
    return {
        table
        for table in tables
        if all(map(all, _unique(connection, table)))
        and guards(connection, table).items() <= _there(connection, table).items()
    }


def guards(connection: BaseDatabaseWrapper, table: str) -> dict[str, str]:
    """The statements that make a table's triggers, by the trigger's name."""
    clashes = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table}" WHERE {_same(columns)})'  # noqa: S608 - names only
        for columns in [["rowid"], *filter(all, _unique(connection, table))]
    )
    conditions = {"update": "", "delete": "", "insert": f" WHEN {clashes}"}
    return {
        f"{table}_no_{deed}": (
            f'CREATE TRIGGER "{table}_no_{deed}" BEFORE {deed.upper()} ON "{table}"{condition}'
            f" BEGIN SELECT RAISE(ABORT, '{REFUSED}: {table}'); END"
        )
        for deed, condition in conditions.items()
    }


def _same(columns: Iterable[str]) -> str:
    # A rowid that SQLite is yet to choose reads as -1 here, and a null is equal to nothing.
    return " AND ".join(f'"{each}" = NEW."{each}"' for each in columns)


def _unique(connection: BaseDatabaseWrapper, table: str) -> list[list[str]]:
    """The columns of each unique index, the primary key's too unless it is the rowid itself.

    An index on a part of the rows or on an expression has an empty name among them: no guard of
    ours sees it, and a log must not have one.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.name, CASE WHEN i.partial THEN '' ELSE coalesce(c.name, '') END"
            " FROM pragma_index_list(%s) i, pragma_index_info(i.name) c"
            ' WHERE i."unique" ORDER BY i.name, c.seqno',
            [table],
        )
        return [[name for _, name in of] for _, of in groupby(cursor.fetchall(), itemgetter(0))]


def _there(connection: BaseDatabaseWrapper, table: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
        )
        return dict(cursor.fetchall())
