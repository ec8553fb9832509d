"""Who is called next, and when a number has had its turn."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from motcua.rules import events as ev
from motcua.rules.calendar import HANOI
from motcua.rules.queue import Line, Place, Turn, after, call, end, next_of, replay
from motcua.rules.refusal import Refusal

AT = datetime(2026, 3, 5, 7, 30, tzinfo=HANOI)


def turn(name: str, minute: int = 0, place: Place = Place.WAITING) -> Turn:
    return Turn("18673", Line(name[0]), int(name[1:]), AT + timedelta(minutes=minute), place)


@pytest.mark.parametrize(
    ("waiting", "lines", "called", "why"),
    [
        ([turn("A1", 1), turn("B1", 0)], list(Line), "B1", "who came first"),
        ([turn("A1", 0), turn("P1", 9)], list(Line), "P1", "priority goes before"),
        ([turn("B1", 0), turn("A1", 1)], [Line.HAND_IN], "A1", "only the counter's lines"),
        ([turn("A2", 0), turn("A1", 0)], list(Line), "A1", "at one instant the smaller number"),
        ([turn("A1", 0, Place.CALLED), turn("A2", 1)], list(Line), "A2", "not who was called"),
        ([], list(Line), None, "nobody waits"),
    ],
)
def test_who_waits_longest_is_called_next(waiting, lines, called, why):
    found = next_of(waiting, lines)
    assert (found and f"{found.line}{found.number}") == called, why


def drawn() -> Turn:
    return after(None, ev.QueueDrawn(at=AT, by="applicant", unit="18673", line="A", number=1))


def test_a_number_is_called_three_times_before_it_lapses():
    now = drawn()
    with pytest.raises(Refusal, match="not_called"):
        end(now, at=AT, by="x", served=True)
    for times in range(1, 4):
        now = after(now, call(now, at=AT + timedelta(minutes=times), by="x", counter="2"))
        if times < 3:
            with pytest.raises(Refusal, match="called_too_seldom"):
                end(now, at=AT, by="x", served=False)
    gone = after(now, end(now, at=AT + timedelta(minutes=9), by="x", served=False))
    assert (gone.place, gone.calls, gone.called) == (Place.ABSENT, 3, AT + timedelta(minutes=1))
    with pytest.raises(Refusal, match="turn_over"):
        call(gone, at=AT, by="x", counter="2")


def test_a_call_names_its_counter():
    with pytest.raises(Refusal, match="counter_missing"):
        call(drawn(), at=AT, by="x", counter="")


def test_nothing_happens_to_a_number_before_it_was_drawn():
    with pytest.raises(LookupError):
        replay([ev.QueueEnded(at=AT, by="x", served=True)])
    assert replay([]) is None
