"""The year's register is numbered by the ledger from 01 without a gap, closed once, and stays."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.documents import actions, register, slips
from motcua.documents.followers import BOOKS, REGISTER
from motcua.documents.models import BookEntry, ClosedRegister
from motcua.dossiers import actions as desk
from motcua.ledger import sequencer
from motcua.ledger.models import Event, LedgerPosition
from motcua.ledger.store import Conflict
from motcua.organisation.models import AccessRow
from motcua.rules import books
from motcua.rules.calendar import HANOI
from motcua.rules.refusal import Refusal
from tests.documents import papers, reading
from tests.dossiers import builders
from tests.dossiers.requests import plain

# Positions are given behind what is still being written, so what is counted must be committed.
pytestmark = pytest.mark.django_db(transaction=True)
UNIT = builders.CAM_XUYEN
BOOK = "/giay-to/register/"
NEXT_YEAR = datetime(2027, 1, 4, 8, 0, tzinfo=HANOI)


def head(house, now: datetime = NEXT_YEAR) -> actions.Hand:
    return actions.Hand(by=house["dung"].pseudonym, now=now)


def numbers(book: str = REGISTER, year: int = 2026, unit: str = UNIT) -> list[int]:
    rows = BookEntry.objects.filter(book=book, year=year, unit=unit).order_by("number")
    return list(rows.values_list("number", flat=True))


def in_order_of_the_ledger() -> bool:
    """Whether every book's numbers rise with the positions of its events."""
    positions = {
        (row.event.stream, row.event.version): row.position
        for row in LedgerPosition.objects.select_related("event")
    }
    books: dict[tuple[str, str, int], list[int]] = {}
    for entry in BookEntry.objects.order_by("number"):
        key = (entry.unit, entry.book, entry.year)
        books.setdefault(key, []).append(positions[(entry.stream, entry.version)])
    return all(found == sorted(found) for found in books.values())


def test_numbers_begin_at_one_and_leave_no_gap_at_each_desk(house):
    for who in ("lan", "sau", "minh", "lan", "sau"):
        builders.received(house, by=who)
    sequencer.drain()
    assert numbers() == [1, 2, 3]
    assert numbers(unit=builders.THIEN_CAM) == [1, 2]
    assert in_order_of_the_ledger()


def test_each_kind_of_slip_has_its_own_numbers(house):
    papers.stopped(house)
    papers.apologised(house)
    papers.refused(house)
    sequencer.drain()
    assert {book: numbers(book) for book in set(BOOKS.values())} == {
        REGISTER: [1, 2],
        "supplement_slip": [1, 2],
        "apology_slip": [1],
        "stop_notice": [1],
        "refusal_slip": [1],
    }


def test_a_receipt_that_failed_leaves_no_gap(house):
    builders.received(house)
    with pytest.raises(Refusal), transaction.atomic():
        builders.received(house, name=" ")
    builders.received(house)
    sequencer.drain()
    assert numbers() == [1, 2]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(["lan", "sau"]), st.integers(1, 4)), max_size=8))
def test_however_the_batches_fall_every_receipt_has_exactly_one_line(house, steps):
    for who, limit in steps:
        builders.received(house, by=who)
        sequencer.step(limit)
    sequencer.drain()
    for unit in (UNIT, builders.THIEN_CAM):
        found = numbers(unit=unit)
        assert found == list(range(1, len(found) + 1))
    received = Event.objects.filter(kind="dossier.received/1").count()
    assert BookEntry.objects.filter(book=REGISTER).count() == received
    assert in_order_of_the_ledger()


def test_what_is_entered_late_has_the_next_number_of_its_own_year(house):
    new_year = datetime(2027, 1, 4, 9, 0, tzinfo=HANOI)
    builders.received(house)
    old = datetime(2026, 12, 31, 15, 0, tzinfo=HANOI)
    late = builders.hand(house["lan"], new_year, at=old, late_reason="Mất mạng, DP-2026-0001")
    desk.receive(builders.order(), late)
    builders.received(house, at=new_year)
    sequencer.drain()
    assert (numbers(year=2026), numbers(year=2027)) == ([1, 2], [1])


def test_a_closed_register_takes_no_more_and_the_next_book_does(house):
    builders.received(house)
    actions.close_register(UNIT, 2026, head(house))
    old = datetime(2026, 12, 31, 15, 0, tzinfo=HANOI)
    late = builders.hand(house["lan"], NEXT_YEAR, at=old, late_reason="Mất mạng, DP-2026-0001")
    desk.receive(builders.order(), late)
    sequencer.drain()
    assert (numbers(year=2026), numbers(year=2027)) == ([1], [1])
    # Only the register is closed: a slip of that day still has a number of its own year.
    assert ClosedRegister.objects.get().last == 1


