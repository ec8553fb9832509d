"""The page of each deed: what it asks, what the rule says, and two officers who act at once."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.dossiers import actions
from motcua.dossiers.deed_pages import PAGES
from motcua.dossiers.models import DossierRow
from motcua.organisation.actions import absences
from motcua.procedures import starter
from motcua.rules.events import Payment
from motcua.settings.law.catalogue import NoticeFacts, catalogue
from tests.dossiers import builders
from tests.dossiers.requests import hidden, key, plain

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00"
    b"\x00\x00IEND\xaeB`\x82"
)
# Who does each deed in these tests.
DOES = {
    "pass_on": "lan",
    "supplement": "lan",
    "return_result": "lan",
    "withdraw": "lan",
    "exempt": "lan",
    "charge": "lan",
    "pay": "thu",
    "refund": "thu",
    "apologise": "dung",
    "refuse": "ky",
    "stop": "dung",
    "assign": "dung",
}
ASKED = {"missing": "Giấy khai sinh", "reason": "Thiếu thành phần"}


def to(ref, name):
    return f"/ho-so/{ref}/{name}/"


def send(client, ref, name, **typed):
    """The deed sent as the page that was just opened would send it."""
    seen = hidden(client.get(to(ref, name)).text, "seen")
    return client.post(to(ref, name), {"idempotency_key": key(), "seen": seen} | typed)


def status(ref):
    return DossierRow.objects.get(code=ref).status


@pytest.mark.parametrize("name", list(PAGES))
def test_every_deed_has_a_page_that_says_what_it_asks_or_why_not(house, browser, name):
    found = builders.received(house)
    answer = browser(DOES.get(name, "tuan")).get(to(found.code, name))
    assert answer.status_code == 200
    asks, refuses = "<textarea" in answer.text or "govuk-" in answer.text, "Chưa làm được việc này"
    assert asks or refuses in answer.text


@pytest.mark.parametrize("name", list(PAGES))
def test_no_deed_is_open_to_a_stranger(house, browser, name):
    found = builders.received(house)
    assert browser().get(to(found.code, name)).status_code == 302
    assert browser("quantri").get(to(found.code, name)).status_code == 403
    assert browser("sau").post(to(found.code, name)).status_code in (403, 404)


def test_a_dossier_goes_its_whole_way_by_pages(house, browser):
    ref = builders.received(house, fee=actions.Fee(20_000, "procedure")).code
    lan, tuan, thu = browser("lan"), browser("tuan"), browser("thu")
    receiver = f"{builders.CAM_XUYEN}/{house['tuan'].pseudonym}"
    assert send(lan, ref, "hand_over", to=receiver, step="1").status_code == 302
    assert send(tuan, ref, "confirm_handover").status_code == 302
    assert send(tuan, ref, "request_supplement", **ASKED).status_code == 302
    assert status(ref) == "awaiting_supplement"
    assert send(lan, ref, "supplement", papers="Giấy khai sinh\nĐơn").status_code == 302
    assert send(tuan, ref, "finish", result="QĐ số 12").status_code == 302
    refused = lan.get(to(ref, "return_result"))
    assert "còn 20000 đồng phí, lệ phí chưa nộp" in plain(refused.text)
    assert status(ref) == "finished", "the fee is still open"
    assert send(thu, ref, "pay", number="1", how="transfer").status_code == 302
    assert send(lan, ref, "return_result", channel="counter").status_code == 302
    assert status(ref) == "returned"
    page = plain(lan.get(f"/ho-so/{ref}/").text)
    assert "20.000 đ, Chuyển khoản, biên lai 26-000001" in page


def test_the_step_after_offers_those_who_take_it(house, browser):
    ref = builders.received(house).code
    page = browser("lan").get(to(ref, "hand_over")).text
    assert "Lê Anh Tuấn – công chức chuyên môn" in page
    assert "Nguyễn Thị Lan –" not in page, "nobody hands over to themselves"
    assert "Thẩm tra" in page


def test_what_the_rule_refuses_is_said_and_the_form_kept(house, browser):
    ref = builders.received(house).code
    answer = send(browser("lan"), ref, "request_supplement", missing="   ", reason="Thiếu")
    assert answer.status_code == 400
    assert "Thiếu" in answer.text
    answer = send(browser("lan"), ref, "hand_over", to=f"{builders.CAM_XUYEN}/", step="99")
    assert answer.status_code == 400
    assert status(ref) == "received"


def test_a_deed_that_is_not_open_shows_the_reason_with_its_ground(house, browser):
    ref = builders.received(house).code
    page = plain(browser("lan").get(to(ref, "return_result")).text)
    assert "Hồ sơ đang ở trạng thái “đã tiếp nhận” nên chưa thể trả kết quả" in page
    assert "Nghị định 118/2025/NĐ-CP" in page


def test_two_officers_at_once_one_is_told_and_keeps_what_was_typed(house, browser):
    ref = builders.received(house).code
    lan = browser("lan")
    seen = hidden(lan.get(to(ref, "request_supplement")).text, "seen")
    assert send(browser("thu"), ref, "charge", amount="5.000").status_code == 302
    typed = {"idempotency_key": key(), "seen": seen} | ASKED
    answer = lan.post(to(ref, "request_supplement"), typed)
    assert answer.status_code == 409
    assert "Ai đó vừa cập nhật hồ sơ này" in answer.text
    assert "Vừa có người ghi thêm" in answer.text
    assert "Số tiền: 5.000" in plain(answer.text)
    assert "Giấy khai sinh" in answer.text
    assert status(ref) == "received"
    again = typed | {"seen": hidden(answer.text, "seen")}
    assert lan.post(to(ref, "request_supplement"), again).status_code == 302
    assert status(ref) == "awaiting_supplement"


def test_a_double_click_does_a_deed_once(house, browser):
    ref = builders.received(house).code
    lan = browser("lan")
    form = {"idempotency_key": key(), "seen": "1", "amount": "5000"}
    first, second = lan.post(to(ref, "charge"), form), lan.post(to(ref, "charge"), form)
    assert first.status_code == second.status_code == 302
    assert DossierRow.objects.get(code=ref).open_fee == 5000
    assert lan.post(to(ref, "charge"), form | {"amount": "6000"}).status_code == 409


def test_a_second_list_of_missing_papers_asks_for_the_heads_name(house, browser):
    found = builders.received(house)
    lan = builders.hand(house["lan"], builders.MORNING)
    actions.request_supplement(found.stream, "A", "B", lan)
    actions.supplement(found.stream, (), lan)
    client = browser("lan")
    assert "Trần Quang Dũng" in client.get(to(found.code, "request_supplement")).text
    assert send(client, found.code, "request_supplement", **ASKED).status_code == 409
    head = house["dung"].pseudonym
    answer = send(client, found.code, "request_supplement", approved_by=head, **ASKED)
    assert answer.status_code == 302
    assert "Vượt số lần quy định, được Trần Quang Dũng đồng ý" in plain(
        client.get(f"/ho-so/{found.code}/").text
    )


def test_a_late_deed_needs_its_reason_and_says_when_it_was_written(house, browser):
    ref = builders.received(house, at=builders.MORNING - timedelta(days=1)).code
    at = {"at_0": "4", "at_1": "3", "at_2": "2026", "at_3": "14:00"}
    client = browser("lan")
    answer = send(client, ref, "charge", amount="5000", **at)
    assert answer.status_code == 409
    assert "phải ghi lý do" in answer.text
    answer = send(client, ref, "charge", amount="5000", late_reason="Mất điện, sổ 2", **at)
    assert answer.status_code == 302
    assert "ghi vào hệ thống lúc 05/3/2026" in plain(client.get(f"/ho-so/{ref}/").text)


def test_what_is_done_in_somebodys_place_stands_in_both_names(house, browser):
    absences.substitute(
        house["dung"],
        house["minh"],
        builders.CAM_XUYEN,
        since=builders.TODAY,
        until=builders.TODAY + timedelta(days=3),
        act_number="11/QĐ-UBND",
        approved_by=house["quantri"],
        recorded_at=builders.MORNING,
    )
    ref = builders.received(house).code
    client = browser("minh")
    assert send(client, ref, "stop", reason="Người nộp đã mất").status_code == 302
    assert "Phan Đức Minh, thay Trần Quang Dũng" in plain(client.get(f"/ho-so/{ref}/").text)


def test_a_colleague_is_told_who_holds_it_and_takes_it_over_with_a_reason(house, browser):
    ref = builders.received(house).code
    minh = browser("minh")
    page = plain(minh.get(f"/ho-so/{ref}/").text)
    assert "Nguyễn Thị Lan đang giữ hồ sơ này" in page
    assert "Nguyễn Thị Lan đang giữ hồ sơ này" in plain(minh.get(to(ref, "finish")).text)
    form = {"idempotency_key": key(), "seen": "1", "result": "QĐ số 1"}
    answer = minh.post(to(ref, "finish"), form)
    assert answer.status_code == 409
    assert "Nguyễn Thị Lan đang giữ hồ sơ này" in plain(answer.text)
    assert status(ref) == "received"
    assert send(minh, ref, "take_over", reason="Chị Lan nghỉ ốm").status_code == 302
    assert send(minh, ref, "finish", result="QĐ số 1").status_code == 302
    page = plain(browser("lan").get(f"/ho-so/{ref}/").text)
    assert "Đã nhận thay hồ sơ" in page
    assert "Chị Lan nghỉ ốm" in page
    assert status(ref) == "finished"


def test_the_head_gives_a_dossier_to_somebody_else_in_the_unit(house, browser):
    ref = builders.received(house).code
    dung = browser("dung")
    page = dung.get(to(ref, "assign")).text
    assert "Lê Anh Tuấn – công chức chuyên môn" in page
    assert "Nguyễn Thị Lan –" not in page, "she has it"
    assert "Đặng Văn Sáu" not in page, "he works elsewhere"
    tuan = house["tuan"].pseudonym
    answer = send(dung, ref, "assign", to_officer=tuan, reason="Việc của lĩnh vực hộ tịch")
    assert answer.status_code == 302
    assert DossierRow.objects.get(code=ref).holder == tuan
    assert send(browser("tuan"), ref, "finish", result="QĐ số 2").status_code == 302
    assert "Cho: Lê Anh Tuấn" in plain(dung.get(f"/ho-so/{ref}/").text)


def test_another_units_officer_cannot_take_over_what_is_not_there(house, browser):
    found = builders.received(house)
    actions.pass_on(found.stream, builders.THIEN_CAM, builders.hand(house["lan"]))
    sau = browser("sau")
    assert sau.get(to(found.code, "confirm_handover")).status_code == 200
    assert sau.get(to(found.code, "take_over")).status_code == 403


def test_a_colleague_of_the_same_role_acts_for_the_absent_holder_in_both_names(house, browser):
    absences.substitute(
        house["lan"],
        house["minh"],
        builders.CAM_XUYEN,
        since=builders.TODAY,
        until=builders.TODAY + timedelta(days=3),
        act_number="12/QĐ-UBND",
        approved_by=house["dung"],
        recorded_at=builders.MORNING,
    )
    ref, own = builders.received(house).code, builders.received(house, by="minh").code
    minh = browser("minh")
    assert send(minh, ref, "request_supplement", **ASKED).status_code == 302
    assert "Phan Đức Minh, thay Nguyễn Thị Lan" in plain(minh.get(f"/ho-so/{ref}/").text)
    assert send(minh, own, "request_supplement", **ASKED).status_code == 302
    assert "thay Nguyễn Thị Lan" not in plain(minh.get(f"/ho-so/{own}/").text)
    mine = minh.get("/ho-so/?view=mine").text
    assert ref in mine
    assert own in mine


def test_who_acts_for_the_receiver_confirms_beside_a_role_of_their_own(house, browser):
    absences.substitute(
        house["tuan"],
        house["minh"],
        builders.CAM_XUYEN,
        since=builders.TODAY,
        until=builders.TODAY + timedelta(days=3),
        act_number="13/QĐ-UBND",
        approved_by=house["dung"],
        recorded_at=builders.MORNING,
    )
    found = builders.received(house)
    lan, tuan = builders.hand(house["lan"]), house["tuan"].pseudonym
    actions.hand_over(found.stream, builders.CAM_XUYEN, 1, lan, to_officer=tuan)
    minh = browser("minh")
    assert send(minh, found.code, "confirm_handover").status_code == 302
    assert DossierRow.objects.get(code=found.code).holder == house["minh"].pseudonym
    assert "Phan Đức Minh, thay Lê Anh Tuấn" in plain(minh.get(f"/ho-so/{found.code}/").text)


def test_money_goes_back_and_is_waived_with_a_reason(house, browser):
    paid = actions.Fee(20_000, "procedure", Payment.CASH)
    ref = builders.received(house, fee=paid).code
    send(browser("lan"), ref, "charge", amount="7000")
    assert send(browser("lan"), ref, "exempt", number="2", reason="Hộ nghèo").status_code == 302
    refund = {"number": "1", "amount": "20.000", "reason": "Thu nhầm"}
    assert send(browser("thu"), ref, "refund", **refund).status_code == 302
    assert "không quá số đã thu" in browser("thu").get(to(ref, "refund")).text
    page = plain(browser("thu").get(f"/ho-so/{ref}/").text)
    assert "đã hoàn 20.000" in page
    assert "miễn" in page


def test_a_file_is_put_to_a_dossier_and_given_out_only_as_a_download(house, browser):
    ref = builders.received(house).code
    lan = browser("lan")
    scan = SimpleUploadedFile("giấy khai sinh.png", PNG, "image/png")
    assert send(lan, ref, "attach", file=scan).status_code == 302
    page = lan.get(f"/ho-so/{ref}/").text
    assert "giấy khai sinh.png" in page
    address = page.split('href="/ho-so/' + ref + "/attachments/")[1].split('"')[0]
    file = lan.get(f"/ho-so/{ref}/attachments/{address}")
    assert file.status_code == 200
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(file.streaming_content) == PNG
    other = builders.received(house).code
    assert lan.get(f"/ho-so/{other}/attachments/{address}").status_code == 404
    assert browser("sau").get(f"/ho-so/{ref}/attachments/{address}").status_code == 404


def test_a_file_of_a_kind_that_is_not_taken_is_said_in_a_sentence(house, browser):
    ref = builders.received(house).code
    file = SimpleUploadedFile("hinh.png", b"MZ\x90\x00 this is a programme" * 20)
    answer = send(browser("lan"), ref, "attach", file=file)
    assert answer.status_code == 409
    assert "hinh.png" in answer.text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"amount": "0"}, "nhỏ quá mức"),
        ({"amount": "nhiều"}, "gõ một số"),
        ({"amount": "9" * 400}, ""),
        ({"amount": "5000", "idempotency_key": "../../etc"}, ""),
        ({"amount": "5000", "seen": "x"}, ""),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_done(house, browser, typed, says):
    ref = builders.received(house).code
    form = {"idempotency_key": key(), "seen": "1"} | typed
    answer = browser("lan").post(to(ref, "charge"), form)
    assert answer.status_code == 400
    assert says in plain(answer.text)
    assert DossierRow.objects.get(code=ref).open_fee == 0


def test_the_notice_of_missing_papers_says_until_when_and_by_which_rule(house, browser):
    ref = builders.received(house).code
    page = plain(browser("lan").get(to(ref, "request_supplement")).text)
    assert "Hạn yêu cầu bổ sung: hết ngày 10/3/2026 (3 ngày làm việc" in page
    assert "Nghị định 118/2025/NĐ-CP (chưa có văn bản" in page
    late = builders.received(house, at=builders.MORNING - timedelta(days=7)).code
    page = plain(browser("lan").get(to(late, "request_supplement")).text)
    assert "Đã quá hạn này: vẫn gửi được, và sẽ được ghi là muộn" in page


@pytest.mark.parametrize(
    ("days", "marked", "says", "why"),
    [
        (None, True, "hết ngày 03/3/2026 (3 ngày làm việc", "three working days are over"),
        (5, False, "hết ngày 05/3/2026 (5 ngày làm việc", "the sector rule gives five"),
    ],
)
def test_the_catalogue_hands_over_a_sector_rules_own_days(house, browser, days, marked, says, why):
    if days:
        facts = next(each for each in catalogue() if each.code == builders.GUARDIAN)
        notice = NoticeFacts(days, "Luật Thử nghiệm Điều 7")
        starter.bring_in([msgspec.structs.replace(facts, notice=notice)], at=builders.BEFORE)
    ref = builders.received(house, at=builders.MORNING - timedelta(days=7)).code
    lan = browser("lan")
    page = plain(lan.get(to(ref, "request_supplement")).text)
    assert says in page, why
    assert ("Theo pháp luật chuyên ngành: Luật Thử nghiệm Điều 7" in page) is bool(days)
    assert send(lan, ref, "request_supplement", **ASKED).status_code == 302
    late = "Yêu cầu này muộn hơn thời hạn thông báo của quy định"
    assert (late in plain(lan.get(f"/ho-so/{ref}/").text)) is marked, why
