"""The row of each number, from its events."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model

from motcua.ledger import rebuild
from motcua.ledger.store import Recorded
from motcua.queue.models import TurnRow
from motcua.rules.calendar import HANOI
from motcua.rules.queue import Turn, replay

PREFIX = "queue:"


def row_of(stream: str, turn: Turn) -> TurnRow:
    """The row that a number gives."""
    return TurnRow(
        stream=stream,
        unit=turn.unit,
        day=turn.drawn.astimezone(HANOI).date(),
        line=turn.line.value,
        number=turn.number,
        place=turn.place.value,
        calls=turn.calls,
        counter=turn.counter,
        drawn_at=turn.drawn,
        called_at=turn.called,
        ended_at=turn.ended,
    )


def show(stream: str, turn: Turn) -> TurnRow:
    """The row says what the events say."""
    row = row_of(stream, turn)
    names = [each.attname for each in TurnRow._meta.concrete_fields if not each.primary_key]
    TurnRow.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["stream"], update_fields=names
    )
    return row


def rows_of(stream: str, history: Sequence[Recorded]) -> list[Model]:
    """The same for `rebuild`; none for a stream of another kind."""
    if not history[0].kind.startswith("queue."):
        return []
    turn = replay(each.event for each in history)
    return [row_of(stream, turn)] if turn else []


def register() -> None:
    """The ledger knows how to derive what this room keeps."""
    rebuild.register(rebuild.Projection(models=(TurnRow,), rows_of=rows_of))
