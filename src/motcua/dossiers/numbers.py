"""Numbers that the desk draws: codes of a unit and day, receipts of a unit's book and year.

Each stands in the event it was drawn for, so that `rebuild` can say what every counter must hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache

from motcua.ledger.counters import next_number
from motcua.ledger.histories import Fact
from motcua.organisation.units import unit_at
from motcua.rules import events as ev
from motcua.rules.calendar import HANOI
from motcua.rules.codes import Pattern, dossier_code, pattern_on, serial_of
from motcua.rules.dossier import replay
from motcua.rules.law import HouseRule, house_rule
from motcua.rules.refusal import Refusal
from motcua.settings.law.codes import patterns

_OURS = re.compile(r"(\d{2})-(\d{6,})")


def next_code(unit_code: str, at: datetime, agency_code: str = "") -> str:
    """The next code of a desk on a day; the counter is locked until the transaction ends.

    `agency_code` is the unit's on that day, where the caller has read it already.
    """
    day = at.astimezone(HANOI).date()
    agency_code = agency_code or unit_at(unit_code, day).agency_code
    serial = next_number(code_counter(unit_code, day))
    return dossier_code(_pattern(day), agency_code, day, serial)


@house_rule(26)
def receipt_number(unit: str, at: datetime, typed: str) -> str:
    """The receipt's number as typed, or the next one of the unit's book for the year.

    Refuses `receipt_reserved` for a typed one that looks drawn: nobody could tell them apart.
    """
    if _OURS.fullmatch(typed):
        raise Refusal("receipt_reserved", HouseRule(26), receipt=typed)
    year = f"{at.astimezone(HANOI):%y}"
    return typed or f"{year}-{next_number(_receipt_counter(unit, year)):06d}"


def drawn(history: Sequence[Fact]) -> Iterator[tuple[str, int]]:
    """The counter and number of everything drawn for one dossier."""
    for place, fact in enumerate(history):
        event = fact.event
        # By class and not by `isinstance`: a rebuild asks this of every event there is.
        if type(event) is ev.Received:
            day = event.at.astimezone(HANOI).date()
            if serial := serial_of(event.code, _pattern(day), day):
                yield code_counter(event.unit, day), serial
        elif type(event) is ev.FeePaid and (parts := _OURS.fullmatch(event.receipt)):
            # Whose book it was: a dossier may have gone to another authority since it came in.
            before = replay(each.event for each in history[:place])
            if before:
                yield _receipt_counter(before.unit, parts[1]), int(parts[2])


def code_counter(unit: str, day: date) -> str:
    """Under which name a unit's codes of a day are counted."""
    return f"code|{unit}|{day:%Y%m%d}"


def _receipt_counter(unit: str, year: str) -> str:
    return f"receipt|{unit}|{year}"


@lru_cache(maxsize=4096)
def _pattern(day: date) -> Pattern:
    return pattern_on(patterns(), day)
