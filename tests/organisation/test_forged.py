"""What no page of ours sends: other methods, no token, foreign origins, other people's numbers.

Every address is tried, as the officer who may open it, so that nothing but the forgery is refused.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.db import transaction
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from django.utils.timezone import localdate

from motcua.dossiers.models import DossierRow
from motcua.ledger.models import Event
from motcua.organisation.actions import officers
from motcua.organisation.models import Assignment
from motcua.web import clock
from tests.doors import DOORS
from tests.dossiers import builders
from tests.dossiers.requests import intake, key, served
from tests.shared import ROOT

pytestmark = pytest.mark.django_db
NOBODYS = ("put", "delete", "patch", "options", "trace")


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: builders.MORNING + timedelta(hours=1))
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def house(db):
    return builders.opened_house()


def everywhere(house) -> list[str]:
    """Each address once, with parts that are there."""
    receipt = builders.received(house)
    held = house["lan"].assignments.get().pk
    places = {"ref": receipt.code, "procedure": builders.GUARDIAN, "code": builders.GUARDIAN}
    return [door.address(places | {"assignment": str(held)}) for door in DOORS]


def inside(house, name: str = "lan", **more) -> Client:
    client = Client(raise_request_exception=False, **more)
    client.force_login(house[name])
    return client


def asked(client: Client, method: str, address: str, *args, **more):
    """The answer, of a deed that is undone again; one of the doors logs out."""
    before = client.cookies.copy()
    with transaction.atomic():
        answer = getattr(client, method)(address, *args, **more)
        transaction.set_rollback(True)
    client.cookies = before
    return answer


def test_a_page_asked_for_its_head_is_the_page_without_its_body(house):
    client, faults = inside(house), []
    for address in everywhere(house):
        whole, head = (asked(client, method, address) for method in ("get", "head"))
        if (whole.status_code, b"") != (head.status_code, b"".join(head)):
            faults.append(f"{address}: {whole.status_code}, {head.status_code}")
    assert not faults, "\n".join(["", *faults])


def test_no_other_method_does_anything_anywhere(house):
    addresses = everywhere(house)
    events, faults = Event.objects.count(), []
    for name in ("lan", "quantri"):
        client = inside(house, name)
        for address in addresses:
            for method in NOBODYS:
                answer = getattr(client, method)(address)
                if answer.status_code not in (403, 404, 405):
                    faults.append(f"{method} {address}: {answer.status_code}")
                if answer.status_code == 405 and "<main" not in answer.text:
                    faults.append(f"{method} {address}: no sentence")
    assert not faults, "\n".join(["", *faults])
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    ("token", "headers", "why"),
    [
        (False, {}, "no token"),
        (False, {"X-CSRFToken": "x" * 32}, "a token of nobody"),
        (True, {"Origin": "http://evil.example"}, "from another place"),
        (True, {"Origin": "null"}, "from nowhere"),
        (True, {"Origin": "http://testserver.evil.example"}, "from a place that looks like ours"),
    ],
)
def test_no_form_is_taken_that_was_not_sent_from_a_page_of_ours(house, token, headers, why):
    client = inside(house, enforce_csrf_checks=True)
    csrf = _get_new_csrf_string()
    client.cookies["csrf"] = csrf
    faults = []
    for address in everywhere(house):
        sent = headers | ({"X-CSRFToken": csrf} if token else {})
        answer = asked(client, "post", address, {}, headers=sent)
        if answer.status_code != 403:
            faults.append(f"{address}: {answer.status_code}")
    assert not faults, "\n".join([why, *faults])


def test_the_same_forms_with_token_and_origin_are_taken(house):
    client = inside(house, enforce_csrf_checks=True)
    csrf = _get_new_csrf_string()
    client.cookies["csrf"] = csrf
    headers = {"X-CSRFToken": csrf, "Origin": "http://testserver"}
    assert client.post("/ho-so/serve/", served(), headers=headers).status_code == 302


def test_what_belongs_to_another_unit_is_not_taken_from_a_hidden_field(house):
    """Each names something of Thiên Cầm, or of another procedure, where its own belongs."""
    own, other = builders.received(house), builders.received(house, by="sau")
    sau, copy = house["sau"], builders.case_of(builders.COPY, "")
    lan, events = inside(house), Event.objects.count()
    form = intake(save="1")
    forged = [
        (f"/ho-so/{own.code}/hand_over/", {"to": sau.pseudonym, "step": "1"}),
        (f"/ho-so/{own.code}/hand_over/", {"to": builders.THIEN_CAM, "step": "1"}),
        (
            f"/ho-so/{own.code}/correct/",
            {"version": "9", "field": "fee", "value": "0", "reason": "x"},
        ),
        (f"/ho-so/{own.code}/pay/", {"number": "1", "how": "cash"}),
        (f"/ho-so/{own.code}/answer_opinion/", {"number": "1", "answer": "x"}),
        (f"/ho-so/{other.code}/charge/", {"amount": "5000"}),
        (f"/ho-so/{other.stream}/charge/", {"amount": "5000"}),
        (f"/ho-so/receive/{builders.GUARDIAN}/?waiting={other.code}", form),
        (f"/ho-so/receive/{builders.GUARDIAN}/?waiting={own.code}", form),
        (f"/ho-so/receive/{builders.GUARDIAN}/", form | {"case": copy}),
        ("/ho-so/serve/", served(procedure=builders.GUARDIAN)),
        ("/ho-so/serve/", served(procedure=f"{builders.COPY}/999999")),
    ]
    answers = [
        (address, lan.post(address, typed | {"idempotency_key": key()}).status_code)
        for address, typed in forged
    ]
    assert [each for each in answers if each[1] not in (400, 403, 404, 409)] == []
    assert Event.objects.count() == events


def test_somebody_elses_key_of_a_form_is_no_key_of_ours(house):
    """Two officers whose forms bear one key are two deeds, and neither hears the other's answer."""
    form = served()
    first, second = (inside(house, name).post("/ho-so/serve/", form) for name in ("lan", "minh"))
    assert (first.status_code, second.status_code) == (302, 302)
    assert DossierRow.objects.count() == 2


