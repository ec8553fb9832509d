"""Due dates by the million."""

from __future__ import annotations

import doctest
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules import due_dates as due_dates_module
from motcua.rules.due import due
from motcua.rules.due_dates import due_dates
from motcua.rules.limit import Limit, LimitUnit
from motcua.rules.refusal import Refusal
from tests.rules.times import NATIONAL, at, limit


@given(
    st.lists(st.dates(date(2014, 12, 27), date(2025, 6, 1)), min_size=1, max_size=60),
    st.integers(0, 40),
    st.sampled_from([LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS, LimitUnit.MONTHS]),
)
@settings(max_examples=40)
def test_a_million_at_once_are_the_same_as_one_by_one(days, amount, unit):
    amounts = (np.arange(len(days)) + amount) % 30
    found = due_dates(np.array(days, dtype="datetime64[D]"), amounts, NATIONAL, unit)
    one_by_one = [
        due(at(f"{day}T09:00"), Limit(Decimal(int(each)), unit), NATIONAL).date
        for day, each in zip(days, amounts, strict=True)
    ]
    assert found.astype(object).tolist() == one_by_one


@pytest.mark.parametrize(
    ("day", "amount", "unit", "word"),
    [
        ("2027-12-31", 3, "working-days", "calendar_unknown"),
        ("2027-12-31", 1, "calendar-days", "calendar_unknown"),
        ("2014-12-26", 3, "working-days", "calendar_unknown"),
        ("2028-01-01", 1, "months", "calendar_unknown"),
        ("2025-03-03", -1, "working-days", "limit_wrong"),
        ("2025-03-03", 2501, "working-days", "limit_wrong"),
    ],
)
def test_a_million_at_once_refuse_what_one_would(day, amount, unit, word):
    with pytest.raises(Refusal, match=word):
        due_dates(np.array([day], dtype="datetime64[D]"), amount, NATIONAL, LimitUnit(unit))
    with pytest.raises(Refusal, match=word):
        due(at(f"{day}T09:00"), limit(str(amount), unit), NATIONAL)


def test_an_unknown_day_among_a_million_is_refused_and_none_of_them_is_no_fault():
    with pytest.raises(Refusal, match="calendar_unknown"):
        due_dates(np.array(["NaT"], dtype="datetime64[D]"), 1, NATIONAL)
    assert due_dates(np.array([], dtype="datetime64[D]"), 1, NATIONAL).size == 0
    with pytest.raises(ValueError, match="instant"):
        due_dates(np.array(["2025-03-03"], dtype="datetime64[D]"), 1, NATIONAL, LimitUnit.HOURS)


def test_the_examples_run():
    tried = doctest.testmod(due_dates_module)
    assert tried.attempted
    assert not tried.failed
