"""Small true files of every type that is taken in, and some that only pretend."""

from __future__ import annotations

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 40 + b"\xff\xd9"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPEN = "application/vnd.oasis.opendocument.text"


def archive(*entries: tuple[str, str]) -> bytes:
    """A zip archive with these entries."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as file:
        for name, text in entries:
            file.writestr(zipfile.ZipInfo(name), text)
    return found.getvalue()


DOCX = archive(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"))
ODT = archive(("mimetype", OPEN), ("content.xml", "<office/>"))


def upload(content: bytes, name: str = "giay-to.pdf") -> SimpleUploadedFile:
    """What a form hands over; the type the browser claims is always a lie here."""
    return SimpleUploadedFile(name, content, content_type="application/x-claimed")
