"""Several at the same instant, over HTTP, on both databases: one legal history, and who lost is told.

Threads that wait for each other at a barrier, each with a connection of its own, against a server
with a thread for each.
"""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Barrier
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connections
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client

from motcua.dossiers import requests
from motcua.dossiers.models import DossierRow
from motcua.ledger import rebuild, store
from motcua.ledger.models import Event
from motcua.organisation.models import Assignment, Officer
from motcua.rules.dossier import replay
from tests.dossiers import builders
from tests.dossiers.requests import intake, key, served

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 8
# What is open on a dossier that has just come in, to the officer who has it.
DEEDS = [
    ("charge", {"amount": "5000"}),
    ("request_supplement", {"missing": "Giấy khai sinh", "reason": "Thiếu"}),
    ("request_obligation", {"reason": "Nộp thuế"}),
    ("withdraw", {"confirmation": "Đơn số 1"}),
    ("finish", {"result": "Số 12"}),
    ("charge", {"amount": "7000"}),
    ("withdraw", {"confirmation": "Đơn số 2"}),
    ("correct", {"version": "1", "field": "fee", "value": "0", "reason": "Ghi nhầm"}),
]


@dataclass(frozen=True)
class Browser:
    """An officer's browser; each request on a connection of its own."""

    place: str
    session: str
    csrf: str

    def post(self, address: str, form: dict[str, object]) -> tuple[int, str, str]:
        """Status, where to, and the page."""
        http = HTTPConnection(self.place, timeout=120)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"session={self.session}; csrf={self.csrf}",
            "X-CSRFToken": self.csrf,
        }
        http.request("POST", address, urlencode(form), headers)
        answer = http.getresponse()
        page = answer.read().decode()
        return answer.status, answer.headers.get("Location", ""), page


@pytest.fixture
def served_to(house, morning, live_server):
    """`served_to("lan")`: a browser of that officer at the served office."""

    def opened(name: str) -> Browser:
        client = Client()
        client.force_login(house[name])
        place = urlsplit(live_server.url).netloc
        return Browser(place, client.cookies["session"].value, _get_new_csrf_string())

    for role in ("specialist", "signer"):
        # So that one person may try every deed that is open.
        builders.officers.assign(
            house["lan"], role, builders.CAM_XUYEN, since=builders.BEGINNING, act_number="9",
            approved_by=house["quantri"], recorded_at=builders.BEFORE,
        )  # fmt: skip
    yield opened
    connections.close_all()


def at_once(browsers: list[Browser], sent: list[tuple[str, dict[str, object]]]):
    """What each of them was answered."""
    start = Barrier(len(sent))

    def one(number: int) -> tuple[int, str, str]:
        start.wait()
        return browsers[number % len(browsers)].post(*sent[number])

    with ThreadPoolExecutor(len(sent)) as together:
        return list(together.map(one, range(len(sent))))


def statuses(answers) -> Counter[int]:
    return Counter(status for status, *_ in answers)


def legal(stream: str) -> None:
    """The versions have no gap, the history can be told again, and the row is what it tells."""
    history = store.read(stream)
    assert [each.version for each in history] == list(range(1, len(history) + 1))
    dossier = replay(each.event for each in history)
    assert dossier is not None
    assert DossierRow.objects.get(stream=stream).version == len(history)
    assert rebuild.run(mend=False).wrong == 0


@pytest.mark.parametrize("first", range(4))
def test_of_eight_deeds_on_a_dossier_as_it_was_seen_one_is_done(house, served_to, first):
    lan = [served_to("lan"), served_to("lan")]
    receipt = builders.received(house)
    turned = DEEDS[first:] + DEEDS[:first]
    sent = [
        (f"/ho-so/{receipt.code}/{name}/", form | {"seen": "1", "idempotency_key": key()})
        for name, form in turned
    ]
    answers = at_once(lan, sent)
    assert statuses(answers) == {302: 1, 409: TOGETHER - 1}
    assert store.last_version(receipt.stream) == 2
    legal(receipt.stream)
    for (status, _, page), (_, form) in zip(answers, sent, strict=True):
        if status == 409:
            assert re.search("Ai đó vừa cập nhật|Chưa làm được|không", page)
            # Of a deed that is not open any more the page has no form.
            typed = [value for name, value in form.items() if " " in str(value)]
            assert "<textarea" not in page or any(value in page for value in typed)


