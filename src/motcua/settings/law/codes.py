"""The patterns of dossier codes, from `law/codes.toml`."""

from __future__ import annotations

from datetime import date
from functools import cache

import msgspec

from motcua.rules.codes import DayFormat, Pattern, Scheme
from motcua.settings.law.entries import entries, ground


class PatternEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[pattern]]`; it names exactly one ground."""

    since: date
    agency: Scheme
    day_format: DayFormat
    digits: int
    overflow: int
    law: str = ""
    house_rule: int = 0
    unverified: str = ""

    def __post_init__(self) -> None:
        ground(self.law, self.house_rule, self.unverified)
        if not 0 < self.digits <= self.overflow:
            raise ValueError("overflow is at least digits, and both are above 0")


def _pattern(entry: PatternEntry) -> Pattern:
    return Pattern(
        entry.since,
        entry.agency,
        entry.day_format,
        entry.digits,
        entry.overflow,
        ground(entry.law, entry.house_rule, entry.unverified),
    )


@cache
def patterns() -> tuple[Pattern, ...]:
    """Every pattern, oldest first."""
    found = map(_pattern, entries("codes.toml", "pattern", PatternEntry))
    return tuple(sorted(found, key=lambda pattern: pattern.since))
