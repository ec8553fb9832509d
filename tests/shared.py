"""Where a test finds `../shared`: the law's texts and real data that lie beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def shared(place: str) -> Path:
    """The path of a file beside the checkout; skips where it is absent, fails in CI."""
    path = SHARED / place
    if path.exists():
        return path
    why = f"../shared/{place} is absent: it lies beside the maintainers' checkout only"
    if os.environ.get("MOTCUA_REQUIRE_SHARED") == "1":
        pytest.fail(why)
    pytest.skip(why)
