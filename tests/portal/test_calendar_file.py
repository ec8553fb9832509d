"""The promised moment goes into the applicant's own calendar, and nothing secret with it."""

from __future__ import annotations

import re

from icalendar import Calendar

from tests.dossiers import builders
from tests.portal.test_views import ask


def sealed(page: str) -> str:
    return re.search(r'name="dossier" value="([^"]+)"', page)[1]


def test_the_page_hands_out_the_date_for_a_telephones_calendar(house, browser):
    found = builders.received(house)
    citizen = browser()
    page = ask(citizen, found.code, found.secret).text
    answer = citizen.post("/tra-cuu/lich/", {"dossier": sealed(page)})
    assert answer.headers["Content-Type"].startswith("text/calendar")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtend").isoformat() == "2026-03-10T10:00:00+00:00"
    assert found.code in event["summary"]
    assert found.secret not in answer.text and "Hạnh" not in answer.text


def test_a_forged_or_missing_seal_leads_back_to_the_two_codes(house, browser):
    found = builders.received(house)
    citizen = browser()
    for made in ("", found.stream, sealed(ask(citizen, found.code, found.secret).text) + "x"):
        answer = citizen.post("/tra-cuu/lich/", {"dossier": made})
        assert answer.headers["Location"] == "/tra-cuu/"


def test_the_page_leads_to_the_ballot_of_the_latest_slip(house, browser):
    found = builders.received(house)
    page = ask(browser(), found.code, found.secret).text
    address = re.search(r'href="(/danh-gia/[^"]+)"', page)[1]
    assert browser().get(address).status_code == 200
