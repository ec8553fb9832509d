"""What the background process throws away when its term has ended, told by the rooms that keep it.

    housekeeping.register(idempotency.forget)

Each is a function of the moment it is called at and answers how many rows went.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Forget = Callable[[datetime], int]
_REGISTERED: list[Forget] = []


def register(forget: Forget) -> None:
    """From now on this is called with the others, about once an hour."""
    if forget not in _REGISTERED:
        _REGISTERED.append(forget)


def run(at: datetime) -> int:
    """Everything whose term has ended is gone; how many rows."""
    return sum(forget(at) for forget in _REGISTERED)
