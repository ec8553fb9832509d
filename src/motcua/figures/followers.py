"""The sequencer's follower of this room: counts by unit, day and kind, in order of position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec
from django.db.backends.base.base import BaseDatabaseWrapper

from motcua.figures.models import DailyCount
from motcua.ledger.rollups import RollUp
from motcua.ledger.store import Recorded
from motcua.rules.calendar import HANOI

NAME = "motcua.figures.followers.count_events"
# Which unit's day an event belongs to is said by the event that opened its stream.
OPENING = frozenset(
    {
        "dossier.submitted/1",
        "dossier.received/1",
        "dossier.guidance_given/1",
        "dossier.refused_at_counter/1",
    }
)


class _Place(msgspec.Struct):
    """The one field of an opening event that a count needs."""

    unit: str = ""


_place = msgspec.json.Decoder(_Place)


def _units(batch: Sequence[Recorded], connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The desk of every dossier of the batch, from its latest opening event up to here."""
    streams = sorted({each.stream for each in batch if each.kind.startswith("dossier.")})
    found: dict[str, str] = {}
    if streams:
        marks = ", ".join(["%s"] * len(streams))
        kinds = ", ".join(["%s"] * len(OPENING))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT stream, body FROM ledger_event WHERE version = 1"  # noqa: S608
                f" AND stream IN ({marks}) AND kind IN ({kinds})",
                [*streams, *sorted(OPENING)],
            )
            found = {stream: _place.decode(bytes(body)).unit for stream, body in cursor.fetchall()}
    return found


def add_counts(batch: Sequence[Recorded], connection: BaseDatabaseWrapper, table: str) -> None:
    """Every dossier event of the batch is counted once in the table."""
    units = _units(batch, connection)
    counts: Counter[tuple[str, date, str]] = Counter(
        (units.get(each.stream, ""), each.event.at.astimezone(HANOI).date(), each.kind)
        for each in batch
        if each.kind.startswith("dossier.")
    )
    if not counts:
        return
    marks = ", ".join(["(%s, %s, %s, %s)"] * len(counts))
    values = [
        value
        for (unit, day, kind), count in sorted(counts.items())
        for value in (unit, connection.ops.adapt_datefield_value(day), kind, count)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (unit, day, kind, value) VALUES {marks}"  # noqa: S608
            " ON CONFLICT (unit, day, kind)"
            f" DO UPDATE SET value = {table}.value + excluded.value",
            values,
        )


def count_events(batch: Sequence[Recorded], connection: BaseDatabaseWrapper) -> None:
    """The follower itself: the living table."""
    add_counts(batch, connection, DailyCount._meta.db_table)


ROLL_UP = RollUp(model=DailyCount, key=("unit", "day", "kind"), feed=add_counts, follower=NAME)
