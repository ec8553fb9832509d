"""What a file really is, by its content and never by its name; and whether it is only that.

A file that two programs read as two things (PDF and page, picture and archive) is refused.
Macros in Word files are refused. What a picture or PDF says about its maker is not stripped.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import puremagic

from motcua.rules.refusal import Refusal

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
EXTENSIONS = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    DOCX: (".docx",),
    ODT: (".odt",),
}
ALLOWED = "PDF, JPEG, PNG, DOCX, ODT"

HEAD = 4096
# The end record of an archive is 22 bytes and may carry a comment of 64 KiB.
TAIL = 65_557
END_RECORD = b"PK\x05\x06"
ENTRIES = 10_000
_PAGE = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?php)", re.IGNORECASE)


def media_type(path: Path, name: str) -> str:
    """The one type of the file; raises `type_not_allowed` and `two_types_at_once`."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(-min(TAIL, path.stat().st_size), 2)
        tail = file.read()
    guesses = _guesses(head)
    found = next((kind for kind, holds in _TYPES if holds(head, tail, path, guesses)), None)
    if found is None:
        raise Refusal("type_not_allowed", name=name, allowed=ALLOWED)
    if _PAGE.search(head) or (found not in (DOCX, ODT) and _ends_as_archive(tail)):
        raise Refusal("two_types_at_once", name=name, type=found)
    return found


def _guesses(head: bytes) -> set[str]:
    try:
        return {guess.mime_type for guess in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return set()


def _pdf(head: bytes, tail: bytes, _path: Path, guesses: set[str]) -> bool:
    return PDF in guesses and head.startswith(b"%PDF-") and b"%%EOF" in tail[-2048:]


def _jpeg(head: bytes, tail: bytes, _path: Path, guesses: set[str]) -> bool:
    # Some telephones write more after the picture's end, so the end is only looked for.
    return JPEG in guesses and head.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in tail


def _png(head: bytes, tail: bytes, _path: Path, guesses: set[str]) -> bool:
    return PNG in guesses and head[12:16] == b"IHDR" and tail[-8:-4] == b"IEND"


def _docx(head: bytes, _tail: bytes, path: Path, guesses: set[str]) -> bool:
    return DOCX in guesses and head.startswith(b"PK\x03\x04") and _archive(path) == DOCX


def _odt(head: bytes, _tail: bytes, path: Path, _guesses: set[str]) -> bool:
    return head.startswith(b"PK\x03\x04") and _archive(path) == ODT


_TYPES: tuple[tuple[str, Callable[[bytes, bytes, Path, set[str]], bool]], ...] = (
    (PDF, _pdf),
    (JPEG, _jpeg),
    (PNG, _png),
    (DOCX, _docx),
    (ODT, _odt),
)


def _archive(path: Path) -> str:
    """Which of the two an archive is; read from its table and one short entry, nothing unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if len(names) > ENTRIES or any(each.endswith("vbaProject.bin") for each in names):
                return ""
            if {"[Content_Types].xml", "word/document.xml"} <= set(names):
                return DOCX
            if names[:1] == ["mimetype"] and archive.getinfo("mimetype").file_size == len(ODT):
                return ODT if archive.read("mimetype") == ODT.encode() else ""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return ""
    return ""


def _ends_as_archive(tail: bytes) -> bool:
    """Whether a program that reads archives from their end would read one here."""
    place = tail.rfind(END_RECORD)
    if place < 0 or len(tail) < place + 22:
        return False
    comment = int.from_bytes(tail[place + 20 : place + 22], "little")
    return len(tail) == place + 22 + comment
