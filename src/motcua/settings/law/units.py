"""The units of Hà Tĩnh in time, from `law/units.toml`: who existed when, and what became of whom.

A unit is (code, valid_from); a period is half open, `valid_to` is the first day it is no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cache

import msgspec

from motcua.settings.law.catalogue import Level
from motcua.settings.law.entries import DataError, entries

FILE = "units.toml"


class Kind(StrEnum):
    """What a change did (sắp xếp, đổi tên, chuyển). Only a split hands on a part."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    MOVE = "move"
    ABOLISH = "abolish"


class UnitEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of `province`, `district` or `commune`."""

    code: str
    since: date
    name: str
    parent: str = ""
    until: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.since:
            raise ValueError("a unit ends after it begins")


class Merge(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """Several units that wholly went into one."""

    to: str
    from_: tuple[str, ...]
    note: str = ""


class Split(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """A part of a unit that went into another."""

    from_: str
    to: str
    note: str = ""


class ChangeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[change]]`: what one resolution did on one day."""

    day: date
    resolution: str
    unverified: str = ""
    merge: tuple[Merge, ...] = ()
    split: tuple[Split, ...] = ()
    rename: tuple[str, ...] = ()
    move: tuple[str, ...] = ()
    abolish: tuple[str, ...] = ()


class UnitRow(msgspec.Struct, frozen=True):
    """A unit (đơn vị hành chính) during a period; `note` says what was put right, and why."""

    code: str
    valid_from: date
    valid_to: date | None
    name: str
    level: Level
    parent: str
    note: str = ""

    def holds(self, day: date) -> bool:
        """Whether the unit existed on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class SuccessionRow(msgspec.Struct, frozen=True):
    """What became of a unit on a day; `to_code` is empty when nobody took over.

    `unverified` says what of the resolution was not seen.
    """

    from_code: str
    to_code: str
    day: date
    kind: Kind
    partial: bool
    resolution: str
    note: str = ""
    unverified: str = ""


@cache
def units() -> tuple[UnitRow, ...]:
    """Every unit in every period from 2015 on: province, districts, communes, by code and day."""
    return in_order(
        UnitRow(row.code, row.since, row.until, row.name, level, row.parent, row.note)
        for level in Level
        for row in entries(FILE, level.value, UnitEntry)
    )


def in_order(rows: Iterable[UnitRow]) -> tuple[UnitRow, ...]:
    """The rows as given; two periods of one code that overlap raise `DataError`."""
    kept = tuple(rows)
    last: dict[str, UnitRow] = {}
    for row in sorted(kept, key=lambda row: (row.code, row.valid_from)):
        before = last.get(row.code)
        if before is not None and before.holds(row.valid_from):
            place = kept.index(row) + 1
            raise DataError(FILE, row.level, place, row.code, "overlaps the period before")
        last[row.code] = row
    return kept


@cache
def successions() -> tuple[SuccessionRow, ...]:
    """Every change from 2015 on, oldest first."""
    changes = sorted(entries(FILE, "change", ChangeEntry), key=lambda change: change.day)
    return tuple(row for change in changes for row in _rows(change))


def _rows(change: ChangeEntry) -> Iterator[SuccessionRow]:
    for merge in change.merge:
        for code in merge.from_:
            yield _row(change, Kind.MERGE, code, merge.to, merge.note)
    for split in change.split:
        yield _row(change, Kind.SPLIT, split.from_, split.to, split.note)
    for code in change.rename:
        yield _row(change, Kind.RENAME, code, code)
    for code in change.move:
        yield _row(change, Kind.MOVE, code, code)
    for code in change.abolish:
        yield _row(change, Kind.ABOLISH, code, "")


def _row(change: ChangeEntry, kind: Kind, code: str, to: str, note: str = "") -> SuccessionRow:
    return SuccessionRow(
        code,
        to,
        change.day,
        kind,
        kind is Kind.SPLIT,
        change.resolution,
        note,
        change.unverified,
    )
