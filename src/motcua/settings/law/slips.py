"""What each printed slip (giấy) shows, in order, each version from its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import msgspec

from motcua.rules.law import Ground
from motcua.rules.parameter import Since, in_force
from motcua.settings.law.entries import entries, ground
from motcua.settings.law.forms import Form, form_on

SIZES = ("A4", "A5")


class Block(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing a slip prints: a field of the dossier after its label, or a sentence."""

    field: str = ""
    label: str = ""
    item: str = ""
    text: str = ""
    half: bool = False
    strong: bool = False
    centred: bool = False
    optional: bool = False


class Signer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place to sign: who signs there, and the words above it."""

    who: str
    title: str


class SlipEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One `[[slip]]`; it names exactly one ground, and its own title and size where no form does."""

    name: str
    since: date
    permit: str
    blocks: tuple[Block, ...]
    signers: tuple[Signer, ...]
    form: bool = True
    title: str = ""
    size: str = "A5"
    book: str = ""
    sign: str = ""
    template: str = "slip"
    columns: tuple[str, ...] = ()
    tracking: bool = False
    note: str = ""
    law: str = ""
    house_rule: int = 0
    unverified: str = ""

    def __post_init__(self) -> None:
        ground(self.law, self.house_rule, self.unverified)
        if self.form == bool(self.title) or self.size not in SIZES:
            raise ValueError("a slip has a title of its own exactly where no form gives one")


class Layout(msgspec.Struct, frozen=True):
    """A slip as it is printed on a day: the form it follows, if one is prescribed, and its parts."""

    entry: SlipEntry
    form: Form
    ground: Ground


class Desk(msgspec.Struct, frozen=True):
    """What a one-stop desk is called on paper, and the letters after a number."""

    name: str
    short: str
    ground: Ground


class _DeskEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    level: str
    since: date
    name: str
    short: str
    law: str = ""
    unverified: str = ""


@cache
def slips() -> Mapping[str, tuple[Since[SlipEntry], ...]]:
    """The history of every slip by its name."""
    found: dict[str, list[Since[SlipEntry]]] = {}
    for row in entries("slips.toml", "slip", SlipEntry):
        basis = ground(row.law, row.house_rule, row.unverified)
        found.setdefault(row.name, []).append(Since(row.since, row, basis))
    return MappingProxyType({name: tuple(history) for name, history in found.items()})


def slip_on(name: str, day: date) -> Layout:
    """The slip as it is printed on a day; before its first day refused as `no_value_in_force`."""
    held = in_force(slips()[name], day)
    entry = held.value
    form = form_on(name, day) if entry.form else Form("", entry.title, entry.size, held.ground)
    return Layout(entry, form, held.ground)


@cache
def _desks() -> Mapping[str, tuple[Since[Desk], ...]]:
    found: dict[str, list[Since[Desk]]] = {}
    for row in entries("slips.toml", "desk", _DeskEntry):
        basis = ground(row.law, unverified=row.unverified)
        desk = Desk(row.name, row.short, basis)
        found.setdefault(row.level, []).append(Since(row.since, desk, basis))
    return {level: tuple(history) for level, history in found.items()}


def desk_on(level: str, day: date) -> Desk:
    """What the desk of a unit of that level is called on a day."""
    return in_force(_desks()[level], day).value
