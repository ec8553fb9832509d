"""The log holds where something failed and nobody's name."""

from __future__ import annotations

import logging
import sys

from motcua.web.logs import WithoutData

NAME = "Nguyễn Thị Hoa"
NUMBER = "040301001234"


def fail(name: str, number: str) -> None:
    try:
        raise KeyError(name)
    except KeyError as cause:
        raise ValueError(number) from cause


def test_a_fault_is_logged_with_its_places_and_without_its_data():
    try:
        fail(NAME, NUMBER)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), sys.exc_info())
    text = WithoutData().format(record)
    assert "in fail" in text
    assert text.index("KeyError") < text.index("ValueError")
    assert NAME not in text and NUMBER not in text
