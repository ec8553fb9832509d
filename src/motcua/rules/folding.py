"""Text as it is stored and as it is searched: one form of each letter, and a form without marks.

Vietnamese letters have two encodings; what is stored is NFC, without the signs that show nothing
or turn writing around. What is searched has neither marks nor case, and đ is d, so that "dang ky"
finds "Đăng ký" and "Đặng" alike.
"""

from __future__ import annotations

import re
import unicodedata

from motcua.rules.refusal import Refusal

# A letter of NFD may take three code points where NFC takes one.
_WIDEST = 4
_LETTERS_WITHOUT_MARK = str.maketrans({"đ": "d", "Đ": "d"})
_HALF_A_LETTER = re.compile("[\ud800-\udfff]")
# Unicode's category Cf (zero width, direction, soft hyphen, byte order mark, tags) and the fillers
# and variation selectors: two names that look alike would differ by them. No Vietnamese letter
# needs one.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_NOT_A_WORD = re.compile(r"[^\w.]+|(?<!\w)\.+|\.+(?!\w)")


def nfc(text: str) -> str:
    """The text with each letter in its one stored form, and without signs that nobody sees.

    >>> len(nfc(unicodedata.normalize("NFD", "Ễ")))
    1
    >>> nfc("Lan\\u200b")
    'Lan'
    """
    return text if text.isascii() else unicodedata.normalize("NFC", _UNSEEN.sub("", text))


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


def clean_line(text: str, longest: int) -> str:
    """The text cleaned for one line: breaks, control signs and runs of blanks are one blank.

    >>> clean_line("Nguyễn\\n Thị\\u2028Lan", 20)
    'Nguyễn Thị Lan'
    """
    return " ".join(_CONTROL.sub(" ", clean(text, longest)).split())
