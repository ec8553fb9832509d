"""The fee rates and exemptions on file (`law/fees.toml`), each from its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import msgspec

from motcua.rules.fees import Exemption, FixedRate, PageRate
from motcua.rules.law import Ground
from motcua.rules.parameter import Since, in_force
from motcua.settings.law.entries import entries, ground


class Dated(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every entry of `fees.toml` says; exactly one ground, and amounts of 0 or more."""

    name: str
    title: str
    since: date
    law: str = ""
    unverified: str = ""

    def __post_init__(self) -> None:
        ground(self.law, unverified=self.unverified)
        amounts = [each for each in msgspec.structs.astuple(self) if isinstance(each, int)]
        if any(each < 0 for each in amounts):
            raise ValueError("an amount is 0 or more")

    @property
    def ground(self) -> Ground:
        """The one ground this entry names."""
        return ground(self.law, unverified=self.unverified)


class PageRateEntry(Dated, frozen=True, kw_only=True):
    """One `[[page_rate]]`."""

    first_pages: int
    each_first: int
    each_later: int
    cap: int


class FixedRateEntry(Dated, frozen=True, kw_only=True):
    """One `[[fixed_rate]]`."""

    piece: str
    each: int


class ExemptionEntry(Dated, frozen=True, kw_only=True):
    """One `[[exemption]]`."""

    rates: frozenset[str]


def _page(row: PageRateEntry) -> PageRate:
    return PageRate(row.first_pages, row.each_first, row.each_later, row.cap, row.ground)


def _fixed(row: FixedRateEntry) -> FixedRate:
    return FixedRate(row.piece, row.each, row.ground)


@cache
def rates() -> Mapping[str, tuple[Since[PageRate | FixedRate], ...]]:
    """The history of every rate by its name."""
    found: dict[str, list[Since[PageRate | FixedRate]]] = {}
    for page in entries("fees.toml", "page_rate", PageRateEntry):
        found.setdefault(page.name, []).append(Since(page.since, _page(page), page.ground))
    for fixed in entries("fees.toml", "fixed_rate", FixedRateEntry):
        found.setdefault(fixed.name, []).append(Since(fixed.since, _fixed(fixed), fixed.ground))
    return MappingProxyType({name: tuple(history) for name, history in found.items()})


@cache
def titles() -> Mapping[str, str]:
    """The Vietnamese name of every rate and exemption."""
    kinds = (
        ("page_rate", PageRateEntry),
        ("fixed_rate", FixedRateEntry),
        ("exemption", ExemptionEntry),
    )
    rows = [row for key, kind in kinds for row in entries("fees.toml", key, kind)]
    return MappingProxyType({row.name: row.title for row in rows})


def rate_on(name: str, day: date) -> PageRate | FixedRate:
    """The rate in force on a day; before its first day refused as `no_value_in_force`."""
    return in_force(rates()[name], day).value


@cache
def exemptions() -> tuple[Since[Exemption], ...]:
    """Everybody who need not pay, with the day from which."""
    return tuple(
        Since(row.since, Exemption(row.name, row.rates, row.ground), row.ground)
        for row in entries("fees.toml", "exemption", ExemptionEntry)
    )
