"""Small true files of every type that is taken in, and some that only pretend."""

from __future__ import annotations

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]>>",
)


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first its catalogue."""
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        b"%sxref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (body, size, table, size, len(body))
    )


PDF = pdf(*OBJECTS)
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
