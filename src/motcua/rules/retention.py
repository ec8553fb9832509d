"""How long what is not kept for ever stays (thời hạn lưu trữ), and from which day it may go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from motcua.rules.law import CERTIFICATION, Ground, cites, house_rule
from motcua.rules.refusal import Refusal


class Counted(StrEnum):
    """From when a term runs: the end of the last entry's year, its day, or it has no end."""

    YEAR_END = "year_end"
    DAY = "day"
    NEVER = "never"


class Term(msgspec.Struct, frozen=True):
    """One term: years after the end of a year, or days; for some procedures, or for the rest."""

    kind: str
    title: str
    since: date
    counted: Counted
    length: int
    procedures: frozenset[str]
    ground: Ground


@house_rule(33)
def term_of(terms: Iterable[Term], kind: str, ended: date, procedure: str = "") -> Term:
    """The term of a kind for what ended on a day; a procedure's own one goes before the rest's.

    Refused as `no_value_in_force` where none was in force.
    """
    found = [
        term
        for term in terms
        if term.kind == kind
        and term.since <= ended
        and (not term.procedures or procedure in term.procedures)
    ]
    if not found:
        raise Refusal("no_value_in_force", day=ended)
    return max(found, key=lambda term: (bool(term.procedures), term.since))


@cites(CERTIFICATION["Điều 14 khoản 2"], CERTIFICATION["Điều 14 khoản 3"])
@house_rule(33)
def over_on(term: Term, ended: date) -> date | None:
    """The first day on which the term is over; None where it has no end.

    Of years nothing says from which day they run, so the whole year of the end is left out.
    """
    if term.counted is Counted.NEVER:
        return None
    if term.counted is Counted.DAY:
        return ended + timedelta(days=term.length)
    return date(ended.year + 1 + term.length, 1, 1)


@house_rule(33)
def last_end(term: Term, day: date) -> date | None:
    """The last day whose end is over on `day`: everything that ended later is still kept."""
    if term.counted is Counted.NEVER:
        return None
    if term.counted is Counted.DAY:
        return day - timedelta(days=term.length)
    return date(day.year - 1 - term.length, 12, 31)
