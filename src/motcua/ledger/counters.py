"""Numbers without gaps: a unit's codes of a day, a book's receipts of a year."""

from __future__ import annotations

from motcua.ledger import queries


def next_number(name: str) -> int:
    """The next number under a name, from 1. Draw it last: others wait until the transaction ends.

    A transaction that fails gives its number back, so that there is no gap.
    """
    return queries.next_value(name)
