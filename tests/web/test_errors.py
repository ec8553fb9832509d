"""What a person reads when something goes wrong, and that nothing typed is lost."""

from __future__ import annotations

import logging
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Nguyễn Thị Hoa",
    "copies": "3",
    "idempotency_key": "0" * 32,
    "password": "mật khẩu của tôi",
}


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/busy/", 503, "Hệ thống đang bận"),
        ("/full/", 507, "Máy chủ hết chỗ lưu"),
    ],
)
def test_a_database_that_cannot_now_is_a_sentence_and_keeps_the_form(
    browser, address, status, says
):
    answer = browser.post(address + "?tab=2", TYPED)
    page = answer.text
    assert answer.status_code == status
    assert says in page
    assert f'action="{address}?tab=2"' in page
    assert hidden(page).items() >= {"name": "Nguyễn Thị Hoa", "copies": "3"}.items()
    assert hidden(page)["idempotency_key"] == "0" * 32, "sent again it must not act twice"
    assert "mật khẩu của tôi" not in page
    assert "Thử lại" in page


def test_a_server_that_takes_too_long_is_busy_too(browser):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL stops a slow statement; a held SQLite file is tried above")
    answer = browser.post("/slow/", TYPED)
    assert answer.status_code == 503
    assert hidden(answer.text)["name"] == "Nguyễn Thị Hoa"


def test_a_busy_page_says_when_to_come_back(browser):
    assert browser.get("/busy/").headers["Retry-After"] == "5"


def test_a_busy_page_that_was_only_read_is_asked_for_again(browser):
    page = browser.get("/busy/?q=khai+sinh").text
    assert 'href="/busy/?q=khai+sinh"' in page


def test_files_are_not_kept_and_the_page_says_so(browser):
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.7 secret")
    page = browser.post("/busy/", {"name": "Hoa", "scan": scan}).text
    assert "Tệp đính kèm không giữ lại được" in page
    assert hidden(page)["name"] == "Hoa"
    assert "secret" not in page


def test_a_wrong_statement_is_not_called_busy(browser):
    assert browser.get("/wrong-statement/").status_code == 500


def test_a_fault_shows_a_number_and_nothing_of_the_program(browser, caplog):
    with caplog.at_level(logging.ERROR):
        answer = browser.get("/fail/?name=Hoa")
    page = answer.text
    incident = re.search(r"incident ([0-9a-f]{8})", caplog.text)[1]
    assert answer.status_code == 500
    assert incident in page
    assert "Traceback" not in page and "ValueError" not in page and "040301001234" not in page


def test_a_rule_that_says_no_is_a_sentence_with_its_grounds(browser):
    answer = browser.post("/refuse/", {})
    assert answer.status_code == 409
    assert "chưa tính được ngày 06/5/2031" in answer.text
    assert "Căn cứ: Điều 19 khoản 4, 61/2018/NĐ-CP" in answer.text
    assert "Quy tắc nội bộ 10" in answer.text


@pytest.mark.parametrize(
    ("says", "shown"),
    [
        ("", "nhờ người quản trị của cơ quan giao quyền"),
        ("Việc này của đơn vị khác.", "Việc này của đơn vị khác."),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
    ],
)
def test_a_stranger_reads_why_not(browser, says, shown):
    answer = browser.get("/forbid/", {"says": says})
    assert answer.status_code == 403
    assert shown in answer.text


def test_a_page_that_is_not_there_says_what_to_do(browser):
    answer = browser.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "Hãy xem lại địa chỉ" in answer.text


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"name=Hoa%00", "a NUL byte"),
        (b"na%00me=Hoa", "a NUL byte in a field's name"),
        (b"name=H%F2a", "one byte of windows-1258"),
        (b"name=Nguy%ED%A0%80n", "a lone surrogate"),
        ("name=Hòa".encode("utf-16"), "another encoding altogether"),
        (("name=a" + "\u0323\u0301" * 16).encode(), "more marks than a letter carries"),
        (("name=a" + "\U0001d165\u0301" * 16).encode(), "marks of musical notes among them"),
        (("name=a" + "\u0323\u0301" * 500_000).encode(), "a million of them, refused at once"),
    ],
)
def test_text_that_no_page_could_have_sent_is_refused_with_a_sentence(browser, body, why):
    answer = browser.post("/echo/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400, why
    assert "Chưa có gì được lưu" in answer.text, why


@pytest.mark.parametrize("address", ["/echo/?q=%00", "/echo/?q=%FF", "/echo/H40%00/"])
def test_an_address_that_no_page_could_have_is_refused(browser, address):
    assert browser.get(address).status_code == 400


def test_a_file_whose_name_holds_broken_letters_is_refused(browser):
    scan = SimpleUploadedFile("scan.pdf", b"%PDF")
    scan._name = "h\ufffda.pdf"
    assert browser.post("/echo/", {"name": "Hoa", "scan": scan}).status_code == 400


def test_a_name_of_ten_megabytes_is_refused_with_a_sentence(browser):
    answer = browser.post("/echo/", {"name": "Hoa " * 2_500_000})
    assert answer.status_code == 413
    assert "quá lớn" in answer.text


def test_more_fields_than_any_form_has_are_refused_with_a_sentence(browser):
    answer = browser.post("/echo/", {f"f{n}": "x" for n in range(600)})
    assert answer.status_code == 413


def test_what_people_really_type_goes_through(browser):
    assert browser.post("/echo/", {"name": "Đặng Quỳnh Ngữ – Ẩn"}).text == "Đặng Quỳnh Ngữ – Ẩn"


def test_the_pages_of_faults_do_not_ask_the_database(browser, django_assert_num_queries):
    browser.cookies["session"] = "a" * 32
    with django_assert_num_queries(0):
        browser.post("/busy/", TYPED)
        browser.get("/fail/")
        browser.get("/khong-co/")


@pytest.mark.parametrize("method", ["get", "put", "delete", "options", "patch"])
def test_an_address_asked_in_another_way_is_a_sentence_too(browser, method):
    answer = getattr(browser, method)("/ngon-ngu/")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "Hãy bắt đầu lại từ trang đầu" in answer.text


def test_errors_speak_english_to_who_chose_it(browser):
    browser.cookies["django_language"] = "en"
    page = browser.get("/khong-co/").text
    assert '<html lang="en">' in page
    assert "Page not found" in page
