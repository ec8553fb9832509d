"""The kit for an outage: printed ahead under numbers that nobody else has, entered later by them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.documents import actions, queries
from motcua.documents.models import ReservedSheets
from motcua.dossiers import actions as desk
from motcua.dossiers.kept import Person
from tests.documents import papers, reading
from tests.dossiers import builders
from tests.dossiers.requests import plain

SHEETS = "/giay-to/sheets/"
UNIT = builders.CAM_XUYEN


def reserved(house, count: int = 3) -> ReservedSheets:
    hand = actions.Hand(by=house["lan"].pseudonym, now=builders.MORNING)
    first = actions.reserve_sheets(UNIT, count, hand).first
    return ReservedSheets.objects.get(unit=UNIT, first=first)


def entered(house, number: str, *, name: str = "Lê Văn A") -> str:
    """A dossier written on paper at half past nine and entered three hours later."""
    now = builders.MORNING + timedelta(hours=3)
    hand = builders.hand(
        house["lan"], now, at=builders.MORNING, late_reason=f"Mất mạng, phiếu {number}"
    )
    return desk.receive(builders.order(applicant=Person(name)), hand).code


def test_every_blank_slip_has_its_number_to_read_and_to_scan(house, browser):
    kit = reserved(house)
    pdf = browser("lan").get(f"{SHEETS}{kit.pk}/receipt_slip/").content
    said = reading.words(pdf)
    assert reading.pages(pdf) == [(148, 210)] * 3
    assert reading.faults_of_pdfa(pdf) == []
    for number in ("DP-2026-0001", "DP-2026-0002", "DP-2026-0003"):
        assert f"Số phiếu giấy: {number}" in said
    assert reading.marks(pdf) == {"Code 128": "DP-2026-0001"}
    assert "Tiếp nhận hồ sơ của: ......" in said
    assert "Thời gian trả kết quả: ......" in said
    assert "Bộ phận tiếp nhận: Trung tâm Phục vụ hành chính công xã Cẩm Xuyên" in said


def test_a_sheet_of_the_register_has_the_numbers_printed(house, browser):
    kit = reserved(house, 20)
    pdf = browser("lan").get(f"{SHEETS}{kit.pk}/dossier_register/").content
    said = reading.words(pdf).replace(" ", "")
    assert reading.faults_of_pdfa(pdf) == []
    assert all(f"DP-2026-{n:04}" in said for n in range(1, 21))


def test_numbers_go_on_through_the_year_and_no_two_ranges_meet(house):
    assert [(r.first, r.last) for r in (reserved(house, 3), reserved(house, 50))] == [
        (1, 3),
        (4, 53),
    ]


def test_what_was_entered_is_shown_under_its_number(house, browser):
    reserved(house)
    code = entered(house, "DP-2026-0002")
    page = plain(browser("lan").get(SHEETS).text)
    assert "Đã nhập vào hệ thống: 1." in page
    assert f"DP-2026-0002:{code}" in page.replace(" ", "")
    assert queries.entered_sheets(UNIT, 2026) == {2: [code]}
    assert queries.entered_sheets(builders.THIEN_CAM, 2026) == {}


def test_one_number_in_two_dossiers_is_marked(house, browser):
    reserved(house)
    entered(house, "DP-2026-0002")
    entered(house, "DP-2026-0002", name="Lê Văn B")
    assert "một phiếu, nhiều hồ sơ" in browser("lan").get(SHEETS).text


def test_the_dossier_keeps_the_hour_on_the_paper(house):
    reserved(house)
    stream = desk.stream_of(entered(house, "DP-2026-0001"))
    said = reading.words(papers.printed(stream, "receipt_slip"))
    assert "Thời gian nhận hồ sơ: 09 giờ 30 phút, ngày 05 tháng 3 năm 2026" in said


def posted(client, count: str):
    page = client.get(SHEETS).text
    key = page.split('name="idempotency_key" value="')[1][:32]
    return key, client.post(SHEETS, {"idempotency_key": key, "count": count})


def test_a_form_sent_twice_sets_numbers_aside_once(house, browser):
    client = browser("lan")
    key, first = posted(client, "25")
    assert first.status_code == 302
    client.post(SHEETS, {"idempotency_key": key, "count": "25"})
    assert list(ReservedSheets.objects.values_list("first", "last")) == [(1, 25)]


@pytest.mark.parametrize(
    ("count", "said"), [("0", "nhỏ quá"), ("201", "lớn quá"), ("x", "gõ một số"), ("", "còn trống")]
)
def test_a_wrong_number_of_slips_is_named(house, browser, count, said):
    _, answer = posted(browser("lan"), count)
    assert answer.status_code == 400
    assert said in plain(answer.text)


def test_only_a_desk_and_its_head_set_slips_aside(house, browser):
    kit = reserved(house)
    at = f"{SHEETS}{kit.pk}/receipt_slip/"
    assert browser("tuan").get(SHEETS).status_code == 403
    assert browser("sau").get(at).status_code == 404
    assert browser("dung").get(at).status_code == 200
    assert browser("lan").get(f"{SHEETS}{kit.pk}/apology_slip/").status_code == 404
