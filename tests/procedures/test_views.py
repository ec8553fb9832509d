"""The catalogue's pages: find a procedure, read one, and be told honestly what is not known."""

from __future__ import annotations

import re
from datetime import date

import pytest

from motcua.procedures import actions, process_files, processes
from motcua.procedures.facts import Notice, Paper
from motcua.procedures.models import Origin
from motcua.procedures.processes import ProcessFacts, StepRow
from motcua.procedures.reading import content_of
from motcua.settings.law.catalogue import Level
from motcua.web import clock
from tests.procedures.builders import AT, CODE, come, line, published

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 5)
PAGE = f"/thu-tuc/{CODE}/"


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def text(response) -> str:
    """What a person reads on the page, without its marks."""
    body = re.sub(
        r"<(script|style|template).*?</\1>", " ", response.content.decode(), flags=re.DOTALL
    )
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("\xa0", " ").split())


def test_a_citizen_finds_a_procedure_without_marks(client):
    published(name="Đăng ký khai sinh")
    response = client.get("/thu-tuc/", {"q": "khai sinh"})
    assert response.status_code == 200
    assert f'href="{PAGE}"' in response.content.decode()
    assert "Đăng ký khai sinh" in text(response)


def test_a_search_that_finds_nothing_says_what_to_do(client):
    page = text(client.get("/thu-tuc/", {"q": "không có đâu"}))
    assert "Không tìm thấy thủ tục nào" in page


def test_an_empty_catalogue_says_why(client):
    assert "Danh mục chưa có thủ tục nào" in text(client.get("/thu-tuc/"))


def test_the_fields_lead_to_their_procedures(client):
    published()
    assert "linh-vuc=H%E1%BB%99%20t%E1%BB%8Bch" in client.get("/thu-tuc/").content.decode()
    assert "Đăng ký khai sinh" in text(client.get("/thu-tuc/", {"linh-vuc": "Hộ tịch"}))


@pytest.mark.parametrize(
    ("query", "says"), [("a\x00b", "ký tự hỏng"), ("x" * 5000, "Có chữ không lưu được")]
)
def test_a_search_for_what_is_no_text_is_answered_with_a_sentence(client, query, says):
    response = client.get("/thu-tuc/", {"q": query})
    assert response.status_code == 400
    assert says in text(response)


def test_a_procedure_shows_limit_fee_papers_law_and_result(client):
    published(papers=(Paper("Giấy chứng sinh", originals=1, copies=2, when="Sinh ở bệnh viện"),))
    page = text(client.get(PAGE))
    for shown in (
        "5 ngày làm việc",
        "không thu",
        "Giấy chứng sinh (chỉ khi: Sinh ở bệnh viện) 1 2",
        "60/2014/QH13",
        "Giấy khai sinh",
        "12/QĐ-UBND",
        "Cấp xã",
    ):
        assert shown in page
    assert "Những chỗ nguồn chưa rõ" not in page


def test_what_the_source_does_not_know_is_not_hidden(client):
    cells = {"hinh_thuc": "Trực tiếp", "so": "1", "don_vi": None, "phi": None, "mo_ta": None}
    papers = [{"ten": "", "so_luong": "20261 bản chính"}]
    broken = line(cach_thuc=[cells], thanh_phan_ho_so=papers, can_cu_phap_ly=[])
    actions.adopt([content_of(broken)], come())
    page = text(client.get(PAGE))
    for shown in (
        "chưa rõ thời hạn (nguồn ghi “1”)",
        "chưa rõ mức thu",
        "Giấy tờ không ghi tên chưa rõ chưa rõ",
        "Nguồn ghi số mà không ghi đơn vị",
        "Nguồn không ghi căn cứ pháp lý",
    ):
        assert shown in page


