"""A figure that the law may change: dated values, each with its ground."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from motcua.rules.law import Ground
from motcua.rules.refusal import Refusal

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Since(Generic[Value]):
    """From this day on, this value, because this ground says so."""

    day: date
    value: Value
    ground: Ground


def in_force(history: Iterable[Since[Value]], day: date) -> Since[Value]:
    """The value that held on a day, with its ground; before the first one a refusal, no guess."""
    past = [entry for entry in history if entry.day <= day]
    if not past:
        raise Refusal("no_value_in_force", day=day)
    return max(past, key=lambda entry: entry.day)
