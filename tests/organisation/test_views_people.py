"""Roles are given and ended on the screen, by an act and two people, within one's own reach."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.organisation.access import note_reading
from motcua.organisation.models import Assignment, Officer
from motcua.web import clock
from tests.organisation.conftest import AT, PASSWORD

pytestmark = pytest.mark.django_db
PEOPLE = "/can-bo/"


@pytest.fixture
def personnel(person, client):
    """The personnel officer of Cẩm Xuyên, logged in."""
    officer = person("tochuc", "personnel_officer", "18673")
    client.force_login(officer)
    return officer


def day(name, value):
    return {f"{name}_0": value.day, f"{name}_1": value.month, f"{name}_2": value.year}


def assigned(client, **change):
    typed = {
        "officer": "hanh",
        "role": "desk_officer",
        "unit_code": "18673",
        "position": "",
        "act_number": "12/QĐ-UBND",
        "approved_by": "quantri",
        **day("since", clock.today()),
    }
    return client.post(f"{PEOPLE}assign/", typed | change)


def test_a_role_is_given_and_stands_in_the_list(personnel, client, person):
    person("hanh")
    assert client.get(f"{PEOPLE}assign/").status_code == 200
    assert assigned(client).status_code == 302
    page = client.get(PEOPLE).text
    assert "Nguyễn Hanh" in page and "Công chức một cửa" in page and "Xã Cẩm Xuyên" in page
    row = Assignment.objects.get(officer__username="hanh")
    assert (row.approved_by.username, row.act_number) == ("quantri", "12/QĐ-UBND")


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"unit_code": "18676"}, 403, "Quản lý cán bộ"),
        ({"unit_code": "*", "role": "inspector"}, 403, "Quản lý cán bộ"),
        ({"approved_by": "hanh"}, 409, "không được là người được giao"),
        ({"approved_by": "tochuc"}, 409, "không được tự phê duyệt"),
        ({"approved_by": "xakhac"}, 409, "không có quyền “Phê duyệt tài khoản"),
        ({"approved_by": "daroi"}, 409, "không có quyền “Phê duyệt tài khoản"),
        ({"approved_by": "tochuc", "by": "quantri"}, 409, "không được tự phê duyệt"),
        ({"officer": "tochuc", "role": "head"}, 409, "không được là người được giao"),
        ({"officer": "khongco"}, 400, "không có cán bộ"),
        ({"act_number": ""}, 400, "còn trống"),
        ({"since_1": "13"}, 400, "không có ngày"),
        ({"role": "boss"}, 400, "chọn trong danh sách"),
        (day("last", AT - timedelta(days=3)), 409, "ở trước ngày bắt đầu"),
    ],
)
def test_a_role_that_cannot_be_given_is_a_sentence(personnel, client, person, change, status, says):
    person("hanh")
    person("xakhac", "head", "18676")
    person("daroi", "administrator", "18673", until=clock.today())
    response = assigned(client, **change)
    assert response.status_code == status
    assert says in response.text
    assert not Assignment.objects.filter(officer__username="hanh").exists()
    assert not Assignment.objects.filter(role="head", unit_code="18673").exists()


def test_a_role_ends_now_or_after_a_day_but_not_in_another_unit(personnel, client, person):
    act = {"act_number": "13/QĐ-UBND", "approved_by": "quantri"}
    here = person("hanh", "desk_officer").assignments.get()
    there = person("lan", "desk_officer", "18676").assignments.get()
    last = clock.today() + timedelta(days=7)
    assert client.get(f"{PEOPLE}{here.pk}/end_assignment/").status_code == 200
    client.post(f"{PEOPLE}{here.pk}/end_assignment/", act | day("last", last))
    here.refresh_from_db()
    assert here.until == last + timedelta(days=1)
    client.post(f"{PEOPLE}{here.pk}/end_assignment/", act)
    here.refresh_from_db()
    assert here.until == clock.today()
    assert "Nguyễn Hanh" not in client.get(PEOPLE).text
    assert client.post(f"{PEOPLE}{there.pk}/end_assignment/", act).status_code == 403
    assert client.get(f"{PEOPLE}999999/end_assignment/").status_code == 404
    there.refresh_from_db()
    assert there.until is None


def test_the_list_holds_no_people_of_other_units(personnel, client, person):
    person("lan", "desk_officer", "18676")
    assert "Nguyễn Lan" not in client.get(PEOPLE).text
    assert "Nguyễn Lan" not in client.get(PEOPLE, {"unit": "18676"}).text


def test_a_long_list_goes_on_where_it_stopped(personnel, client, person):
    for number in range(60):
        person(f"can{number:02}", "specialist")
    first = client.get(PEOPLE).text
    assert "Nguyễn Can10" in first and "Nguyễn Can59" not in first
    following = first.split("after=")[1].split('"')[0]
    assert "Nguyễn Can59" in client.get(PEOPLE, {"after": following}).text
    for odd in ("x", "9" * 40, "0", "-1"):
        assert client.get(PEOPLE, {"after": odd}).status_code == 200


def test_an_account_is_made_on_the_screen_and_its_password_never_shown(personnel, client):
    typed = {
        "username": "moi",
        "full_name": "Lê Thị Mới",
        "password": PASSWORD,
        "act_number": "14/QĐ-UBND",
        "approved_by": "quantri",
    }
    again = client.post(f"{PEOPLE}add_officer/", typed | {"username": "tochuc"})
    assert again.status_code == 409
    assert "đã có người dùng" in again.text and PASSWORD not in again.text
    assert client.post(f"{PEOPLE}add_officer/", typed).status_code == 302
    assert Officer.objects.get(username="moi").check_password(PASSWORD)


def test_the_inspector_sees_who_read_whose_data_in_their_own_units_only(client, person):
    client.force_login(person("thanh", "inspector", "18673"))
    here, there = person("hanh", "desk_officer"), person("lan", "desk_officer", "18676")
    for number in range(51):
        note_reading(here, f"ho-so-{number}", "dossiers.view", AT)
    note_reading(there, "ho-so-khac", "dossiers.view", AT)
    page = client.get("/luot-doc/").text
    assert "Nguyễn Hanh" in page and "ho-so-50" in page and "ho-so-khac" not in page
    following = page.split("after=")[1].split('"')[0]
    assert "ho-so-0<" in client.get("/luot-doc/", {"after": following}).text
    assert "ho-so-7<" in client.get("/luot-doc/", {"subject": "ho-so-7"}).text
    assert "Chưa có lần đọc nào" in client.get("/luot-doc/", {"subject": "ho-so-khac"}).text
