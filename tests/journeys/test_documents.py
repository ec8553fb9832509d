"""The papers from where officers stand: printed by one key, the register, slips for an outage."""

from __future__ import annotations

import pytest

from motcua.documents import actions
from motcua.ledger import sequencer
from tests.dossiers import builders
from tests.journeys.conftest import LANGUAGES, WIDTHS
from tests.journeys.people import _vietnamese_again, house, inside, morning

__all__ = ["_vietnamese_again", "house", "inside", "morning"]


def test_after_intake_one_key_opens_the_slip(house, inside):
    found = builders.received(house)
    page = inside("lan")
    page.goto(f"/ho-so/{found.code}/")
    with page.context.expect_event("response", lambda answer: "receipt_slip" in answer.url) as got:
        page.keyboard.press("p")
    assert got.value.status == 200
    assert got.value.headers["content-type"] == "application/pdf"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_use_the_pages_of_the_books(house, inside, axe, width, language):
    for _ in range(3):
        found = builders.received(house)
    hand = actions.Hand(by=house["lan"].pseudonym, now=builders.MORNING)
    actions.reserve_sheets(builders.CAM_XUYEN, 20, hand)
    sequencer.drain()
    page = inside("dung", width=width, language=language)
    for address in (
        "/giay-to/register/",
        "/giay-to/register/?year=2025",
        "/giay-to/register/close/",
        "/giay-to/sheets/",
    ):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page = inside("lan", width=width, language=language)
    page.goto(f"/ho-so/{found.code}/")
    axe(page)
    page.goto("/giay-to/handover-list/")
    axe(page)
