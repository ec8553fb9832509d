"""How work lists are ordered and searched, spelt as the indexes spell it.

An index on an expression, or on a part of the rows, serves only statements that say the same.
Both databases must see it: SQLite compares a condition letter by letter, without its values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, CharField, DateTimeField, F, Func, Q, Value
from django.db.models.functions import Coalesce

Compiled = tuple[str, Sequence[Any]]
# The moment that stands for “no date”: such dossiers come last.
NO_DATE = "9999-12-31 00:00:00"
# The table in which SQLite keeps the words of every dossier (`word_table`).
WORD_TABLE = "dossiers_words"


class OrLast(Func):
    """A moment, or the last of all where there is none: an order without empty places."""

    function = "COALESCE"
    template = f"%(function)s(%(expressions)s, '{NO_DATE}')"
    output_field = DateTimeField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Compiled:
        zoned = self.template.replace("')", "+00'::timestamptz)")
        return super().as_sql(compiler, connection, template=zoned, **more)


class OneOf(Func):
    """Whether a column holds one of some words of our own, written out in the statement."""

    template = "%(expressions)s IN (%(words)s)"
    output_field = BooleanField()

    def __init__(self, column: str, words: str) -> None:
        super().__init__(column, words=", ".join(f"'{word}'" for word in words.split()))


class Said(Func):
    """Whether a text is not empty."""

    template = "%(expressions)s <> ''"
    output_field = BooleanField()


class Unindexed(Func):
    """A text column, spelt so that no index on it is used."""

    template = "(%(expressions)s || '')"
    output_field = CharField()


class Settled(Func):
    """A moment, spelt so that no index on it is walked: what is few is gathered, then sorted."""

    template = "+%(expressions)s"
    output_field = DateTimeField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Compiled:
        return super().as_sql(
            compiler, connection, template="(%(expressions)s + interval '0')", **more
        )


class Beyond(Func):
    """Whether a row comes after a key in the order of two columns; both databases seek to it."""

    template = "(%(expressions)s)"
    output_field = BooleanField()

    def __init__(self, key: Any, stream: str, *, descending: bool) -> None:
        moment, last = Value(key, DateTimeField()), Value(stream)
        super().__init__(F("key"), F("stream"), moment, last)
        self.sign = "<" if descending else ">"

    def as_sql(self, compiler: Any, connection: Any, **more: Any) -> Compiled:
        parts = [compiler.compile(each) for each in self.source_expressions]
        (a, b, x, y), values = (each for each, _ in parts), [v for _, own in parts for v in own]
        return f"({a}, {b}) {self.sign} ({x}, {y})", values


class HasWords(Func):
    """Whether the searched words of a dossier have all of these, whole; `unit` narrows them.

    `unit` is the name of a unit's column or "": the words of one unit's dossiers are found
    without a look at the province's.
    """

    output_field = BooleanField()

    def __init__(self, words: Sequence[str], column: str = "", unit: str = "") -> None:
        super().__init__(F("search"), F("stream"), *([F(column)] if column else []))
        self.words, self.unit = list(words), unit

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Compiled:
        search, _, *unit = (compiler.compile(each)[0] for each in self.source_expressions)
        if not unit:
            return f"{WORDS.format(search=search)} @> %s::text[]", [self.words]
        wanted = [f"{self.unit}/{word}" for word in self.words]
        return f"{UNIT_WORDS.format(search=search, unit=unit[0])} @> %s::text[]", [wanted]

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Compiled:
        stream = compiler.compile(self.source_expressions[1])[0]
        asked = " AND ".join(f"words : {_quoted(word)}" for word in self.words)
        if self.unit:
            asked = f"units : {_quoted(self.unit)} AND {asked}"
        found = f"SELECT stream FROM {WORD_TABLE} WHERE {WORD_TABLE} MATCH %s"  # noqa: S608
        return f"{stream} IN ({found})", [asked]


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


# PostgreSQL's words of a row, as they are; and each behind its unit.
WORDS = "string_to_array(({search})::text, ' ')"
UNIT_WORDS = (
    "string_to_array((({unit})::text || '/' || replace(({search})::text, ' ',"
    " ' ' || ({unit})::text || '/')), ' ')"
)
# What is open, written out: `motcua.rules.regime.Status`, and a test holds both together.
OPEN = OneOf(
    "status",
    "submitted awaiting_papers received in_progress awaiting_supplement awaiting_obligation finished",
)
DUE = OrLast("promised")
CAME = Coalesce("received_at", "last_at")
OFFERED = Said("pending_unit")
# Held by another unit than the desk that took it in.
ELSEWHERE = ~Q(holder_unit=F("unit"))
