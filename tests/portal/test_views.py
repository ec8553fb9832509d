"""The public pages: the way in, and following a dossier by its two codes, hit and miss alike."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.dossiers import actions
from motcua.web import clock
from tests.dossiers import builders
from tests.dossiers.requests import counted, plain

TRACK = "/tra-cuu/"
NOBODYS_CODE = "H27.17.08-20260305-9999999"
NOBODYS_SECRET = "2222 2222 2222 22"


def ask(client, code, secret):
    return client.post(TRACK, {"code": code, "secret": secret})


def without_chance(answer):
    """A page without what differs between any two pages: token and filling."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.text)
    return re.sub(r"<!-- [0-9a-f]* -->", "", page)


def spelt(secret):
    return f"{secret[:4]}-{secret[4:8]} {secret[8:12]} {secret[12:]}"


def test_the_front_page_leads_to_procedures_tracking_and_the_log_in(house, browser):
    page = browser().get("/").text
    for address in ("/thu-tuc/", TRACK, "/dang-nhap/"):
        assert f'"{address}"' in page


def test_an_officer_goes_on_to_their_work_and_an_administrator_is_not_lost(house, browser):
    assert browser("lan").get("/").headers["Location"] == "/ho-so/"
    assert browser("quantri").get("/").status_code in (200, 302)


@pytest.mark.parametrize("write", [str, str.lower, spelt, lambda s: f"  {s} "])
def test_whoever_has_both_codes_sees_where_the_dossier_is(house, browser, write):
    found = builders.received(house)
    page = plain(ask(browser(), found.code.lower(), write(found.secret)).text)
    assert "Hồ sơ đang được giải quyết tại Cẩm Xuyên, ở bước “Tiếp nhận, kiểm tra hồ sơ”" in page
    assert "thứ Ba, 10/3/2026, 17:00" in page
    assert "Đủ 3 ngày làm việc" in page


def test_the_answer_names_no_officer_and_not_even_the_applicant(house, browser):
    found = builders.received(house)
    builders.handed_over(house, found.stream, "tuan", at=builders.MORNING)
    page = ask(browser(), found.code, found.secret).text
    names = [name for name, *_ in builders.PEOPLE.values()]
    for hidden in (*names, "Trần Thị Hạnh", "042185001234", "0900123456", found.secret):
        assert hidden not in page


def test_the_applicant_reads_which_papers_to_bring_and_why(house, browser):
    found = builders.received(house)
    actions.request_supplement(
        found.stream, "Giấy khai sinh\nĐơn", "Thành phần chưa đủ", builders.hand(house["lan"])
    )
    page = plain(ask(browser(), found.code, found.secret).text)
    assert "Giấy tờ cần mang đến Giấy khai sinh Đơn Lý do: Thành phần chưa đủ" in page
    assert "thời hạn tính lại từ đầu" in page


def test_the_applicant_reads_that_the_result_is_there_and_what_to_pay(house, browser):
    found = builders.received(house, fee=actions.Fee(20_000, "procedure"))
    actions.finish(found.stream, "QĐ số 1", builders.hand(house["lan"]))
    page = plain(ask(browser(), found.code, found.secret).text).replace("\xa0", " ")
    assert "Kết quả đã có tại bộ phận một cửa Cẩm Xuyên" in page
    assert "nộp 20.000 đ phí, lệ phí" in page


def test_a_refusal_is_told_with_its_reason(house, browser):
    found = builders.received(house)
    ky = builders.hand(house["ky"])
    actions.take_over(found.stream, "Ký thay", ky)
    actions.refuse(found.stream, "Không đủ điều kiện", ky)
    page = plain(ask(browser(), found.code, found.secret).text)
    assert "từ chối giải quyết" in page
    assert "Lý do: Không đủ điều kiện" in page


