"""Statements that are written out: text with its values, and the words that both databases take.

Only names of our own and what `indexed` spells is ever put into a text; everything that somebody
typed, and every unit and person, is a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from motcua.dossiers.indexed import SPELT, WORD_TABLE
from motcua.organisation.permits import Part

ROWS = "dossiers_dossierrow"
# Whether a text of words has one of them, whole.
HAS = "' ' || search || ' ' LIKE %s ESCAPE '!'"
LITERAL = re.compile("[%_!]")
# PostgreSQL's words of a row, as migration 0003 indexes them; and each behind its unit.
WORDS = "string_to_array(search::text, ' ')"
UNIT_WORDS = (
    "string_to_array((({0})::text || '/' || replace(search::text, ' ',"
    " ' ' || ({0})::text || '/')), ' ')"
)
WORDED = ("unit", "holder_unit")
# SQLite reads the list of each unit that it is asked for.
MOST_UNITS = 20


class Sql:
    """A piece of a statement and its values, in order."""

    __slots__ = ("text", "values")

    def __init__(self, text: str, values: Sequence[Any] = ()) -> None:
        self.text, self.values = text, values

    def __add__(self, other: Sql) -> Sql:
        return Sql(self.text + other.text, [*self.values, *other.values])

    def __and__(self, other: Sql) -> Sql:
        return Sql(f"{self.text} AND {other.text}", [*self.values, *other.values])

    def join(self, parts: Iterable[Sql]) -> Sql:
        """The parts with this between them."""
        parts = list(parts)
        text = self.text.join(part.text for part in parts)
        return Sql(text, [value for part in parts for value in part.values])


def spelt(name: str) -> Sql:
    """A condition or a moment as the indexes spell it on this database."""
    return Sql(SPELT[connection.vendor][name])


def is_one_of(column: str, values: Sequence[str]) -> Sql:
    """Whether a column has one of the values; of none, never."""
    if len(values) == 1:
        return Sql(f"{column} = %s", values)
    marks = ", ".join(["%s"] * len(values)) or "NULL"
    return Sql(f"{column} IN ({marks})", values)


def has_words(part: Part, typed: Sequence[str]) -> Sql:
    """Whether a row has all these words, whole; of few units, only theirs are looked up."""
    if connection.vendor == "sqlite":
        return _matched(part, typed)
    if len(part.units) == len(part.through) == 1 and part.through[0] in WORDED:
        wanted = [f"{part.units[0]}/{word}" for word in typed]
        return Sql(f"{UNIT_WORDS.format(part.through[0])} @> %s::text[]", [wanted])
    return Sql(f"{WORDS} @> %s::text[]", [list(typed)])


def _matched(part: Part, typed: Sequence[str]) -> Sql:
    asked = " AND ".join(f"words : {_quoted(word)}" for word in typed)
    if 0 < len(part.units) <= MOST_UNITS:
        asked = f"units : ({' OR '.join(map(_quoted, part.units))}) AND {asked}"
    found = f"SELECT stream FROM {WORD_TABLE} WHERE {WORD_TABLE} MATCH %s"  # noqa: S608
    return Sql(f"stream IN ({found})", [asked])


def merges_words() -> bool:
    """Whether words are looked up for each unit alone; SQLite looks up all units at once."""
    return connection.vendor == "postgresql"


def gathered(rows: Sql) -> Sql:
    """The rows in no order: they are found first, and sorted afterwards."""
    hint = "MATERIALIZED " if connection.vendor == "postgresql" else ""
    return Sql(f"WITH gathered AS {hint}(") + rows + Sql(") SELECT * FROM gathered")


def answer(statement: Sql) -> list[tuple[Any, ...]]:
    """What the database says."""
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.values)
        return cursor.fetchall()


def moment(value: datetime) -> Any:
    """A moment as a value of a statement."""
    return connection.ops.adapt_datetimefield_value(value)


def aware(value: datetime | str | None) -> datetime | None:
    """A moment as it came back: SQLite hands out text, or moments that do not name their zone."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
