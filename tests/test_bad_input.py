"""Every form of every page meets everything that is no answer: a sentence, and what was typed stays.

One officer who may do everything, and dossiers in the states in which each deed is open. Each
page's forms are read from the page itself, so pages that come later are walked without a change.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from motcua.dossiers import actions
from motcua.organisation.actions import officers
from motcua.organisation.models import Officer
from motcua.queue import actions as queue
from motcua.rules.events import Payment
from motcua.rules.queue import Line
from motcua.web import clock
from tests.doors import DOORS
from tests.dossiers import builders
from tests.files.samples import PNG
from tests.forms_on_pages import PageForm, forms_of
from tests.hostile import HEADERS, HOSTILE, LONG, RAW, URLENCODED, complaint

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROLES = ("desk_officer", "cashier", "specialist", "signer", "records_clerk", "head")

# What one types so that a deed goes through; every other free text gets `KEPT`.
RIGHT = {
    "counter": "2", "copies": "2", "pages": "2", "fee": "5000", "amount": "5000", "email": "a@b.vn",
    "since_0": "5", "since_1": "3", "since_2": "2026", "last_0": "9", "last_1": "3",
    "last_2": "2026", "answer_due_0": "20", "answer_due_1": "3", "answer_due_2": "2026",
    "answer_due_3": "9:00", "new_promised_0": "20", "new_promised_1": "3",
    "new_promised_2": "2026", "new_promised_3": "9:00", "at_0": "", "at_1": "", "at_2": "",
    "at_3": "", "number": "042185001234", "phone": "0900123456", "receipt": "",
    "username": "moi2", "officer": "minh", "absent": "minh", "stand_in": "lan",
    "approved_by": "quantri", "address": "https://tinh.example/nhan", "unit_code": builders.CAM_XUYEN, "role": "cashier",
}  # fmt: skip
KEPT = "Đặng Quỳnh Giữ"
# Addresses of a dossier that show a paper and have no form.
PAPERS = {"<version>", "pictures"}
# What the rules refuse however well it is filled in, by a word of the answer.
REFUSED = {"/giay-to/register/close/": "chưa hết"}


@dataclass(frozen=True)
class World:
    client: Client
    # One of each door, and then those of the dossiers in other states.
    addresses: tuple[str, ...]
    others: tuple[str, ...]

    def ask(self, method: str, *args: object, **more: object) -> HttpResponse:
        """An answer, of a deed that is undone again."""
        before = self.client.cookies.copy()
        with transaction.atomic():
            answer = getattr(self.client, method)(*args, **more)
            if answer.streaming:
                b"".join(answer.streaming_content)
            transaction.set_rollback(True)
        self.client.cookies = before
        return answer


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: builders.MORNING + timedelta(hours=2))
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def text_of(answer) -> str:
    """The page; nothing of a file."""
    return answer.text if answer.headers["Content-Type"].startswith("text/html") else ""


def the_one_who_may_everything(house: builders.House) -> Officer:
    act = {"act_number": "9", "approved_by": house["quantri"], "recorded_at": builders.BEFORE}
    officer = officers.add_officer("moi", "Người Mới", password=builders.PASSWORD, **act)
    officers.end_assignment(house["dung"].assignments.get(), until=builders.BEGINNING, **act)
    for role in ROLES:
        officers.assign(officer, role, builders.CAM_XUYEN, since=builders.BEGINNING, **act)
    officers.assign(officer, "administrator", "*", since=builders.BEGINNING, **act)
    return officer


def opened_dossiers(house: builders.House, officer: Officer) -> list[str]:
    """Codes of dossiers that between them leave every deed open."""
    hand = builders.hand(officer, builders.MORNING + timedelta(hours=1))

    def fresh(procedure: str = builders.GUARDIAN) -> actions.Receipt:
        return builders.received(house, procedure)

    asked, handed, waiting, owing, done, paid = (fresh() for _ in range(6))
    for each in (asked, waiting, owing, done, paid):
        actions.take_over(each.stream, "Lan nghỉ phép", hand)
    soon = hand.now + timedelta(minutes=30)
    actions.ask_opinion(asked.stream, "Phòng Tư pháp", soon, "Có trùng không?", hand)
    actions.charge(asked.stream, 5000, "other", hand)
    lan = builders.hand(house["lan"], hand.now)
    actions.hand_over(handed.stream, builders.CAM_XUYEN, 1, lan, to_officer=officer.pseudonym)
    actions.request_supplement(waiting.stream, "Giấy khai sinh", "Thiếu", hand)
    actions.request_obligation(owing.stream, "Nộp thuế", hand)
    actions.charge(paid.stream, 5000, "other", hand)
    actions.pay(paid.stream, 1, Payment.CASH, hand)
    actions.finish(done.stream, "Số 12", hand)
    return [each.code for each in (asked, handed, waiting, owing, done, paid)]


@pytest.fixture
def world(db) -> World:
    house = builders.opened_house()
    officer = the_one_who_may_everything(house)
    refs = opened_dossiers(house, officer)
    queue.draw(builders.CAM_XUYEN, Line.HAND_IN, clock.now())
    client = Client(raise_request_exception=False)
    client.force_login(officer)
    held = house["minh"].assignments.get().pk
    places = {"procedure": builders.CONTRACT, "code": builders.GUARDIAN, "assignment": str(held)}
    first, *others = (
        tuple(
            door.address(places | {"ref": ref})
            for door in DOORS
            if ref == refs[0] or "ref" in door.names
        )
        for ref in refs
    )
    return World(client, first, tuple(each for other in others for each in other))


def filled(form: PageForm) -> dict[str, str]:
    """The form as somebody would send it who means well."""
    said = form.values()
    for name in form.typed():
        said[name] = said.get(name) or ("2" if name.startswith("paper_") else KEPT)
    for each in form.controls.values():
        if each.name in RIGHT and (not each.choices or RIGHT[each.name] in each.choices):
            said[each.name] = RIGHT[each.name]
    for each in form.controls.values():
        if each.kind == "password":
            said[each.name] = builders.PASSWORD
    return said


def send(world: World, address: str, form: PageForm, sent: dict[str, str]) -> HttpResponse:
    """The form as a browser sends it, with a file where it asks for one."""
    if not form.multipart:
        return world.ask("post", address, urlencode(sent), content_type=URLENCODED)
    files = {
        each.name: SimpleUploadedFile("giấy.png", PNG)
        for each in form.controls.values()
        if each.kind == "file" and each.name not in sent
    }
    return world.ask("post", address, sent | files)


def written(world: World) -> Iterator[tuple[str, PageForm]]:
    """Each page with each of its forms that are sent, once per kind of page."""
    seen = set()
    for address in (*world.addresses, *world.others):
        answer = world.ask("get", address)
        if answer.streaming or answer.status_code != 200:
            continue
        for form in forms_of(text_of(answer)):
            name = (re.sub("/ho-so/[^/]+/", "/ho-so/x/", form.action or address), *form.controls)
            # The catalogue of components shows forms that go nowhere.
            if form.method == "post" and name not in seen and not form.action.startswith("#"):
                seen.add(name)
                yield form.action or address, form


def lost(form: PageForm, sent: dict[str, str], answer: HttpResponse) -> list[str]:
    """The texts that were typed and that the form, shown again, does not hold any more."""
    again = [
        each for each in forms_of(text_of(answer)) if each.controls.keys() >= set(form.typed())
    ]
    if answer.status_code not in (400, 409) or not again or not form.typed():
        return []
    return [
        name
        for name in form.typed()
        if name in sent and " ".join(again[0].controls[name].value.split()) != shown(sent[name])
    ]


def shown(text: str) -> str:
    """What of a text a page can show again."""
    return " ".join(text.split())


def test_the_walk_reaches_every_deed(world):
    reached = {address.rstrip("/").rpartition("/")[2] for address, _ in written(world)}
    deeds = {door.parts[-1].strip("/").rpartition("/")[2] for door in DOORS if "ref" in door.names}
    assert deeds - reached - {"", "<ref>", "<attachment_id>"} - PAPERS == set()
    assert {"serve", "add_officer", "assign", "substitute", "mat-khau"} <= reached


def test_a_filled_form_goes_through(world):
    """The walk is worth something only if its forms come as far as the deed."""
    stopped = {}
    for address, form in written(world):
        answer = send(world, address, form, filled(form))
        if address in REFUSED:
            assert answer.status_code == 409
            assert REFUSED[address] in text_of(answer)
        elif answer.status_code not in (200, 302):
            stopped[address] = (
                answer.status_code,
                re.findall(r'href="#[^>]*>([^<]*)', text_of(answer)),
            )
    assert not stopped, "\n".join(map(str, stopped.items()))


def test_every_field_of_every_form_meets_what_is_no_answer(world):
    """Each name meets everything once; on further pages the values take turns."""
    faults, known, turn = [], set(), 0
    for address, form in written(world):
        right = filled(form)
        for name in form.controls:
            turn += 1
            values = [HOSTILE[turn % len(HOSTILE)]] if name in known else HOSTILE
            known.add(name)
            for value, why in values:
                sent = right | {name: value}
                answer = send(world, address, form, sent)
                wrong = complaint(answer)
                if not wrong and (gone := lost(form, sent, answer)):
                    wrong = f"lost {gone}"
                if wrong:
                    faults.append(f"{address} {name}, {why}: {answer.status_code}, {wrong}")
    assert len(known) > 60
    assert not faults, "\n".join(["", *faults])


def test_what_is_far_too_long_is_answered_at_once(world):
    """At once means that the test ends: each of these once took minutes or hours."""
    faults = []
    for address, form in written(world):
        for value, why in LONG:
            sent = (
                filled(form)
                | dict.fromkeys(form.typed(), "")
                | dict.fromkeys(form.typed()[:1], value)
            )
            answer = send(world, address, form, sent)
            if wrong := complaint(answer):
                faults.append(f"{address} {form.typed()[:1]}, {why}: {answer.status_code}, {wrong}")
    assert not faults, "\n".join(["", *faults])


def test_every_page_meets_bodies_that_are_no_form(world):
    faults = []
    for address in world.addresses:
        for body, kind, why in RAW:
            answer = world.ask("generic", "POST", address, body, kind)
            if wrong := complaint(answer):
                faults.append(f"{address}, {why}: {answer.status_code}, {wrong}")
    assert not faults, "\n".join(["", *faults])


def test_every_form_meets_missing_and_repeated_fields(world):
    faults = []
    for address, form in written(world):
        right = filled(form)
        for name in right:
            without = urlencode([each for each in right.items() if each[0] != name])
            for body, why in (
                (without, "missing"),
                (f"{without}&{urlencode({name: right[name]})}&{quote(name)}=zzz", "twice"),
                (f"{without}&{quote(name)}[]=zzz&{quote(name)}%00=x", "of another make"),
            ):
                answer = world.ask("post", address, body, content_type=URLENCODED)
                if wrong := complaint(answer):
                    faults.append(f"{address} {name} {why}: {answer.status_code}, {wrong}")
    assert not faults, "\n".join(["", *faults])


ASKED = (
    "q", "view", "channel", "until", "after", "day", "till", "unit", "subject", "ngay",
    "linh-vuc", "next", "waiting", "procedure", "at", "how", "late_reason", "pages", "copies",
    "fee", "language",
)  # fmt: skip


def test_every_page_meets_addresses_that_no_page_holds(world):
    faults = []
    for address in world.addresses:
        for value, why in [*HOSTILE, ("H" * 20_000, "a long address")]:
            answer = world.ask("get", f"{address}?{urlencode(dict.fromkeys(ASKED, value))}")
            if wrong := complaint(answer):
                faults.append(f"{address}, {why}: {answer.status_code}, {wrong}")
    for door in DOORS:
        for value, why in HOSTILE:
            place = quote(value, safe="") or "%20"
            answer = world.ask("get", door.address(dict.fromkeys(door.names, place)))
            if wrong := complaint(answer):
                faults.append(f"{door.parts}, {why}: {answer.status_code}, {wrong}")
    assert not faults, "\n".join(["", *faults])


def test_every_page_meets_headers_that_no_browser_sends(world):
    faults = []
    for address in world.addresses:
        for headers, why in HEADERS:
            for method in ("get", "post"):
                answer = world.ask(method, address, headers=headers)
                wrong = complaint(answer)
                if "evil.example" in answer.headers.get("Location", ""):
                    wrong = "sends people away"
                if "host" in headers and answer.status_code != 400:
                    wrong = "answers to another name"
                if wrong:
                    faults.append(f"{method} {address}, {why}: {answer.status_code}, {wrong}")
    assert not faults, "\n".join(["", *faults])


@pytest.mark.parametrize(
    ("status", "page", "why"),
    [
        (500, "<main>Hệ thống gặp lỗi</main>", "a fault"),
        (400, "<main>Bad Request</main>", "the framework's own words"),
        (400, "<main></main><footer>Ủy ban</footer>", "no sentence where people read"),
        (200, "<main>Đã xong <pre>Traceback</pre></main>", "the program's inside"),
    ],
)
def test_the_judge_is_no_rubber_stamp(status, page, why):
    assert complaint(HttpResponse(page, status=status)), why
    assert complaint(HttpResponse("<main>Hãy gõ lại ngày</main>", status=400)) == ""


def test_a_house_without_its_sentences_is_caught(world, settings):
    """The mutant: pages as the framework makes them when nobody takes care."""
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "PlainSentences" not in each]
    world.client.handler.load_middleware()
    judged = {
        why: complaint(world.ask("generic", "POST", "/dang-nhap/", body, kind))
        for body, kind, why in RAW
    }
    assert judged["parts in an encoding of addresses"] == "a fault of the program"


def test_a_page_that_forgets_what_was_typed_is_caught(world):
    address, form = next(each for each in written(world) if each[0].endswith("/charge/"))
    sent = filled(form) | {"amount": "không rõ", "late_reason": "Mất điện"}
    answer = send(world, address, form, sent)
    assert lost(form, sent, answer) == []
    answer.content = answer.content.replace("Mất điện".encode(), b"")
    assert lost(form, sent, answer) == ["late_reason"]