def test_a_dossier_without_a_date_says_why(house, browser):
    found = builders.received(house, builders.ALLOWANCE)
    page = plain(ask(browser(), found.code, found.secret).text)
    assert "chưa có ngày hẹn trả vì danh mục thủ tục không ghi rõ thời hạn" in page


@pytest.mark.parametrize(
    "why",
    ["another secret", "a secret of another dossier", "no secret was ever made", "erased"],
)
def test_a_code_that_exists_is_missed_like_one_that_does_not(house, browser, why):
    found = builders.received(house)
    code, secret = found.code, NOBODYS_SECRET
    if why == "a secret of another dossier":
        secret = builders.received(house).secret
    if why == "no secret was ever made":
        code = builders.served(house, slip=False).code
    if why == "erased":
        done = builders.served(house, slip=True)
        actions.erase(done.stream, builders.hand(house["lan"], builders.MORNING))
        code, secret = done.code, done.secret
    miss, never = ask(browser(), code, secret), ask(browser(), NOBODYS_CODE, secret)
    assert miss.status_code == never.status_code == 200
    assert without_chance(miss).replace(code, NOBODYS_CODE) == without_chance(never)
    assert len(miss.content) == len(never.content)


def test_hit_and_miss_have_the_same_status_and_size(house, browser):
    found = builders.received(house)
    hit = ask(browser(), found.code, found.secret)
    miss = ask(browser(), found.code, NOBODYS_SECRET)
    assert hit.status_code == miss.status_code
    assert len(hit.content) == len(miss.content)
    assert len(hit.content) % 16_384 == 0


def test_a_miss_costs_the_same_statements_whatever_was_wrong(house, browser):
    found = builders.received(house)
    ask(browser(), NOBODYS_CODE, NOBODYS_SECRET)
    with counted() as wrong_secret:
        ask(browser(), found.code, NOBODYS_SECRET)
    with counted() as wrong_code:
        ask(browser(), found.code[:-1] + "9", NOBODYS_SECRET)
    kinds = [[sql.split(" WHERE")[0] for sql in each] for each in (wrong_secret, wrong_code)]
    assert kinds[0] == kinds[1]


def test_nothing_of_a_question_stands_in_an_address(house, browser):
    found = builders.received(house)
    answer = ask(browser(), found.code, found.secret)
    assert not answer.has_header("Location")
    assert "no-store" in answer.headers["Cache-Control"]
    assert (
        browser()
        .get(f"{TRACK}?code={found.code}&secret={found.secret}")
        .text.count("promise__moment")
        == 0
    )


def test_who_asks_too_often_is_asked_politely_to_wait(house, browser, monkeypatch):
    found = builders.received(house)
    client = browser()
    for _ in range(5):
        assert ask(client, found.code, NOBODYS_SECRET).status_code == 200
    answer = ask(client, found.code, found.secret)
    assert answer.status_code == 429
    assert "thử lại sau 15 phút" in plain(answer.text)
    later = builders.MORNING + timedelta(minutes=16)
    monkeypatch.setattr(clock, "now", builders.ticking(later, timezone.now))
    assert "Hồ sơ đang được giải quyết" in ask(client, found.code, found.secret).text


def test_asking_after_a_dossier_locks_nobody_out_of_their_account(house, browser):
    client = browser()
    for n in range(6):
        ask(client, f"lan{n}", NOBODYS_SECRET)
        ask(client, "lan", NOBODYS_SECRET)
    inside = client.post("/dang-nhap/", {"username": "lan", "password": builders.PASSWORD})
    assert inside.status_code == 302


@pytest.mark.parametrize(
    ("code", "secret", "status"),
    [
        ("", "", 400),
        ("x" * 81, "y", 400),
        ("H27\x00", "y", 400),
        ("'; DROP TABLE", "💥" * 10, 200),
        ("H27.17.08-20260305-0000001", "O0I1L" * 10, 200),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(house, browser, code, secret, status):
    answer = ask(browser(), code, secret)
    assert answer.status_code == status
    assert "<h1>" in answer.text
