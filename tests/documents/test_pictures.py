"""Photographs of papers become one PDF, upright and whole, and a broken one is named."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from motcua.dossiers import actions
from motcua.dossiers.models import DossierRow
from motcua.files import store
from motcua.files.actions import save
from motcua.files.models import Attachment
from tests.documents import papers, reading
from tests.dossiers import builders
from tests.dossiers.requests import plain
from tests.files.samples import PDF, PNG, upload

TURNED = 0x0112


def photograph(kind: str = "JPEG", *, size=(600, 300), turned: int = 1) -> bytes:
    """Red on its left half, blue on its right; `turned` as a telephone writes it."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    said = Image.Exif()
    said[TURNED] = turned
    out = BytesIO()
    picture.save(out, kind, exif=said)
    return out.getvalue()


def attached(house, stream: str, content: bytes, name: str) -> Attachment:
    row = save(upload(content, name), at=papers.later(minutes=1))
    actions.attach(stream, row.id, builders.hand(house["lan"], papers.later(minutes=2)))
    return row


def address(stream: str) -> str:
    return f"/giay-to/{DossierRow.objects.get(stream=stream).code}/pictures/"


def test_the_photographs_are_one_pdf_in_their_order_with_their_names(house, browser):
    stream = papers.received(house)
    attached(house, stream, photograph(), "Tờ khai, mặt trước.jpg")
    attached(house, stream, PDF, "don.pdf")
    attached(house, stream, photograph("PNG"), "Mặt sau.png")
    client = browser("lan")
    ref = DossierRow.objects.get(stream=stream).code
    assert "Ảnh đính kèm, gộp thành một PDF" in plain(client.get(f"/ho-so/{ref}/").text)
    pdf = client.get(address(stream)).content
    assert reading.faults_of_pdfa(pdf) == []
    assert len(reading.pages(pdf)) == 2
    assert reading.words(pdf) == "Tờ khai, mặt trước.jpg Mặt sau.png"


def places(page: Image.Image, band: int) -> list[tuple[int, int]]:
    """Where the page is of one colour alone: 0 red, 2 blue."""
    width, height = page.size
    points = [(x, y) for x in range(0, width, 8) for y in range(0, height, 8)]
    return [at for at in points if page.getpixel(at)[band] > page.getpixel(at)[1] + 100]


@pytest.mark.parametrize(
    ("turned", "top", "why"),
    [(1, "left red", "as it lies"), (6, "top red", "a telephone held upright")],
)
def test_a_photograph_stands_as_it_was_taken(house, browser, turned, top, why):
    stream = papers.received(house)
    attached(house, stream, photograph(turned=turned), "a.jpg")
    pdf = browser("lan").get(address(stream)).content
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].render(scale=1).to_pil().convert("RGB")
    red, blue = places(page, 0), places(page, 2)
    assert red
    assert blue
    beside = max(x for x, _ in red) <= min(x for x, _ in blue)
    above = max(y for _, y in red) <= min(y for _, y in blue)
    assert (beside, above) == ((True, False) if top == "left red" else (False, True)), why


def test_a_jpeg_is_not_made_worse(house, browser):
    stream = papers.received(house)
    attached(house, stream, photograph(size=(1200, 800)), "a.jpg")
    with pikepdf.open(BytesIO(browser("lan").get(address(stream)).content)) as document:
        [image] = [
            each
            for each in document.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
        assert (int(image.Width), int(image.Height)) == (1200, 800)
        assert str(image.Filter) == "/DCTDecode"


def test_a_dossier_without_photographs_says_so(house, browser):
    stream = papers.received(house)
    attached(house, stream, PDF, "don.pdf")
    client = browser("lan")
    ref = DossierRow.objects.get(stream=stream).code
    assert "gộp thành một PDF" not in client.get(f"/ho-so/{ref}/").text
    answer = client.get(address(stream))
    assert answer.status_code == 200
    assert "Hồ sơ này không có ảnh nào" in plain(answer.text)


def test_a_broken_photograph_is_named(house, browser):
    stream = papers.received(house)
    whole = photograph(size=(64, 64))
    row = attached(house, stream, whole, "hỏng.jpg")
    store.place(row.id).write_bytes(b"\xff\xd8\xff\xe0 no picture")
    answer = browser("lan").get(address(stream))
    assert answer.status_code == 409
    assert "hỏng.jpg" in plain(answer.text)
    store.place(row.id).unlink()
    assert "Không tìm thấy nội dung của tệp" in plain(browser("lan").get(address(stream)).text)


def test_nobody_elses_photographs_are_shown(house, browser):
    stream = papers.received(house)
    attached(house, stream, PNG, "a.png")
    assert browser("sau").get(address(stream)).status_code == 404
    assert browser().get(address(stream)).status_code == 302


def test_a_photograph_named_in_letters_that_no_font_of_ours_has_is_printed(house, browser):
    stream = papers.received(house)
    attached(house, stream, photograph(), "微信图片 😀.jpg")
    answer = browser("lan").get(address(stream))
    assert answer.status_code == 200
    assert len(reading.pages(answer.content)) == 1
