"""A paper's value becomes a PDF: typst, PDF/A-2a and PDF/UA-1, our own fonts or the office's.

The standard templates lie in `typst/`. An office puts a template of the same name into the
folder `MOTCUA_PAPER_FOLDER` (with a copy of `house.typ`, see `motcua papers --copy`) and its fonts
into `fonts/` there; it is used from the next print on, without a change of code.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import local

import msgspec
import typst
from django.conf import settings

from motcua.documents.values import Paper
from motcua.rules.calendar import HANOI
from motcua.rules.refusal import Refusal

STANDARD = Path(__file__).parent / "typst"
# The album of photographs is no paper of an office.
ALBUM = "pictures.typ"
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
# What the compiler says of a sign that no font has, which those standards forbid.
NO_GLYPH = "could not be displayed with font"
MAIN = """#import "/%s.typ": render
#let papers = json(bytes(sys.inputs.papers))
#set document(title: papers.first().title, author: papers.first().office.full)
#for paper in papers { render(paper) }
"""
# A compiler keeps its parsed templates; it is not for two threads at once.
_held = local()


def pdf(*papers: Paper, at: datetime, standard: bool = False) -> bytes:
    """Papers of one template as one PDF, by the office's own template where it has one.

    Refuses `own_template_broken` with what is wrong and where; `standard` leaves the office's
    template aside.
    """
    template = papers[0].template
    found = None if standard else own(template)
    try:
        return _compiled(found or STANDARD, template, papers, at)
    except typst.TypstError as fault:
        if found is None:
            raise
        raise Refusal("own_template_broken", template=template, fault=_where(fault)) from fault


def _compiled(folder: Path, template: str, papers: Sequence[Paper], at: datetime) -> bytes:
    """A sign that the fonts lack is an empty box to fill by hand, in a PDF without those standards.

    Else one foreign name would keep its slip, and the whole year's register, from being printed.
    """
    try:
        return _made(folder, template, papers, at, STANDARDS)
    except typst.TypstError as fault:
        if NO_GLYPH not in fault.message:
            raise
    return _made(folder, template, papers, at, [])


def _made(
    folder: Path,
    template: str,
    papers: Sequence[Paper],
    at: datetime,
    standards: list[typst.PDFStandard],
) -> bytes:
    found = _compiler(folder).compile(
        (MAIN % template).encode(),
        format="pdf",
        sys_inputs={"papers": msgspec.json.encode(papers).decode()},
        pdf_standards=standards,
        timestamp=at.astimezone(HANOI).replace(microsecond=0),
    )
    assert isinstance(found, bytes)  # noqa: S101 - PDF is one file
    return found


def templates() -> list[Path]:
    """The standard templates that an office may replace, and what they share."""
    return sorted(path for path in STANDARD.glob("*.typ") if path.name != ALBUM)


def own(template: str) -> Path | None:
    """The office's folder, where it holds a template of this name."""
    folder = Path(settings.PAPER_FOLDER) if settings.PAPER_FOLDER else None
    return folder if folder and (folder / f"{template}.typ").is_file() else None


def _compiler(folder: Path) -> typst.Compiler:
    compilers: dict[Path, typst.Compiler] = _held.__dict__.setdefault("compilers", {})
    if folder not in compilers:
        compilers[folder] = typst.Compiler(root=str(folder), font_paths=fonts(folder))
    return compilers[folder]


@cache
def fonts(folder: Path) -> typst.Fonts:
    """The house's faces, and those of an office's own folder; none of the machine's."""
    own = folder / "fonts"
    paths = [str(files("font_source_serif_pro") / "files"), *([str(own)] if own.is_dir() else [])]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


def _where(fault: typst.TypstError) -> str:
    """What the compiler says, on one line, without paths of this machine."""
    return " ".join(fault.message.split())[:300]
