"""The national calendar from `law/holidays.toml` and the usual hours from `law/sessions.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from functools import cache
from typing import Any, Literal

import msgspec

from motcua.rules.calendar import ONE_DAY, Calendar, DayNote, Hours, Session, ordered
from motcua.rules.law import Ground, Unverified
from motcua.rules.parameter import Since, in_force
from motcua.settings.law import read
from motcua.settings.law.entries import entries, ground, typed

FILE = "holidays.toml"
COMPENSATORY = "Nghỉ bù %s"
DAY_OFF_FOR = "Nghỉ hoán đổi, làm bù ngày %s"
WORKED_FOR = "Làm bù cho ngày nghỉ %s"


class GroundEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[ground]]`: what a kind of day off rests on, from a day on."""

    kind: str
    since: date
    law: str = ""
    unverified: str = ""


class SwapEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[swap]]`: a weekday off, and the Saturday worked for it."""

    date: date
    worked: date
    unverified: str
    announcement: str = ""


class DayEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of `[days]`: a day off, or several in a row."""

    date: date
    name: str = ""
    until: date | None = None
    kind: Literal["holiday", "compensatory"] = "holiday"
    switch: str = ""
    computed: bool = False


def sessions(pairs: list[list[str]]) -> tuple[Session, ...]:
    """Sessions from pairs of hours such as [["07:00", "11:30"]]; refuses `hours_wrong`."""
    found = (Session(time.fromisoformat(a), time.fromisoformat(b)) for a, b in pairs)
    return ordered(tuple(found))


@cache
def calendar(culture_day: bool = True) -> Calendar:
    """The working days of the State's offices, 27/12/2014 to 2027, without any unit's own layer.

    `culture_day=False` leaves 24/11 a working day, as long as its enactment is not verified.
    """
    table, usual = read(FILE), read("sessions.toml")
    off = {} if culture_day else {"culture_day"}
    return Calendar(
        first=table["first"],
        last=table["last"],
        notes=dict(_days_off(table, off)) | dict(_swapped()),
        hours=tuple(
            Hours(entry["since"], sessions(entry["sessions"]), Unverified(usual["unverified"]))
            for entry in usual["hours"]
        ),
    )


def _days_off(table: dict[str, Any], switched_off: set[str]) -> Iterator[tuple[date, DayNote]]:
    grounds = _grounds()
    for year, rows in table["days"].items():
        for entry in typed(FILE, f"days.{year}", rows, DayEntry):
            switch = table["switch"].get(entry.switch)
            if entry.switch in switched_off:
                continue
            name = switch["name"] if switch else entry.name
            unsure = switch or (table["computed"] if entry.computed else None)
            rests_on = (
                Unverified(unsure["unverified"])
                if unsure
                else in_force(grounds[entry.kind], entry.date).value
            )
            note = DayNote(
                name if entry.kind == "holiday" else COMPENSATORY % name,
                computed=entry.computed,
                kind=entry.kind,
                ground=rests_on,
            )
            day = entry.date
            while day <= (entry.until or entry.date):
                yield day, note
                day += ONE_DAY


def _grounds() -> dict[str, list[Since[Ground]]]:
    found: dict[str, list[Since[Ground]]] = {}
    for entry in entries(FILE, "ground", GroundEntry):
        named = ground(entry.law, unverified=entry.unverified)
        found.setdefault(entry.kind, []).append(Since(entry.since, named, named))
    return found


def _swapped() -> Iterator[tuple[date, DayNote]]:
    for entry in entries(FILE, "swap", SwapEntry):
        said = {"announcement": entry.announcement, "ground": Unverified(entry.unverified)}
        off = DAY_OFF_FOR % _written(entry.worked)
        worked = WORKED_FOR % _written(entry.date)
        yield entry.date, DayNote(off, kind="swapped_off", linked=entry.worked, **said)
        yield (
            entry.worked,
            DayNote(worked, works=True, kind="make_up", linked=entry.date, **said),
        )


def _written(day: date) -> str:
    # As official documents write a day: only the months 01 and 02 have two digits.
    return f"{day.day:02}/{f'{day.month:02}' if day.month < 3 else day.month}/{day.year}"
