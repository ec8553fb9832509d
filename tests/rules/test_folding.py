"""Names are found however they are typed, and stored in one form."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.folding import clean, fold, nfc, words
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
