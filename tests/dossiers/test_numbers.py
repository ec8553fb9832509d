"""No number is given twice or left out: what every counter must hold stands in the ledger."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from motcua.dossiers import actions
from motcua.ledger import rebuild
from motcua.ledger.difference import Difference
from motcua.ledger.models import Counter
from motcua.rules.events import Payment
from motcua.rules.refusal import Refusal
from motcua.web.sentences import sentence
from tests.dossiers.builders import (
    CAM_XUYEN,
    CONTRACT,
    COPY,
    MORNING,
    THIEN_CAM,
    hand,
    order,
    received,
)

pytestmark = pytest.mark.django_db
CODES, SAUS = f"code|{CAM_XUYEN}|20260305", f"code|{THIEN_CAM}|20260305"
BOOK, SAUS_BOOK = f"receipt|{CAM_XUYEN}|26", f"receipt|{THIEN_CAM}|26"
FEE = actions.Fee(50_000, "procedure")
PAID = actions.Fee(4_000, "pages", Payment.CASH)


@pytest.fixture(autouse=True)
def drawn(house) -> None:
    """Four dossiers at two desks, three drawn receipts, one of them after a dossier moved on."""
    lan, sau = house["lan"], house["sau"]
    received(house)
    for _ in range(2):
        actions.serve(order(COPY, papers=(), fee=PAID), hand(lan))
    moved = received(house, CONTRACT, fee=FEE)
    actions.pass_on(moved.stream, THIEN_CAM, hand(lan, MORNING + timedelta(hours=1)))
    taken = hand(sau, MORNING + timedelta(hours=2))
    actions.confirm_handover(moved.stream, taken)
    actions.pay(moved.stream, 1, Payment.CASH, taken)
    received(house, by="sau")


def held() -> dict[str, int]:
    return dict(Counter.objects.values_list("name", "value"))


def differences(*, mend: bool = False) -> list[Difference]:
    return rebuild.run(mend=mend).differences


def test_every_number_is_read_again_from_the_events_it_was_drawn_for():
    assert held() == {CODES: 4, SAUS: 1, BOOK: 2, SAUS_BOOK: 1}
    assert differences() == []


@pytest.mark.parametrize("name", [CODES, SAUS, BOOK, SAUS_BOOK])
@pytest.mark.parametrize(
    ("harm", "why", "reason"),
    [
        (-1, "differs", "the next number would be given twice"),
        (+1, "differs", "a number would be left out"),
        (None, "missing", "counting would begin anew"),
    ],
)
def test_a_wrong_counter_is_named_and_mended(name: str, harm: int | None, why: str, reason: str):
    before = held()
    row = Counter.objects.filter(name=name)
    if harm is None:
        row.delete()
    else:
        row.update(value=before[name] + harm)
    fields = ("value",) if why == "differs" else ()
    found = [Difference("ledger_counter", name, why, fields)]
    assert differences() == found, reason
    assert differences(mend=True) == found
    assert (differences(), held()) == ([], before)


def test_a_counter_of_nothing_is_named_and_taken_away():
    Counter.objects.create(name="code|99999|20260305", value=7)
    assert [each.why for each in differences(mend=True)] == ["extra"]
    assert differences() == []


def test_the_next_number_after_mending_is_the_one_that_was_due(house):
    Counter.objects.all().delete()
    rebuild.run(mend=True)
    assert received(house).code.endswith("-0000005")


def test_a_receipt_of_a_paper_book_is_kept_as_it_is_and_counts_for_nothing(house):
    paper = actions.Fee(4_000, "pages", Payment.CASH, "AA/25P 0001234")
    actions.serve(order(COPY, papers=(), fee=paper), hand(house["lan"]))
    assert held()[BOOK] == 2
    assert differences() == []


def test_nobody_types_a_number_that_looks_drawn(house):
    typed = actions.Fee(4_000, "pages", Payment.CASH, "26-999999")
    with pytest.raises(Refusal, match="receipt_reserved") as refused, transaction.atomic():
        actions.serve(order(COPY, papers=(), fee=typed), hand(house["lan"]))
    assert "Để trống ô này" in sentence(refused.value)
    assert differences() == []


def test_a_dossier_entered_late_has_a_number_of_the_day_it_came_in(house):
    yesterday = MORNING - timedelta(days=1)
    late = hand(house["lan"], at=yesterday, late_reason="Mất điện, sổ số 4")
    actions.receive(order(), late)
    assert held()[f"code|{CAM_XUYEN}|20260304"] == 1
    assert differences() == []


def test_numbers_drawn_while_a_rebuild_reads_are_no_fault(house):
    def meanwhile(count: int) -> None:
        received(house)

    assert rebuild.run(mend=True, tick=meanwhile).differences == []
    assert held()[CODES] == 5
    assert differences() == []
