"""The quick desk: ten in a row, the fee by the tariff, late entry marked, nothing doubled."""

from __future__ import annotations

import re

import pytest

from motcua.dossiers.models import DossierRow, FeeRow, KeptRow
from motcua.organisation.actions import officers
from motcua.organisation.models import Assignment
from tests.dossiers import builders
from tests.dossiers.requests import SERVE, counted, key, plain, served


def test_one_form_receives_finishes_and_returns(house, browser):
    answer = browser("lan").post(SERVE, served(), follow=True)
    row = DossierRow.objects.get()
    assert (row.status, row.applicant_name, row.late_entry) == ("returned", "Trần Thị Hạnh", False)
    assert f"Xong {row.code}: Trần Thị Hạnh, đã thu 21.000" in plain(answer.text)
    assert FeeRow.objects.get().amount == 21_000, "3 copies of 2 x 2,000 + 3 x 1,000 đồng"
    assert answer.redirect_chain[0][0].startswith(f"{SERVE}?procedure={builders.COPY}")


def test_the_same_procedure_stays_chosen_and_the_name_waits_for_the_next(house, browser):
    answer = browser("lan").post(SERVE, served(how="transfer"), follow=True)
    assert f'value="{builders.COPY}" selected' in answer.text
    assert re.search(r'value="transfer"[^>]* checked', answer.text)
    name = re.search(r'<input[^>]*name="name"[^>]*>', answer.text)[0]
    assert 'value=""' in name
    assert "autofocus" in name


def test_ten_in_a_row_have_ten_codes(house, browser):
    client = browser("lan")
    for n in range(10):
        assert client.post(SERVE, served(name=f"Người thứ {n}")).status_code == 302
    assert DossierRow.objects.values("code").distinct().count() == 10


def test_a_double_click_makes_one_dossier(house, browser):
    client, form = browser("lan"), served()
    first, second = client.post(SERVE, form), client.post(SERVE, form)
    assert first.status_code == second.status_code == 302
    assert DossierRow.objects.count() == 1


def test_a_key_with_another_form_is_refused_and_the_form_kept(house, browser):
    client, form = browser("lan"), served()
    client.post(SERVE, form)
    answer = client.post(SERVE, form | {"name": "Người khác"})
    assert answer.status_code == 409
    assert "Người khác" in answer.text
    assert DossierRow.objects.count() == 1


def test_no_slip_is_made_unless_it_is_asked_for(house, browser):
    client = browser("lan")
    client.post(SERVE, served())
    assert not KeptRow.objects.filter(what="secret").exists()
    client.post(SERVE, served(slip="on"))
    assert KeptRow.objects.filter(what="secret").count() == 1


def test_the_fee_is_shown_before_anything_is_saved(house, browser):
    form = served(count="1")
    del form["save"]
    answer = browser("lan").post(SERVE, form)
    assert "21.000" in plain(answer.text)
    assert "6 trang × 2.000" in plain(answer.text)
    assert DossierRow.objects.count() == 0


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"procedure": builders.COPY, "pages": "5", "copies": "3"}, "21.000\xa0đ"),
        ({"procedure": builders.EXTRACT, "pages": "1", "copies": "2"}, "16.000\xa0đ"),
        ({"procedure": "9.999999", "pages": "1", "copies": "2"}, ""),
        ({"procedure": builders.COPY, "pages": "x", "copies": ""}, ""),
    ],
)
def test_a_script_may_ask_for_the_fee_while_one_types(house, browser, asked, says):
    assert browser("lan").get(f"{SERVE}fee/", asked).json()["due"] == says


def test_a_typed_fee_goes_before_the_tariff_and_nought_is_nothing(house, browser):
    client = browser("lan")
    client.post(SERVE, served(fee="5.000 đ"))
    client.post(SERVE, served(fee="0"))
    assert list(FeeRow.objects.values_list("amount", flat=True)) == [5000]


def test_an_unknown_fee_is_asked_for_and_not_taken_for_nothing(house, browser):
    case = builders.case_of("1.001193", "Đăng ký quá hạn")
    form = served(procedure=f"1.001193/{case}")
    answer = browser("lan").post(SERVE, form)
    assert answer.status_code == 400
    assert "Danh mục chưa rõ mức thu" in answer.text
    assert browser("lan").post(SERVE, form | {"fee": "0"}).status_code == 302


def test_a_late_batch_keeps_its_moment_and_is_marked(house, browser):
    late = {
        "at_0": "4",
        "at_1": "3",
        "at_2": "2026",
        "at_3": "8:15",
        "late_reason": "Mất điện, sổ số 7",
    }
    answer = browser("lan").post(SERVE, served(**late), follow=True)
    row = DossierRow.objects.get()
    assert row.late_entry
    assert f"{row.received_at:%Y-%m-%d %H:%M}" == "2026-03-04 01:15"
    assert "Đang nhập muộn" in answer.text
    for kept in ("4", "3", "2026", "08:15", "Mất điện, sổ số 7"):
        assert f'value="{kept}"' in answer.text


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": ""}, "còn trống"),
        ({"name": "x" * 201}, "dài quá mức"),
        ({"copies": "0"}, "nhỏ quá mức"),
        ({"pages": "1e9"}, "gõ một số"),
        ({"fee": "-5"}, "nhỏ quá mức"),
        ({"procedure": builders.GUARDIAN}, "chọn trong danh sách"),
        ({"at_0": "31", "at_1": "2", "at_2": "2026", "at_3": "8:15"}, "không có ngày 31/2/2026"),
        (
            {"at_0": "4", "at_1": "3", "at_2": "2027", "at_3": "8:15", "late_reason": "x"},
            "chưa đến",
        ),
        ({"at_0": "4", "at_1": "3", "at_2": "2026", "at_3": "8:15"}, "phải ghi lý do"),
        (
            {"at_0": "4", "at_1": "2", "at_2": "2026", "at_3": "8:00", "late_reason": "x"},
            "quá 5 ngày",
        ),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_saved(house, browser, change, says):
    answer = browser("lan").post(SERVE, served(**change))
    assert answer.status_code in (400, 409)
    assert says in plain(answer.text)
    assert DossierRow.objects.count() == 0


def test_somebody_without_the_permission_is_told_so(house, browser):
    assert browser("tuan").post(SERVE, served()).status_code == 403
    assert DossierRow.objects.count() == 0


def test_a_stranger_is_sent_to_log_in_and_keeps_what_was_typed(house, browser):
    answer = browser().post(SERVE, served(name="Đặng Thị Ẩn"))
    assert answer.status_code == 401
    assert 'name="kept"' in answer.text


def test_a_role_that_has_ended_serves_nobody(house, browser):
    client = browser("lan")
    officers.end_assignment(
        Assignment.objects.get(officer=house["lan"]),
        until=builders.TODAY,
        act_number="09/QĐ-UBND",
        approved_by=house["dung"],
        recorded_at=builders.MORNING,
    )
    assert client.post(SERVE, served()).status_code == 403


def test_a_tenth_dossier_costs_no_more_than_the_first(house, browser, record_property):
    client = browser("lan")
    client.post(SERVE, served())
    with counted() as first:
        client.post(SERVE, served(idempotency_key=key()))
    for _ in range(8):
        client.post(SERVE, served())
    with counted() as tenth:
        client.post(SERVE, served())
    record_property("statements of the quick desk", len(tenth))
    assert len(tenth) == len(first)
