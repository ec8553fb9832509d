"""The house of the desk, its clock and browsers; and papers read as a stranger would read them."""

from __future__ import annotations

from tests.dossiers.conftest import (
    _english,
    _vietnamese_again,
    browser,
    house,
    morning,
)

__all__ = ["_english", "_vietnamese_again", "browser", "house", "morning"]
