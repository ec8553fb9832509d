"""The national calendar from `law/holidays.toml` and the usual hours from `law/sessions.toml`."""

from __future__ import annotations

from functools import cache
from typing import Any

from motcua.rules.calendar import Calendar, DayNote, Hours, Session, ordered
from motcua.rules.law import Unverified
from motcua.settings.law import read


def _note(entry: dict[str, Any]) -> DayNote:
    return DayNote(
        name=entry["name"],
        announcement=entry.get("announcement", ""),
        works=entry["kind"] == "make_up",
        computed=entry.get("computed", False),
    )


def sessions(pairs: list[list[str]]) -> tuple[Session, ...]:
    """Sessions from pairs of hours such as [["07:00", "11:30"]]; refuses `hours_wrong`."""
    from datetime import time

    found = (Session(time.fromisoformat(a), time.fromisoformat(b)) for a, b in pairs)
    return ordered(tuple(found))


@cache
def calendar(culture_day: bool = True) -> Calendar:
    """The working days of the State's offices, 2015 to 2027, without any unit's own layer.

    `culture_day=False` leaves 24/11 a working day, as long as its enactment is not verified.
    """
    table, usual = read("holidays.toml"), read("sessions.toml")
    days = [entry for entry in table["day"] if culture_day or "switch" not in entry]
    return Calendar(
        first=table["first"],
        last=table["last"],
        notes={entry["date"]: _note(entry) for entry in days},
        hours=tuple(
            Hours(entry["since"], sessions(entry["sessions"]), Unverified(usual["unverified"]))
            for entry in usual["hours"]
        ),
    )
