"""The entries of one data file as typed values; a fault in the data names file and entry.

The data files are written by hand from the texts of the law, so a slip must be found by its
place ("fees.toml, fixed 3 (signature): …"), not by a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from motcua.rules.law import INSTRUMENTS, Article, Ground, HouseRule, Unverified, article
from motcua.settings.law import read

Entry = TypeVar("Entry")


class DataError(ValueError):
    """An entry of a data file does not say what it must."""

    def __init__(self, file: str, key: str, place: int, name: str, fault: str) -> None:
        super().__init__(f"{file}, {key} {place} ({name or 'không tên'}): {fault}")


def name_of(row: Any) -> str:
    """What a person would call an entry: its code, else its name, else nothing."""
    if not isinstance(row, dict):
        return ""
    named = (str(row[key]) for key in ("code", "place", "term", "name") if row.get(key))
    return next(named, "")


def typed(file: str, key: str, rows: Iterable[Any], of: type[Entry]) -> tuple[Entry, ...]:
    """The rows as `of`, in the order of the file; raises `DataError` for the first bad one."""
    entries = []
    for place, row in enumerate(rows, start=1):
        try:
            entries.append(msgspec.convert(row, of))
        except (msgspec.ValidationError, ValueError) as fault:
            raise DataError(file, key, place, name_of(row), str(fault)) from fault
    return tuple(entries)


def entries(file: str, key: str, of: type[Entry]) -> tuple[Entry, ...]:
    """Every `[[key]]` of `motcua/law/<file>` as `of`."""
    return typed(file, key, read(file).get(key, ()), of)


def ground(law: str = "", house_rule: int = 0, unverified: str = "") -> Ground:
    """The one ground that an entry names; none, or more than one, is a fault of the data."""
    if bool(law) + bool(house_rule) + bool(unverified) != 1:
        raise ValueError("an entry names exactly one of law, house_rule, unverified")
    if unverified:
        return Unverified(unverified)
    return HouseRule(house_rule) if house_rule else known_article(law)


def known_article(text: str) -> Article:
    """The article a data file names; an instrument that nobody listed is a fault of the data."""
    number = text.partition(" ")[0]
    if number not in INSTRUMENTS:
        raise ValueError(f"unknown instrument {number!r}")
    return article(text)