def test_eight_deeds_that_saw_nothing_still_make_one_legal_history(house, served_to):
    lan = [served_to("lan")]
    receipt = builders.received(house)
    sent = [
        (f"/ho-so/{receipt.code}/{name}/", form | {"idempotency_key": key()})
        for name, form in DEEDS
    ]
    answers = at_once(lan, sent)
    done = statuses(answers)
    assert set(done) <= {302, 409}
    assert store.last_version(receipt.stream) == 1 + done[302]
    legal(receipt.stream)


def test_two_officers_take_over_at_once_and_one_has_it(house, served_to):
    receipt = builders.received(house)
    lan = builders.hand(house["lan"])
    builders.actions.hand_over(receipt.stream, builders.CAM_XUYEN, 1, lan)
    who = [served_to(name) for name in ("minh", "tuan")]
    before = store.last_version(receipt.stream)
    sent = [
        (f"/ho-so/{receipt.code}/confirm_handover/", {"seen": before, "idempotency_key": key()})
        for _ in range(TOGETHER)
    ]
    answers = at_once(who, sent)
    assert statuses(answers)[302] == 1
    assert set(statuses(answers)) <= {302, 403, 409}
    assert store.last_version(receipt.stream) == before + 1
    legal(receipt.stream)


@pytest.mark.parametrize("where", ["receive", "serve"])
def test_one_form_sent_eight_times_at_once_is_one_dossier_and_one_answer(house, served_to, where):
    form = intake(save="1") if where == "receive" else served()
    address = f"/ho-so/{where}/" + (f"{builders.GUARDIAN}/" if where == "receive" else "")
    answers = at_once([served_to("lan")], [(address, form)] * TOGETHER)
    assert statuses(answers) == {302: TOGETHER}
    assert len({location for _, location, _ in answers}) == 1
    assert DossierRow.objects.count() == 1


def test_a_desk_that_forgets_keys_is_caught_at_once(house, served_to, monkeypatch):
    """The mutant: every form is a new deed."""
    monkeypatch.setattr(requests, "once", lambda key, origin, digest, make, now: make())
    form = intake(save="1")
    at_once([served_to("lan")], [(f"/ho-so/receive/{builders.GUARDIAN}/", form)] * TOGETHER)
    assert DossierRow.objects.count() > 1


def test_eight_forms_at_once_are_eight_dossiers_with_eight_codes_without_a_gap(house, served_to):
    sent = [(f"/ho-so/receive/{builders.GUARDIAN}/", intake(save="1")) for _ in range(TOGETHER)]
    answers = at_once([served_to("lan"), served_to("minh")], sent)
    assert statuses(answers) == {302: TOGETHER}
    serials = sorted(int(code.rpartition("-")[2]) for code in codes())
    assert serials == list(range(1, TOGETHER + 1))


def codes() -> list[str]:
    return list(DossierRow.objects.values_list("code", flat=True))


def test_one_payment_sent_by_eight_is_paid_once(house, served_to):
    receipt = builders.received(house)
    builders.actions.charge(receipt.stream, 5000, "other", builders.hand(house["lan"]))
    sent = [
        (
            f"/ho-so/{receipt.code}/pay/",
            {"number": "1", "how": "cash", "seen": "2", "idempotency_key": key()},
        )
        for _ in range(TOGETHER)
    ]
    answers = at_once([served_to("lan"), served_to("minh")], sent)
    assert statuses(answers)[302] == 1
    assert Event.objects.filter(kind__startswith="dossier.fee_paid").count() <= 1
    legal(receipt.stream)


def test_one_account_and_one_role_given_eight_times_at_once_are_given_once(house, served_to):
    act = {"act_number": "9/QĐ", "approved_by": "dung"}
    who = [served_to("quantri")]
    account = act | {
        "username": "moi",
        "full_name": "Người Mới",
        "password": builders.PASSWORD,
    }
    answers = at_once(who, [("/can-bo/add_officer/", account)] * TOGETHER)
    assert statuses(answers) == {302: 1, 409: TOGETHER - 1}, answers[0][2][-2000:]
    assert Officer.objects.filter(username="moi").count() == 1
    role = act | {
        "officer": "moi", "role": "specialist", "unit_code": builders.CAM_XUYEN,
        "since_0": "5", "since_1": "3", "since_2": "2026",
    }  # fmt: skip
    answers = at_once(who, [("/can-bo/assign/", role)] * TOGETHER)
    assert statuses(answers) == {302: 1, 409: TOGETHER - 1}
    held = Assignment.objects.get(officer__username="moi")
    end = [(f"/can-bo/{held.pk}/end_assignment/", act)] * TOGETHER
    answers = at_once(who, end)
    assert set(statuses(answers)) <= {302, 409}
    assert statuses(answers)[302] >= 1
