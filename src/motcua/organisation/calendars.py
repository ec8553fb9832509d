"""The calendar of a unit: the national one with what the unit, and those above it, set by acts.

One statement reads the layers; the calendar made from them is kept as long as they are the same,
so a change acts at once in every process.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from functools import lru_cache

from motcua.organisation import queries
from motcua.rules.calendar import Calendar, DayNote, Hours, Session, ordered
from motcua.rules.law import HouseRule
from motcua.settings.law.time import calendar

GROUND = HouseRule(63)
CLOSED = "Đơn vị nghỉ theo văn bản của cấp trên"
ONE_DAY = timedelta(days=1)


def calendar_of(unit_code: str, day: date) -> Calendar:
    """The calendar that holds for a unit, with its tree as on the day: hours and closures.

    Only closures with a superior's act are in it, because only they move statutory ends.
    """
    return _laid_over(queries.layers(unit_code, day))


def closed_days(unit_code: str, day: date) -> dict[date, str]:
    """Every day on which the unit is closed, with the act: what a notice at the door says."""
    return {
        closed: layer.act
        for layer in queries.layers(unit_code, day)
        if layer.kind == "closure"
        for closed in _days(layer)
    }


def as_words(sessions: Iterable[Session]) -> str:
    """The sessions as they are stored: "07:00-11:30 13:30-17:00"."""
    return " ".join(f"{each.opens:%H:%M}-{each.closes:%H:%M}" for each in sessions)


def from_words(words: str) -> tuple[Session, ...]:
    """The sessions that such words mean; raises `hours_wrong`."""
    pairs = (each.split("-") for each in words.split())
    return ordered(
        tuple(Session(time.fromisoformat(opens), time.fromisoformat(end)) for opens, end in pairs)
    )


@lru_cache(maxsize=256)
def _laid_over(layers: tuple[queries.Layer, ...]) -> Calendar:
    national = calendar()
    closures = {
        day: DayNote(name=CLOSED, announcement=layer.says)
        for layer in layers
        if layer.kind == "closure" and layer.says
        for day in _days(layer)
    }
    hours = _hours(national.hours, [layer for layer in layers if layer.kind == "hours"])
    found = national.with_closures(closures) if closures else national
    return found if hours == national.hours else replace(found, hours=hours)


def _hours(national: tuple[Hours, ...], layers: list[queries.Layer]) -> tuple[Hours, ...]:
    """The nearest unit that set hours decides, from its first day on; before that the next one up."""
    found = national
    for level in sorted({layer.above for layer in layers}, reverse=True):
        own = tuple(
            Hours(layer.since, from_words(layer.says), GROUND, layer.act)
            for layer in layers
            if layer.above == level
        )
        first = min(each.since for each in own)
        found = (*(each for each in found if each.since < first), *own)
    return found


def _days(layer: queries.Layer) -> list[date]:
    return [layer.since + n * ONE_DAY for n in range((layer.until - layer.since).days)]
