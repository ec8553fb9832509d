"""The same small house as the desk's tests."""

from __future__ import annotations

from tests.dossiers.conftest import (
    _english,
    _vietnamese_again,
    browser,
    house,
    morning,
)

__all__ = ["_english", "_vietnamese_again", "browser", "house", "morning"]
