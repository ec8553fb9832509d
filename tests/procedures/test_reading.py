"""Lines of the portal's file as they really are: what is known, what is unknown, what is said."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.facts import Notice
from motcua.procedures.reading import content_of
from motcua.procedures.texts import FAULTS
from motcua.rules.limit import Channel, Limit, LimitUnit
from motcua.rules.refusal import Refusal
from tests.procedures.builders import CODE, channel, line, said


def term(**cells):
    return content_of(line(cach_thuc=[channel(**cells)])).cases[0].terms[0]


def limit(amount: str, unit: LimitUnit) -> Limit:
    return Limit(Decimal(amount), unit)


@pytest.mark.parametrize(
    ("number", "unit", "known", "text", "faults", "why"),
    [
        ("5", "Ngày làm việc", limit("5", LimitUnit.WORKING_DAYS), "", (), "as it should be"),
        ("8", "Giờ", limit("8", LimitUnit.HOURS), "", (), "hours"),
        ("2", "Tháng", limit("2", LimitUnit.MONTHS), "", (), "months"),
        ("30", "Ngày", limit("30", LimitUnit.CALENDAR_DAYS), "", (), "“Ngày” are calendar days"),
        ("1.5", "Ngày làm việc", limit("1.5", LimitUnit.WORKING_DAYS), "", (), "halves occur"),
        ("0", "Ngày làm việc", limit("0", LimitUnit.WORKING_DAYS), "", (), "0 occurs"),
        (7, "Ngày", limit("7", LimitUnit.CALENDAR_DAYS), "", (), "a number instead of its text"),
        ("1", None, None, "1", ("limit_without_unit",), "a guessed unit is a fault"),
        ("0", None, None, "0", ("limit_without_unit",), "so is one for 0"),
        (
            "140,000",
            None,
            None,
            "140,000",
            ("limit_without_unit", "fee_in_limit_cell"),
            "a fee in the wrong cell",
        ),
        (None, None, None, "", ("limit_without_number",), "an empty cell"),
        ("", "Ngày", None, "Ngày", ("limit_without_number",), "a unit alone"),
        ("5-7", "Ngày", None, "5-7 Ngày", ("limit_unreadable",), "a span is no limit"),
        ("5", "Tuần", None, "5 Tuần", ("limit_unreadable",), "no such unit is known"),
        ("-5", "Ngày", None, "-5 Ngày", ("limit_unreadable",), "no time is negative"),
        ("9" * 40, "Ngày", None, "9" * 40 + " Ngày", ("limit_unreadable",), "past all sense"),
        ("５", "Ngày", None, "５ Ngày", ("limit_unreadable",), "a digit of another script"),
        (["5"], "Ngày", None, "Ngày", ("limit_without_number",), "a list is no number"),
        (True, "Ngày", None, "Ngày", ("limit_without_number",), "a yes is no number"),
    ],
)
def test_a_limit_is_known_or_says_that_it_is_not(number, unit, known, text, faults, why):
    found = term(number=number, unit=unit)
    assert (found.limit, found.limit_text, found.faults) == (known, text, faults), why


@pytest.mark.parametrize(
    ("fee", "says", "known", "faults", "why"),
    [
        ("Miễn phí", None, 0, (), "free"),
        (None, "300,000 Việt Nam Đồng", 300_000, (), "one sum and nothing else"),
        (None, "2,000 Việt Nam Đồng(/trang)", None, (), "by the page: no fixed sum"),
        (None, "145 USD", None, (), "another currency"),
        (None, None, None, (), "nothing is said"),
        ("Miễn phí", "Lệ phí: 50.000 đồng/giấy", None, ("fee_contradicted",), "which of the two?"),
        ("Miễn phí", "Nộp 2 hợp đồng", 0, (), "a contract is no money"),
    ],
)
def test_a_fee_is_known_or_left_open(fee, says, known, faults, why):
    found = term(fee=fee, says=says)
    assert (found.fee, found.faults) == (known, faults), why
    assert found.fee_text == (says or ""), "the source's words stay"


@pytest.mark.parametrize(
    ("printed", "originals", "copies", "why"),
    [
        ("1 bản chính", 1, 0, "one original"),
        ("01 bản sao", 0, 1, "a zero in front"),
        ("1 bản chính,3 bản sao", 1, 3, "both"),
        ("1 bản chính01 bản sao", 1, 1, "the comma got lost"),
        ("0 bản chính", 0, 0, "only shown or noted"),
        ("20261 bản chính", None, None, "a form of 2026 glued in front"),
        ("11 bản chính", None, None, "eleven, or form 1 and one: nobody knows"),
        ("vài bản", None, None, "a few"),
    ],
)
def test_the_number_of_copies_is_read_or_left_open(printed, originals, copies, why):
    row = {"nhom": "--", "ten": "Giấy", "so_luong": printed}
    paper = content_of(line(thanh_phan_ho_so=[row])).papers[0]
    assert (paper.originals, paper.copies) == (originals, copies), why
    assert paper.count_text == ("" if originals is not None else printed)


@pytest.mark.parametrize(
    ("changes", "faults", "why"),
    [
        ({}, (), "nothing is missing"),
        ({"thanh_phan_ho_so": []}, ("no_papers",), "no papers"),
        ({"can_cu_phap_ly": []}, ("no_law",), "no law"),
        ({"can_cu_phap_ly": ...}, ("no_law",), "the cell is not there"),
        ({"cach_thuc": []}, ("no_channel",), "no channel"),
        ({"cach_thuc": "Trực tiếp"}, ("no_channel",), "text instead of a list"),
        (
            {"cach_thuc": [channel(way="Qua bưu tá"), "x", channel()]},
            ("channel_unknown",),
            "two rows nobody can read, one that counts",
        ),
        ({"linh_vuc": "Không có thông tin"}, ("no_field",), "the portal's words for nothing"),
        ({"cap_thuc_hien": ["Cấp thôn"]}, ("level_unknown",), "no such level"),
        (
            {"thanh_phan_ho_so": [{"ten": "", "so_luong": "1 bản chính"}]},
            ("paper_without_name",),
            "a paper without name",
        ),
        ({"ten_thu_tuc": "Ca\u0302\u0301p"}, ("letters_in_two_parts",), "two encodings"),
    ],
)
def test_what_a_source_lacks_is_said(changes, faults, why):
    assert content_of(line(**changes)).all_faults() == faults, why


def test_an_audience_cut_at_its_commas_is_whole_again():
    pieces = ["Tổ chức (không bao gồm doanh nghiệp", "HTX)", "Cán bộ", "công chức", "viên chức"]
    found = content_of(line(doi_tuong=pieces))
    assert found.audience == (
        "Tổ chức (không bao gồm doanh nghiệp, HTX)",
        "Cán bộ, công chức, viên chức",
    )
    assert found.faults == ("audience_in_pieces",)


def test_what_a_channel_cannot_say_does_not_reject_the_procedure():
    found = term(says="Nộp tại\x00quầy")
    assert (found.fee_text, found.faults) == ("", ("channel_text_unusable",))


@pytest.mark.parametrize(
    ("broken", "word", "why"),
    [
        (b'{"ma_thu_tuc": "1.001193"', "line_not_json", "the end is missing"),
        (b"[]", "line_not_json", "a list is no procedure"),
        (b"[" * 100_000, "line_not_json", "deeper than any reader goes"),
        ("{}".encode("utf-16"), "line_not_text", "another encoding"),
        (line().decode().encode("cp1258", "replace"), "line_not_text", "an encoding of 1995"),
        (line(ten_thu_tuc="Tên\x00xấu"), "unusable_text", "NUL"),
        (json.dumps(said(ten_thu_tuc="Tên\ud800")).encode(), "line_not_json", "half a letter"),
        (line(ten_thu_tuc="x" * 3000), "unusable_text", "a name nobody reads to its end"),
        (line(ten_thu_tuc=...), "procedure_without_name", "no name"),
        (line(ten_thu_tuc=["Tên"]), "procedure_without_name", "a list is no name"),
        (line(ma_thu_tuc=""), "procedure_without_code", "no code"),
        (line(ma_thu_tuc="1.1193"), "procedure_without_code", "a digit is missing"),
        (line(ma_thu_tuc="../../etc"), "procedure_without_code", "a path is no code"),
        (line(can_cu_phap_ly=["1/2000/QH10"] * 3000), "procedure_too_large", "no end of laws"),
    ],
)
def test_a_broken_line_is_rejected_with_its_reason(broken, word, why):
    with pytest.raises(Refusal) as no:
        content_of(broken)
    assert no.value.word == word, why


@pytest.mark.parametrize("code", ["1.001193", "1.000948.H38", "1.001234.000.00.00.H27"])
def test_national_codes_and_local_variants_are_codes(code):
    assert content_of(line(ma_thu_tuc=code)).code == code


cells = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    | st.sampled_from(["Trực tiếp", "Ngày làm việc", "Ngày", "Miễn phí", "140,000", "1.5", "0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=4,
)
rows = st.fixed_dictionaries(
    {},
    optional={
        "hinh_thuc": st.sampled_from(["Trực tiếp", "Dịch vụ bưu chính", "Trực tuyến"]) | cells,
        "so": st.sampled_from(["1", "1.5", "0", "140,000", "", "30"]) | cells,
        "don_vi": st.sampled_from(["Ngày", "Giờ", "Tháng", "Ngày làm việc"]) | cells,
        "phi": st.sampled_from(["Miễn phí"]) | cells,
        "mo_ta": cells,
    },
)


@given(st.lists(rows | cells, max_size=4) | cells)
def test_whatever_stands_in_its_channels_a_procedure_comes_in(channels):
    found = content_of(line(cach_thuc=channels))
    assert found.code == CODE
    for each in found.cases[0].terms:
        assert each.channel in Channel
        assert (each.limit is None) == any(word.startswith("limit_") for word in each.faults), (
            "unknown exactly where a word says so"
        )
    assert set(found.all_faults()) <= FAULTS.keys(), "each has a sentence"
    assert found.digest() == content_of(line(cach_thuc=channels)).digest()


@pytest.mark.parametrize(
    ("cell", "known", "why"),
    [
        (..., None, "the portal's file has no such cell"),
        (None, None, "an empty one says nothing"),
        ("5", None, "without its article it is no rule"),
        ({"so_ngay_lam_viec": "5", "can_cu": "Luật A Điều 7"}, Notice(5, "Luật A Điều 7"), "text"),
        ({"so_ngay_lam_viec": 10, "can_cu": "Luật A"}, Notice(10, "Luật A"), "a number"),
    ],
)
def test_a_sector_rules_time_for_asking_for_papers_comes_with_its_article(cell, known, why):
    assert content_of(line(thong_bao_bo_sung=cell)).notice == known, why


@pytest.mark.parametrize(
    ("days", "basis", "word", "why"),
    [
        ("0", "Luật A", "notice_impossible", "no day is no time"),
        ("1.5", "Luật A", "notice_impossible", "a part of a day is none either"),
        ("-3", "Luật A", "notice_impossible", "no time is negative"),
        ("366", "Luật A", "notice_impossible", "more than a year is a slip"),
        ("", "Luật A", "notice_impossible", "an article without days"),
        ("5", "", "notice_without_basis", "days without an article"),
        ("5", "--", "notice_without_basis", "two dashes are no article"),
    ],
)
def test_a_sector_rule_that_cannot_be_is_refused(days, basis, word, why):
    cell = {"so_ngay_lam_viec": days, "can_cu": basis}
    with pytest.raises(Refusal) as no:
        content_of(line(thong_bao_bo_sung=cell))
    assert no.value.word == word, why
