"""A ballot is the applicant's own, once for each dossier, and nobody learns whose it was."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.ballots import actions, tokens
from motcua.ballots.models import BallotRow
from motcua.ledger import erasure, rebuild
from motcua.ledger.models import Event
from motcua.rules.events import BallotWay
from tests.dossiers import builders

NOW = builders.MORNING


def address(receipt, version: int = 1) -> str:
    return f"/danh-gia/{tokens.token(receipt.stream, version)}/"


@pytest.fixture
def receipt(house):
    return builders.received(house)


def test_whoever_holds_the_slip_answers_and_the_last_answer_counts(receipt, browser):
    citizen = browser()
    assert citizen.get(address(receipt)).status_code == 200
    for choice in ("2", "0"):
        assert citizen.post(address(receipt), {"time": choice, "helped": "on"}).status_code == 302
    row = BallotRow.objects.get()
    assert (row.choices, row.way, row.helped, row.version) == ({"time": 0}, "online", True, 1)
    assert Event.objects.filter(kind="ballot.answered/1").count() == 2
    assert rebuild.run(mend=False).wrong == 0


def test_an_officer_who_is_logged_in_cannot_answer(receipt, browser):
    answer = browser("lan").post(address(receipt), {"time": "0"})
    assert answer.status_code == 403
    assert "do người nộp hồ sơ tự trả lời" in answer.text
    assert not BallotRow.objects.exists()


@pytest.mark.parametrize("spoil", ["seal", "version", "stream", "short", "unslipped"])
def test_a_token_cannot_be_made_up(receipt, browser, spoil):
    stream, version, seal = tokens.token(receipt.stream, 1).split("-")
    made = {
        "seal": f"{stream}-{version}-{'a' * 16}",
        "version": f"{stream}-2-{seal}",
        "stream": f"{'0' * 32}-{version}-{seal}",
        "short": f"{stream}-{version}",
        "unslipped": f"{stream}-9999-{seal}",
    }[spoil]
    assert browser().get(f"/danh-gia/{made}/").status_code == 404


def test_no_slip_belongs_to_a_step_inside_the_office(receipt, house, browser):
    builders.handed_over(house, receipt.stream, "tuan", at=NOW)
    assert browser().get(address(receipt, 2)).status_code == 404


def test_the_device_at_the_desk_is_marked(receipt, browser):
    device: Client = browser()
    assert device.post("/danh-gia/quay/").status_code == 302
    device.post(address(receipt), {"overall": "4"})
    assert BallotRow.objects.get().way == "kiosk"


def test_an_empty_ballot_is_said_and_a_wrong_choice_too(receipt, browser):
    empty = browser().post(address(receipt), {"comment": "  "})
    assert empty.status_code in (400, 409) and "chưa có câu trả lời" in empty.text
    wrong = browser().post(address(receipt), {"time": "9", "comment": "Lâu quá"})
    assert wrong.status_code == 400 and "Lâu quá" in wrong.text


def others(house, count: int) -> None:
    """So many other applicants answered too."""
    for _ in range(count):
        slip = actions.slip_of(builders.received(house).stream, 1)
        actions.answer(slip, {"time": 0}, at=NOW, way=BallotWay.ONLINE)


def test_the_office_sees_counts_and_words_but_not_whose(receipt, house, browser):
    browser().post(address(receipt), {"time": "1", "comment": "Chờ hơi lâu"})
    others(house, 8)
    few = browser("dung").get("/danh-gia/").text
    assert "9 phiếu" in few and "Chờ hơi lâu" not in few, "too few to hide among"
    others(house, 1)
    page = browser("dung").get("/danh-gia/").text
    assert "10 phiếu" in page and "Chờ hơi lâu" in page
    assert receipt.code not in page and "Trần Thị Hạnh" not in page
    assert "Chờ hơi lâu" not in browser("sau").get("/danh-gia/").text
    assert browser("tuan").get("/danh-gia/").status_code == 403


def test_after_the_erasure_no_token_opens_and_no_word_is_left(receipt, house, browser):
    place = address(receipt)
    others(house, 10)
    browser().post(place, {"time": "1", "comment": "Chờ hơi lâu"})
    erasure.erase(receipt.stream, NOW, "system", recorded_at=NOW)
    assert browser().get(place).status_code == 404
    assert "Chờ hơi lâu" not in browser("dung").get("/danh-gia/").text
    assert rebuild.run(mend=False).wrong == 0


def test_two_answers_at_once_leave_one_row(receipt):
    slip = actions.slip_of(receipt.stream, 1)
    for choice in range(3):
        actions.answer(slip, {"time": choice}, at=NOW, way=BallotWay.ONLINE)
    assert BallotRow.objects.get().choices == {"time": 2}
