"""The head says who is away and who stands in; everybody sees their own, nobody other units'."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.organisation.actions import absences
from motcua.organisation.models import Absence, Substitution
from motcua.web import clock
from tests.organisation.conftest import AT

pytestmark = pytest.mark.django_db
PAGE = "/vang-mat/"
ONE_DAY = timedelta(days=1)


@pytest.fixture
def people(person, client):
    """Cẩm Xuyên with its head logged in, a signer, a desk officer; somebody of Thiên Cầm."""
    found = {
        "dung": person("dung", "head"),
        "lan": person("lan", "signer"),
        "hanh": person("hanh", "desk_officer"),
        "xa": person("xa", "desk_officer", "18676"),
        "xakhac": person("xakhac", "head", "18676"),
        "daroi": person("daroi", "administrator", "18673", until=clock.today()),
    }
    client.force_login(found["dung"])
    return found


def day(name, value):
    return {f"{name}_0": value.day, f"{name}_1": value.month, f"{name}_2": value.year}


def days(first=0, last=4):
    today = clock.today()
    return day("since", today + first * ONE_DAY) | day("last", today + last * ONE_DAY)


def away(client, **change):
    typed = {"officer": "lan", "act_number": "15/QĐ", "approved_by": "quantri"} | days()
    return client.post(f"{PAGE}record_absence/", typed | change)


def standing(client, **change):
    typed = {"absent": "lan", "stand_in": "hanh", "unit_code": "18673"}
    typed |= {"act_number": "16/QĐ", "approved_by": "quantri"} | days()
    return client.post(f"{PAGE}substitute/", typed | change)


def test_a_head_records_who_is_away_and_who_stands_in(people, client):
    assert client.get(f"{PAGE}record_absence/").status_code == 200
    for answer in (away(client), standing(client)):
        assert (answer.status_code, answer["Location"]) == (302, PAGE)
    row = Absence.objects.get()
    assert row.until - row.since == 5 * ONE_DAY
    page = client.get(PAGE).text
    for said in ("Nguyễn Lan", "Nguyễn Hanh", "15/QĐ", "16/QĐ", "Trần Quản Trị", "Xã Cẩm Xuyên"):
        assert said in page
    assert f"{PAGE}{row.pk}/end_absence/" in page


@pytest.mark.parametrize("deed", [away, standing])
@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"approved_by": "dung"}, 409, "không được tự phê duyệt"),
        ({"approved_by": "xakhac"}, 409, "không có quyền “Phê duyệt tài khoản"),
        ({"approved_by": "daroi"}, 409, "không có quyền “Phê duyệt tài khoản"),
        ({"approved_by": "hanh"}, 409, "phê duyệt"),
        ({"approved_by": "khongco"}, 400, "không có cán bộ"),
        ({"act_number": "\u200b"}, 400, "còn trống"),
        ({"officer": "xa", "unit_code": "18676"}, 403, "chưa có quyền"),
        ({"officer": "quantri", "unit_code": "*"}, 403, "chưa có quyền"),
        (days(0, -1), 409, "ở trước ngày bắt đầu"),
        ({"last_1": "13"}, 400, "không có ngày"),
    ],
)
def test_what_cannot_be_is_a_sentence(people, client, deed, change, status, says):
    answer = deed(client, **change)
    assert (answer.status_code, says in answer.text) == (status, True)
    assert not Absence.objects.exists() and not Substitution.objects.exists()


def test_a_head_does_not_record_the_own_absence(people, client):
    answer = away(client, officer="dung")
    assert answer.status_code == 409
    assert "không được là người được giao" in answer.text


def test_both_end_early_and_then_nobody_is_away(people, client):
    away(client)
    standing(client)
    act = {"act_number": "17/QĐ", "approved_by": "quantri"}
    for row, deed in (
        (Absence.objects.get(), "end_absence"),
        (Substitution.objects.get(), "end_substitution"),
    ):
        address = f"{PAGE}{row.pk}/{deed}/"
        assert client.get(address).status_code == 200
        assert client.post(address, act | {"approved_by": "dung"}).status_code == 409
        tomorrow = clock.today() + ONE_DAY
        assert client.post(address, act | day("last", tomorrow)).status_code == 302
        row.refresh_from_db()
        assert row.until == tomorrow + ONE_DAY
        assert client.post(address, act).status_code == 302
        row.refresh_from_db()
        assert row.until == clock.today()
        assert client.get(f"{PAGE}999999/{deed}/").status_code == 404
    page = client.get(PAGE).text
    assert "Không có ai vắng mặt" in page and "Không có ai làm thay ai" in page


def test_what_has_not_begun_is_taken_back(people, client):
    away(client, **days(3, 6))
    row = Absence.objects.get()
    act = {"act_number": "17/QĐ", "approved_by": "quantri"}
    assert "Nguyễn Lan" in client.get(PAGE).text
    assert client.post(f"{PAGE}{row.pk}/end_absence/", act).status_code == 302
    assert "Nguyễn Lan" not in client.get(PAGE).text


def test_everybody_sees_their_own_and_their_units_and_no_others(people, client):
    away(client)
    standing(client)
    act = {"act_number": "18/QĐ", "approved_by": people["xakhac"], "recorded_at": AT}
    since = clock.today()
    absences.record_absence(people["xa"], since=since, until=since + ONE_DAY, **act)
    for name, says in (("lan", "Tôi vắng mặt"), ("lan", "Làm thay tôi"), ("hanh", "Tôi làm thay")):
        client.force_login(people[name])
        page = client.get(PAGE).text
        assert says in page and "Nguyễn Xa<" not in page
        assert "record_absence" not in page and "end_absence" not in page
    client.force_login(people["xa"])
    page = client.get(PAGE).text
    assert "Tôi vắng mặt" in page and "Nguyễn Lan" not in page


def test_another_units_rows_are_not_ended_here(people, client):
    act = {"act_number": "18/QĐ", "approved_by": people["xakhac"], "recorded_at": AT}
    since = clock.today()
    row = absences.record_absence(people["xa"], since=since, until=since + ONE_DAY, **act)
    typed = {"act_number": "19/QĐ", "approved_by": "quantri"}
    assert client.post(f"{PAGE}{row.pk}/end_absence/", typed).status_code == 403


def test_a_long_list_goes_on_where_it_stopped(people, client, person):
    since = clock.today()
    act = {"act_number": "18/QĐ", "approved_by": people["dung"], "recorded_at": AT}
    for number in range(52):
        officer = person(f"can{number:02}", "specialist")
        absences.record_absence(officer, since=since, until=since + ONE_DAY, **act)
    first = client.get(PAGE).text
    assert "Nguyễn Can10" in first and "Nguyễn Can51" not in first
    following = first.split("?away=")[1].split('"')[0]
    assert "Nguyễn Can51" in client.get(PAGE, {"away": following}).text
    for odd in ("x", "9" * 40, "-1", "²"):
        assert client.get(PAGE, {"away": odd, "standing": odd}).status_code == 200
