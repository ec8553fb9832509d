"""One clock for the house."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

from motcua.web import clock


def test_now_is_an_instant_and_today_is_hanois():
    before = clock.now()
    assert before.tzinfo is UTC
    assert before <= clock.now()
    days = {clock.now().astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date() for _ in range(2)}
    assert clock.today() >= min(days)
