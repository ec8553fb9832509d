"""What the one background process does beside the sequencer, told by the rooms that need it.

    background.register("letters", step)

A step does one piece of work and answers whether there was any. Each has a thread of its own, so
that a mail server that does not answer holds up nobody else.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections

Step = Callable[[], bool]
IDLE_SECONDS = 1.0
AFTER_A_FAULT = 30.0
_REGISTERED: dict[str, Step] = {}
log = logging.getLogger(__name__)


def register(name: str, step: Step) -> None:
    """From the next start on, this is done for as long as the background process runs."""
    _REGISTERED[name] = step


def start() -> None:
    """Every registered step runs in a thread that ends with the process."""
    for name, step in _REGISTERED.items():
        threading.Thread(target=_repeat, args=(name, step), name=name, daemon=True).start()


def _repeat(name: str, step: Step) -> None:
    while True:
        time.sleep(_once(name, step))


def _once(name: str, step: Step) -> float:
    """How long to wait after one step; a fault is said and tried again, it stops no other step."""
    try:
        return 0.0 if step() else IDLE_SECONDS
    except DatabaseError:
        log.warning("Việc nền “%s” chờ cơ sở dữ liệu, sẽ thử lại.", name)
    except Exception:
        log.exception("Việc nền “%s” gặp lỗi, sẽ thử lại.", name)
    close_old_connections()
    return AFTER_A_FAULT
