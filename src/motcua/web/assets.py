"""What a browser needs to draw a page: one stylesheet made of many small ones, scripts, fonts.

Built in memory at the first request, so an office needs no build step and no node. An address
holds the hash of its content and may be kept for ever; bytes go out gzipped where accepted.
Measured: stylesheet and scripts 7.5 KB gzipped, each font 128 KB (docs/decisions/0006).
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse
from font_source_sans_pro import font_directory

HERE = Path(__file__).resolve().parent
STYLES = HERE / "styles"
COMPONENTS = HERE / "jinja2" / "web" / "components"
SCRIPTS = HERE / "scripts"
FIRST = ("tokens.css", "ground.css", "frame.css", "forms.css")
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".ttf": "font/ttf",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as the browser gets it."""

    name: str
    kind: str
    body: bytes
    zipped: bytes
    digest: str


def _asset(name: str, body: bytes) -> Asset:
    digest = hashlib.sha256(body).hexdigest()[:16]
    return Asset(name, KINDS[Path(name).suffix], body, gzip.compress(body, 9, mtime=0), digest)


@cache
def stylesheet() -> bytes:
    """The whole stylesheet: tokens, ground, frame, forms, then each component's, then print."""
    parts = [STYLES / name for name in FIRST]
    parts += sorted(COMPONENTS.glob("*/style.css"))
    parts.append(STYLES / "print.css")
    text = b"\n".join(part.read_bytes() for part in parts)
    for path in _fonts():
        font = _asset(path.name, path.read_bytes())
        text = text.replace(font.name.encode(), f"../{font.digest}/{font.name}".encode())
    return text


@cache
def assets() -> dict[str, Asset]:
    """Every file by its name."""
    files = {path.name: path.read_bytes() for path in sorted(SCRIPTS.glob("*.js"))}
    files |= {path.name: path.read_bytes() for path in sorted(STYLES.glob("*.svg"))}
    files |= {path.name: path.read_bytes() for path in _fonts()}
    files["motcua.css"] = stylesheet()
    return {name: _asset(name, body) for name, body in files.items()}


def _fonts() -> list[Path]:
    return [Path(font_directory) / f"SourceSansPro-{face}.ttf" for face in ("Regular", "Semibold")]


def address(name: str) -> str:
    """The address of a file, with its hash; a name nobody has is a KeyError."""
    return reverse("web:asset", args=(assets()[name].digest, name))
