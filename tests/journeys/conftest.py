"""A browser before the running house: `page` goes there, `axe` finds what shuts people out.

    def test_something(page, axe):
        page.goto("/thanh-phan/")
        axe(page)

Every test in this folder is a journey and touches the database for real. Chromium is Debian's.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from motcua.web.translations import compile_catalogues

# Playwright's own loop runs in this thread; the tests' own queries are as synchronous as ever.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

WIDTHS = (320, 768, 1440)
LANGUAGES = ("vi", "en")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the run; where Debian's chromium is missing the journeys fail and say so."""
    compile_catalogues()
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("journeys need Debian's package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """`opened(width=320, language="en")`: a fresh person's page; faults in scripts fail the test."""
    contexts = []
    faults: list[str] = []

    def open_page(width: int = 1440, language: str = "vi", scripts: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
        )
        contexts.append(context)
        context.add_cookies(
            [{"name": "django_language", "value": language, "url": live_server.url}]
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(opened: Callable[..., Page]) -> Page:
    """A wide page in Vietnamese."""
    return opened()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with every rule of WCAG 2.2 AA that the page breaks, and where."""
    tool = Axe()

    def check(page: Page) -> None:
        found = tool.run(page, options=RULES).response["violations"]
        said = [
            f"{rule['id']}: {rule['help']}\n    {node['html'][:160]}"
            for rule in found
            for node in rule["nodes"]
        ]
        assert said == [], "\n" + "\n".join(said)

    return check
