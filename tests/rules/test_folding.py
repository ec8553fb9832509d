"""Names are found however they are typed, and stored in one form."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.folding import clean, clean_line, fold, nfc, words
from motcua.rules.refusal import Refusal


@pytest.mark.parametrize(
    ("text", "folded", "why"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh", "marks and đ are gone"),
        ("ĐẶNG THỊ HƯỜNG", "dang thi huong", "capitals too, Đ as well"),
        (unicodedata.normalize("NFD", "Ủy quyền"), "uy quyen", "letters written in two parts"),
        ("  Cấp \n bản\tsao ", "cap ban sao", "blanks of any kind are one"),
        ("1.001193", "1.001193", "a code stays"),
        ("ƯƠNG ĂÂÊÔƠ", "uong aaeoo", "every vowel of the alphabet"),
    ],
)
def test_a_citizen_without_a_vietnamese_keyboard_finds_the_name(text, folded, why):
    assert fold(text) == folded, why


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("Nhận cha, mẹ, con", ("nhan", "cha", "me", "con"), "commas part words"),
        ("mã 2.000635.", ("ma", "2.000635"), "a dot within a code stays, one at the end does not"),
        ("(hộ tịch)/ký", ("ho", "tich", "ky"), "brackets and strokes part words"),
        ("...", (), "dots alone are no word"),
    ],
)
def test_words_are_what_a_person_would_type(text, found, why):
    assert words(text) == found, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Nguyễn\x00Văn", "nul"),
        ("Nguyễn\ud800", "surrogate"),
        ("Đ" * 101, "too_long"),
        ("x" * 10_000_000, "too_long"),
    ],
)
def test_text_that_no_database_keeps_is_refused(text, why):
    with pytest.raises(Refusal) as no:
        clean(text, 100)
    assert (no.value.word, no.value.facts["why"]) == ("unusable_text", why)


def test_a_name_in_two_part_letters_is_measured_by_its_letters():
    assert clean(unicodedata.normalize("NFD", "Ễ" * 100), 100) == "Ễ" * 100


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
    assert words(" ".join(words(text))) == words(text)


@given(st.text(alphabet="aăâbcdđeêoôơuưyạảãàáễộựỳ ĐĂÂÊÔƠƯ"))
def test_both_encodings_of_a_letter_are_one_text(text):
    parts = unicodedata.normalize("NFD", text)
    assert nfc(parts) == nfc(text)
    assert fold(parts) == fold(text)


UNSEEN = {
    0x00AD: "soft hyphen",
    0x061C: "arabic letter mark",
    0x180E: "mongolian vowel separator",
    0x200B: "zero width space",
    0x200C: "zero width non-joiner",
    0x200D: "zero width joiner",
    0x200E: "left-to-right mark",
    0x200F: "right-to-left mark",
    0x202A: "left-to-right embedding",
    0x202E: "right-to-left override",
    0x2060: "word joiner",
    0x2066: "left-to-right isolate",
    0x2069: "pop directional isolate",
    0x3164: "hangul filler",
    0xFE0F: "variation selector",
    0xFEFF: "byte order mark",
    0xE0041: "tag letter",
}
BREAKS = {
    0x0A: "line feed",
    0x0B: "vertical tab",
    0x0C: "form feed",
    0x0D: "carriage return",
    0x1E: "record separator",
    0x85: "next line",
    0xA0: "no-break space",
    0x2028: "line separator",
    0x2029: "paragraph separator",
}


@pytest.mark.parametrize(("code", "why"), UNSEEN.items())
def test_signs_that_nobody_sees_are_not_kept(code, why):
    sign = chr(code)
    assert clean(f"{sign}Ho{sign}àng{sign}", 20) == clean_line(f"Hoà{sign}ng", 20) == "Hoàng", why
    assert clean(sign * 3, 20) == clean_line(f" {sign} ", 20) == "", why
    assert clean(f"Thu{sign}\u0309y", 20) == "Thủy", "the letter is whole again"


def test_no_sign_of_category_cf_is_kept():
    signs = [chr(code) for code in range(sys.maxunicode + 1) if code not in range(0xD800, 0xE000)]
    assert "".join(nfc(sign) for sign in signs if unicodedata.category(sign) == "Cf") == ""


@pytest.mark.parametrize(("code", "why"), BREAKS.items())
def test_what_ends_a_line_is_a_blank_in_one_line(code, why):
    assert clean_line(f"Nguyễn{chr(code)}{chr(code)} Lan{chr(code)}", 20) == "Nguyễn Lan", why


def test_letters_of_other_scripts_stay():
    for name in ("Pǎng Aỹ", "ꪼꪕ", "ꨌꩌ", "Ksor H’Bơ Lý", "K’Să"):
        assert clean_line(name, 20) == unicodedata.normalize("NFC", name)
