"""The retention terms on file (`law/retention.toml`)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import msgspec

from motcua.rules.retention import Counted, Term
from motcua.settings.law.entries import entries, ground


class TermEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[term]]`; it names exactly one ground, and a length unless it has no end."""

    kind: str
    title: str
    since: date
    counted: Counted
    length: int = 0
    procedures: frozenset[str] = frozenset()
    law: str = ""
    house_rule: int = 0
    unverified: str = ""

    def __post_init__(self) -> None:
        ground(self.law, self.house_rule, self.unverified)
        if (self.length > 0) == (self.counted is Counted.NEVER):
            raise ValueError("a term has a length above 0, or is counted never")


@cache
def terms() -> tuple[Term, ...]:
    """Every term, in the order of the file."""
    return tuple(
        Term(
            entry.kind,
            entry.title,
            entry.since,
            entry.counted,
            entry.length,
            entry.procedures,
            ground(entry.law, entry.house_rule, entry.unverified),
        )
        for entry in entries("retention.toml", "term", TermEntry)
    )


@cache
def days(kind: str) -> timedelta:
    """The length of the latest term of a kind that is counted in days; `LookupError` for others."""
    found = [term for term in terms() if term.kind == kind and term.counted is Counted.DAY]
    if not found:
        raise LookupError(kind)
    return timedelta(days=max(found, key=lambda term: term.since).length)
