"""From the door to the counter: numbers without gaps, one person to one counter, no names."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from motcua.ledger import rebuild
from motcua.queue import actions, queries
from motcua.queue.models import TurnRow
from motcua.rules.queue import Line
from motcua.rules.refusal import Refusal
from tests.dossiers import builders

NOW, UNIT = builders.MORNING, builders.CAM_XUYEN


@pytest.fixture
def door(house, browser):
    """The device at the door of Cẩm Xuyên, put there by Lan."""
    device = browser("lan")
    assert device.post("/xep-hang/may/").headers["Location"] == "/xep-hang/lay-so/"
    return device


def test_the_device_hands_out_numbers_line_by_line_and_nobody_is_logged_in_there(door):
    assert door.get("/ho-so/").status_code == 302
    for line, number in (("A", "A001"), ("A", "A002"), ("P", "P001")):
        assert number in door.post("/xep-hang/lay-so/", {"line": line}).text
    assert "Trước ông/bà còn 3 người" in door.post("/xep-hang/lay-so/", {"line": "B"}).text
    assert door.post("/xep-hang/lay-so/", {"line": "Z"}).status_code == 400


@pytest.mark.parametrize("cookie", ["", "18673", "made:up"])
def test_without_an_officer_no_device_hands_out_numbers(house, browser, cookie):
    stranger = browser()
    stranger.cookies["queue-device"] = cookie
    assert stranger.post("/xep-hang/lay-so/", {"line": "A"}).status_code == 409
    assert not TurnRow.objects.exists()


def test_a_morning_at_the_counters(door, browser):
    for line in "AAP":
        door.post("/xep-hang/lay-so/", {"line": line})
    lan, minh = browser("lan"), browser("minh")
    lan.post("/xep-hang/call_next/", {"counter": "1"})
    minh.post("/xep-hang/call_next/", {"counter": "2"})
    board = browser().get(f"/xep-hang/bang/{UNIT}/").text
    assert "P001" in board and "mời đến quầy 1" in board
    assert "A001" in board and "1 người đang chờ" in board
    assert "Nguyễn Thị Lan" not in board
    first = TurnRow.objects.get(line="P")
    lan.post(f"/xep-hang/{first.stream}/end/", {"served": "1"})
    assert TurnRow.objects.get(line="P").place == "served"
    early = lan.post(f"/xep-hang/{first.stream}/call_again/", {"counter": "1"})
    assert early.status_code == 409 and "đã xong lượt" in early.text
    assert rebuild.run(mend=False).wrong == 0


def test_nobody_waits_is_said_and_so_is_a_call_without_counter(house, browser):
    lan = browser("lan")
    assert "Không còn ai đang chờ" in lan.post("/xep-hang/call_next/", {"counter": "1"}).text
    actions.draw(UNIT, Line.HAND_IN, NOW)
    assert "Ghi số quầy" in lan.post("/xep-hang/call_next/", {}).text


def test_another_units_number_is_not_theirs(house, browser):
    row = actions.draw(UNIT, Line.HAND_IN, NOW)
    sau = browser("sau")
    assert sau.post(f"/xep-hang/{row.stream}/call_again/", {"counter": "1"}).status_code == 404
    assert "A001" not in sau.get("/xep-hang/").text
    assert browser("tuan").get("/xep-hang/").status_code == 403


def test_the_waits_of_the_day_are_counted_from_drawing_to_the_first_call(house):
    for minutes in (1, 4, 9):
        actions.draw(UNIT, Line.HAND_IN, NOW)
        later = builders.MORNING + builders.timedelta(minutes=minutes)
        actions.call_next(UNIT, list(Line), counter="1", at=later, by="x")
    found = queries.board(UNIT, builders.TODAY)
    assert found.median_wait == builders.timedelta(minutes=4)
    assert found.longest_wait == builders.timedelta(minutes=9)


@pytest.mark.django_db(transaction=True)
def test_two_counters_at_once_call_two_people(settings):
    for _ in range(8):
        actions.draw(UNIT, Line.HAND_IN, NOW)
    called: list[int] = []

    def counter(name: str) -> None:
        try:
            for _ in range(4):
                try:
                    row = actions.call_next(UNIT, list(Line), counter=name, at=NOW, by=name)
                except Refusal:
                    continue
                called.append(row.number)
        finally:
            connection.close()

    both = [threading.Thread(target=counter, args=(name,)) for name in ("1", "2")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert len(called) == len(set(called))


def test_a_counter_with_a_vietnamese_name_is_remembered_in_a_header_that_holds_it(door, browser):
    door.post("/xep-hang/lay-so/", {"line": "A"})
    lan = browser("lan")
    answer = lan.post("/xep-hang/call_next/", {"counter": "Quầy 1"})
    answer.cookies["queue-counter"].OutputString().encode("latin-1")
    assert TurnRow.objects.get().counter == "Quầy 1"
    assert 'value="Quầy 1"' in lan.get("/xep-hang/").text
