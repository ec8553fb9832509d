"""A dossier's whole life through the ledger: every deed, its rows, and what happens in a race."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from motcua.dossiers import actions, kept
from motcua.dossiers.models import DossierRow, FeeRow, KeptRow, Notice
from motcua.ledger import rebuild, sequencer, store
from motcua.ledger.models import Event, StreamSecret
from motcua.rules.events import Outcome, Payment
from motcua.rules.limit import Channel
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Status
from tests.dossiers.builders import (
    CAM_XUYEN,
    CONTRACT,
    COPY,
    GUARDIAN,
    MARRIAGE,
    MORNING,
    THIEN_CAM,
    hand,
    order,
    received,
)

pytestmark = pytest.mark.django_db


def row(stream: str) -> DossierRow:
    return DossierRow.objects.get(stream=stream)


def later(hours: float):
    return MORNING + timedelta(hours=hours)


@contextmanager
def refused(word: str):
    """The deed is refused with that word, in a transaction of its own as on a page."""
    with pytest.raises(Refusal, match=word), transaction.atomic():
        yield


def rows_agree() -> None:
    """What the ledger derives is what the tables hold: the test never to lose."""
    assert rebuild.run(mend=False).differences == []


def test_a_dossier_goes_from_the_counter_to_the_citizens_hand(house):
    lan, tuan = house["lan"], house["tuan"]
    receipt = received(house, GUARDIAN)
    assert receipt.code.startswith("H27.17.08-20260305-0000001")
    assert row(receipt.stream).applicant_name == "Trần Thị Hạnh"
    actions.hand_over(receipt.stream, CAM_XUYEN, 1, hand(lan, later(1)), to_officer=tuan.pseudonym)
    assert row(receipt.stream).pending_officer == tuan.pseudonym
    assert row(receipt.stream).holder == lan.pseudonym, "the sender answers until it is confirmed"
    actions.confirm_handover(receipt.stream, hand(tuan, later(2)))
    assert row(receipt.stream).status == Status.IN_PROGRESS
    actions.request_supplement(receipt.stream, "Bản sao căn cước", "Thiếu", hand(tuan, later(3)))
    assert row(receipt.stream).waiting_since == later(3)
    before = row(receipt.stream).promised
    papers = (kept.Paper("Bản sao căn cước", copies=1),)
    actions.supplement(receipt.stream, papers, hand(lan, later(24)))
    assert row(receipt.stream).promised > before, "counted anew"
    actions.finish(receipt.stream, "12/QĐ-UBND", hand(tuan, later(30)))
    done = actions.return_result(receipt.stream, hand(lan, later(31)))
    assert done.status is Status.RETURNED
    assert done.outcome is Outcome.GRANTED
    kinds = [entry.kind.split(".")[1] for entry in store.read(receipt.stream)]
    assert kinds == [
        "received/1", "handed_over/1", "handover_confirmed/1", "supplement_requested/1",
        "supplemented/1", "finished/1", "returned/1",
    ]  # fmt: skip
    rows_agree()


def test_the_quick_desk_serves_in_one_deed_and_takes_the_money(house):
    lan = house["lan"]
    fee = actions.Fee(6_000, "procedure", Payment.CASH, till="Q1")
    receipt = actions.serve(order(COPY, papers=(), fee=fee, slip=False), hand(lan))
    assert receipt.secret == "", "no slip, no secret, unless it is asked for"
    assert row(receipt.stream).status == Status.RETURNED
    [paid] = FeeRow.objects.all()
    assert (paid.amount, paid.till, paid.officer) == (6_000, "Q1", lan.pseudonym)
    assert paid.receipt == "26-000001"
    rows_agree()


def test_what_has_an_appointment_is_not_served_at_once(house):
    with refused("not_immediate"):
        actions.serve(order(GUARDIAN), hand(house["lan"]))
    assert not Event.objects.filter(kind__startswith="dossier").exists()
    assert not KeptRow.objects.exists(), "nothing of a refused deed remains"


def test_nothing_is_served_at_once_on_credit(house):
    with refused("fee_open"):
        actions.serve(order(COPY, fee=actions.Fee(6_000, "procedure")), hand(house["lan"]))


def test_codes_of_a_day_have_no_gap_also_after_a_refusal(house):
    first = received(house)
    with refused("no_procedure_in_force"):
        actions.receive(order("9.999999"), hand(house["lan"]))
    with refused("no_such_case"):
        actions.receive(order(MARRIAGE), hand(house["lan"]))
    second = received(house)
    assert (first.code[-7:], second.code[-7:]) == ("0000001", "0000002")
    assert received(house, by="sau").code.startswith("H27.17.09-20260305-0000001")


def test_a_deed_that_fails_halfway_leaves_nothing(house, monkeypatch):
    receipt = received(house)
    monkeypatch.setattr(Notice.objects, "bulk_create", lambda rows: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.request_supplement(receipt.stream, "Giấy A", "Thiếu", hand(house["lan"], later(1)))
    assert row(receipt.stream).status == Status.RECEIVED
    assert len(store.read(receipt.stream)) == 1
    assert not KeptRow.objects.filter(stream=receipt.stream, what="text").exists()


def test_names_and_free_text_never_enter_the_ledger(house):
    receipt = received(house)
    actions.request_supplement(
        receipt.stream, "Giấy khai tử của ông Hạnh", "Chưa đủ", hand(house["lan"], later(1))
    )
    everything = b"".join(bytes(body) for body in Event.objects.values_list("body", flat=True))
    for personal in ("Hạnh", "042185001234", "0900123456", "khai tử", "Chưa đủ"):
        assert personal.encode() not in everything
    assert receipt.secret.encode() not in everything


def test_the_second_secret_is_typed_as_people_type(house):
    secret = received(house).secret
    typed = f" {secret[:4].lower()}-{secret[4:8]} {secret[8:]} "
    assert kept.same_secret(typed, secret)
    assert not kept.same_secret(secret[:-1], secret)
    assert not kept.same_secret("", "")


def test_an_erased_dossier_keeps_its_figures_and_loses_its_person(house):
    receipt = received(house)
    actions.stop(receipt.stream, "Người nộp đã mất", hand(house["dung"], later(1)))
    sequencer.drain()
    actions.erase(receipt.stream, hand(house["quantri"], later(2)))
    erased = row(receipt.stream)
    assert (erased.applicant_name, erased.erased, erased.status) == ("", True, "stopped")
    assert not KeptRow.objects.filter(stream=receipt.stream).exists()
    assert not StreamSecret.objects.filter(stream=receipt.stream).exists()
    with refused("erased"):
        actions.erase(receipt.stream, hand(house["quantri"], later(3)))
    rows_agree()


def test_a_dossier_that_runs_is_not_erased(house):
    receipt = received(house)
    with refused("still_open"):
        actions.erase(receipt.stream, hand(house["quantri"], later(1)))
    assert row(receipt.stream).applicant_name == "Trần Thị Hạnh"


@pytest.mark.parametrize(
    ("back", "reason", "word", "why"),
    [
        (timedelta(hours=-1), "", "in_the_future", "nothing happens tomorrow"),
        (timedelta(days=30), "Mất điện, sổ số 4", "too_late_to_enter", "five working days at most"),
        (timedelta(hours=20), "", "late_reason_missing", "why, and by which paper"),
    ],
)
def test_what_is_entered_late_needs_its_reason(house, back, reason, word, why):
    with refused(word):
        late = actions.Hand(
            by=house["lan"].pseudonym, now=MORNING, at=MORNING - back, late_reason=reason
        )
        actions.receive(order(), late)


def test_a_late_entry_counts_from_when_it_occurred_and_says_so(house):
    yesterday = MORNING - timedelta(days=1)
    late = actions.Hand(
        by=house["lan"].pseudonym, now=MORNING, at=yesterday, late_reason="Mất điện, sổ số 4"
    )
    receipt = actions.receive(order(), late)
    assert row(receipt.stream).late_entry
    assert row(receipt.stream).received_at == yesterday
    assert "20260304" in receipt.code, "the code has the day of receipt"
    [entry] = store.read(receipt.stream)
    assert entry.recorded_at == MORNING


def test_what_a_substitute_does_stands_in_both_names(house):
    receipt = received(house)
    acting = hand(house["ky"], later(1), acting_for=house["dung"].pseudonym)
    actions.apologise(receipt.stream, "Chờ xác minh", acting)
    event = store.read(receipt.stream)[-1].event
    assert (event.by, event.acting_for) == (house["ky"].pseudonym, house["dung"].pseudonym)


def test_a_dossier_for_another_authority_is_passed_on_and_taken(house):
    receipt = received(house)
    actions.pass_on(receipt.stream, THIEN_CAM, hand(house["lan"], later(1)))
    assert row(receipt.stream).pending_unit == THIEN_CAM
    actions.confirm_handover(receipt.stream, hand(house["sau"], later(2)))
    taken = row(receipt.stream)
    assert (taken.unit, taken.authority, taken.code) == (THIEN_CAM, THIEN_CAM, receipt.code)
    rows_agree()


def test_fees_are_charged_paid_and_given_back_as_events(house):
    receipt = received(house, CONTRACT)
    lan, thu = house["lan"], house["thu"]
    actions.charge(receipt.stream, 50_000, "procedure", hand(lan, later(1)))
    assert row(receipt.stream).open_fee == 50_000
    actions.finish(receipt.stream, "", hand(lan, later(2)))
    with refused("fee_open"):
        actions.return_result(receipt.stream, hand(lan, later(3)))
    actions.pay(receipt.stream, 1, Payment.CASH, hand(thu, later(3)), till="Q1")
    actions.return_result(receipt.stream, hand(lan, later(4)))
    actions.refund(receipt.stream, 1, 20_000, "Thu thừa", hand(thu, later(5)), till="Q1")
    kinds = list(FeeRow.objects.order_by("at").values_list("kind", "amount"))
    assert kinds == [("paid", 50_000), ("refunded", 20_000)]
    rows_agree()


def test_a_dossier_sent_online_is_taken_in_under_its_own_stream(house):
    sent = actions.submit(order(channel=Channel.ONLINE), hand(house["lan"]))
    assert row(sent.stream).status == Status.SUBMITTED
    assert row(sent.stream).code is None
    taken = actions.receive(
        order(channel=Channel.ONLINE, stream=sent.stream, papers=()), hand(house["lan"], later(1))
    )
    assert (taken.stream, taken.secret) == (sent.stream, "")
    assert row(sent.stream).applicant_name == "Trần Thị Hạnh", "who filed it is still known"
    rows_agree()


def test_guidance_and_refusal_at_the_counter_receive_nothing(house):
    guided = actions.guide(order(), "Thiếu tờ khai", "Chưa đủ", hand(house["lan"]))
    refused = actions.refuse_at_counter(
        order(stream=guided.stream), "Không thuộc thẩm quyền", hand(house["lan"], later(1))
    )
    assert row(refused.stream).status == Status.REFUSED_AT_COUNTER
    assert row(refused.stream).code is None
    told = list(Notice.objects.order_by("id").values_list("event", flat=True))
    assert told == ["dossier.guidance_given/1", "dossier.refused_at_counter/1"]
    rows_agree()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("A\x00B", "no database takes NUL"),
        ("A\ud800", "half a letter"),
        ("A" * 10_000_000, "ten MB"),
    ],
)
def test_a_name_that_cannot_be_kept_is_refused_whole(house, name, why):
    with refused("unusable_text"):
        actions.receive(order(name=name), hand(house["lan"]))
    assert not KeptRow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_wins_and_the_other_is_told(house):
    receipt = received(house)
    start, answers = Barrier(4), []

    def finish() -> None:
        start.wait()
        try:
            actions.finish(receipt.stream, "", hand(house["lan"], later(1)))
            answers.append("done")
        except Refusal as refusal:
            answers.append(refusal.word)
        finally:
            connection.close()

    threads = [Thread(target=finish) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count("done") == 1
    assert set(answers) <= {"done", "conflict", "deed_not_now"}
    assert len(store.read(receipt.stream)) == 2


@pytest.mark.django_db(transaction=True)
def test_eight_counters_at_once_give_eight_codes_in_a_row(house):
    start, codes = Barrier(8), []

    def take() -> None:
        start.wait()
        try:
            codes.append(received(house).code[-7:])
        finally:
            connection.close()

    threads = [Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [f"{n:07d}" for n in range(1, 9)]


def test_whom_an_office_asks_is_kept_and_not_written_on_the_ledger(house):
    receipt = received(house)
    asked = "Ông Lê Văn Hỏi, Phòng Kinh tế"
    actions.ask_opinion(
        receipt.stream, asked, later(30), "Đất có tranh chấp không?", hand(house["lan"], later(1))
    )
    event = store.read(receipt.stream)[-1].event
    assert KeptRow.objects.get(id=event.authority).body == asked
    assert b"Kinh" not in bytes(Event.objects.get(stream=receipt.stream, version=2).body)
