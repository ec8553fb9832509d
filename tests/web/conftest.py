"""Pages are tried on addresses of their own (`tests.web.addresses`), so no other room is needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from motcua.web import navigation
from motcua.web.translations import compile_catalogues


@pytest.fixture(scope="session", autouse=True)
def _english() -> None:
    compile_catalogues()


@pytest.fixture(autouse=True)
def _vietnamese_again() -> Iterator[None]:
    with translation.override("vi"):
        yield


@pytest.fixture
def _only_this_room(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ROOT_URLCONF = "tests.web.addresses"
    settings.LOGIN_URL = "log_in"
    monkeypatch.setattr(navigation, "_links", {})


@pytest.fixture
def browser(_only_this_room: None) -> Client:
    """A browser that nobody logged in with; a fault becomes the page a person would see."""
    return Client(raise_request_exception=False)


@pytest.fixture
def strict_browser(_only_this_room: None) -> Client:
    """The same, but with the check of forged forms that real browsers meet."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True)
