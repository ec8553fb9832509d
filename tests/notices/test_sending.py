"""From the deed at the desk to the letter, the text message and the webhook, over real servers."""

from __future__ import annotations

import json
from datetime import UTC, timedelta

import pytest
from django.test import Client
from standardwebhooks import Webhook

from motcua.dossiers import actions as desk
from motcua.dossiers.kept import Person
from motcua.dossiers.models import Notice
from motcua.notices import actions, webhooks
from motcua.notices.actions.sending import BACK_OFF, WAYS
from motcua.notices.models import Delivery, Receiver, State
from motcua.rules.refusal import Refusal
from tests.dossiers import builders
from tests.notices.servers import webhook_server

NOW = builders.MORNING
HANH = Person("Trần Thị Hạnh", phone="0900 123 456", email="hanh@example.vn")
pytestmark = pytest.mark.django_db


def received(house, person: Person = HANH, **more):
    return builders.received(house, applicant=person, **more)


def sent(at=NOW) -> int:
    """Everything that is due at a moment is tried; how many deliveries."""
    while actions.pass_on(at):
        pass
    done = 0
    for way in WAYS:
        while actions.send_next(way, lambda: at):
            done += 1
    return done


def states() -> list[str]:
    return list(Delivery.objects.order_by("id").values_list("state", flat=True))


def test_an_applicant_gets_a_letter_with_code_date_and_how_to_follow(house, mailbox):
    found = received(house)
    assert sent() == 1
    letter = mailbox.letters[0]
    text = letter.get_content()
    assert letter["To"] == "hanh@example.vn"
    assert letter["Subject"].strip() == f"Đã tiếp nhận hồ sơ {found.code}"
    assert "Kính gửi ông/bà Trần Thị Hạnh," in text
    assert "Ngày hẹn trả kết quả: thứ Ba, 10/3/2026, 17:00." in text
    assert f"https://motcua.example/tra-cuu/ với mã hồ sơ {found.code} và mã tra cứu" in text
    assert states() == ["sent"]


def test_a_text_message_has_no_marks_unless_the_office_wants_them(house, telephone, settings):
    found = received(house)
    sent()
    settings.SMS_MARKS = True
    received(house)
    sent()
    plain, marked = map(json.loads, telephone.read_text("utf-8").splitlines())
    assert plain["to"] == "0900123456"
    assert plain["text"].startswith(f"Da tiep nhan ho so {found.code}. Hen tra: thu Ba, 10/3/2026")
    assert marked["text"].startswith("Đã tiếp nhận hồ sơ")
    assert list(Delivery.objects.order_by("id").values_list("parts", flat=True)) == [1, 2]


def test_every_event_that_is_told_has_a_letter_with_its_own_facts(house, mailbox):
    found = received(house)
    officer = builders.hand(house["tuan"], NOW + timedelta(hours=2))
    builders.handed_over(house, found.stream, "tuan", at=NOW + timedelta(hours=1))
    desk.request_supplement(found.stream, "Bản sao căn cước", "Thiếu", officer)
    sent(NOW + timedelta(hours=3))
    subjects = [each["Subject"].strip() for each in mailbox.letters]
    assert subjects[-1] == f"Hồ sơ {found.code} cần bổ sung"
    assert "Bản sao căn cước" in mailbox.letters[-1].get_content()
    assert "Lý do: Thiếu" in mailbox.letters[-1].get_content()


def test_a_webhook_is_signed_and_holds_no_name(house, inbox, told):
    found = received(house)
    assert sent() == 1
    headers, body = inbox.taken[0]
    lower = {name.lower(): value for name, value in headers.items()}
    # The moment of sending is the tests' morning, so the library's own clock is not asked.
    webhook = Webhook(told)
    signature = webhook.sign(lower["webhook-id"], NOW.astimezone(UTC), body.decode())
    assert lower["webhook-signature"] == signature
    event = json.loads(body)
    assert event["specversion"] == "1.0"
    assert event["type"] == "motcua.dossier.received.v1"
    assert event["id"] == lower["webhook-id"]
    assert event["data"]["code"] == found.code
    assert "Hạnh" not in body.decode() and "0900" not in body.decode()
    assert lower["host"] == f"127.0.0.1:{inbox.server_port}"


def test_the_library_of_others_accepts_a_message_of_now(house, inbox, told, monkeypatch):
    from motcua.web import clock

    monkeypatch.undo()
    received(house)
    sent(clock.now())
    headers, body = inbox.taken[0]
    assert Webhook(told).verify(body, {k.lower(): v for k, v in headers.items()})["specversion"]


