"""Behind a proxy: its word counts for who asks and whether over HTTPS, nobody else's does."""

from __future__ import annotations

import pytest

from motcua.settings.proxies import networks

pytestmark = pytest.mark.django_db
PROXY, STRANGER = "10.0.0.2", "203.0.113.9"
NAMED = {"host": "testserver"}


@pytest.fixture
def behind(settings):
    settings.TRUSTED_PROXIES = networks(PROXY)


@pytest.mark.parametrize(
    ("nearest", "sent", "seen"),
    [
        (PROXY, {"x-forwarded-for": "6.6.6.6, 203.0.113.5"}, "203.0.113.5 http"),
        (PROXY, {"x-forwarded-proto": "https"}, f"{PROXY} https"),
        (PROXY, {"x-forwarded-proto": "https, http"}, f"{PROXY} http"),
        (PROXY, {"x-forwarded-proto": "gopher"}, f"{PROXY} http"),
        (PROXY, {"x-forwarded-host": "evil.example"}, f"{PROXY} http"),
        (STRANGER, {"x-forwarded-for": "10.0.0.7"}, f"{STRANGER} http"),
        (STRANGER, {"x-forwarded-proto": "https"}, f"{STRANGER} http"),
    ],
)
def test_only_a_proxy_of_ours_says_for_whom_it_asks(browser, behind, nearest, sent, seen):
    answer = browser.get("/who/", headers=NAMED | sent, REMOTE_ADDR=nearest)
    assert answer.text == f"{seen} testserver"


def test_without_a_proxy_nobody_is_heard(browser):
    sent = {"x-forwarded-for": "203.0.113.5", "x-forwarded-proto": "https"}
    assert browser.get("/who/", headers=sent).text == "127.0.0.1 http testserver"


def test_https_behind_a_proxy_is_not_redirected_for_ever(browser, behind, settings):
    settings.SECURE_SSL_REDIRECT = True
    secure = {"x-forwarded-proto": "https"}
    assert browser.get("/echo/", headers=secure, REMOTE_ADDR=PROXY).status_code == 200
    for sent, nearest in (({}, PROXY), (secure, STRANGER)):
        answer = browser.get("/echo/", headers=sent, REMOTE_ADDR=nearest)
        assert (answer.status_code, answer["Location"]) == (301, "https://testserver/echo/")


def test_a_form_over_https_is_ours(strict_browser, behind, settings):
    """The check of forged forms compares where the page came from with where it goes."""
    sent = NAMED | {"x-forwarded-proto": "https", "origin": "https://testserver"}
    strict_browser.get("/log-in/", REMOTE_ADDR=PROXY)
    token = strict_browser.cookies["csrf"].value
    form = {"csrfmiddlewaretoken": token}
    answer = strict_browser.post("/log-in/", form, headers=sent, REMOTE_ADDR=PROXY)
    assert answer.text == "inside"
    forged = sent | {"origin": "https://evil.example"}
    assert (
        strict_browser.post("/log-in/", form, headers=forged, REMOTE_ADDR=PROXY).status_code == 403
    )
