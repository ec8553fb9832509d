"""Who waits, who is called, and how long people waited today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from motcua.queue.models import TurnRow
from motcua.rules.queue import Place

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Board:
    """A unit's day: the latest calls, those who wait, and the waits until the first call."""

    called: list[TurnRow]
    waiting: list[TurnRow]
    served: int
    absent: int
    median_wait: timedelta | None
    longest_wait: timedelta | None


def board(unit: str, day: date) -> Board:
    """The numbers of a unit's day; one statement."""
    rows = list(TurnRow.objects.filter(unit=unit, day=day).order_by("drawn_at", "number"))
    waits = [row.called_at - row.drawn_at for row in rows if row.called_at]
    called = [row for row in rows if row.place == Place.CALLED]
    return Board(
        called=sorted(called, key=lambda row: row.called_at, reverse=True)[:SHOWN],
        waiting=[row for row in rows if row.place == Place.WAITING],
        served=sum(row.place == Place.SERVED for row in rows),
        absent=sum(row.place == Place.ABSENT for row in rows),
        median_wait=median(waits) if waits else None,
        longest_wait=max(waits, default=None),
    )


def turn(unit: str, stream: str) -> TurnRow | None:
    """A number of this unit by its stream."""
    return TurnRow.objects.filter(unit=unit, stream=stream).first()
