"""What somebody typed survives a log-out, a log-in in another tab, and nobody else's tricks."""

from __future__ import annotations

import html
import re

import pytest
from django.core import signing

from motcua.web import kept

TYPED = {"name": "Trần Thị Hạnh", "papers": ["form", "card"], "note": "a & <b>\n“c”"}


def token(page: str) -> str:
    return html.unescape(re.search(r'name="kept" value="([^"]*)"', page)[1])


def again(page: str) -> list[tuple[str, str]]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return [
        (name, html.unescape(value))
        for name, value in found
        if name not in ("csrfmiddlewaretoken", "next")
    ]


def test_a_form_sent_after_log_out_comes_back_after_log_in(browser):
    asked = browser.post("/guarded/?tab=2", TYPED | {"old_password": "x"})
    assert asked.status_code == 401
    inside = browser.post("/log-in/", {"kept": token(asked.text)})
    assert inside.status_code == 200
    assert 'action="/guarded/?tab=2"' in inside.text
    assert again(inside.text) == [
        ("name", "Trần Thị Hạnh"),
        ("papers", "form"),
        ("papers", "card"),
        ("note", TYPED["note"]),
    ]


def test_a_wrong_password_in_between_loses_nothing(browser):
    first = token(browser.post("/guarded/", TYPED).text)
    assert kept.read(first) is not None


def test_a_page_that_was_only_read_goes_to_the_log_in_and_back(browser):
    answer = browser.get("/guarded/?q=1")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/log-in/?next=/guarded/%3Fq%3D1"


@pytest.mark.parametrize(
    ("forged", "why"),
    [
        ("", "nothing was kept"),
        ("x.y.z", "no token of ours"),
        (signing.dumps(["/guarded/", [["name", "x"]]], salt="other"), "signed for another use"),
    ],
    # A token holds the moment it was signed: the workers of one run would name it differently.
    ids=["nothing", "torn", "foreign"],
)
def test_a_forged_token_carries_nothing(browser, forged, why):
    assert browser.post("/log-in/", {"kept": forged}).text == "inside", why


def test_more_than_can_be_carried_is_not_carried(browser):
    letters = "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(200_000))
    asked = browser.post("/guarded/", {"name": letters})
    assert asked.status_code == 401
    assert 'name="kept"' not in asked.text


def test_a_form_of_ours_with_an_old_token_can_be_sent_again(strict_browser):
    answer = strict_browser.post("/echo/", TYPED, headers={"origin": "http://testserver"})
    assert answer.status_code == 403
    assert "đã mở trước lần đăng nhập gần nhất" in answer.text
    assert ("name", "Trần Thị Hạnh") in again(answer.text)


@pytest.mark.parametrize("headers", [{}, {"origin": "http://evil.example"}, {"origin": "null"}])
def test_a_foreign_page_cannot_have_its_form_sent_from_here(strict_browser, headers):
    answer = strict_browser.post("/echo/", TYPED, headers=headers)
    assert answer.status_code == 403
    assert again(answer.text) == []
    assert "Trần Thị Hạnh" not in answer.text


def test_the_page_shows_words_and_not_codes():
    typed = [("name", "Đặng Thị Ẩn"), ("way", "counter"), ("copies", "3"), ("note", "x y" * 40)]
    assert list(kept.shown(typed)) == ["Đặng Thị Ẩn"]
