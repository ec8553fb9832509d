"""A figure of law is the one in force on the day, never today's and never a guess."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.rules.law import Unverified
from motcua.rules.parameter import Since, in_force
from motcua.rules.refusal import Refusal

GROUND = Unverified("a test")
LATER = Since(date(2025, 7, 1), 2, GROUND)
FIRST = Since(date(2018, 6, 21), 1, GROUND)


@pytest.mark.parametrize(
    ("day", "value", "why"),
    [
        ("2018-06-21", 1, "from its first day"),
        ("2025-06-30", 1, "to the eve of the next"),
        ("2025-07-01", 2, "the next from its first day"),
        ("2030-01-01", 2, "the last one stays"),
    ],
)
def test_a_day_has_the_value_of_its_time_in_whatever_order_they_are_written(day, value, why):
    assert in_force([LATER, FIRST], date.fromisoformat(day)).value == value, why


def test_before_the_first_value_there_is_a_refusal():
    with pytest.raises(Refusal) as refused:
        in_force([LATER, FIRST], date(2018, 6, 20))
    assert refused.value.word == "no_value_in_force"
    assert refused.value.facts == {"day": date(2018, 6, 20)}
