"""The law's dated data (`src/motcua/law/*.toml`) read once and handed to the rules as values."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read(name: str) -> dict[str, Any]:
    """One data file of `motcua/law`, parsed: `read("regimes.toml")`."""
    return tomllib.loads((files("motcua") / "law" / name).read_text("utf-8"))
