"""Getting in and out: with the right password, not by guessing, and without losing what was typed."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session

from motcua.organisation.actions import officers
from motcua.settings.proxies import networks
from motcua.web import kept
from tests.organisation.conftest import AT, PASSWORD

pytestmark = pytest.mark.django_db
LOG_IN = "/dang-nhap/"
PASSWORD_PAGE = "/mat-khau/"


@pytest.fixture
def officer(person):
    return person("hanh", "desk_officer")


@pytest.fixture
def behind(settings):
    """The house stands behind a proxy on the same machine."""
    settings.TRUSTED_PROXIES = networks("127.0.0.1")


def enter(client, username="hanh", password=PASSWORD, **more):
    headers = more.pop("headers", {})
    typed = {"username": username, "password": password} | more
    return client.post(LOG_IN, typed, headers=headers)


def test_the_right_password_opens_the_house(client, officer):
    assert client.get(LOG_IN).status_code == 200
    response = enter(client, next="/mat-khau/")
    assert (response.status_code, response["Location"]) == (302, "/mat-khau/")
    assert client.get(PASSWORD_PAGE).status_code == 200


@pytest.mark.parametrize(
    ("username", "password"),
    [("hanh", "sai mật khẩu"), ("khongcoai", PASSWORD), ("HANH", PASSWORD)],
)
def test_a_wrong_password_and_an_unknown_name_look_alike(client, officer, username, password):
    response = enter(client, username, password)
    assert response.status_code == 403
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in response.text
    assert password not in response.text


def test_an_account_out_of_use_looks_like_a_wrong_password_and_ends_at_once(
    client, officer, administrator
):
    enter(client)
    officers.deactivate(officer, act_number="1", approved_by=administrator, recorded_at=AT)
    assert client.get(PASSWORD_PAGE).status_code == 302
    assert "không đúng" in enter(client).text


def test_behind_a_proxy_a_guesser_shuts_out_nobody_at_another_address(client, officer, behind):
    for _ in range(5):
        enter(client, password="sai", headers={"x-forwarded-for": "6.6.6.6, 203.0.113.5"})
    again = enter(client, headers={"x-forwarded-for": "7.7.7.7, 203.0.113.5"})
    assert again.status_code == 429, "a forged address on the left is no other place"
    assert enter(client, headers={"x-forwarded-for": "203.0.113.6"}).status_code == 302


def test_a_forged_address_opens_no_new_count_without_a_proxy(client, officer):
    for number in range(5):
        enter(client, password="sai", headers={"x-forwarded-for": f"203.0.113.{number}"})
    assert enter(client, headers={"x-forwarded-for": "203.0.113.99"}).status_code == 429


def test_the_sixth_guess_is_told_how_long_to_wait_and_the_right_password_too(client, officer):
    for _ in range(5):
        enter(client, password="sai")
    response = enter(client)
    assert response.status_code == 429
    assert "sau 15 phút" in response.text


@pytest.mark.parametrize(
    "password", ["", "x" * 1_000_000, "\x00", "a\ud800".encode("utf-8", "replace")]
)
def test_what_is_no_password_is_a_sentence(client, officer, password):
    assert enter(client, password=password).status_code in {400, 403}


def test_a_log_in_makes_a_new_session(client, officer):
    client.get(LOG_IN)
    client.session["planted"] = "yes"
    client.session.save()
    before = client.session.session_key
    enter(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


@pytest.mark.parametrize(
    "elsewhere",
    ["https://ke-xau.example/", "//ke-xau.example", "javascript:alert(1)", "\\\\ke-xau"],
)
def test_after_log_in_nobody_is_sent_elsewhere(client, officer, elsewhere):
    assert enter(client, next=elsewhere)["Location"] == "/"


def test_logging_out_is_a_deed_and_not_a_link(client, officer):
    enter(client)
    assert client.get("/dang-xuat/").status_code == 405
    key = client.session.session_key
    response = client.post("/dang-xuat/")
    assert (response.status_code, response["Location"]) == (302, LOG_IN)
    assert not Session.objects.filter(pk=key).exists()
    assert client.get(PASSWORD_PAGE).status_code == 302


def test_a_form_sent_after_the_session_ended_is_kept_through_log_in(client, officer):
    response = client.post(PASSWORD_PAGE, {"note": "hồ sơ bà Hạnh", "old_password": "bí mật"})
    assert response.status_code == 401
    assert "Những gì đã gõ vẫn còn" in response.text
    token = response.text.split(f'name="{kept.FIELD}" value="')[1].split('"')[0]
    wrong = enter(client, password="sai", kept=token)
    assert token in wrong.text, "a slip of the password loses nothing"
    carried = enter(client, kept=token)
    assert "hồ sơ bà Hạnh" in carried.text
    assert "bí mật" not in response.text + carried.text


def test_a_new_password_ends_the_other_sessions_of_the_account(client, officer):
    elsewhere = type(client)()
    enter(client)
    enter(elsewhere)
    new = "con cò bay lả bay la"
    typed = {"old_password": PASSWORD, "new_password": new, "again_password": new}
    assert client.post(PASSWORD_PAGE, typed).status_code == 302
    assert client.get("/mat-khau/da-doi/").status_code == 200
    assert elsewhere.get(PASSWORD_PAGE).status_code == 302
    assert enter(type(client)(), password=new).status_code == 302


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"old_password": "sai"}, "Mật khẩu đang dùng không đúng"),
        ({"again_password": "khác hẳn mật khẩu"}, "không giống nhau"),
        ({"new_password": "ngan", "again_password": "ngan"}, "12"),
        ({"new_password": ""}, "còn trống"),
    ],
)
def test_a_password_is_not_changed_by_mistake(client, officer, change, says):
    enter(client)
    new = "con cò bay lả bay la"
    typed = {"old_password": PASSWORD, "new_password": new, "again_password": new} | change
    response = client.post(PASSWORD_PAGE, typed)
    assert response.status_code == 400
    assert says in response.text
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)