def test_what_was_mended_without_a_guess_does_not_alarm_a_citizen(client):
    actions.adopt([content_of(line(doi_tuong=["Cán bộ", "công chức"]))], come())
    page = text(client.get(PAGE))
    assert "Cán bộ, công chức" in page
    assert "Những chỗ nguồn chưa rõ" not in page


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"cach_thuc": []}, "Nguồn không ghi cách thức nộp hồ sơ"),
        ({"thanh_phan_ho_so": []}, "Nguồn không ghi thành phần hồ sơ"),
        ({"ket_qua": []}, "Nguồn không ghi kết quả"),
    ],
)
def test_an_empty_part_says_that_it_is_empty(client, changes, shown):
    actions.adopt([content_of(line(**changes))], come())
    assert shown in text(client.get(PAGE))


def test_the_internal_process_is_public_with_its_faults(client):
    published()
    steps = (
        StepRow("Tiếp nhận", "desk_officer", "Cán bộ tiếp nhận", time_text="6 ngày"),
        StepRow("Ký", "signer", minutes=90),
    )
    days = process_files.days("6 ngày")
    steps = (StepRow("Tiếp nhận", "desk_officer", "Cán bộ", working_days=days), *steps[1:])
    facts = ProcessFacts(
        procedure=CODE,
        level=Level.COMMUNE,
        title="Khai sinh",
        steps=steps,
        valid_from=date(2025, 7, 7),
        source="Thử",
        origin=Origin.OFFICE,
    )
    processes.adopt(facts)
    page = text(client.get(PAGE))
    assert "Tổng thời gian các bước vượt thời hạn" in page
    assert "Tiếp nhận Cán bộ 6 ngày làm việc" in page
    assert "Ký Lãnh đạo ký 90 phút" in page


def test_an_older_revision_can_be_read_and_says_that_it_is_old(client):
    published(name="Tên cũ")
    published(name="Tên mới", day=date(2026, 1, 1))
    page = text(client.get(PAGE))
    assert "Tên mới" in page
    assert "Các bản đã công bố" in page
    old = text(client.get(PAGE, {"ngay": "2025-08-01"}))
    assert "Tên cũ" in old
    assert "Đây là bản có hiệu lực ngày 01/8/2025, không phải hôm nay" in old
    assert "Tên mới" in text(client.get(PAGE, {"ngay": "hôm qua"}))


def test_an_abolished_procedure_is_not_found_but_its_past_is(client):
    published()
    actions.retire(CODE, day=TODAY, act_number="20/QĐ-UBND", at=AT, by="approver")
    response = client.get(PAGE)
    assert response.status_code == 404
    assert "bãi bỏ bằng 20/QĐ-UBND" in text(response)


@pytest.mark.parametrize("code", ["9.999999", "x" * 500, "%ED%A0%80", "<script>"])
def test_a_code_that_does_not_exist_is_answered_with_a_sentence(client, code):
    response = client.get(f"/thu-tuc/{code}/")
    assert response.status_code == 404
    assert "<script>" not in response.content.decode().partition("<main")[2]


def test_names_from_outside_are_text_and_never_markup(client):
    published(name="<script>alert(1)</script>")
    for page in (PAGE, "/thu-tuc/?q=script"):
        body = client.get(page).content.decode()
        assert "<script>alert" not in body
        assert "&lt;script&gt;alert" in body


def test_a_list_asks_no_more_for_more_procedures(client, django_assert_max_num_queries):
    for number in range(30):
        published(f"1.{number:06}", name=f"Thủ tục số {number}")
    with django_assert_max_num_queries(3):
        client.get("/thu-tuc/", {"linh-vuc": "Hộ tịch"})
    client.get("/thu-tuc/", {"q": "so"})
    with django_assert_max_num_queries(3):
        client.get("/thu-tuc/", {"q": "so"})


def test_a_sector_rules_time_for_asking_for_papers_is_public_with_its_article(client):
    published()
    assert "Hạn yêu cầu bổ sung hồ sơ theo quy định chung" in text(client.get(PAGE))
    published(day=date(2025, 7, 2), notice=Notice(5, "Luật A Điều 7"))
    page = text(client.get(PAGE))
    assert "Hạn yêu cầu bổ sung hồ sơ 5 ngày làm việc, theo Luật A Điều 7" in page
