"""A PDF read by programs that did not make it: its words, its marks, its promises of PDF/A."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pypdfium2
import zxingcpp

DPI = 300
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"


def words(pdf: bytes) -> str:
    """Every word of a PDF, page after page, with single spaces."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


def pages(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in millimetres."""
    with pypdfium2.PdfDocument(pdf) as document:
        sizes = [page.get_size() for page in document]
    return [(round(width / 72 * 25.4), round(height / 72 * 25.4)) for width, height in sizes]


def marks(pdf: bytes) -> dict[str, str]:
    """The QR code and the barcode of the first page, as a scanner at 300 dpi reads them."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=DPI / 72, grayscale=True).to_pil()
    return {str(each.format): each.text for each in zxingcpp.read_barcodes(picture)}


def faults_of_pdfa(pdf: bytes) -> list[str]:
    """What keeps a PDF from being PDF/A-2a, as far as it can be seen without veraPDF."""
    found = []
    with pikepdf.open(BytesIO(pdf)) as document, document.open_metadata() as said:
        if (said.get(f"{PDFA}part"), said.get(f"{PDFA}conformance")) != ("2", "A"):
            found.append("XMP does not say PDF/A-2a")
        intents = list(document.Root.get("/OutputIntents", []))
        if not any(each.S == "/GTS_PDFA1" and "/DestOutputProfile" in each for each in intents):
            found.append("no output intent with a profile")
        if document.is_encrypted:
            found.append("encrypted")
        if str(document.Root.get("/Lang", "")) != "vi":
            found.append("the language is not said")
        if "/StructTreeRoot" not in document.Root or not document.Root.MarkInfo.Marked:
            found.append("not tagged")
        names = document.Root.get("/Names", {})
        found += [f"holds {each}" for each in ("/JavaScript", "/EmbeddedFiles") if each in names]
        found += _fonts_outside(document)
    return found


def _fonts_outside(document: pikepdf.Pdf) -> list[str]:
    found, seen = [], 0
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
            seen += 1
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(each.keys()):
                found.append(f"font not embedded: {each.FontName}")
    return found or ([] if seen else ["no font at all"])


def fonts(pdf: bytes) -> set[str]:
    """The names of the fonts in a PDF, without the prefix of their part."""
    with pikepdf.open(BytesIO(pdf)) as document:
        names = [
            str(each.FontName)
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
        ]
    return {re.sub(r"^/[A-Z]{6}\+", "", name) for name in names}