def test_a_role_that_ends_this_minute_ends_in_the_open_session(house):
    lan, receipt = inside(house), builders.received(house)
    address = f"/ho-so/{receipt.code}/charge/"
    form = {"amount": "5000", "seen": "1"}
    assert lan.get(address).status_code == 200
    officers.end_assignment(
        house["lan"].assignments.get(),
        until=localdate(clock.now()),
        act_number="9",
        approved_by=house["quantri"],
        recorded_at=clock.now(),
    )
    for method, more in (("get", {}), ("post", form | {"idempotency_key": key()})):
        assert getattr(lan, method)(address, more).status_code == 403
    assert lan.get("/ho-so/").status_code == 403
    assert Event.objects.filter(stream=receipt.stream).count() == 1


def test_an_account_out_of_use_is_out_of_its_open_session_and_keeps_what_it_typed(house):
    lan, receipt = inside(house), builders.received(house)
    officers.deactivate(
        house["lan"], act_number="9", approved_by=house["quantri"], recorded_at=clock.now()
    )
    form = {"amount": "5000", "seen": "1", "idempotency_key": key()}
    assert lan.post(f"/ho-so/{receipt.code}/charge/", form).status_code == 401
    assert lan.get("/ho-so/").status_code == 302
    assert Event.objects.filter(stream=receipt.stream).count() == 1


