"""A head sends somebody to stand in, and that somebody sees it, on any screen."""

from __future__ import annotations

import pytest

from tests.dossiers import builders
from tests.journeys.conftest import LANGUAGES, WIDTHS
from tests.journeys.people import _vietnamese_again, house, inside, morning

__all__ = ["_vietnamese_again", "house", "inside", "morning"]
BY = {"Số, ký hiệu văn bản": "15/QĐ-UBND", "Người phê duyệt": "quantri"}


def fill(page, days, **more):
    for label, text in (BY | more).items():
        page.get_by_label(label, exact=True).fill(text)
    for name, parts in days.items():
        for place, part in enumerate(parts.split("/")):
            page.locator(f"#id_{name}_{place}").fill(part)
    page.get_by_role("button", name="Ghi thay đổi").click()


def send_away(page):
    """Lan is away from Thursday on, and Minh stands in."""
    page.goto("/")
    page.get_by_role("link", name="Vắng mặt", exact=True).click()
    page.get_by_role("link", name="Ghi vắng mặt").click()
    fill(page, {"last": "10/3/2026"}, **{"Người vắng mặt": "lan"})
    page.get_by_role("link", name="Cử người làm thay").click()
    more = {"Người vắng mặt": "lan", "Người làm thay": "minh", "Mã đơn vị": builders.CAM_XUYEN}
    fill(page, {"last": "10/3/2026"}, **more)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_head_sends_somebody_to_stand_in_and_ends_it_early(inside, axe, width):
    page = inside("dung", width=width)
    send_away(page)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing sticks out"
    minh = inside("minh", width=width)
    minh.goto("/vang-mat/")
    assert minh.get_by_text("Tôi làm thay").is_visible()
    page.get_by_role("link", name="Phan Đức Minh").click()
    axe(page)
    fill(page, {})
    assert page.get_by_text("Không có ai làm thay ai").is_visible()
    minh.reload()
    assert minh.get_by_text("không làm thay ai").is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_read_who_is_away(inside, axe, language):
    send_away(inside("dung"))
    page = inside("lan", language=language)
    page.goto("/vang-mat/")
    axe(page)
    assert page.get_by_text("15/QĐ-UBND").first.is_visible()


def test_who_approves_the_own_entry_reads_what_to_do(inside, axe):
    page = inside("dung")
    page.goto("/vang-mat/record_absence/")
    fill(page, {"last": "10/3/2026"}, **{"Người vắng mặt": "lan", "Người phê duyệt": "dung"})
    assert page.get_by_text("không được tự phê duyệt").first.is_visible()
    assert page.get_by_label("Người vắng mặt").input_value() == "lan", "what was typed stays"
    axe(page)
