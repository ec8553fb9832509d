"""How long a dossier's personal data stay, and from which day they may go."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.law import CERTIFICATION, HouseRule
from motcua.rules.refusal import Refusal
from motcua.rules.retention import Counted, Term, last_end, over_on, term_of

FIRST, DECREE = date(2015, 1, 1), date(2015, 4, 10)
SIGNATURE = "2.000884"


def term(counted: Counted, length: int, *procedures: str, since: date = FIRST) -> Term:
    ground = CERTIFICATION["Điều 14 khoản 2"] if procedures else HouseRule(33)
    return Term("dossier", "—", since, counted, length, frozenset(procedures), ground)


REST = term(Counted.YEAR_END, 70)
SIGNED = term(Counted.YEAR_END, 2, SIGNATURE, since=DECREE)
LATER = term(Counted.YEAR_END, 5, SIGNATURE, since=date(2027, 1, 1))
FORM = Term("idempotency_key", "—", FIRST, Counted.DAY, 4, frozenset(), HouseRule(50))
TERMS = (REST, LATER, SIGNED, FORM)


@pytest.mark.parametrize(
    ("kind", "ended", "procedure", "found", "why"),
    [
        ("dossier", date(2026, 3, 5), "1.001193", REST, "no term of its own"),
        ("dossier", date(2026, 3, 5), SIGNATURE, SIGNED, "its own goes first"),
        ("dossier", date(2015, 4, 9), SIGNATURE, REST, "the day before the decree"),
        ("dossier", date(2015, 4, 10), SIGNATURE, SIGNED, "the decree's first day"),
        ("dossier", date(2027, 1, 1), SIGNATURE, LATER, "the law of the day it ended"),
        ("idempotency_key", date(2026, 3, 5), SIGNATURE, FORM, "another kind of row"),
    ],
)
def test_a_dossier_has_the_term_of_its_procedure_on_the_day_it_ended(
    kind: str, ended: date, procedure: str, found: Term, why: str
):
    assert term_of(TERMS, kind, ended, procedure) is found, why


@pytest.mark.parametrize(
    ("kind", "ended", "why"),
    [("dossier", date(2014, 12, 31), "before any term"), ("letter", FIRST, "no such kind")],
)
def test_where_no_term_was_set_nothing_is_guessed(kind: str, ended: date, why: str):
    with pytest.raises(Refusal, match="no_value_in_force"):
        term_of(TERMS, kind, ended)


@pytest.mark.parametrize(
    ("ended", "over", "why"),
    [
        (date(2023, 1, 1), date(2026, 1, 1), "the whole year of its end is left out"),
        (date(2023, 12, 31), date(2026, 1, 1), "on its last day too"),
        (date(2024, 1, 1), date(2027, 1, 1), "a day later, a year more"),
        (date(2024, 2, 29), date(2027, 1, 1), "a day that few years have"),
    ],
)
def test_years_run_from_the_end_of_the_year(ended: date, over: date, why: str):
    assert over_on(SIGNED, ended) == over, why


def test_days_run_from_the_day_and_some_things_have_no_end():
    assert over_on(FORM, date(2026, 12, 30)) == date(2027, 1, 3)
    never = term(Counted.NEVER, 0)
    assert (over_on(never, FIRST), last_end(never, FIRST)) == (None, None)


@given(
    day=st.dates(date(2090, 1, 1), date(2200, 1, 1)),
    counted=st.sampled_from([Counted.YEAR_END, Counted.DAY]),
    length=st.integers(1, 70),
)
def test_the_last_end_that_is_over_is_the_last(day: date, counted: Counted, length: int):
    known = term(counted, length)
    end = last_end(known, day)
    assert over_on(known, end) <= day < over_on(known, end + timedelta(days=1))