def test_a_personnel_officer_of_one_unit_ends_no_role_of_another(house):
    act = {"act_number": "9", "approved_by": house["quantri"], "recorded_at": builders.BEFORE}
    chief = officers.add_officer("tochuc", "Lê Tổ Chức", password=builders.PASSWORD, **act)
    officers.assign(chief, "personnel_officer", builders.CAM_XUYEN, since=builders.BEGINNING, **act)
    client = inside({"tochuc": chief}, "tochuc")
    theirs = house["sau"].assignments.get()
    typed = {"act_number": "9", "approved_by": "dung"}
    assert client.post(f"/can-bo/{theirs.pk}/end_assignment/", typed).status_code == 403
    day = {"since_0": "5", "since_1": "3", "since_2": "2026"}
    given = typed | day | {"officer": "minh", "role": "head", "unit_code": builders.THIEN_CAM}
    assert client.post("/can-bo/assign/", given).status_code == 403
    assert client.post("/can-bo/assign/", given | {"unit_code": "*"}).status_code == 403
    theirs.refresh_from_db()
    assert theirs.until is None
    assert not Assignment.objects.filter(officer__username="minh", role="head").exists()


AWAY = (
    "http://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example",
    "\\\\evil.example", "https:evil.example", "http:///evil.example", "javascript:alert(1)",
    "/\t/evil.example", "\t//evil.example", "//evil.example\\@testserver/",
    "http://testserver@evil.example/", "http://testserver.evil.example/", "//[::1",
    "data:text/html,x", "/%5cevil.example/../..//evil.example", "evil.example", "",
)  # fmt: skip


def test_the_judge_knows_where_a_browser_goes():
    away = ["http://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example/x"]
    assert {lands("/x/", each) for each in away} == {"evil.example"}
    assert lands("/x/", "y") == "testserver"


@pytest.mark.parametrize("away", AWAY)
@pytest.mark.parametrize("address", ["/dang-nhap/", "/ngon-ngu/"])
def test_next_never_leads_away(house, address, away):
    client = Client(raise_request_exception=False)
    typed = {"username": "lan", "password": builders.PASSWORD, "language": "en", "next": away}
    for ask in (
        lambda: client.post(address, typed),
        lambda: client.post(f"{address}?{urlencode({'next': away})}", typed | {"next": ""}),
        lambda: client.post(address, typed | {"next": ""}, headers={"referer": away or "x"}),
    ):
        assert lands(address, ask().headers.get("Location", "")) == "testserver"


def lands(address: str, location: str) -> str:
    """The machine to which a browser goes, which reads a backslash as a slash and drops tabs."""
    read = location.strip().replace("\\", "/").replace("\t", "")
    return urlsplit(urljoin(f"http://testserver{address}", read)).netloc


def test_cookies_are_for_the_browser_alone_and_stay_at_home(house):
    client = Client()
    client.get("/dang-nhap/")
    client.post("/ngon-ngu/", {"language": "en"})
    client.post("/dang-nhap/", {"username": "lan", "password": builders.PASSWORD})
    assert set(client.cookies) == {"session", "csrf", "django_language"}
    for name, cookie in client.cookies.items():
        assert cookie["samesite"] == "Lax", name
        assert cookie["domain"] == "", name
    assert client.cookies["session"]["httponly"]
    assert client.cookies["django_language"]["httponly"]


UNDER_HTTPS = """
import django; django.setup()
from django.test import Client
client = Client()
for address in ("/dang-nhap/",):
    client.get(address, secure=True)
client.post("/ngon-ngu/", {"language": "en"}, secure=True)
for name, cookie in client.cookies.items():
    print(name, bool(cookie["secure"]), cookie["path"], cookie["domain"] or "-")
print(client.get("/dang-nhap/").headers["Location"])
"""


def test_under_https_no_cookie_leaves_by_another_way(tmp_path):
    env = os.environ | {
        "MOTCUA_HTTPS": "yes",
        "MOTCUA_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "motcua.settings.django",
        "PYTHONPATH": str(ROOT / "src"),
    }
    done = subprocess.run(
        [sys.executable, "-c", UNDER_HTTPS], env=env, capture_output=True, text=True, check=True
    )
    *cookies, location = done.stdout.splitlines()
    assert location == "https://testserver/dang-nhap/"
    assert {"__Host-csrf True / -", "django_language True / -"} == set(cookies)


def test_the_one_who_is_nobody_has_no_session(house):
    client = Client()
    for address in ("/", "/tra-cuu/", "/thu-tuc/", "/dang-nhap/"):
        client.get(address)
    assert "session" not in client.cookies
