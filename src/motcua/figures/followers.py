"""The sequencer's follower of this room: counts by unit, day and kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from motcua.figures.models import DailyCount
from motcua.ledger.rollups import Entry, RollUp
from motcua.rules.calendar import HANOI
from motcua.rules.events import Event

NAME = "motcua.figures.followers.count_events"


def counted(opening: Event, entries: Sequence[Entry]) -> Iterable[tuple[str, date, str]]:
    """Unit, day and kind of every entry of a dossier; the unit is that of the desk it came to."""
    if not entries or not entries[0].kind.startswith("dossier."):
        return []
    # Which unit's day an event belongs to is said by the event that opened its stream.
    unit = getattr(opening, "unit", "")
    return [(unit, each.event.at.astimezone(HANOI).date(), each.kind) for each in entries]


ROLL_UP = RollUp(model=DailyCount, keys_of=counted, follower=NAME)
count_events = ROLL_UP.follow