@pytest.mark.parametrize(
    ("year", "now", "word"),
    [
        (2026, papers.later(days=1), "year_not_over"),
        (2025, NEXT_YEAR, "register_empty"),
    ],
)
def test_a_register_is_not_closed_before_its_time(house, year, now, word):
    builders.received(house)
    with pytest.raises(Refusal, match=word):
        actions.close_register(UNIT, year, head(house, now))


def test_a_register_is_closed_once(house):
    builders.received(house)
    actions.close_register(UNIT, 2026, head(house))
    with pytest.raises(Refusal, match="register_closed"):
        actions.close_register(UNIT, 2026, head(house))
    assert Event.objects.filter(kind="register.closed/1").count() == 1


@pytest.mark.parametrize(
    "deed", ["UPDATE documents_bookentry SET number = 9", "DELETE FROM documents_bookentry"]
)
def test_a_number_once_given_is_never_changed(house, deed):
    builders.received(house)
    sequencer.drain()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed)
    assert numbers() == [1]


def test_the_register_says_of_each_dossier_what_the_form_asks(house):
    papers.received(house)
    papers.returned(house)
    sequencer.drain()
    first, second = register.all_lines(UNIT, 2026, builders.TODAY)
    assert first.cells() == (
        "01",
        "H27.17.08-20260305-0000001",
        "Chứng thực giao dịch liên quan đến tài sản là động sản, quyền sử dụng đất, nhà ở",
        "01",
        "Trần Thị Hạnh",
        "Thôn Mỹ Am, xã Cẩm Xuyên, tỉnh Hà Tĩnh, 0900123456",
        "Ủy ban nhân dân xã Cẩm Xuyên",
        "09:30 05/3/2026",
        "17:00 09/3/2026",
        "",
        "",
        "",
        "",
        "",
        "",
    )
    assert second.cells()[10:13] == (
        "05/3/2026",
        "05/3/2026",
        "Trả trực tiếp tại bộ phận một cửa",
    )


COLUMNS = [
    "SỔ THEO DÕI HỒ SƠ",
    "Năm 2026 – Quyển số 01",
    "TT",
    "Mã hồ sơ",
    "Tên thủ tục hành chính",
    "Số lượng hồ sơ (bộ)",
    "Tên tổ chức, cá nhân",
    "Địa chỉ, số điện thoại",
    "Cơ quan chủ trì giải quyết",
    "Ngày, tháng, năm",
    "Trả kết quả",
    "Phương thức",
    "Ký nhận",
    "Ghi chú",
    "NGƯỜI ĐỨNG ĐẦU BỘ PHẬN MỘT CỬA",
]


def test_the_closed_book_is_pdfa_on_wide_a4_and_says_how_it_was_closed(house, browser):
    for _ in range(30):
        builders.received(house)
    actions.close_register(UNIT, 2026, head(house))
    sequencer.drain()
    paper = register.book(UNIT, 2026, at=NEXT_YEAR, today=NEXT_YEAR.date())
    from motcua.documents import rendering

    pdf = rendering.pdf(paper, at=NEXT_YEAR)
    said = reading.words(pdf)
    assert reading.faults_of_pdfa(pdf) == []
    assert set(reading.pages(pdf)) == {(297, 210)}
    assert [each for each in COLUMNS if each not in said] == []
    assert "Khóa sổ 08:00 04/01/2027: năm 2026 có 30 hồ sơ, từ số 01 đến số 30" in said
    assert "quyển này từ số 01 đến số 30" in said
    lines = list(register.all_lines(UNIT, 2026, NEXT_YEAR.date()))
    assert register.digest(lines) in said.replace(" ", "")
    assert all(line.code in said.replace(" ", "") for line in lines)
    assert "trang 2/" in said


def test_a_long_year_goes_on_in_the_next_volume_with_the_next_number(house, browser, monkeypatch):
    for module in (register, books):
        monkeypatch.setattr(module, "VOLUME", 2)
    streams = [papers.received(house) for _ in range(3)]
    sequencer.drain()
    client = browser("lan")
    assert "Mọi quyển của năm" in plain(client.get(BOOK).text)
    first = reading.words(client.get(f"{BOOK}pdf/").content)
    second = reading.words(client.get(f"{BOOK}pdf/?volume=2").content)
    codes = ["0000001", "0000002", "0000003"]
    assert [code in first for code in codes] == [True, True, False]
    assert [code in second for code in codes] == [False, False, True]
    assert "Năm 2026 – Quyển số 02" in second
    assert client.get(f"{BOOK}pdf/?volume=3").status_code == 404
    number = slips.Number(register=3, year=2026)
    said = reading.words(papers.printed(streams[2], "receipt_slip", number=number))
    assert "Quyển số 02/2026, số thứ tự 03" in said


