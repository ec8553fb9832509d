"""The retention terms on file: one ground each, and no procedure's data goes before it may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.rules.retention import Counted, over_on, term_of
from motcua.settings.law.retention import TermEntry, days, terms

DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("procedure", "over", "why"),
    [
        ("2.000884", date(2029, 1, 1), "signatures: two years"),
        ("2.001035", date(2047, 1, 1), "contracts: twenty years"),
        ("2.000815", date(2029, 1, 1), "copies: nothing to keep by law, two years by the house"),
        ("1.001193", date(2097, 1, 1), "no list in hand: as long as any"),
        ("", date(2097, 1, 1), "a procedure nobody knows"),
    ],
)
def test_each_procedure_has_its_term(procedure: str, over: date, why: str):
    assert over_on(term_of(terms(), "dossier", DAY, procedure), DAY) == over, why


def test_what_goes_by_itself_has_its_days():
    assert days("idempotency_key") == timedelta(days=4)
    assert days("notice") == timedelta(days=90)
    with pytest.raises(LookupError):
        days("dossier")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"counted": Counted.DAY, "house_rule": 33}, "no length"),
        ({"counted": Counted.NEVER, "length": 3, "house_rule": 33}, "never, and yet three"),
        ({"counted": Counted.DAY, "length": 3}, "no ground"),
        ({"counted": Counted.DAY, "length": 3, "house_rule": 33, "unverified": "x"}, "two grounds"),
        ({"counted": Counted.DAY, "length": 3, "law": "1/1900/X Điều 1"}, "no known instrument"),
    ],
)
def test_a_term_that_says_too_little_or_too_much_is_a_fault(fields: dict, why: str):
    with pytest.raises(ValueError, match=r"."):
        TermEntry("dossier", "—", DAY, **fields)
