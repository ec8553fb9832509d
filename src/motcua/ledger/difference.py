"""How a row that does not agree with the ledger is named: by its key, never by what it holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One row: `why` is missing, extra or differs (in `fields`)."""

    table: str
    key: str
    why: str
    fields: tuple[str, ...] = ()