def test_a_receiver_that_is_down_for_five_minutes_loses_nothing(house, inbox, told):
    inbox.shutdown()
    inbox.server_close()
    codes = {received(house).code for _ in range(5)}
    moment = NOW
    sent(moment)
    assert set(states()) == {"waiting"}
    while moment < NOW + timedelta(seconds=300):
        moment += timedelta(seconds=30)
        sent(moment)
    with webhook_server(inbox.server_port) as (again, _):
        sent(moment + timedelta(seconds=BACK_OFF[3]))
        assert {json.loads(body)["data"]["code"] for _, body in again.taken} == codes
        assert len(again.taken) == 5
    assert set(states()) == {"sent"}


def test_a_busy_receiver_is_asked_again_when_it_said(house, inbox, told):
    inbox.status, inbox.headers = 503, {"Retry-After": "900"}
    received(house)
    sent()
    inbox.status = 200
    assert sent(NOW + timedelta(seconds=899)) == 0
    assert sent(NOW + timedelta(seconds=900)) == 1
    assert states() == ["sent"]


@pytest.mark.parametrize(
    ("status", "state", "trouble"),
    [(410, "given_up", "gone"), (400, "waiting", "refused"), (302, "waiting", "refused")],
)
def test_what_a_receiver_answers_is_said(house, inbox, told, status, state, trouble):
    inbox.status, inbox.headers = status, {"Location": "http://127.0.0.1:1/"}
    received(house)
    sent()
    row = Delivery.objects.get()
    assert (row.state, row.trouble) == (state, trouble)
    assert len(inbox.taken) == 1


def test_a_mail_server_that_is_away_holds_up_no_letter_for_ever(house, mailbox, settings):
    port = settings.EMAIL_PORT
    settings.EMAIL_PORT = port + 1 if port < 65_000 else port - 1
    received(house)
    received(house)
    assert sent() == 1, "the second would meet the same trouble, so it is not tried"
    settings.EMAIL_PORT = port
    assert sent(NOW + timedelta(seconds=BACK_OFF[0])) == 2
    assert len(mailbox.letters) == 2


def test_a_letter_refused_for_a_while_is_tried_again_and_then_given_up(house, mailbox):
    mailbox.says = "451 try later"
    received(house)
    moment = NOW
    for wait in (0, *BACK_OFF):
        moment += timedelta(seconds=wait)
        assert sent(moment) == 1
    assert states() == ["given_up"]
    mailbox.says = ""
    actions.send_again(Delivery.objects.get(), moment)
    assert sent(moment) == 1
    assert (states(), len(mailbox.letters)) == (["sent"], 1)


def test_nothing_is_told_twice_for_one_event(house, mailbox, inbox, told, telephone):
    received(house)
    sent()
    for hours in range(1, 4):
        sent(NOW + timedelta(hours=hours))
    assert len(mailbox.letters) == len(inbox.taken) == 1
    with pytest.raises(Refusal, match="not_to_be_sent_again"):
        actions.send_again(Delivery.objects.first(), NOW)


def test_after_a_death_in_the_middle_a_webhook_goes_again_and_a_letter_waits_for_a_person(
    house, mailbox, inbox, told
):
    received(house)
    actions.pass_on(NOW)
    Delivery.objects.update(state=State.SENDING, began_at=NOW, attempts=1)
    assert sent(NOW + timedelta(minutes=9)) == 0
    assert sent(NOW + timedelta(minutes=11)) == 1
    assert dict(Delivery.objects.values_list("way", "state")) == {
        "email": "in_doubt",
        "webhook": "sent",
    }


@pytest.mark.parametrize(
    ("person", "ways"),
    [
        (Person("Ai Đó"), []),
        (Person("Ai Đó", phone="0900123456"), ["sms"]),
        (Person("Ai Đó", email="a@b.vn"), ["email"]),
    ],
)
def test_who_left_no_address_is_not_written_to(house, mailbox, telephone, person, ways):
    received(house, person)
    sent()
    assert list(Delivery.objects.values_list("way", flat=True)) == ways
    assert not Notice.objects.filter(sent_at=None).exists()


def test_an_address_that_is_none_is_given_up_and_said(house, mailbox, telephone):
    received(house, Person("Ai Đó", phone="không có", email="không@@có"))
    sent()
    assert set(Delivery.objects.values_list("state", "trouble")) == {("given_up", "no_address")}


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest",
        "https://localhost/",
        "https://2130706433/",
        "https://[::ffff:127.0.0.1]/",
        "https://10.0.0.1/",
    ],
)
def test_an_address_inside_is_never_called(house, settings, address):
    settings.WEBHOOK_NETWORKS = ()
    actions.add_receiver(
        "Ai", address, "*", since=builders.BEGINNING, act_number="1",
        approved_by=house["quantri"], recorded_at=builders.BEFORE,
    )  # fmt: skip
    received(house)
    sent()
    row = Delivery.objects.get()
    assert (row.state, row.trouble) == ("given_up", "address_inside")


