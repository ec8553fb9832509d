"""What the citizen pays at the counter, to the đồng."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.fees import (
    Exemption,
    FixedRate,
    PageRate,
    certified_copy_fee,
    exempted,
    fixed_fee,
)
from motcua.rules.law import CERTIFICATION_FEES
from motcua.rules.refusal import Refusal

GROUND = CERTIFICATION_FEES["Điều 4"]
COPIES = PageRate(2, 2_000, 1_000, 200_000, GROUND)
SIGNATURE = FixedRate("case", 10_000, GROUND)
CONTRACT = FixedRate("contract", 50_000, GROUND)
RURAL = Exemption("rural_credit_mortgage", frozenset({"contract"}), CERTIFICATION_FEES["Điều 5"])


@pytest.mark.parametrize(
    ("pages", "copies", "due", "why"),
    [
        (1, 1, 2_000, "one page"),
        (2, 1, 4_000, "two pages"),
        (3, 1, 5_000, "from the third page on 1,000"),
        (5, 1, 7_000, "2 x 2,000 and 3 x 1,000"),
        (5, 3, 21_000, "three copies are three times one copy"),
        (2, 10, 40_000, "ten copies of two pages are not twenty pages of one copy"),
        (198, 1, 200_000, "exactly the cap: 4,000 and 196,000"),
        (199, 1, 200_000, "one page over the cap"),
        (1_000, 1, 200_000, "the cap"),
        (1_000, 2, 400_000, "the cap is for each copy"),
    ],
)
def test_certified_copies_cost_what_the_circular_says(pages, copies, due, why):
    fee = certified_copy_fee(pages, copies, COPIES)
    assert fee.due == due, why
    assert fee.ground == GROUND


def slow_copy_fee(pages: int, copies: int) -> int:
    """The circular's sentence, page by page."""
    one = sum(2_000 if page <= 2 else 1_000 for page in range(1, pages + 1))
    return sum(min(one, 200_000) for _ in range(copies))


@given(pages=st.integers(1, 3_000), copies=st.integers(1, 40))
def test_counting_page_by_page_gives_the_same(pages, copies):
    assert certified_copy_fee(pages, copies, COPIES).due == slow_copy_fee(pages, copies)


@given(
    pages=st.integers(1, 50),
    copies=st.integers(1, 50),
    rate=st.builds(
        PageRate,
        st.integers(0, 5),
        *[st.integers(0, 5_000)] * 2,
        st.integers(0, 20_000),
        st.just(GROUND),
    ),
)
def test_the_lines_of_a_bill_add_up_and_none_is_negative(pages, copies, rate):
    fee = certified_copy_fee(pages, copies, rate)
    assert fee.due == sum(line.due for line in fee.lines) <= rate.cap * copies
    assert all(line.due >= 0 and line.capped >= 0 for line in fee.lines)
    assert sum(line.count for line in fee.lines) == pages * copies


@given(pages=st.integers(1, 9_999), copies=st.integers(1, 100))
def test_one_page_more_is_never_cheaper(pages, copies):
    more = certified_copy_fee(pages + 1, copies, COPIES).due
    assert certified_copy_fee(pages, copies, COPIES).due <= more


@pytest.mark.parametrize(
    ("rate", "count", "due", "why"),
    [
        (SIGNATURE, 1, 10_000, "a paper with one or more signatures is one case"),
        (SIGNATURE, 3, 30_000, "three papers"),
        (CONTRACT, 1, 50_000, "a contract"),
    ],
)
def test_signatures_and_contracts_cost_so_much_apiece(rate, count, due, why):
    fee = fixed_fee(rate, count)
    assert fee.due == due, why
    assert [line.what for line in fee.lines] == [rate.piece]


@pytest.mark.parametrize(
    ("bill", "word", "why"),
    [
        (lambda: certified_copy_fee(0, 1, COPIES), "page_count_out_of_range", "no page"),
        (lambda: certified_copy_fee(-3, 1, COPIES), "page_count_out_of_range", "below zero"),
        (lambda: certified_copy_fee(10_001, 1, COPIES), "page_count_out_of_range", "absurd"),
        (lambda: certified_copy_fee(42089012345, 1, COPIES), "page_count_out_of_range", "an id"),
        (lambda: certified_copy_fee(2, 0, COPIES), "copy_count_out_of_range", "no copy"),
        (lambda: certified_copy_fee(2, 10_001, COPIES), "copy_count_out_of_range", "absurd"),
        (lambda: fixed_fee(SIGNATURE, 0), "copy_count_out_of_range", "nothing signed"),
        (lambda: fixed_fee(SIGNATURE, -1), "copy_count_out_of_range", "below zero"),
    ],
)
def test_a_slip_of_the_finger_makes_no_bill(bill, word, why):
    with pytest.raises(Refusal) as refused:
        bill()
    assert refused.value.word == word, why
    assert refused.value.grounds == (GROUND,)


def test_a_farmer_who_mortgages_land_for_a_rural_loan_pays_nothing_and_the_bill_says_why():
    bill = exempted(fixed_fee(CONTRACT), "contract", RURAL)
    assert (bill.due, bill.exempt) == (0, "rural_credit_mortgage")
    assert sum(line.due for line in bill.lines) == 50_000
    assert bill.ground == CERTIFICATION_FEES["Điều 5"]


def test_the_rural_loan_does_not_make_copies_free():
    with pytest.raises(Refusal, match="not_exempt"):
        exempted(certified_copy_fee(1, 1, COPIES), "certified_copy", RURAL)
