"""The house of `builders`, its clock, and browsers of its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import timezone, translation

from motcua.web import clock
from motcua.web.translations import compile_catalogues
from tests.dossiers import builders


@pytest.fixture(scope="session", autouse=True)
def _english() -> None:
    compile_catalogues()


@pytest.fixture(autouse=True)
def _vietnamese_again() -> Iterator[None]:
    with translation.override("vi"):
        yield


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages read a clock that stands at the tests' morning and goes on from there."""
    monkeypatch.setattr(clock, "now", builders.ticking(builders.MORNING, timezone.now))


@pytest.fixture
def house(db: None) -> builders.House:
    """Province, desks, people, catalogue."""
    return builders.opened_house()


@pytest.fixture
def browser(house: builders.House, morning: None) -> Callable[..., Client]:
    """`browser("lan")`: logged in as that officer; a fault becomes the page a person would see."""

    def opened(name: str = "", **more: object) -> Client:
        client = Client(raise_request_exception=False, **more)
        if name:
            client.force_login(house[name])
        return client

    return opened
