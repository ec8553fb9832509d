"""The pages that belong to no room, and what every page sends along."""

from __future__ import annotations

import gzip
import re

import pytest

from motcua.web import views
from motcua.web.assets import assets
from motcua.web.components import names, titles
from motcua.web.shared_urls import urlpatterns

pytestmark = pytest.mark.django_db


def test_every_component_is_shown_with_an_example(browser):
    page = browser.get("/thanh-phan/").text
    assert sorted(names()) == sorted(titles())
    assert [name for name in names() if f'id="{name}-title"' not in page] == []


@pytest.mark.parametrize("address", ["/thanh-phan/", "/khong-co/", "/log-in/"])
def test_a_page_loads_nothing_from_elsewhere(browser, address):
    page = browser.get(address).text
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//', page) == []
    assert "<style" not in page and " style=" not in page and "<script>" not in page


@pytest.mark.parametrize("address", ["/thanh-phan/", "/khong-co/", "/fail/", "/busy/"])
def test_every_page_says_what_it_may_load(browser, address):
    headers = browser.get(address).headers
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "no-store" not in headers["Cache-Control"], "going back finds what was typed"


def test_a_page_begins_with_its_language_and_a_way_past_the_mast(browser):
    page = browser.get("/thanh-phan/").text
    assert '<html lang="vi">' in page
    assert '<a class="skip" href="#content">' in page
    assert '<main class="page" id="content"' in page


def test_vietnamese_until_somebody_switches(browser):
    assert '<html lang="vi">' in browser.get("/thanh-phan/", headers={"accept-language": "en"}).text
    browser.post("/ngon-ngu/", {"language": "en", "next": "/thanh-phan/"})
    page = browser.get("/thanh-phan/").text
    assert '<html lang="en">' in page
    assert "Components" in page
    browser.post("/ngon-ngu/", {"language": "vi", "next": "/thanh-phan/"})
    assert '<html lang="vi">' in browser.get("/thanh-phan/").text


@pytest.mark.parametrize("cookie", ["fr", "", "../../etc", "en\u0000"])
def test_a_language_we_do_not_speak_is_vietnamese(browser, cookie):
    browser.cookies["django_language"] = cookie
    assert '<html lang="vi">' in browser.get("/khong-co/").text


def test_switching_the_language_leads_nowhere_else(browser):
    answer = browser.post("/ngon-ngu/", {"language": "en", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"
    assert browser.get("/ngon-ngu/").status_code == 405


def test_the_house_says_that_it_lives(browser, db):
    assert browser.get("/suc-khoe").text == "ok\n"


def test_an_asset_is_kept_for_ever_and_sent_small(browser):
    sheet = assets()["motcua.css"]
    address = f"/giao-dien/{sheet.digest}/motcua.css"
    plain = browser.get(address)
    small = browser.get(address, headers={"accept-encoding": "gzip"})
    assert plain.content == sheet.body == gzip.decompress(small.content)
    assert "immutable" in plain.headers["Cache-Control"]
    assert "immutable" not in browser.get("/giao-dien/old/motcua.css").headers["Cache-Control"]
    again = browser.get(address, headers={"if-none-match": plain.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["nothing.css", "..%2Fassets.py", "tokens.css"])
def test_only_assets_are_served(browser, name):
    assert browser.get(f"/giao-dien/x/{name}").status_code == 404


def test_every_file_the_stylesheet_names_exists(browser):
    text = assets()["motcua.css"].body.decode()
    named = re.findall(r'url\("\.\./([^"]+)"\)', text)
    assert len(named) == 2
    assert all(browser.get(f"/giao-dien/{each}").status_code == 200 for each in named)
    assert "://" not in text


def test_every_page_of_this_room_says_who_may_open_it():
    assert {pattern.callback.permit for pattern in urlpatterns} == {"public"}
    assert views.asset.permit == "public"
