"""How work lists are ordered and searched, spelt as the indexes spell it.

An index on an expression, or on a part of the rows, serves only statements that say the same.
Both databases must see it: SQLite compares a condition letter by letter, without its values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import BooleanField, DateTimeField, F, Func, Q
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

# The same in statements that are written out.
SPELT: Mapping[str, Mapping[str, str]] = {
    vendor: {
        "open": f"status IN ({OPEN.extra['words']})",
        "due": f"COALESCE(promised, {last})",
        "came": "COALESCE(received_at, last_at)",
        "offered": "pending_unit <> ''",
        "elsewhere": "NOT (holder_unit = unit)",
    }
    for vendor, last in (
        ("sqlite", f"'{NO_DATE}'"),
        ("postgresql", f"'{NO_DATE}+00'::timestamptz"),
    )
}
