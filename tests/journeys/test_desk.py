"""A morning at the desk, in the browser: ten served from the keyboard, one dossier all its way."""

from __future__ import annotations

import re

import pytest

from motcua.dossiers import actions
from motcua.dossiers.models import DossierRow
from motcua.rules.events import Payment
from tests.dossiers import builders
from tests.journeys.conftest import LANGUAGES, WIDTHS
from tests.journeys.people import (
    _vietnamese_again,
    house,
    inside,
    loads,
    morning,
)

__all__ = ["_vietnamese_again", "house", "inside", "morning"]


def test_an_officer_logs_in_and_serves_ten_in_a_row_from_the_keyboard(house, morning, page):
    page.goto("/dang-nhap/")
    page.keyboard.press("Tab")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill(builders.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/ho-so/")
    page.keyboard.press("g")
    page.wait_for_url("**/serve/")
    page.get_by_label("Thủ tục").select_option(builders.COPY)
    page.get_by_label("Họ và tên người yêu cầu").focus()
    opened = loads(page)
    for n in range(1, 11):
        page.keyboard.type(f"Người thứ {n}")
        page.keyboard.press("Enter")
        page.get_by_text(f"Người thứ {n}, đã thu").wait_for()
        focused = page.evaluate("document.activeElement.name")
        assert focused == "name", "the next name can be typed at once"
    assert len(opened) == 10, "one page load a dossier"
    assert page.get_by_label("Thủ tục").input_value() == builders.COPY
    assert DossierRow.objects.filter(status="returned").count() == 10


def test_the_fee_is_shown_while_one_types_and_without_scripts_by_a_button(inside):
    page = inside("lan")
    page.goto("/ho-so/serve/")
    page.get_by_label("Thủ tục").select_option(builders.COPY)
    page.get_by_label("Số trang bản chính").fill("5")
    page.get_by_label("Số bản").fill("3")
    page.get_by_text("21.000").wait_for()
    assert not page.get_by_role("button", name="Tính phí trước").is_visible()
    bare = inside("lan", scripts=False)
    bare.goto("/ho-so/serve/")
    bare.get_by_label("Thủ tục").select_option(builders.COPY)
    bare.get_by_label("Họ và tên người yêu cầu").fill("Trần Thị Hạnh")
    bare.get_by_label("Số trang bản chính").fill("5")
    bare.get_by_label("Số bản").fill("3")
    bare.get_by_role("button", name="Tính phí trước").click()
    assert bare.get_by_text("21.000").is_visible()
    assert bare.get_by_label("Họ và tên người yêu cầu").input_value() == "Trần Thị Hạnh"


def test_a_dossier_goes_from_the_counter_to_the_applicants_hand(inside):
    lan, tuan = inside("lan"), inside("tuan")
    code = _taken_in(lan)
    lan.get_by_role("link", name="Bàn giao hồ sơ").click()
    lan.get_by_label("Bàn giao cho").select_option(label="Lê Anh Tuấn – công chức chuyên môn")
    lan.get_by_role("button", name="Bàn giao hồ sơ").click()
    assert lan.get_by_text("Đang chờ Lê Anh Tuấn xác nhận").is_visible()

    tuan.goto("/ho-so/?view=to_confirm")
    tuan.keyboard.press("j")
    tuan.keyboard.press("Enter")
    tuan.wait_for_url(f"**/{code}/")
    tuan.get_by_role("link", name="Xác nhận đã nhận bàn giao").click()
    tuan.get_by_role("button", name="Xác nhận đã nhận bàn giao").click()
    tuan.get_by_role("link", name="Yêu cầu bổ sung hồ sơ").click()
    tuan.get_by_label("Giấy tờ, nội dung cần bổ sung").fill("Giấy khai sinh (bản sao)")
    tuan.get_by_label("Lý do, căn cứ").fill("Thành phần hồ sơ chưa đủ")
    tuan.get_by_role("button", name="Yêu cầu bổ sung hồ sơ").click()

    lan.goto(f"/ho-so/{code}/")
    lan.get_by_role("link", name="Nhận giấy tờ bổ sung").click()
    lan.get_by_label("Giấy tờ đã nhận thêm").fill("Giấy khai sinh (bản sao)")
    lan.get_by_role("button", name="Nhận giấy tờ bổ sung").click()

    tuan.goto(f"/ho-so/{code}/")
    tuan.get_by_role("link", name="Ghi đã có kết quả").click()
    tuan.get_by_label("Kết quả: số, ngày văn bản").fill("QĐ số 12/QĐ-UBND")
    tuan.get_by_role("button", name="Ghi đã có kết quả").click()

    lan.goto("/ho-so/?view=to_return")
    lan.get_by_role("link", name=re.compile(code[-7:])).click()
    lan.get_by_role("link", name="Trả kết quả", exact=True).click()
    lan.get_by_role("button", name="Trả kết quả").click()
    assert lan.get_by_text("Đã trả kết quả, không còn việc gì.").is_visible()
    assert DossierRow.objects.get(code=code).status == "returned"


def _taken_in(page) -> str:
    """A dossier received by searching, checking papers, seeing the promise, and Enter."""
    page.goto("/ho-so/")
    page.keyboard.press("n")
    page.wait_for_url("**/receive/")
    page.keyboard.type("giam ho")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Đăng ký giám hộ", exact=True).click()
    page.get_by_label("Họ và tên hoặc tên tổ chức").fill("Trần Thị Hạnh")
    page.get_by_label("Bản chính").first.fill("1")
    page.get_by_label("Họ và tên hoặc tên tổ chức").press("Enter")
    page.get_by_text("Nếu tiếp nhận bây giờ, hẹn trả").wait_for()
    assert page.get_by_text("thứ Ba, 10/3/2026, 17:00").first.is_visible()
    assert DossierRow.objects.count() == 0, "nothing is saved before the promise is seen"
    page.get_by_label("Họ và tên hoặc tên tổ chức").press("Enter")
    page.get_by_text("Đưa cho người nộp").first.wait_for()
    return DossierRow.objects.get().code


def test_a_lost_line_in_the_middle_of_intake_keeps_what_was_typed(inside):
    page = inside("lan")
    page.goto(f"/ho-so/receive/{builders.GUARDIAN}/")
    page.get_by_label("Họ và tên hoặc tên tổ chức").fill("Đặng Thị Ẩn")
    page.context.set_offline(True)
    page.get_by_role("button", name="Xem trước ngày hẹn").last.click()
    assert page.get_by_text("Máy đang mất kết nối").is_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Xem trước ngày hẹn").last.click()
    page.get_by_text("Nếu tiếp nhận bây giờ, hẹn trả").wait_for()
    assert page.get_by_label("Họ và tên hoặc tên tổ chức").input_value() == "Đặng Thị Ẩn"


def test_a_log_out_in_the_middle_of_the_quick_desk_keeps_what_was_typed(inside):
    page = inside("lan")
    page.goto("/ho-so/serve/")
    page.get_by_label("Thủ tục").select_option(builders.COPY)
    page.get_by_label("Họ và tên người yêu cầu").fill("Đặng Thị Ẩn")
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Xong, trả kết quả").click()
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill(builders.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    assert page.get_by_text("Đặng Thị Ẩn").is_visible()
    page.get_by_role("button", name="Gửi lại").click()
    page.get_by_text("Đặng Thị Ẩn, đã thu").wait_for()
    assert DossierRow.objects.count() == 1


def test_a_double_click_serves_once(inside):
    page = inside("lan")
    page.goto("/ho-so/serve/")
    page.get_by_label("Thủ tục").select_option(builders.COPY)
    page.get_by_label("Họ và tên người yêu cầu").fill("Trần Thị Hạnh")
    page.get_by_role("button", name="Xong, trả kết quả").dblclick()
    page.get_by_text("Trần Thị Hạnh, đã thu").wait_for()
    assert DossierRow.objects.count() == 1


def test_a_day_sheet_is_printed_without_anything_to_press(house, inside):
    fee = actions.Fee(21_000, "procedure", Payment.CASH)
    builders.served(house, fee=fee)
    page = inside("lan")
    page.goto("/ho-so/day-sheet/")
    page.emulate_media(media="print")
    assert page.locator("button:visible").count() == 0
    assert page.get_by_text("Thủ quỹ").is_visible()
    assert page.get_by_text("21.000").first.is_visible()


def _a_full_house(house) -> dict[str, str]:
    """Dossiers in every state that a page draws differently; their codes by what they are."""
    fee = actions.Fee(50_000, "procedure")
    asked = builders.received(house)
    lan = builders.hand(house["lan"])
    actions.request_supplement(asked.stream, "Giấy khai sinh", "Chưa đủ", lan)
    done = builders.received(house, builders.CONTRACT, name="Công ty Thiên Cầm", fee=fee)
    actions.finish(done.stream, "QĐ số 1", lan)
    unknown = builders.received(house, builders.ALLOWANCE)
    builders.served(house, fee=actions.Fee(4000, "procedure", Payment.CASH))
    return {"asked": asked.code, "done": done.code, "unknown": unknown.code}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_use_every_page_of_the_desk(house, inside, axe, width, language):
    codes = _a_full_house(house)
    page = inside("lan", width=width, language=language)
    for address in (
        "/ho-so/?view=unit",
        "/ho-so/?view=online",
        "/ho-so/serve/",
        "/ho-so/receive/?q=giam",
        f"/ho-so/receive/{builders.MARRIAGE}/",
        "/ho-so/day-sheet/",
        *(f"/ho-so/{code}/" for code in codes.values()),
        f"/ho-so/{codes['unknown']}/hand_over/",
        f"/ho-so/{codes['asked']}/hand_over/",
        f"/ho-so/{codes['unknown']}/attach/",
    ):
        page.goto(address)
        for details in page.locator("main details").all():
            details.evaluate("each => { each.open = true }")
        axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{address} sticks out: {wide}"
    page.goto(f"/ho-so/receive/{builders.MARRIAGE}/")
    page.locator("button[name=preview]").last.click()
    page.locator(".govuk-error-summary").wait_for()
    axe(page)
