"""Each slip says everything its form asks for, and a stranger's program reads every word of it.

What a form asks for is written here from `onestop.md` §5, apart from `law/slips.toml`, so that a
line lost there is missed here.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest

from motcua.documents import slips
from motcua.dossiers import actions
from motcua.dossiers.kept import Paper, Person
from motcua.rules.refusal import Refusal
from motcua.settings.law.forms import forms
from motcua.settings.law.slips import slip_on
from motcua.settings.law.slips import slips as layouts
from tests.documents import papers, reading
from tests.dossiers import builders

HEAD = [
    "ỦY BAN NHÂN DÂN XÃ CẨM XUYÊN",
    "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
]
# One slip: its title, then what must be read on it, labels with their values.
WANTED = {
    "receipt_slip": [
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Số: 07/TTPVHCC",
        "Cẩm Xuyên, ngày 05 tháng 3 năm 2026",
        "Mã hồ sơ: H27.17.08-20260305-0000001",
        "Bộ phận tiếp nhận: Trung tâm Phục vụ hành chính công xã Cẩm Xuyên",
        "Tiếp nhận hồ sơ của: Trần Thị Hạnh",
        "Số CCCD/mã số thuế: 042185001234",
        "Địa chỉ: Thôn Mỹ Am, xã Cẩm Xuyên, tỉnh Hà Tĩnh",
        "Số điện thoại: 0900123456",
        "Email: hanh@example.vn",
        "Nội dung yêu cầu giải quyết: Chứng thực giao dịch",
        "1. Thành phần hồ sơ, yêu cầu và số lượng mỗi loại giấy tờ gồm:",
        "STT Tên giấy tờ Loại Số lượng",
        "1 Tờ khai đăng ký việc giám hộ Bản chính Bản sao 1 2",
        "2 Văn bản cử người giám hộ Bản sao 1",
        "2. Số lượng hồ sơ: 01 bộ",
        "Thời gian giải quyết theo quy định: 2 ngày làm việc",
        "3. Thời gian nhận hồ sơ: 09 giờ 30 phút, ngày 05 tháng 3 năm 2026",
        "4. Thời gian trả kết quả: 17 giờ 00 phút, ngày 09 tháng 3 năm 2026",
        "5. Đăng ký nhận kết quả tại: Trung tâm Phục vụ hành chính công xã Cẩm Xuyên",
        "6. Phí, lệ phí: 50.000 đồng (đã nộp)",
        "Vào Sổ theo dõi hồ sơ: Quyển số 01/2026, số thứ tự 12",
        "NGƯỜI NỘP HỒ SƠ (Ký tay, ghi rõ họ tên) Trần Thị Hạnh",
        "NGƯỜI TIẾP NHẬN HỒ SƠ (Ký tay, ghi rõ họ tên) Nguyễn Thị Lan",
        "nhận thay phải có giấy ủy quyền",
        "Mẫu số 01, Thông tư 03/2025/TT-VPCP; các mục của mẫu chưa được đối chiếu",
    ],
    "supplement_slip": [
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "Số: 07/TTPVHCC",
        "Hồ sơ của: Trần Thị Hạnh",
        "Nội dung yêu cầu giải quyết: Chứng thực giao dịch",
        "Địa chỉ: Thôn Mỹ Am",
        "Số điện thoại: 0900123456",
        "Email: hanh@example.vn",
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:",
        "1. Bản sao Căn cước của người giám hộ 2. Văn bản có xác nhận của nơi cư trú",
        "Lý do: Chưa rõ người giám hộ",
        "liên hệ Lê Anh Tuấn, Trung tâm Phục vụ hành chính công xã Cẩm Xuyên",
        "NGƯỜI HƯỚNG DẪN (Ký tay, ghi rõ họ tên) Lê Anh Tuấn",
        "Mẫu số 02",
    ],
    "refusal_slip": [
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        "Số: 07/TTPVHCC",
        "Tiếp nhận hồ sơ của: Trần Thị Hạnh",
        "Địa chỉ: Thôn Mỹ Am",
        "Số điện thoại: 0900123456",
        "Email: hanh@example.vn",
        "Nội dung yêu cầu giải quyết: Đăng ký giám hộ",
        "không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:",
        "Lý do: Không thuộc thẩm quyền của Ủy ban nhân dân xã",
        "liên hệ Nguyễn Thị Lan",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Mẫu số 03",
    ],
    "apology_slip": [
        "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
        "Số: 07/VBXL-TTPVHCC",
        "Kính gửi: Trần Thị Hạnh",
        "Địa chỉ: Thôn Mỹ Am",
        "Số điện thoại: 0900123456",
        "Ngày 05 tháng 3 năm 2026, Trung tâm Phục vụ hành chính công xã Cẩm Xuyên tiếp nhận hồ sơ",
        "về Chứng thực giao dịch",
        "mã hồ sơ H27.17.08-20260305-0000001",
        "hẹn trả kết quả lúc 17 giờ 00 phút, ngày 09 tháng 3 năm 2026",
        "chưa giải quyết xong đúng thời hạn đã hẹn",
        "Lý do: Phải xác minh ở địa phương khác",
        "Ủy ban nhân dân xã Cẩm Xuyên xin lỗi ông/bà",
        "Thời gian hẹn lại: 16 giờ 00 phút, ngày 19 tháng 3 năm 2026",
        "Nơi nhận: - Như trên;",
        "- Lưu: VT.",
        "THỦ TRƯỞNG CƠ QUAN GIẢI QUYẾT (Ký tay, đóng dấu)",
        "Mẫu số 04",
    ],
    "stop_notice": [
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        "Số: 07/TB-TTPVHCC",
        "Kính gửi: Trần Thị Hạnh",
        "Giai đoạn đang giải quyết: ",
        "Ủy ban nhân dân xã Cẩm Xuyên thông báo dừng giải quyết hồ sơ này",
        "Căn cứ, lý do dừng: Người giám hộ dự kiến đã chết",
        "Phí, lệ phí: 50.000 đồng (đã nộp)",
        "Mẫu số 05",
    ],
    "control_slip": [
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        "Mã hồ sơ: H27.17.08-20260305-0000001",
        "Kèm theo hồ sơ của: Trần Thị Hạnh",
        "Ngày nhận: 09 giờ 30 phút, ngày 05 tháng 3 năm 2026",
        "Ngày, giờ hẹn trả kết quả: 17 giờ 00 phút, ngày 09 tháng 3 năm 2026",
        "Cơ quan (bộ phận) giải quyết: Ủy ban nhân dân xã Cẩm Xuyên",
        "Cơ quan phối hợp giải quyết:",
        "TÊN CƠ QUAN",
        "THỜI GIAN GIAO, NHẬN HỒ SƠ",
        "KẾT QUẢ GIẢI QUYẾT HỒ SƠ (Trước hạn/ đúng hạn/quá hạn)",
        "GHI CHÚ",
        "1. Giao: Trung tâm Phục vụ hành chính công xã Cẩm Xuyên",
        "2. Nhận: Ủy ban nhân dân xã Cẩm Xuyên",
        "09 giờ 50 phút, ngày 05 tháng 3 năm 2026 nhận: 09 giờ 55 phút",
        "Người giao (ký)",
        "Người nhận (ký)",
        "Lê Anh Tuấn",
        "2. Nhận: Trung tâm Phục vụ hành chính công xã Cẩm Xuyên",
        "Mẫu số 06",
    ],
    "supplement_receipt": [
        "BIÊN NHẬN GIẤY TỜ BỔ SUNG",
        "1 Căn cước của người giám hộ Bản sao 1",
        "Thời gian nhận giấy tờ bổ sung: 09 giờ 30 phút, ngày 06 tháng 3 năm 2026",
        "Thời gian trả kết quả:",
        "Phí, lệ phí: 50.000 đồng (đã nộp)",
    ],
    "return_receipt": [
        "BIÊN NHẬN TRẢ KẾT QUẢ",
        "Hồ sơ của: Trần Thị Hạnh",
        "Kết quả đã trả: 03 bản sao",
        "Thời gian trả kết quả: 09 giờ 30 phút, ngày 05 tháng 3 năm 2026",
        "Hình thức trả: Trả trực tiếp tại bộ phận một cửa",
        "NGƯỜI NHẬN KẾT QUẢ",
        "NGƯỜI TRẢ KẾT QUẢ",
    ],
}


@pytest.mark.parametrize("name", list(WANTED))
def test_a_slip_says_everything_that_its_form_asks(house, name):
    said = reading.words(papers.printed(papers.MADE[name](house), name))
    missing = [each for each in [*HEAD, *WANTED[name]] if " ".join(each.split()) not in said]
    assert missing == [], said


@pytest.mark.parametrize("size", ["A5", "A4"])
@pytest.mark.parametrize("name", list(WANTED))
def test_a_slip_is_pdfa_of_its_size_with_every_font_inside(house, name, size):
    pdf = papers.printed(papers.MADE[name](house), name, size=size)
    assert reading.faults_of_pdfa(pdf) == []
    assert set(reading.pages(pdf)) == {(148, 210) if size == "A5" else (210, 297)}
    # The italics of this face lack Vietnamese letters; nothing may be set in them.
    assert reading.fonts(pdf) <= {
        f"SourceSerifPro-{cut}-Identity-H" for cut in ("Regular", "Bold")
    } | {"SourceSerifPro-Regular", "SourceSerifPro-Bold"}


def test_another_program_reads_the_code_and_the_tracking_address_back(house):
    stream = papers.received(house)
    code = "H27.17.08-20260305-0000001"
    assert reading.marks(papers.printed(stream, "receipt_slip")) == {
        "QR Code": f"{papers.TRACKING}#{code}",
        "Code 128": code,
    }


def test_the_second_secret_is_on_the_applicants_slip_and_never_in_the_qr(house):
    stream = papers.received(house)
    paper = papers.slip(stream, "receipt_slip")
    assert len(paper.secret.replace(" ", "")) == 14
    assert paper.secret.replace(" ", "") not in paper.address
    assert f"Mã tra cứu: {paper.secret}" in reading.words(papers.printed(stream, "receipt_slip"))
    assert papers.slip(papers.handed_over(house), "control_slip").secret == ""


def test_every_vietnamese_letter_is_read_back(house):
    marks = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = [
        unicodedata.normalize("NFC", letter + mark)
        for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for mark in marks
    ]
    named = Person(" ".join(["".join(letters[at : at + 12]) for at in range(0, 144, 12)]) + " đĐ")
    stream = papers.received(house, applicant=named)
    # In a line of its own, in bold in the place to sign, and slanted in the place and date.
    assert reading.words(papers.printed(stream, "receipt_slip")).count(named.name) == 2


def test_the_longest_names_and_many_papers_go_on_to_a_second_page_with_nothing_lost(house):
    person = Person("Ngh" + "iễn " * 49, address="Đường " + "Ẩm Ướt " * 42, phone="0" * 20)
    many = tuple(Paper(f"Giấy tờ thứ {n} " + "có tên rất dài " * 9, 1, n) for n in range(1, 25))
    pdf = papers.printed(papers.received(house, applicant=person, papers=many), "receipt_slip")
    said = reading.words(pdf)
    assert len(reading.pages(pdf)) > 1
    assert " ".join(person.address.split()) in said
    assert all(f"Giấy tờ thứ {n} có tên" in said for n in range(1, 25))
    assert "trang 1/" in said
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in said


def test_what_is_empty_is_a_line_to_write_on(house):
    stream = papers.received(house, applicant=Person("Lê Văn A"), papers=(), fee=None)
    said = reading.words(papers.printed(stream, "receipt_slip", number=slips.Number()))
    assert "Địa chỉ: ....." in said
    assert re.search(r"gồm: [. ]{5,} 2\.", said)
    assert "thuế: ." in said
    assert "Số điện thoại: ." in said
    assert "Vào Sổ theo dõi hồ sơ: ....." in said
    assert "Số: ……/TTPVHCC" in said
    assert "Phí, lệ phí:" not in said


def test_a_slip_without_a_due_day_says_why(house):
    said = reading.words(
        papers.printed(builders.received(house, builders.ALLOWANCE).stream, "receipt_slip")
    )
    assert "Thời gian trả kết quả: Khi có kết quả (danh mục không ghi thời hạn)" in said


def test_a_slip_printed_again_later_is_the_slip_that_was_handed_out(house):
    stream = papers.apologised(house)
    said = reading.words(papers.printed(stream, "receipt_slip"))
    assert "17 giờ 00 phút, ngày 09 tháng 3 năm 2026" in said
    assert "Căn cước của người giám hộ" not in said


def test_after_the_erasure_a_slip_names_nobody(house):
    stream = papers.returned(house)
    actions.erase(stream, builders.hand(house["lan"], papers.later(days=20)))
    page = papers.DossierPage(stream, papers.PRINTED)
    due = next(each for each in slips.slips_of(page.history) if each.name == "return_receipt")
    paper = slips.paper(
        page, due, number=papers.NUMBER, printed=papers.PRINTED, address=papers.TRACKING
    )
    assert "Trần Thị Hạnh" not in repr(paper)


def test_every_prescribed_form_has_its_parts_and_every_part_its_form():
    names = [name for name, history in layouts().items() if history[0].value.form]
    assert sorted(names) == sorted(forms())


@pytest.mark.parametrize(
    ("day", "slips_there", "why"),
    [
        (date(2019, 1, 5), 2, "before the circular only the house's own receipts"),
        (date(2019, 1, 6), 7, "the six of 01/2018/TT-VPCP but the register, and two receipts"),
        (date(2025, 9, 15), 8, "a notice of stopping more"),
    ],
)
def test_a_day_has_the_slips_of_its_circular(day, slips_there, why):
    found = 0
    for name in {name for _, name in slips.OF_EVENT}:
        try:
            slip_on(name, day)
            found += 1
        except Refusal:
            continue
    assert found == slips_there, why


@pytest.mark.parametrize("name", ["Wang 王小明", "ສົມສັກ", "Hạnh 😀", "\ue000"])
def test_a_name_in_letters_that_no_font_of_ours_has_still_gets_its_slip(house, name):
    stream = papers.received(house, applicant=Person(name, number="042185001234"))
    assert "042185001234" in reading.words(papers.printed(stream, "receipt_slip"))
