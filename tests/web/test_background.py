"""The background steps go on after a fault, and one fault holds up no other."""

from __future__ import annotations

import logging
import threading

import pytest
from django.db import OperationalError

from motcua.web import background


@pytest.mark.parametrize("fault", [OperationalError("locked"), ValueError("a step's own fault")])
def test_a_step_with_a_fault_is_tried_again_and_holds_up_no_other(monkeypatch, caplog, fault):
    caplog.set_level(logging.CRITICAL)
    tried, done = threading.Semaphore(0), threading.Event()

    def stumbles() -> bool:
        tried.release()
        raise fault

    monkeypatch.setattr(background, "AFTER_A_FAULT", 0.01)
    monkeypatch.setattr(background, "_REGISTERED", {})
    background.register("stumbles", stumbles)
    background.register("works", lambda: bool(done.set()))
    background.start()
    assert done.wait(10)
    assert all(tried.acquire(timeout=10) for _ in range(3))


def test_a_step_that_did_something_is_asked_again_at_once():
    assert background._once("x", lambda: True) == 0.0
    assert background._once("x", lambda: False) == background.IDLE_SECONDS