@pytest.mark.parametrize(
    "address",
    ["http://example.vn/", "ftp://example.vn/", "https://", "https://a:b@example.vn/",
     "https://example.vn:99999/", "https://example.vn/#x", "không", "https://" + "a" * 600],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_in_a_sentence(house, settings, address):
    settings.WEBHOOK_NETWORKS = ()
    with pytest.raises(Refusal, match="receiver_address_wrong"):
        actions.add_receiver(
            "Ai", address, "*", since=builders.BEGINNING, act_number="1",
            approved_by=house["quantri"], recorded_at=builders.BEFORE,
        )  # fmt: skip


def test_the_list_shows_what_is_in_trouble_and_sends_it_again(house, browser, mailbox):
    found = received(house)
    actions.pass_on(NOW)
    Delivery.objects.update(state=State.GIVEN_UP, trouble="refused")
    client: Client = browser("lan")
    page = client.get("/thong-bao/?state=trouble").text
    assert found.code.split("-")[-1] in page and "Nơi nhận không nhận" in page
    row = Delivery.objects.get()
    assert client.post(f"/thong-bao/{row.pk}/send_again/").status_code == 302
    assert states() == ["waiting"]
    assert client.post(f"/thong-bao/{row.pk}/send_again/").status_code == 409
    assert browser("sau").post(f"/thong-bao/{row.pk}/send_again/").status_code == 404
    assert found.code.split("-")[-1] not in browser("sau").get("/thong-bao/").text
    assert browser("tuan").get("/thong-bao/").status_code == 403


def test_an_administrator_adds_a_system_and_sees_its_key_once(house, browser, settings):
    client = browser("quantri")
    form = {
        "name": "Cổng tỉnh", "address": "https://tinh.example/hook", "unit_code": builders.CAM_XUYEN,
        "since_0": "5", "since_1": "3", "since_2": "2026",
        "act_number": "10/QĐ-UBND", "approved_by": "dung",
    }  # fmt: skip
    answer = client.post("/thong-bao/he-thong/add_receiver/", form)
    assert "whsec_" in answer.text
    assert "whsec_" not in client.get("/thong-bao/he-thong/").text
    again = client.post("/thong-bao/he-thong/add_receiver/", form)
    assert again.status_code == 409 and "Đã có hệ thống" in again.text
    everywhere = client.post(
        "/thong-bao/he-thong/add_receiver/", form | {"name": "Bộ", "unit_code": "*"}
    )
    assert everywhere.status_code == 409, "the head of one unit approves for that unit only"
    assert browser("lan").get("/thong-bao/he-thong/").status_code == 403


def test_a_system_that_ended_is_not_told_what_still_waited(house, told, inbox):
    received(house, HANH)
    actions.pass_on(NOW)
    ended = NOW + timedelta(days=1)
    actions.end_receiver(
        Receiver.objects.get(),
        until=ended.date(),
        act_number="10/QĐ-UBND",
        approved_by=house["quantri"],
        recorded_at=NOW,
    )
    assert actions.send_next("webhook", lambda: ended)
    assert (Delivery.objects.get().state, Delivery.objects.get().trouble) == ("given_up", "gone")
    assert not inbox.taken


def test_a_key_that_opens_no_more_is_given_up_in_the_end_and_holds_up_nobody(house, told, inbox):
    Receiver.objects.update(secret=b"x" * 60)
    received(house, HANH)
    at = NOW
    for _ in range(len(BACK_OFF) + 1):
        sent(at)
        at += timedelta(days=2)
    assert states() == ["given_up"]


def test_an_adapter_with_a_fault_leaves_the_message_in_doubt(house, settings):
    settings.SMS_ADAPTER = "tests.notices.test_sending.broken_adapter"
    received(house)
    assert sent() == 1
    assert states() == ["in_doubt"]


def broken_adapter(number: str, text: str) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        ("cổng.vn", 8443, "xn--cng-qmz.vn:8443"),
        ("2001:db8::1", None, "[2001:db8::1]"),
        ("motcua.example", None, "motcua.example"),
    ],
)
def test_a_host_is_named_in_letters_that_a_header_holds(host, port, said):
    assert webhooks._named(webhooks._in_ascii(host), port) == said


@pytest.mark.parametrize(
    "address", ["64:ff9b::7f00:1", "2002:7f00:1::", "fec0::1", "::7f00:1", "::ffff:10.0.0.1"]
)
def test_an_inside_address_in_an_ipv6_coat_is_not_called(address):
    assert not webhooks._allowed(address)
