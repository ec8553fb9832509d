"""Whether a PDF can be opened by whoever must read it: not locked, not torn, with pages."""

from __future__ import annotations

import logging
from pathlib import Path

from pypdf import PasswordType, PdfReader
from pypdf.errors import FileNotDecryptedError

from motcua.rules.refusal import Refusal

# What a reader mends is a matter of taste, not of the office's log.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def examine(path: Path, name: str) -> None:
    """Nothing, or `pdf_locked` for one that asks for a password, `pdf_broken` for one without pages.

    One that is locked only against changes opens for everybody, and is taken in.
    """
    try:
        with path.open("rb") as file:
            reader = PdfReader(file, strict=False)
            locked = reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED
            pages = 0 if locked else _pages(reader)
    except FileNotDecryptedError:
        locked, pages = True, 0
    # A torn file makes a reader stumble in every way there is; each means the same to people.
    except Exception as fault:
        raise Refusal("pdf_broken", name=name) from fault
    if locked:
        raise Refusal("pdf_locked", name=name)
    if not pages:
        raise Refusal("pdf_broken", name=name)


def _pages(reader: PdfReader) -> int:
    """How many pages there are; the first is read as far as its size."""
    count = reader.get_num_pages()
    return count if count and reader.pages[0].mediabox.width > 0 else 0
