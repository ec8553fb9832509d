"""Every component, at every width and in both languages, can be used by everybody."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import LANGUAGES, WIDTHS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_use_every_component(opened, axe, width, language):
    page = opened(width, language)
    page.goto("/thanh-phan/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing sticks out"


def test_the_measure_itself_finds_what_shuts_people_out(page, axe):
    page.goto("/khong-co-trang-nay/")
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    with pytest.raises(AssertionError, match="label"):
        axe(page)


def test_everybody_can_read_that_a_page_is_missing(page, axe):
    page.goto("/khong-co-trang-nay/")
    axe(page)


def test_letters_are_drawn_in_the_houses_face_with_every_mark(page):
    page.goto("/thanh-phan/")
    page.evaluate("document.fonts.ready")
    faces = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family + f.weight)"
    )
    assert sorted(face.replace('"', "") for face in faces) == [
        "Source Sans Pro400",
        "Source Sans Pro600",
    ]


def test_the_first_key_press_leads_past_the_mast(page):
    page.goto("/khong-co-trang-nay/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Đến nội dung chính"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_list_is_walked_from_the_keyboard(page):
    page.goto("/thanh-phan/")
    page.locator("h1").click()
    for key, row in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        assert page.locator("[data-row]").nth(row).get_attribute("data-at") == "", key
    assert page.locator("[data-at]").count() == 1
    assert page.evaluate("document.activeElement.closest('tr').hasAttribute('data-at')")


def test_a_slash_leads_to_the_search_and_is_not_typed(page):
    page.goto("/thanh-phan/")
    page.locator("h1").click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("j?")
    assert page.locator("#q").input_value() == "j?", "letters in a box are letters"


def test_the_keys_are_explained_and_can_be_switched_off(page, axe):
    page.goto("/thanh-phan/")
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    axe(page)
    page.get_by_label("Tắt phím tắt một chữ trên máy này").check()
    page.keyboard.press("Escape")
    page.reload()
    page.locator("h1").click()
    page.keyboard.press("?")
    assert not page.locator("#keys").is_visible()


def test_a_complaint_leads_to_its_field(page):
    page.goto("/thanh-phan/")
    page.locator("#form .govuk-error-summary a").nth(1).click()
    assert page.evaluate("document.activeElement.id") == "id_born_0"


def test_a_lost_line_keeps_what_was_typed(page):
    page.goto("/thanh-phan/")
    page.locator("#form #id_name").fill("Đặng Thị Ẩn")
    page.context.set_offline(True)
    page.locator("#form form button").click()
    assert page.get_by_text("Máy đang mất kết nối").is_visible()
    assert page.locator("#form #id_name").input_value() == "Đặng Thị Ẩn"
    assert page.url.endswith("/thanh-phan/")


def test_a_page_works_without_scripts(opened):
    page = opened(scripts=False)
    page.goto("/thanh-phan/")
    page.get_by_role("button", name="English").click()
    page.wait_for_url("**/thanh-phan/")
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_printed_page_has_nothing_to_press(page):
    page.goto("/thanh-phan/")
    page.emulate_media(media="print")
    assert page.locator("button:visible").count() == 0
    assert page.locator(".table").first.is_visible()
