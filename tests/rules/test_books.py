"""The year's register is closed after the year and never twice; slips for an outage have numbers."""

from __future__ import annotations

from datetime import datetime

import pytest

from motcua.rules.books import book_year, close_register, reserve_sheets, sheet_number
from motcua.rules.calendar import HANOI
from motcua.rules.events import RegisterClosed, SheetsReserved
from motcua.rules.refusal import Refusal


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


@pytest.mark.parametrize(
    ("moment", "entries", "closed", "word", "why"),
    [
        ("2026-12-31T23:59", 3, False, "year_not_over", "the last minute of the year"),
        ("2026-03-05T09:30", 3, False, "year_not_over", "in the middle of it"),
        ("2027-01-01T00:00", 3, False, "", "the first moment after it"),
        ("2027-01-04T08:00", 3, True, "register_closed", "a book is closed once"),
        ("2027-01-04T08:00", 0, False, "register_empty", "a book that nobody opened"),
        ("2026-03-05T09:30", 3, True, "register_closed", "closed comes before everything"),
    ],
)
def test_the_register_is_closed_when_its_year_is_over(moment, entries, closed, word, why):
    def close() -> RegisterClosed:
        return close_register("18673", 2026, at=at(moment), by="a", entries=entries, closed=closed)

    if word:
        with pytest.raises(Refusal, match=word):
            close()
    else:
        assert close() == RegisterClosed(at=at(moment), by="a", unit="18673", year=2026), why


def test_a_closed_years_last_minute_is_judged_in_hanoi():
    utc = datetime.fromisoformat("2026-12-31T17:00:00+00:00")
    assert close_register("18673", 2026, at=utc, by="a", entries=1, closed=False).year == 2026


@pytest.mark.parametrize(
    ("count", "last", "first", "end", "why"),
    [
        (50, 0, 1, 50, "the first of the year"),
        (1, 50, 51, 51, "the next after them"),
        (200, 0, 1, 200, "as many as there may be"),
    ],
)
def test_reserved_numbers_follow_one_another(count, last, first, end, why):
    found = reserve_sheets("18673", count, at=at("2026-03-05T09:30"), by="a", last=last)
    assert found == SheetsReserved(
        at=at("2026-03-05T09:30"), by="a", unit="18673", year=2026, first=first, last=end
    ), why


@pytest.mark.parametrize("count", [0, -1, 201])
def test_no_slips_or_too_many_are_refused(count):
    with pytest.raises(Refusal, match="sheets_out_of_bounds"):
        reserve_sheets("18673", count, at=at("2026-03-05T09:30"), by="a", last=0)


def test_a_number_for_an_outage_looks_like_no_code():
    assert sheet_number(2026, 12) == "DP-2026-0012"


@pytest.mark.parametrize(
    ("moment", "closed", "year", "why"),
    [
        ("2026-12-31T16:00", set(), 2026, "its own year"),
        ("2026-12-31T16:00", {2026}, 2027, "entered after that book was closed"),
        ("2026-12-31T16:00", {2026, 2027}, 2028, "and the one after it too"),
        ("2027-01-04T08:00", {2026}, 2027, "another year's closing is no matter"),
    ],
)
def test_an_entry_goes_into_the_first_open_book(moment, closed, year, why):
    assert book_year(at(moment), frozenset(closed)) == year, why
