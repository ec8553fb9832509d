"""Who stands at the head of a paper: the authority, its one-stop desk, the place."""

from __future__ import annotations

from datetime import date

from motcua.documents.values import Office
from motcua.organisation.models import Level, Unit
from motcua.organisation.units import unit_at
from motcua.settings.law.slips import desk_on

PEOPLES_COMMITTEE = "Ủy ban nhân dân"


def office(code: str, day: date) -> Office:
    """The head of a unit's papers on a day; raises `unit_unknown`."""
    unit = unit_at(code, day)
    desk = desk_on(unit.level, day)
    if unit.level == Level.OFFICE:
        above = unit_at(unit.parent_code, day) if unit.parent_code else unit
        full, parent = unit.name, authority(above)
    else:
        above = unit
        full, parent = f"{desk.name} {_inside(unit.name)}", authority(unit)
    return Office(
        parent=parent.upper(),
        name=(desk.name or unit.name).upper(),
        place=above.name if above.short_name.isdecimal() else above.short_name,
        short=desk.short,
        full=full,
    )


def authority(unit: Unit) -> str:
    """What a unit is called as an authority: `Ủy ban nhân dân xã Cẩm Xuyên`."""
    return unit.name if unit.level == Level.OFFICE else f"{PEOPLES_COMMITTEE} {_inside(unit.name)}"


def _inside(name: str) -> str:
    """A unit's name inside a sentence: `xã Cẩm Xuyên`."""
    return name[:1].lower() + name[1:]
