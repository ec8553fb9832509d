"""Text as it is stored and as it is searched: one form of each letter, and a form without marks.

Vietnamese letters have two encodings; what is stored is NFC. What is searched has neither
marks nor case, and đ is d, so that "dang ky" finds "Đăng ký" and "Đặng" alike.
"""

from __future__ import annotations

import re
import unicodedata

from motcua.rules.refusal import Refusal

# A letter of NFD may take three code points where NFC takes one.
_WIDEST = 4
_LETTERS_WITHOUT_MARK = str.maketrans({"đ": "d", "Đ": "d"})
_HALF_A_LETTER = re.compile("[\ud800-\udfff]")
_NOT_A_WORD = re.compile(r"[^\w.]+|(?<!\w)\.+|\.+(?!\w)")


def nfc(text: str) -> str:
    """The text with each letter in its one stored form.

    >>> len(nfc(unicodedata.normalize("NFD", "Ễ")))
    1
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text without case and marks, đ as d, runs of blanks as one: what search compares.

    >>> fold("Đăng  ký LẠI khai sinh")
    'dang ky lai khai sinh'
    """
    if text.isascii():
        return " ".join(text.lower().split())
    bare = unicodedata.normalize("NFD", text.translate(_LETTERS_WITHOUT_MARK))
    kept = "".join(letter for letter in bare if unicodedata.category(letter) != "Mn")
    return " ".join(unicodedata.normalize("NFC", kept).lower().split())


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order; a dot within a code stays.

    >>> words("Nhận cha, mẹ, con (1.001022)")
    ('nhan', 'cha', 'me', 'con', '1.001022')
    """
    return tuple(_NOT_A_WORD.sub(" ", fold(text)).split())


def clean(text: str, longest: int) -> str:
    """The text in NFC without blanks at its ends, at most `longest` characters; it may be empty.

    Raises `unusable_text` for NUL, for half a letter (lone surrogate) and for what is longer:
    no database of ours, or no reader of our files, takes the first two.

    >>> clean("  Đăng ký khai sinh ", 20)
    'Đăng ký khai sinh'
    """
    if len(text) > _WIDEST * longest:
        raise Refusal("unusable_text", why="too_long", longest=longest)
    if "\x00" in text:
        raise Refusal("unusable_text", why="nul")
    if _HALF_A_LETTER.search(text):
        raise Refusal("unusable_text", why="surrogate")
    cleaned = nfc(text).strip()
    if len(cleaned) > longest:
        raise Refusal("unusable_text", why="too_long", longest=longest)
    return cleaned
