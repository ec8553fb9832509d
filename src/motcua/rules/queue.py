"""Waiting in line (xếp hàng lấy số): who is called next, and when a number has had its turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from motcua.rules import events as ev
from motcua.rules.law import HouseRule, house_rule
from motcua.rules.refusal import Refusal

GROUND = HouseRule(88)
# Who is called and does not come has been called this often before the number lapses.
CALLS = 3


class Line(StrEnum):
    """What people wait for; priority goes before the others."""

    PRIORITY = "P"
    HAND_IN = "A"
    COLLECT = "B"


class Place(StrEnum):
    """Where a number stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVED = "served"
    ABSENT = "absent"


class Turn(msgspec.Struct, frozen=True):
    """One number of a unit's day; `calls` says how often it was called."""

    unit: str
    line: Line
    number: int
    drawn: datetime
    place: Place = Place.WAITING
    calls: int = 0
    counter: str = ""
    called: datetime | None = None
    ended: datetime | None = None


def after(turn: Turn | None, event: ev.Event) -> Turn:
    """The number after one more event; `LookupError` for an event before it was drawn."""
    if isinstance(event, ev.QueueDrawn):
        return Turn(event.unit, Line(event.line), event.number, event.at)
    if turn is None:
        raise LookupError(type(event).__name__)
    if isinstance(event, ev.QueueCalled):
        return msgspec.structs.replace(
            turn,
            place=Place.CALLED,
            calls=turn.calls + 1,
            counter=event.counter,
            called=turn.called or event.at,
        )
    if isinstance(event, ev.QueueEnded):
        place = Place.SERVED if event.served else Place.ABSENT
        return msgspec.structs.replace(turn, place=place, ended=event.at)
    return turn


def replay(events: Iterable[ev.Event]) -> Turn | None:
    """The number that its events give; None for none."""
    turn: Turn | None = None
    for event in events:
        turn = after(turn, event)
    return turn


@house_rule(88)
def next_of(waiting: Sequence[Turn], lines: Sequence[Line]) -> Turn | None:
    """Who is called next at a counter that serves these lines: priority first, then who came first.

    Of two who came at the same instant the smaller number, then the line's letter.
    """
    mine = [each for each in waiting if each.place is Place.WAITING and each.line in lines]
    return min(mine, key=_order, default=None)


def _order(turn: Turn) -> tuple[bool, datetime, int, str]:
    return turn.line is not Line.PRIORITY, turn.drawn, turn.number, turn.line


@house_rule(88)
def call(turn: Turn, *, at: datetime, by: str, counter: str) -> ev.QueueCalled:
    """The number is called, once more if it was already; refuses `turn_over`, `counter_missing`."""
    _open(turn)
    if not counter:
        raise Refusal("counter_missing", GROUND)
    return ev.QueueCalled(at=at, by=by, counter=counter)


@house_rule(88)
def end(turn: Turn, *, at: datetime, by: str, served: bool) -> ev.QueueEnded:
    """The number has had its turn; refuses `turn_over`, `not_called`, `called_too_seldom`."""
    _open(turn)
    if not turn.calls:
        raise Refusal("not_called", GROUND, number=f"{turn.line}{turn.number:03}")
    if not served and turn.calls < CALLS:
        raise Refusal("called_too_seldom", GROUND, calls=turn.calls, needed=CALLS)
    return ev.QueueEnded(at=at, by=by, served=served)


def _open(turn: Turn) -> None:
    if turn.place in (Place.SERVED, Place.ABSENT):
        raise Refusal("turn_over", GROUND, number=f"{turn.line}{turn.number:03}")
