"""The two marks a machine reads: a QR of an address, a Code 128 of a dossier's code."""

from __future__ import annotations

from io import BytesIO
from itertools import groupby

import segno
from barcode.codex import Code128

# Any of the eight masks can be read; looking for the best one takes four fifths of the time.
MASK = 2
# Modules of white that a reader needs on each side of a Code 128.
QUIET = 10


def qr(text: str) -> str:
    """The QR code as a drawing (SVG) with its quiet zone; error correction M."""
    out = BytesIO()
    segno.make(text, error="m", micro=False, mask=MASK).save(
        out, kind="svg", border=2, xmldecl=False
    )
    return out.getvalue().decode()


def barcode(code: str) -> str:
    """The code as Code 128, a drawing (SVG) one module wide a unit, its quiet zones included."""
    bars = Code128(code).build()[0]
    at, drawn = QUIET, []
    for dark, run in groupby(bars):
        width = len(list(run))
        if dark == "1":
            drawn.append(f"M{at} 0h{width}v40h-{width}z")
        at += width
    path = "".join(drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {at + QUIET} 40"'
        f' width="{at + QUIET}" height="40"><path d="{path}"/></svg>'
    )
