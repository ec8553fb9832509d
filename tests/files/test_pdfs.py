"""A PDF that nobody could open is named when it is sent, not when somebody needs it."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from motcua.files.pdfs import examine
from motcua.rules.refusal import Refusal
from tests.files.samples import OBJECTS, PDF, pdf


def locked(*, owner: str = "chủ", user: str = "") -> bytes:
    """The same PDF under a password; without one for its user it opens for everybody."""
    out = BytesIO()
    with pikepdf.open(BytesIO(PDF)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
    return out.getvalue()


def many_pages() -> bytes:
    out = BytesIO()
    with pikepdf.new() as document:
        for _ in range(300):
            document.add_blank_page()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


WRONG_TABLE = PDF.replace(b"0000000009 00000 n", b"0000000011 00000 n")
ROUND = (
    OBJECTS[0],
    b"<</Type/Pages/Kids[2 0 R]/Count 1>>",
    OBJECTS[2],
)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (PDF, "a plain one"),
        (many_pages(), "a long one, its objects packed"),
        (locked(), "locked against changes only: it opens without a password"),
        (WRONG_TABLE, "a table that is off by two bytes, as old scanners write it"),
    ],
)
def test_what_a_reader_opens_is_taken_in(tmp_path, content, why):
    path = tmp_path / "x"
    path.write_bytes(content)
    assert examine(path, "x") is None, why


@pytest.mark.parametrize(
    ("content", "word", "why"),
    [
        (locked(user="mở"), "pdf_locked", "it asks for a password"),
        (PDF[: PDF.index(b"xref")] + b"%%EOF", "pdf_broken", "its table is gone"),
        (PDF[:60], "pdf_broken", "torn off while it was sent"),
        (pdf(OBJECTS[0], b"<</Type/Pages/Kids[]/Count 0>>"), "pdf_broken", "no page"),
        (pdf(b"<<>>"), "pdf_broken", "no catalogue"),
        (pdf(*ROUND), "pdf_broken", "pages that hold themselves"),
        (b"%PDF-1.4\n%%EOF", "pdf_broken", "nothing at all"),
        (b"%PDF-1.4\n" + b"\x00" * 5000 + b"\n%%EOF", "pdf_broken", "zeros, as after a power cut"),
        (PDF.replace(b"/MediaBox[0 0 420 595]", b""), "pdf_broken", "a page without a size"),
    ],
)
def test_what_no_reader_opens_is_named(tmp_path, content, word, why):
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(Refusal, match=word):
        examine(path, "x")
