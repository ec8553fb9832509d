"""A citizen follows a dossier on a cheap phone, with the two codes of the slip."""

from __future__ import annotations

import pytest

from motcua.dossiers import actions
from tests.dossiers import builders
from tests.journeys.conftest import LANGUAGES, WIDTHS
from tests.journeys.people import _vietnamese_again, house, inside, morning

__all__ = ["_vietnamese_again", "house", "inside", "morning"]


def _asked_for_papers(house) -> actions.Receipt:
    found = builders.received(house)
    lan = builders.hand(house["lan"])
    actions.request_supplement(found.stream, "Giấy khai sinh\nĐơn", "Thành phần chưa đủ", lan)
    return found


def test_a_citizen_reads_from_the_slip_what_to_bring(house, inside, opened):
    found = _asked_for_papers(house)
    desk = inside("lan")
    desk.goto(f"/ho-so/{found.code}/")
    secret = desk.locator(".slip dd").nth(1).inner_text()
    page = opened(width=320)
    page.goto("/")
    page.get_by_role("link", name="Tra cứu hồ sơ đã nộp").click()
    page.get_by_label("Mã hồ sơ").fill(found.code)
    page.get_by_label("Mã tra cứu").fill(secret.lower())
    page.get_by_role("button", name="Tra cứu").click()
    page.get_by_text("Giấy tờ cần mang đến").wait_for()
    assert page.get_by_text("Giấy khai sinh").is_visible()
    page.get_by_text("Vì sao ngày này").click()
    assert page.get_by_text("Đủ 3 ngày làm việc").is_visible()
    assert secret.replace(" ", "") not in page.url


def test_the_qr_of_a_slip_leaves_only_the_secret_to_type(house, inside, opened):
    found = _asked_for_papers(house)
    page = opened(width=320)
    page.goto(f"/tra-cuu/#{found.code}")
    assert page.get_by_label("Mã hồ sơ").input_value() == found.code
    assert found.code not in page.url
    page.keyboard.type(found.secret.lower())
    page.keyboard.press("Enter")
    page.get_by_text("Giấy tờ cần mang đến").wait_for()


@pytest.mark.parametrize("said", ["%3Cscript%3E", "a", "%E0%A4%A", "x" * 80])
def test_what_is_no_code_after_the_sign_is_left_alone(house, inside, opened, said):
    page = opened(width=320)
    page.goto(f"/tra-cuu/#{said}")
    assert page.get_by_label("Mã hồ sơ").input_value() == ""


def test_tracking_works_without_scripts(house, morning, opened):
    found = _asked_for_papers(house)
    page = opened(scripts=False)
    page.goto("/tra-cuu/")
    page.get_by_label("Mã hồ sơ").fill(found.code)
    page.get_by_label("Mã tra cứu").fill("2222 2222 2222 22")
    page.get_by_role("button", name="Tra cứu").click()
    assert page.get_by_text("Không tìm thấy hồ sơ nào có đúng cả hai mã này").is_visible()
    page.get_by_label("Mã tra cứu").fill(found.secret)
    page.get_by_role("button", name="Tra cứu").click()
    assert page.get_by_text("Giấy tờ cần mang đến").is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_use_the_public_pages(house, morning, opened, axe, width, language):
    found = _asked_for_papers(house)
    page = opened(width, language)
    for address in ("/", "/tra-cuu/"):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for secret in ("2222", found.secret):
        page.goto("/tra-cuu/")
        page.locator("#id_code").fill(found.code)
        page.locator("#id_secret").fill(secret)
        page.locator("main form button").click()
        page.locator(".notice").first.wait_for()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
