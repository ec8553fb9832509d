"""The row of each number, from its events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from motcua.ledger import rebuild
from motcua.ledger.histories import Fact
from motcua.queue.models import TurnRow
from motcua.rules.calendar import HANOI
from motcua.rules.events import QueueDrawn
from motcua.rules.queue import Turn, replay

Columns = dict[str, Any]
PREFIX = "queue:"


def columns_of(stream: str, turn: Turn) -> Columns:
    """The columns of the row that a number gives."""
    return {
        "stream": stream,
        "unit": turn.unit,
        "day": turn.drawn.astimezone(HANOI).date(),
        "line": turn.line.value,
        "number": turn.number,
        "place": turn.place.value,
        "calls": turn.calls,
        "counter": turn.counter,
        "drawn_at": turn.drawn,
        "called_at": turn.called,
        "ended_at": turn.ended,
    }


def show(stream: str, turn: Turn) -> TurnRow:
    """The row says what the events say."""
    columns = columns_of(stream, turn)
    row = TurnRow(**columns)
    TurnRow.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["stream"],
        update_fields=[name for name in columns if name != "stream"],
    )
    return row


def rows_of(stream: str, history: Sequence[Fact]) -> Iterator[tuple[type[Model], Columns]]:
    """The same for `rebuild`; none for a stream of another kind."""
    if history[0].kind.startswith("queue."):
        turn = replay(each.event for each in history)
        if turn:
            yield TurnRow, columns_of(stream, turn)


def counter_of(unit: str, line: str, at: datetime) -> str:
    """The name under which the numbers of a line's day are drawn."""
    return f"queue|{unit}|{at.astimezone(HANOI):%Y%m%d}|{line}"


def drawn(history: Sequence[Fact]) -> Iterator[tuple[str, int]]:
    """The counter and number of what was drawn for one stream."""
    event = history[0].event
    if type(event) is QueueDrawn:
        yield counter_of(event.unit, event.line, event.at), event.number


def register() -> None:
    """The ledger knows how to derive what this room keeps."""
    rebuild.register(rebuild.Projection(models=(TurnRow,), rows_of=rows_of))
    rebuild.register(rebuild.Drawn(drawn))
