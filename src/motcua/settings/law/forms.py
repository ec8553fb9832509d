"""The prescribed forms (biểu mẫu) of the one-stop mechanism, each from its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import msgspec

from motcua.rules.law import Ground
from motcua.rules.parameter import Since, in_force
from motcua.settings.law.entries import entries, ground


class FormEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[form]]`; it names exactly one ground."""

    name: str
    number: str
    title: str
    since: date
    size: str
    law: str = ""
    unverified: str = ""

    def __post_init__(self) -> None:
        ground(self.law, unverified=self.unverified)


class Form(msgspec.Struct, frozen=True):
    """A prescribed form: its number in its instrument, its title, the paper it is printed on."""

    number: str
    title: str
    size: str
    ground: Ground


@cache
def forms() -> Mapping[str, tuple[Since[Form], ...]]:
    """The history of every form by its name."""
    found: dict[str, list[Since[Form]]] = {}
    for row in entries("forms.toml", "form", FormEntry):
        basis = ground(row.law, unverified=row.unverified)
        form = Form(row.number, row.title, row.size, basis)
        found.setdefault(row.name, []).append(Since(row.since, form, basis))
    return MappingProxyType({name: tuple(history) for name, history in found.items()})


def form_on(name: str, day: date) -> Form:
    """The form in force on a day; before its first day refused as `no_value_in_force`."""
    return in_force(forms()[name], day).value
