"""The books of a one-stop desk (01/2018/TT-VPCP Điều 10 khoản 2) and its slips for an outage."""

from __future__ import annotations

from datetime import datetime

from motcua.rules import events as ev
from motcua.rules.calendar import HANOI
from motcua.rules.law import ONE_STOP_FORMS, HouseRule, cites, house_rule
from motcua.rules.refusal import Refusal

MOST_SHEETS = 200
# Lines of one volume (quyển) of the year's register; the next goes on with the next number.
VOLUME = 300


@cites(ONE_STOP_FORMS["Điều 10 khoản 2"])
@house_rule(92)
def close_register(
    unit: str, year: int, *, at: datetime, by: str, entries: int, closed: bool
) -> ev.RegisterClosed:
    """The register of a year that is over takes no more entries.

    Refuses `year_not_over`, `register_closed`, and `register_empty` for a book never opened.
    """
    if closed:
        raise Refusal("register_closed", HouseRule(92), year=year)
    if at.astimezone(HANOI).year <= year:
        raise Refusal("year_not_over", ONE_STOP_FORMS["Điều 10 khoản 2"], year=year)
    if not entries:
        raise Refusal("register_empty", HouseRule(92), year=year)
    return ev.RegisterClosed(at=at, by=by, unit=unit, year=year)


@house_rule(93)
def reserve_sheets(unit: str, count: int, *, at: datetime, by: str, last: int) -> ev.SheetsReserved:
    """The next numbers of the year for slips filled in by hand; `last` is the last one set aside.

    Refuses `sheets_out_of_bounds`.
    """
    if not 1 <= count <= MOST_SHEETS:
        raise Refusal("sheets_out_of_bounds", HouseRule(93), most=MOST_SHEETS)
    year = at.astimezone(HANOI).year
    return ev.SheetsReserved(at=at, by=by, unit=unit, year=year, first=last + 1, last=last + count)


def sheet_number(year: int, number: int) -> str:
    """What stands on a slip for an outage: `DP-2026-0012`; no dossier's code looks like it."""
    return f"DP-{year}-{number:04}"


def book_year(at: datetime, closed: frozenset[int]) -> int:
    """The year in whose book an entry goes: its own, or the first one after it still open."""
    year = at.astimezone(HANOI).year
    while year in closed:
        year += 1
    return year


def volume_of(number: int) -> int:
    """The volume in which a line of the register stands, from 1.

    >>> volume_of(1), volume_of(300), volume_of(301)
    (1, 1, 2)
    """
    return (number - 1) // VOLUME + 1
