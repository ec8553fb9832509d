"""Work lists and the page of one dossier, as the officers of a desk see them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from motcua.dossiers import actions
from motcua.organisation.models import AccessRow
from motcua.rules.limit import Channel
from tests.dossiers import builders
from tests.dossiers.requests import counted, plain

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WORK = "/ho-so/"
AFTERNOON = builders.MORNING - DAY + 6 * HOUR
NOON = builders.MORNING - DAY + 2 * HOUR


def test_an_officer_finds_their_own_work_first(house, browser):
    mine = builders.received(house)
    other = builders.received(house, by="minh", name="Phan Văn Ẩn")
    page = browser("lan").get(WORK).text
    assert mine.code in plain(page).replace(" ", "")
    assert "Phan Văn Ẩn" not in page
    assert "Phan Văn Ẩn" in browser("lan").get(f"{WORK}?view=unit").text
    assert other.code != mine.code


def test_another_commune_sees_nothing_of_it(house, browser):
    found = builders.received(house)
    assert "Trần Thị Hạnh" not in browser("sau").get(f"{WORK}?view=all").text
    assert browser("sau").get(f"{WORK}{found.code}/").status_code == 404
    assert browser("sau").get(f"{WORK}{found.code}/hand_over/").status_code in (403, 404)


def test_nobody_reads_a_list_without_logging_in(house, browser):
    answer = browser().get(WORK)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/dang-nhap/")


def test_somebody_without_the_permission_is_told_so(house, browser):
    answer = browser("quantri").get(WORK)
    assert answer.status_code == 403
    assert "Xem danh sách hồ sơ" in answer.text


@pytest.mark.parametrize(
    ("view", "sees", "why"),
    [
        ("mine", {"a", "b", "late", "done"}, "what the officer holds, whatever it waits for"),
        ("to_confirm", {"offered"}, "what somebody else offered to this officer"),
        ("overdue", {"late"}, "worked past the promised hour"),
        ("waiting", {"b"}, "the applicant is asked for papers"),
        ("to_return", {"done"}, "the result lies at the desk"),
        ("soon", set(), "nothing is due by tomorrow"),
        ("elsewhere", set(), "no other unit has any of them"),
        ("online", set(), "nothing came in online"),
        ("unit", {"a", "b", "late", "done", "offered"}, "everything that is open"),
        ("all", {"a", "b", "late", "done", "offered", "over"}, "what has ended too"),
    ],
)
def test_each_list_shows_what_its_name_says(house, browser, view, sees, why):
    lan, tuan, at = house["lan"], house["tuan"], builders.MORNING
    builders.received(house, name="Hồ sơ a", at=at - HOUR)
    asked = builders.received(house, name="Hồ sơ b", at=at - HOUR)
    actions.request_supplement(asked.stream, "Giấy", "Thiếu", builders.hand(lan, at))
    builders.received(house, name="Hồ sơ late", at=at - 7 * DAY)
    done = builders.received(house, name="Hồ sơ done", at=at - HOUR)
    actions.finish(done.stream, "", builders.hand(lan, at))
    offered = builders.received(house, by="minh", name="Hồ sơ offered", at=at - HOUR)
    minh = builders.hand(house["minh"], at)
    actions.hand_over(offered.stream, builders.CAM_XUYEN, 1, minh, to_officer=lan.pseudonym)
    builders.served(house, "Hồ sơ over", at=at - HOUR)
    page = browser("lan").get(f"{WORK}?view={view}").text
    names = {"a", "b", "late", "done", "offered", "over"}
    assert {name for name in names if f"Hồ sơ {name}<" in page} == sees, why
    assert tuan is not lan


def test_a_list_of_fifty_asks_the_database_no_more_than_six_times(house, browser, record_property):
    for _ in range(12):
        builders.received(house, at=builders.MORNING - HOUR)
    client = browser("lan")
    client.get(f"{WORK}?view=unit")
    with counted() as few:
        client.get(f"{WORK}?view=unit")
    for _ in range(24):
        builders.received(house, by="minh", procedure=builders.CONTRACT)
    with counted() as many:
        client.get(f"{WORK}?view=unit")
    record_property("statements of a work list", len(many))
    assert len(many) == len(few) <= 6


def test_a_list_goes_on_by_key_and_shows_every_dossier_once(house, browser):
    codes = {builders.received(house, at=builders.MORNING - HOUR).code for _ in range(53)}
    client, address, seen = browser("lan"), f"{WORK}?view=unit", []
    for _ in range(2):
        answer = client.get(address)
        seen += re.findall(r'<a href="/ho-so/(H27[^"]*)/">', answer.text)
        following = [part for part in answer.text.split('"') if "after=" in part]
        address = following[-1].replace("&amp;", "&") if following else ""
    assert len(seen) == 53
    assert set(seen) == codes


def test_a_key_that_is_no_key_begins_again(house, browser):
    builders.received(house)
    for key in (
        "x",
        "~",
        "2026-01-01~a",
        "\ud800".encode("utf-8", "ignore").decode() + "~",
        "9" * 500,
    ):
        assert browser("lan").get(WORK, {"view": "unit", "after": key}).status_code == 200


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("hanh", True, "without marks"),
        ("HẠNH trần", True, "in any order, in capitals"),
        ("20260305-0000001", True, "by a part of the code"),
        ("042 185 001 234".replace(" ", ""), True, "by the applicant's number"),
        ("khong co", False, "somebody else"),
        ("x" * 5000, False, "more than anybody types"),
    ],
)
def test_a_dossier_is_found_by_name_or_code(house, browser, text, found, why):
    builders.received(house)
    answer = browser("minh").get(WORK, {"view": "all", "q": text})
    assert ("Trần Thị Hạnh" in answer.text) is found, why


def test_a_whole_code_leads_straight_to_its_dossier(house, browser):
    found = builders.received(house)
    answer = browser("minh").get(WORK, {"view": "all", "q": found.code.lower()})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{WORK}{found.code}/"


def test_whoever_asks_for_an_identity_number_leaves_a_row_for_each_dossier_it_shows(house, browser):
    found = builders.received(house)
    client = browser("minh")
    assert "Trần Thị Hạnh" in client.get(WORK, {"view": "all", "q": "hanh"}).text
    assert not AccessRow.objects.exists()
    with counted() as statements:
        page = client.get(WORK, {"view": "all", "q": "042185001234"}).text
    assert "Trần Thị Hạnh" in page
    assert len(statements) <= 6
    rows = AccessRow.objects.values_list("officer", "subject", "page")
    assert list(rows) == [(house["minh"].pseudonym, found.stream, "dossiers:work")]


def test_a_list_is_narrowed_by_channel_and_day(house, browser):
    builders.received(house)
    client = browser("lan")
    for asked, there in (
        ({"channel": "post"}, False),
        ({"channel": "counter"}, True),
        ({"until": "09/3/2026"}, False),
        ({"until": "10/03/2026"}, True),
        ({"until": "2026-03-10"}, True),
        ({"until": "31/2/2026", "channel": "boat"}, True),
    ):
        page = client.get(WORK, {"view": "unit"} | asked).text
        assert ("Trần Thị Hạnh" in page) is there, asked


def test_the_first_line_says_who_has_it_and_what_is_next(house, browser):
    found = builders.received(house)
    page = plain(browser("lan").get(f"{WORK}{found.code}/").text)
    assert "Nguyễn Thị Lan, Cẩm Xuyên đang giữ" in page
    assert "bàn giao sang bước “Thẩm tra”" in page
    builders.handed_over(house, found.stream, "tuan", at=builders.MORNING)
    page = plain(browser("lan").get(f"{WORK}{found.code}/").text)
    assert "Lê Anh Tuấn, Cẩm Xuyên đang giữ, ở bước “Thẩm tra”" in page


def test_the_page_says_why_this_date(house, browser):
    found = builders.received(house)
    page = plain(browser("lan").get(f"{WORK}{found.code}/").text)
    assert "thứ Ba, 10/3/2026, 17:00" in page
    assert "Đủ 3 ngày làm việc" in page
    assert "Điều 148 khoản 1" in page


def test_a_deed_that_is_not_open_says_why_not(house, browser):
    found = builders.received(house)
    page = plain(browser("lan").get(f"{WORK}{found.code}/").text)
    assert "chưa thể trả kết quả" in page
    assert "Không có lần bàn giao nào đang chờ xác nhận" in page


def test_a_dossier_without_a_known_limit_says_so(house, browser):
    found = builders.received(house, builders.ALLOWANCE)
    page = plain(browser("lan").get(f"{WORK}{found.code}/").text)
    assert "hồ sơ không có ngày hẹn" in page
    assert "Chưa rõ thời hạn" in page


def test_whoever_works_on_it_sees_the_number_and_an_inspector_does_not(house, browser):
    found = builders.received(house)
    address = f"{WORK}{found.code}/"
    assert "042185001234" in browser("tuan").get(address).text
    page = browser("thanh").get(address).text
    assert "042185001234" not in page
    assert "042••••••234" in page
    purposes = AccessRow.objects.filter(subject=found.stream).values_list("officer", "purpose")
    assert set(purposes) == {
        (house["tuan"].pseudonym, "dossiers.hand_over"),
        (house["thanh"].pseudonym, "dossiers.view"),
    }


def test_only_the_desk_reads_the_second_secret(house, browser):
    found = builders.received(house)
    spelt = f"{found.secret[:4]} {found.secret[4:8]} {found.secret[8:12]} {found.secret[12:]}"
    assert spelt in browser("lan").get(f"{WORK}{found.code}/").text
    for other in ("tuan", "dung", "thanh"):
        assert found.secret[:4] not in plain(browser(other).get(f"{WORK}{found.code}/").text)


def test_the_time_line_tells_a_late_entry_from_one_made_at_once(house, browser):
    late = builders.hand(
        house["lan"],
        builders.MORNING,
        at=builders.MORNING - 20 * HOUR,
        late_reason="Mất điện, sổ số 7",
    )
    found = actions.receive(builders.order(), late)
    page = plain(browser("lan").get(f"{WORK}{found.code}/").text)
    assert "Nhập muộn: ghi vào hệ thống lúc 05/3/2026 09:30" in page
    assert "Mất điện, sổ số 7" in page
    assert "nhập muộn" in browser("lan").get(WORK).text


def test_four_verdicts_stand_side_by_side(house, browser):
    found = builders.received(house, at=builders.MORNING - 7 * DAY)
    page = plain(browser("lan").get(f"{WORK}{found.code}/").text)
    assert page.count("đang giải quyết, quá hạn") == 4


def test_what_was_erased_is_not_shown_any_more(house, browser):
    found = builders.served(house)
    actions.erase(found.stream, builders.hand(house["lan"], builders.MORNING + HOUR))
    page = browser("lan").get(f"{WORK}{found.code}/")
    assert page.status_code == 200
    assert "Trần Thị Hạnh" not in page.text
    assert "đã được xóa khi hết thời hạn lưu trữ" in page.text


def test_the_page_of_a_long_dossier_asks_no_more_than_that_of_a_short_one(house, browser):
    found = builders.received(house)
    client = browser("lan")
    client.get(f"{WORK}{found.code}/")
    with counted() as short:
        client.get(f"{WORK}{found.code}/")
    for n in range(6):
        deed = builders.hand(house["lan"], builders.MORNING + n * timedelta(minutes=1))
        actions.charge(found.stream, 1000 + n, "other", deed)
    with counted() as long:
        assert client.get(f"{WORK}{found.code}/").status_code == 200
    assert len(long) == len(short)


@pytest.mark.parametrize(
    ("came", "channel", "says", "why"),
    [
        (
            builders.MORNING,
            "counter",
            "chậm nhất thứ Năm, 05/3/2026, 17:00",
            "the same working day",
        ),
        (
            AFTERNOON,
            "counter",
            "Đã quá hạn chuyển hồ sơ đến người giải quyết: thứ Năm, 05/3/2026, 07:00",
            "after 15:00 it goes first thing, and that is over",
        ),
        (NOON, "post", "quyết: thứ Tư, 04/3/2026, 17:00", "yesterday, and nothing happened"),
        (builders.MORNING, "online", "", "the decree's hour is of what came in directly"),
    ],
)
def test_the_desk_sees_by_when_a_dossier_has_to_leave_it(house, browser, came, channel, says, why):
    ref = builders.received(house, at=came, channel=Channel(channel)).code
    page = plain(browser("lan").get(f"/ho-so/{ref}/").text)
    if says:
        assert says in page, why
    else:
        assert "chuyển hồ sơ đến người giải quyết" not in page.lower(), why


def test_a_dossier_that_left_the_desk_late_says_so_and_what_the_citizen_lived_through(
    house, browser
):
    found = builders.received(house, at=builders.MORNING - 7 * DAY)
    builders.handed_over(house, found.stream, "tuan", at=builders.MORNING - HOUR)
    page = plain(browser("lan").get(f"/ho-so/{found.code}/").text)
    assert "Hồ sơ đã được chuyển đi muộn" in page
    assert "Người dân chờ 7 ngày kể từ lần nộp đầu tiên" in page
