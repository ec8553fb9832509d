"""A file is what its content says."""

from __future__ import annotations

import pytest

from motcua.files.sniff import media_type
from motcua.rules.refusal import Refusal
from tests.files.samples import DOCX, JPEG, ODT, OPEN, PDF, PNG, WORD, archive


def sniffed(tmp_path, content: bytes) -> str:
    path = tmp_path / "x"
    path.write_bytes(content)
    return media_type(path, "x")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (JPEG + b"\x00" * 300, "image/jpeg"),
        (DOCX, WORD),
        (ODT, OPEN),
    ],
)
def test_a_file_is_what_its_content_says(tmp_path, content, kind):
    assert sniffed(tmp_path, content) == kind


@pytest.mark.parametrize(
    ("content", "word", "why"),
    [
        (b"<html><script>alert(1)</script>", "type_not_allowed", "a page"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "type_not_allowed", "a drawing with script"),
        (b"MZ\x90\x00" + b"\x00" * 80, "type_not_allowed", "a program"),
        (b"Xin ch\xc3\xa0o", "type_not_allowed", "text says nothing about itself"),
        (b"%PDF-1.4 no end", "type_not_allowed", "a torn PDF"),
        (b"junk\n" + PDF, "type_not_allowed", "a PDF that begins as something else"),
        (archive(("a.txt", "a")), "type_not_allowed", "an archive of anything"),
        (
            archive(
                ("[Content_Types].xml", ""), ("word/document.xml", ""), ("word/vbaProject.bin", "")
            ),
            "type_not_allowed",
            "a Word file with macros",
        ),
        (
            archive(("[Content_Types].xml", ""), ("xl/workbook.xml", "")),
            "type_not_allowed",
            "a spreadsheet",
        ),
        (DOCX[:60], "type_not_allowed", "a torn archive"),
        (
            b"%PDF-1.4\n<html><script>alert(1)</script>\n%%EOF\n",
            "two_types_at_once",
            "a PDF that a browser may read as a page",
        ),
        (
            PDF + archive(("x.class", "x")).replace(b"x.class", b"x%%EOF_"),
            "two_types_at_once",
            "a PDF with an archive behind",
        ),
        (JPEG + archive(("x.class", "x")), "two_types_at_once", "a picture with an archive behind"),
    ],
)
def test_what_pretends_is_refused(tmp_path, content, word, why):
    with pytest.raises(Refusal) as refused:
        sniffed(tmp_path, content)
    assert refused.value.word == word, why
