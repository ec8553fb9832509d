"""What a browser is sent to draw with."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from unicodedata import normalize

import pytest

from motcua.web.assets import assets

VOWELS = "aăâeêioôơuưy"
MARKS = "\u0300\u0301\u0303\u0309\u0323"


def letters() -> Iterator[str]:
    for vowel in VOWELS + VOWELS.upper():
        yield from (vowel, *(normalize("NFC", vowel + mark) for mark in MARKS))
    yield from "đĐ₫“”–…→←"


def drawn_by(font: bytes) -> set[int]:
    """The code points a TrueType font has a glyph for, read from its `cmap` (format 4)."""
    tables = struct.unpack(">H", font[4:6])[0]
    entries = (struct.unpack(">4sIII", font[12 + 16 * n : 28 + 16 * n]) for n in range(tables))
    start = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    count = struct.unpack(">H", font[start + 2 : start + 4])[0]
    places = [
        start + struct.unpack(">HHI", font[start + 4 + 8 * n : start + 12 + 8 * n])[2]
        for n in range(count)
    ]
    at = next(at for at in places if struct.unpack(">H", font[at : at + 2])[0] == 4)
    half = struct.unpack(">H", font[at + 6 : at + 8])[0]
    ends = struct.unpack(f">{half // 2}H", font[at + 14 : at + 14 + half])
    starts = struct.unpack(f">{half // 2}H", font[at + 16 + half : at + 16 + 2 * half])
    return {
        point
        for first, last in zip(starts, ends, strict=True)
        for point in range(first, last + 1)
        if last != 0xFFFF
    }


@pytest.mark.parametrize("face", ["Regular", "Semibold"])
def test_every_vietnamese_letter_is_in_the_houses_face(face):
    held = drawn_by(assets()[f"SourceSansPro-{face}.ttf"].body)
    assert [each for each in letters() if ord(each) not in held] == []


def test_a_page_is_drawn_from_little():
    small = [each for each in assets().values() if not each.name.endswith(".ttf")]
    assert sum(len(each.zipped) for each in small) < 15_000
    assert all(len(each.zipped) < 140_000 for each in assets().values())
