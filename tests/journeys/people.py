"""The house of the desk's tests before a browser, and its officers logged in there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.dossiers import builders
from tests.dossiers.conftest import _vietnamese_again, house, morning

__all__ = ["_vietnamese_again", "house", "inside", "morning"]


@pytest.fixture
def inside(
    house: builders.House, morning: None, opened: Callable[..., Page], live_server
) -> Callable[..., Page]:
    """`inside("lan", width=320)`: a page of an officer who has logged in."""

    def open_page(name: str, **more: object) -> Page:
        page = opened(**more)
        client = Client()
        client.force_login(house[name])
        session = client.cookies["session"].value
        page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
        return page

    return open_page


def loads(page: Page) -> list[str]:
    """Every document that the page loads from now on, by its address."""
    found: list[str] = []
    page.on(
        "response",
        lambda answer: (
            found.append(answer.url)
            if answer.request.is_navigation_request() and answer.status == 200
            else None
        ),
    )
    return found
