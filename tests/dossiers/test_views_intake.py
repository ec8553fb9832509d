"""Intake: the procedure found, the promise shown before it is made, the dossier saved once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from motcua.dossiers import actions
from motcua.dossiers.models import DossierRow, FeeRow, KeptRow
from motcua.ledger.models import Event
from motcua.procedures.facts import Case, Term
from motcua.procedures.models import ChannelTerm
from motcua.rules.limit import Channel, Limit, LimitUnit
from motcua.web import clock
from tests.dossiers import builders
from tests.dossiers.requests import counted, hidden, intake, plain
from tests.procedures.builders import published

CHOOSE = "/ho-so/receive/"
GUARDIAN = f"{CHOOSE}{builders.GUARDIAN}/"
BUDGET = 14


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("giam ho", True, "without marks"),
        (builders.GUARDIAN, True, "by its code"),
        ("khong co gi nhu vay", False, "no such thing"),
        ("", False, "nothing asked"),
    ],
)
def test_a_procedure_is_found_by_words_or_code(house, browser, text, found, why):
    answer = browser("lan").get(CHOOSE, {"q": text})
    assert (f'href="{GUARDIAN}"' in answer.text) is found, why


def test_a_stranger_takes_nothing_in(house, browser):
    assert browser().get(CHOOSE).status_code == 302
    assert browser("tuan").get(CHOOSE).status_code == 403
    assert browser("tuan").post(GUARDIAN, intake(save="1")).status_code == 403
    assert DossierRow.objects.count() == 0


def test_an_unknown_procedure_is_a_sentence(house, browser):
    answer = browser("lan").get(f"{CHOOSE}9.999999/")
    assert answer.status_code == 409
    assert "9.999999" in answer.text


def test_the_due_date_is_shown_with_its_reasons_before_anything_is_saved(house, browser):
    answer = browser("lan").post(GUARDIAN, intake(preview="1"))
    page = plain(answer.text)
    assert answer.status_code == 200
    assert "Nếu tiếp nhận bây giờ, hẹn trả thứ Ba, 10/3/2026, 17:00" in page
    assert "Ngày đầu tiên không tính" in page
    assert hidden(answer.text, "shown") == "2026-03-10"
    assert 'value="Trần Thị Hạnh"' in answer.text, "what was typed is still there"
    assert DossierRow.objects.count() == 0


def test_saving_keeps_the_promise_that_was_shown(house, browser):
    form = intake(save="1", shown="2026-03-10", paper_0_copies="2", owner_name="Trần Văn Ất")
    answer = browser("lan").post(GUARDIAN, form, follow=True)
    row = DossierRow.objects.get()
    page = plain(answer.text)
    assert row.promised.isoformat() == "2026-03-10T10:00:00+00:00"
    assert answer.redirect_chain == [(f"/ho-so/{row.code}/", 302)]
    assert "Chủ hồ sơ Trần Văn Ất" in page
    assert "Đưa cho người nộp" in page


def test_a_promise_that_moved_is_shown_again_and_nothing_is_saved(house, browser):
    answer = browser("lan").post(GUARDIAN, intake(save="1", shown="2026-03-09"))
    assert answer.status_code == 409
    assert "Ngày hẹn đã đổi" in answer.text
    assert hidden(answer.text, "shown") == "2026-03-10"
    assert Event.objects.filter(kind__startswith="dossier.").count() == 0


def test_a_double_click_makes_one_dossier(house, browser):
    client, form = browser("lan"), intake(save="1")
    first, second = client.post(GUARDIAN, form), client.post(GUARDIAN, form)
    assert first.headers["Location"] == second.headers["Location"]
    assert DossierRow.objects.count() == 1


def test_a_key_with_another_form_is_refused_and_the_form_kept(house, browser):
    client, form = browser("lan"), intake(save="1")
    client.post(GUARDIAN, form)
    answer = client.post(GUARDIAN, form | {"name": "Người khác"})
    assert answer.status_code == 409
    assert 'value="Người khác"' in answer.text
    assert DossierRow.objects.count() == 1


def test_receiving_takes_no_more_than_fourteen_statements(house, browser, record_property):
    client = browser("lan")
    client.post(GUARDIAN, intake(save="1"))
    form = intake(save="1")
    with counted() as found:
        assert client.post(GUARDIAN, form).status_code == 302
    record_property("statements of receiving", len(found))
    assert len(found) <= BUDGET, "\n".join(found)


def test_of_several_cases_one_must_be_chosen(house, browser):
    form = intake(builders.MARRIAGE, "Phải", preview="1")
    address = f"{CHOOSE}{builders.MARRIAGE}/"
    assert "12/3/2026" in plain(browser("lan").post(address, form).text)
    del form["case"]
    answer = browser("lan").post(address, form)
    assert answer.status_code == 400
    assert "Mục “Trường hợp” còn trống" in answer.text


def test_an_unknown_limit_is_said_and_the_dossier_has_no_date(house, browser):
    address = f"{CHOOSE}{builders.ALLOWANCE}/"
    answer = browser("lan").post(address, intake(builders.ALLOWANCE, preview="1"))
    assert "không hẹn được ngày trả" in answer.text
    assert hidden(answer.text, "shown") == "unknown"
    form = intake(builders.ALLOWANCE, save="1", shown="unknown")
    assert browser("lan").post(address, form).status_code == 302
    assert DossierRow.objects.get().promised is None


def test_where_the_catalogue_has_several_limits_the_officer_chooses(house, browser):
    two = {"3": "hồ sơ đơn giản", "10": "phải xác minh"}
    days = LimitUnit.WORKING_DAYS
    terms = (Term(Channel.COUNTER, Limit(Decimal(n), days), text) for n, text in two.items())
    published("7.000001", cases=(Case("", tuple(terms)),))
    address, client = f"{CHOOSE}7.000001/", browser("lan")
    answer = client.post(address, intake("7.000001", preview="1"))
    assert answer.status_code == 400
    assert "phải xác minh" in answer.text
    ten = ChannelTerm.objects.get(limit_text="phải xác minh").pk
    page = plain(client.post(address, intake("7.000001", preview="1", limit=ten)).text)
    assert "hẹn trả thứ Năm, 19/3/2026, 17:00" in page
    form = intake("7.000001", save="1", limit=ten, shown="2026-03-19")
    assert client.post(address, form).status_code == 302
    assert DossierRow.objects.get().promised.date().isoformat() == "2026-03-19"


@pytest.mark.parametrize(
    ("procedure", "typed", "charged", "paid", "why"),
    [
        (builders.CONTRACT, {}, 50_000, [], "by the tariff, to be paid later"),
        (builders.CONTRACT, {"paid": "cash"}, 0, [50_000], "by the tariff, paid at once"),
        (builders.CONTRACT, {"fee": "30.000"}, 30_000, [], "as typed"),
        (builders.CONTRACT, {"fee": "0"}, 0, [], "typed: nothing"),
        (builders.GUARDIAN, {}, 0, [], "the catalogue says that it costs nothing"),
    ],
)
def test_the_fee_is_what_the_tariff_or_the_officer_says(
    house, browser, procedure, typed, charged, paid, why
):
    address = f"{CHOOSE}{procedure}/"
    assert browser("lan").post(address, intake(procedure, save="1", **typed)).status_code == 302
    assert DossierRow.objects.get().open_fee == charged, why
    assert list(FeeRow.objects.values_list("amount", flat=True)) == paid, why


def test_guidance_gives_the_whole_list_and_receives_nothing(house, browser):
    form = intake(guide="1", missing="Giấy chứng tử\nĐơn đề nghị", reason="Thiếu thành phần")
    answer = browser("lan").post(GUARDIAN, form, follow=True)
    row = DossierRow.objects.get()
    assert (row.status, row.code) == ("awaiting_papers", None)
    assert answer.redirect_chain == [(f"/ho-so/{row.stream}/", 302)]
    assert "Giấy chứng tử" in answer.text


def test_a_dossier_that_waited_for_papers_is_received_later(house, browser):
    client = browser("lan")
    client.post(GUARDIAN, intake(guide="1", missing="Giấy chứng tử", reason="Thiếu"))
    stream = DossierRow.objects.get().stream
    address = f"{GUARDIAN}?waiting={stream}"
    assert f'href="{address}"' in client.get(f"/ho-so/{stream}/").text
    form = intake(save="1")
    del form["name"]
    assert client.post(address, form).status_code == 302
    row = DossierRow.objects.get()
    assert (row.status, row.applicant_name) == ("received", "Trần Thị Hạnh")
    assert client.post(address, intake(save="1")).status_code == 404, "it waits no longer"


def test_refusing_at_the_counter_needs_a_reason(house, browser):
    client = browser("lan")
    answer = client.post(GUARDIAN, intake(refuse="1"))
    assert answer.status_code == 409
    assert "phải nêu rõ lý do" in answer.text
    assert (
        client.post(GUARDIAN, intake(refuse="1", reason="Không thuộc phạm vi")).status_code == 302
    )
    assert DossierRow.objects.get().status == "refused_at_counter"


def test_an_online_dossier_is_taken_in_with_its_own_people(house, browser):
    sent = actions.submit(
        builders.order(name="Hồ Thị Mai", channel=Channel.ONLINE),
        actions.Hand(by="applicant", now=builders.MORNING),
    )
    client = browser("lan")
    assert "Hồ Thị Mai" in client.get("/ho-so/?view=online").text
    form = intake(save="1", channel="online", name="")
    assert client.post(f"{GUARDIAN}?waiting={sent.stream}", form).status_code == 302
    row = DossierRow.objects.get()
    assert (row.stream, row.status, row.applicant_name) == (sent.stream, "received", "Hồ Thị Mai")


def test_out_of_hours_the_promise_counts_from_the_next_session(house, browser, monkeypatch):
    evening = builders.MORNING.replace(hour=19)
    monkeypatch.setattr(clock, "now", builders.ticking(evening, timezone.now))
    page = plain(browser("lan").post(GUARDIAN, intake(preview="1")).text)
    assert "hẹn trả thứ Tư, 11/3/2026, 17:00" in page


def test_a_late_entry_needs_its_reason_and_is_promised_from_its_own_day(house, browser):
    at = {"at_0": "4", "at_1": "3", "at_2": "2026", "at_3": "10:00"}
    answer = browser("lan").post(GUARDIAN, intake(save="1", **at))
    assert answer.status_code == 409
    assert "phải ghi lý do" in answer.text
    form = intake(save="1", late_reason="Mất mạng, sổ số 3", **at)
    assert browser("lan").post(GUARDIAN, form).status_code == 302
    row = DossierRow.objects.get()
    assert row.late_entry
    assert row.promised - row.received_at < timedelta(days=6)
    assert row.promised.date().isoformat() == "2026-03-09"


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"name": ""}, 400, "còn trống"),
        ({"case": "999999"}, 400, "chọn trong danh sách"),
        ({"case": "' OR 1=1"}, 400, "chọn trong danh sách"),
        ({"channel": "boat"}, 400, "chọn trong danh sách"),
        ({"paper_0_originals": "-1"}, 400, "nhỏ quá mức"),
        ({"email": "không phải thư"}, 400, "thư điện tử"),
        ({"idempotency_key": "x"}, 400, ""),
        ({"name": "a\x00b"}, 400, "ký tự"),
        ({"name": "x" * 3_000_000}, 413, "quá lớn"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_saved(
    house, browser, change, status, says
):
    answer = browser("lan").post(GUARDIAN, intake(save="1", **change))
    assert answer.status_code == status
    assert says.lower() in plain(answer.text).lower()
    assert DossierRow.objects.count() == 0


def test_half_a_letter_from_another_machine_is_said_in_a_sentence(house, browser):
    body = "&".join(f"{name}={value}" for name, value in intake(save="1", name="").items())
    answer = browser("lan").post(
        GUARDIAN,
        body.encode().replace(b"name=", b"name=%ED%A0%80", 1),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 400
    assert "ký tự" in answer.text
    assert DossierRow.objects.count() == 0


def test_a_log_out_in_between_loses_nothing(house, browser):
    client = browser("lan")
    client.post("/dang-xuat/")
    asked = client.post(GUARDIAN, intake(save="1", name="Đặng Thị Ẩn"))
    assert asked.status_code == 401
    inside = client.post(
        "/dang-nhap/",
        {"username": "lan", "password": builders.PASSWORD, "kept": hidden(asked.text, "kept")},
    )
    assert "Đặng Thị Ẩn" in inside.text
    assert f'action="{GUARDIAN}"' in inside.text
    assert KeptRow.objects.count() == 0
