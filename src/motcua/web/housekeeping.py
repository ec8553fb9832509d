"""What the background process throws away when its term has ended, told by the rooms that keep it.

    housekeeping.register("idempotency_key", idempotency.overdue)

The name is a kind of `law/retention.toml`; the function answers with the rows past their term.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import Model, QuerySet

Overdue = Callable[[datetime], QuerySet[Model]]
_REGISTERED: dict[str, Overdue] = {}


def register(kind: str, overdue: Overdue) -> None:
    """From now on these rows go with the others, about once an hour."""
    _REGISTERED[kind] = overdue


def waiting(at: datetime) -> dict[str, int]:
    """How many rows of each kind are past their term."""
    return {kind: overdue(at).count() for kind, overdue in _REGISTERED.items()}


def run(at: datetime) -> int:
    """Everything whose term has ended is gone; how many rows."""
    return sum(overdue(at).delete()[0] for overdue in _REGISTERED.values())
