"""Codes and receipts are numbered without gaps, also when a deed fails or many draw at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from motcua.ledger.counters import next_number


@pytest.mark.django_db
def test_each_unit_and_day_counts_for_itself_from_one():
    assert [next_number("code|H27.19|20250303") for _ in range(3)] == [1, 2, 3]
    assert next_number("code|H27.19|20250304") == 1
    assert next_number("code|H27.20|20250303") == 1


@pytest.mark.django_db
def test_a_deed_that_fails_gives_its_number_back():
    next_number("receipt|H27.19|25")
    with pytest.raises(RuntimeError), transaction.atomic():
        assert next_number("receipt|H27.19|25") == 2
        raise RuntimeError("the rule said no after the number was drawn")
    assert next_number("receipt|H27.19|25") == 2


@pytest.mark.django_db(transaction=True)
def test_eight_counters_drawing_at_once_leave_no_gap_and_double_nothing(postgres):
    def draw(clerk: int) -> list[int]:
        drawn = []
        try:
            for turn in range(25):
                with transaction.atomic():
                    number = next_number("code|H27.19|20250303")
                    if (turn + clerk) % 5 == 0:
                        transaction.set_rollback(True)
                        continue
                drawn.append(number)
        finally:
            connection.close()
        return drawn

    with ThreadPoolExecutor(8) as clerks:
        numbers = sorted(n for drawn in clerks.map(draw, range(8)) for n in drawn)
    assert numbers == list(range(1, 8 * 20 + 1))
