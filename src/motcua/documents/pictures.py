"""The photographs of a dossier as one PDF/A, for whoever can send or file only PDF."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import typst

from motcua.documents import rendering
from motcua.files import store
from motcua.files.models import Attachment
from motcua.files.sniff import EXTENSIONS, JPEG, PNG
from motcua.rules.calendar import HANOI
from motcua.rules.refusal import Refusal

KINDS = (JPEG, PNG)
MAIN = """#import "/pictures.typ": render
#set document(title: sys.inputs.title)
#render(json(bytes(sys.inputs.pictures)))
"""


class Picture(msgspec.Struct, frozen=True):
    """One photograph as the template gets it."""

    file: str
    name: str


def pictures_of(files: Sequence[Attachment]) -> list[Attachment]:
    """Those of the files that are photographs."""
    return [each for each in files if each.media_type in KINDS]


def pdf(files: Sequence[Attachment], title: str, *, at: datetime) -> bytes:
    """The photographs in their order, a page each.

    Refuses `attachment_missing`, and `picture_broken` for one that cannot be drawn.
    """
    with TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copy(rendering.STANDARD / rendering.ALBUM, folder)
        found = [_laid(folder, number, each) for number, each in enumerate(files)]
        try:
            return _compiled(folder, found, title, at, rendering.STANDARDS)
        except typst.TypstError as fault:
            if rendering.NO_GLYPH in fault.message:
                # A name in letters that the fonts lack, as telephones give them: no PDF/A then.
                return _compiled(folder, found, title, at, [])
            raise Refusal("picture_broken", names=[each.name for each in files]) from fault


def _laid(folder: Path, number: int, each: Attachment) -> Picture:
    """The file under a name that the template may read, and the name for people."""
    name = f"{number}{EXTENSIONS[each.media_type][0]}"
    try:
        (folder / name).symlink_to(store.place(each.id).resolve(strict=True))
    except FileNotFoundError as fault:
        raise Refusal("attachment_missing", name=each.name) from fault
    return Picture(name, each.name)


def _compiled(
    folder: Path,
    found: list[Picture],
    title: str,
    at: datetime,
    standards: list[typst.PDFStandard],
) -> bytes:
    made = typst.Compiler(root=str(folder), font_paths=rendering.fonts(rendering.STANDARD)).compile(
        MAIN.encode(),
        format="pdf",
        sys_inputs={"pictures": msgspec.json.encode(found).decode(), "title": title},
        pdf_standards=standards,
        timestamp=at.astimezone(HANOI).replace(microsecond=0),
    )
    assert isinstance(made, bytes)  # noqa: S101 - PDF is one file
    return made
