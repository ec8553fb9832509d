"""What happens to a fee: charged, exempted, paid, refunded, and the result behind it."""

from __future__ import annotations

import pytest

from motcua.rules.events import Payment
from tests.rules.builders import World, in_progress, received, refused


def charged(*amounts: int) -> World:
    world = received()
    for amount in amounts or (20_000,):
        world.do("charge", "2025-03-03", amount=amount)
    return world


def test_fees_are_numbered_in_the_order_in_which_they_are_charged():
    fees = charged(20_000, 5_000).now.charges
    assert [(fee.number, fee.amount, fee.open) for fee in fees] == [
        (1, 20_000, 20_000),
        (2, 5_000, 5_000),
    ]


@pytest.mark.parametrize("amount", [0, -1])
def test_a_fee_is_more_than_nothing(amount):
    assert refused(received(), "charge", "2025-03-03", amount=amount).word == "amount_wrong"


@pytest.mark.parametrize("how", list(Payment))
def test_a_fee_is_paid_in_full_by_any_lawful_way(how):
    world = charged(20_000, 5_000).do("pay", "2025-03-03 10:00", number=2, how=how)
    event = world.history[-1]
    assert (event.amount, event.by, event.receipt, event.till) == (5_000, "clerk", "R1", "T1")
    assert [fee.open for fee in world.now.charges] == [20_000, 0]


@pytest.mark.parametrize(
    ("deeds", "deed", "said", "word", "why"),
    [
        (("pay",), "pay", {}, "fee_settled", "paid twice"),
        (("exempt",), "pay", {}, "fee_settled", "paid though it was exempt"),
        (("pay",), "exempt", {}, "fee_settled", "exempted after it was paid: a refund, then"),
        (("exempt",), "exempt", {}, "fee_settled", "exempted twice"),
        ((), "pay", {"number": 2}, "no_such_fee", "a fee nobody charged"),
        ((), "exempt", {"number": 2}, "no_such_fee", "a fee nobody charged"),
        ((), "refund", {"number": 2}, "no_such_fee", "a fee nobody charged"),
        ((), "pay", {"receipt": ""}, "receipt_missing", "money without a receipt"),
        ((), "exempt", {"reason": ""}, "reason_missing", "an exemption says why"),
        ((), "refund", {}, "amount_wrong", "nothing was paid"),
        (("pay",), "refund", {"amount": 20_001}, "amount_wrong", "more than was paid"),
        (("pay",), "refund", {"amount": 0}, "amount_wrong", "nothing is no refund"),
        (("pay",), "refund", {"reason": ""}, "reason_missing", "a refund says why"),
        (("pay", "refund"), "refund", {"amount": 1}, "amount_wrong", "it has all gone back"),
        (("pay", "refund"), "pay", {}, "fee_settled", "a refund does not open the fee again"),
    ],
)
def test_money_moves_only_where_it_should(deeds, deed, said, word, why):
    world = charged()
    for each in deeds:
        world.do(each, "2025-03-03 10:00")
    assert refused(world, deed, "2025-03-03 11:00", **said).word == word, why


def test_an_exempt_fee_leaves_its_amount_to_be_seen_and_nothing_to_pay():
    fee = charged().do("exempt", "2025-03-03").now.charges[0]
    assert (fee.amount, fee.open, fee.exempt) == (20_000, 0, True)


@pytest.mark.parametrize("ending", ["withdraw", "stop"])
def test_money_goes_back_also_after_the_end(ending):
    world = charged().do("pay", "2025-03-03").do(ending, "2025-03-04")
    now = world.do("refund", "2025-03-05", amount=15_000).now
    assert (now.charges[0].paid, now.charges[0].refunded) == (20_000, 15_000)


@pytest.mark.parametrize(
    ("deeds", "let", "why"),
    [
        ((), True, "no fee was charged"),
        (("charge",), False, "a fee is open"),
        (("charge", "pay"), True, "it is paid"),
        (("charge", "exempt"), True, "it need not be paid"),
        (("charge", "pay", "refund"), True, "a refund does not open it again"),
    ],
)
def test_the_result_is_handed_out_when_no_fee_is_open(deeds, let, why):
    world = in_progress().do("finish", "2025-03-07")
    for deed in deeds:
        world.do(deed, "2025-03-07 10:00")
    if let:
        assert world.do("return_result", "2025-03-08").now.status == "returned", why
        return
    refusal = refused(world, "return_result", "2025-03-08")
    assert (refusal.word, refusal.facts) == ("fee_open", {"amount": 20_000}), why
    assert [str(each) for each in refusal.grounds] == [
        "Điều 22 khoản 1, 61/2018/NĐ-CP",
        "Quy tắc nội bộ 26",
    ]


def test_an_unpaid_fee_does_not_make_the_office_late():
    world = charged().do("finish", "2025-03-07")
    assert world.verdict("nd61", "2025-03-31")[0] == "early"