def test_the_digest_of_a_book_outlives_an_erasure_and_the_names_do_not(house):
    stream = papers.returned(house)
    sequencer.drain()
    before = list(register.all_lines(UNIT, 2026, builders.TODAY))
    desk.erase(stream, builders.hand(house["lan"], papers.later(days=20)))
    after = list(register.all_lines(UNIT, 2026, builders.TODAY))
    assert register.digest(before) == register.digest(after)
    assert (before[0].name, after[0].name) == ("Trần Thị Hạnh", "")
    assert after[0].note == "Dữ liệu cá nhân đã xóa"


def test_the_spreadsheet_holds_days_as_days_and_never_a_formula(house, browser):
    builders.received(house, name="=HYPERLINK(1)")
    sequencer.drain()
    answer = browser("lan").get(f"{BOOK}xlsx/")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    heads = [cell.value for cell in sheet[2]]
    row = dict(zip(heads, sheet[3], strict=True))
    assert row["TT"].value == 1
    assert row["Tiếp nhận"].value == datetime(2026, 3, 5, 9, 30)
    assert row["Tiếp nhận"].is_date
    assert (row["Tên tổ chức, cá nhân"].value, row["Tên tổ chức, cá nhân"].data_type) == (
        "=HYPERLINK(1)",
        "s",
    )


@pytest.mark.parametrize(
    ("who", "status", "why"),
    [
        ("lan", 200, "the desk keeps the book"),
        ("dung", 200, "the head signs it"),
        ("van", 200, "the records clerk files it"),
        ("tuan", 403, "a specialist has the dossiers, not the book"),
        ("", 302, "a stranger logs in first"),
    ],
)
def test_who_sees_the_register(house, browser, who, status, why):
    for part in ("", "pdf/", "xlsx/"):
        assert browser(who).get(f"{BOOK}{part}").status_code == status, why


def test_another_communes_book_is_closed_to_a_desk(house, browser):
    assert browser("sau").get(f"{BOOK}?unit={UNIT}").status_code == 403
    assert browser("thanh").get(f"{BOOK}?unit={UNIT}").status_code == 200


def test_reading_the_register_leaves_a_row_for_the_book(house, browser):
    browser("lan").get(f"{BOOK}xlsx/")
    row = AccessRow.objects.get(page="documents:register_xlsx")
    assert row.subject == f"register|{UNIT}|2026"


def test_the_register_goes_on_page_by_page(house, browser):
    for _ in range(51):
        builders.received(house)
    sequencer.drain()
    first = browser("lan").get(BOOK).text
    assert "after=50" in first
    second = plain(browser("lan").get(f"{BOOK}?after=50").text)
    assert "0000051" in second.replace(" ", "")
    assert "0000050" not in second.replace(" ", "")


def test_an_empty_register_says_that_it_fills_itself(house, browser):
    assert "Sổ năm này chưa có dòng nào" in browser("lan").get(f"{BOOK}?year=abc&after=x").text


def test_the_head_closes_the_book_once_by_one_button(house, browser, monkeypatch):
    from motcua.web import clock

    builders.received(house)
    client = browser("dung")
    monkeypatch.setattr(clock, "now", lambda: NEXT_YEAR)
    at = f"{BOOK}close/?unit={UNIT}&year=2026"
    page = client.get(at)
    assert "Khóa rồi thì không mở lại được" in page.text
    key = page.text.split('name="idempotency_key" value="')[1][:32]
    first = client.post(at, {"idempotency_key": key})
    assert first.status_code == 302
    assert client.post(at, {"idempotency_key": key}).status_code == 302
    assert "Đã khóa sổ ở số 1" in plain(client.get(first["Location"]).text)
    again = client.post(at, {"idempotency_key": "0" * 32})
    assert again.status_code == 409
    assert "đã khóa" in again.text
    assert browser("lan").get(at).status_code == 403


def test_a_closing_decided_beside_another_is_refused_and_the_ledger_goes_on(house):
    builders.received(house)
    sequencer.drain()
    late = books.close_register(UNIT, 2026, at=NEXT_YEAR, by="x", entries=1, closed=False)
    actions.close_register(UNIT, 2026, head(house))
    with pytest.raises(Conflict), transaction.atomic():
        actions._append(f"register|{UNIT}|2026", late, head(house), 0)
    sequencer.drain()
    assert ClosedRegister.objects.count() == 1


def test_a_closing_that_stands_twice_in_the_ledger_does_not_stop_it(house):
    builders.received(house)
    sequencer.drain()
    twice = books.close_register(UNIT, 2026, at=NEXT_YEAR, by="x", entries=1, closed=False)
    for version in (0, 1):
        with transaction.atomic():
            actions._append(f"register|{UNIT}|2026", twice, head(house), version)
    sequencer.drain()
    assert ClosedRegister.objects.get().last == 1


def test_a_year_of_five_thousand_digits_is_this_year(house, browser):
    assert browser("van").get(f"{BOOK}?year={'9' * 5000}").status_code == 200
