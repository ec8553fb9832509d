"""Drawing, calling, ending a number: each an event and the number's row in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from motcua.ledger import store
from motcua.ledger.counters import next_number
from motcua.queue import projection
from motcua.queue.models import TurnRow
from motcua.rules import events as ev
from motcua.rules import queue as rules
from motcua.rules.folding import clean
from motcua.rules.refusal import Refusal

COUNTER = 12


@transaction.atomic
def draw(unit: str, line: rules.Line, at: datetime) -> TurnRow:
    """The next number of a line on this day."""
    number = next_number(projection.counter_of(unit, line.value, at))
    event = ev.QueueDrawn(at=at, by="applicant", unit=unit, line=line.value, number=number)
    stream = f"{projection.PREFIX}{secrets.token_hex(16)}"
    store.append(stream, [event], after_version=0, recorded_at=at)
    return projection.show(stream, rules.after(None, event))


@transaction.atomic
def call_next(
    unit: str, lines: Sequence[rules.Line], *, counter: str, at: datetime, by: str
) -> TurnRow:
    """Who waits longest in these lines is called; refuses `nobody_waits`, `counter_missing`.

    Two counters at once call two people: the loser of a race gets `Conflict` and tries again.
    """
    rows = TurnRow.objects.select_for_update().filter(
        unit=unit, day=localdate(at), place=rules.Place.WAITING.value
    )
    streams = {_turn(row): row.stream for row in rows}
    chosen = rules.next_of(list(streams), lines)
    if chosen is None:
        raise Refusal("nobody_waits", rules.GROUND)
    return _decide(
        streams[chosen], lambda turn: rules.call(turn, at=at, by=by, counter=_name(counter)), at
    )


@transaction.atomic
def call_again(stream: str, *, counter: str, at: datetime, by: str) -> TurnRow:
    """The number is called once more."""
    return _decide(stream, lambda turn: rules.call(turn, at=at, by=by, counter=_name(counter)), at)


@transaction.atomic
def end(stream: str, *, served: bool, at: datetime, by: str) -> TurnRow:
    """The person was served, or did not come."""
    return _decide(stream, lambda turn: rules.end(turn, at=at, by=by, served=served), at)


def _decide(stream: str, rule: Callable[[rules.Turn], ev.Event], recorded_at: datetime) -> TurnRow:
    history = store.read(stream)
    turn = rules.replay(each.event for each in history)
    if turn is None:
        raise LookupError(stream)
    event = rule(turn)
    store.append(stream, [event], after_version=len(history), recorded_at=recorded_at)
    return projection.show(stream, rules.after(turn, event))


def _name(counter: str) -> str:
    return clean(counter, COUNTER)


def _turn(row: TurnRow) -> rules.Turn:
    return rules.Turn(row.unit, rules.Line(row.line), row.number, row.drawn_at)
