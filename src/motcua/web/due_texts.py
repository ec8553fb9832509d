"""How the lines of a due moment are said to people; Django-free, so the command line speaks too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from motcua.rules.due import Line

# Each line by its word; the facts fill it. English is a translation of these.
LINES = {
    "starts": "Thời hạn bắt đầu tính từ %(at)s.",
    "first_day_not_counted": "Ngày đầu tiên không tính, tính từ ngày liền sau.",
    "same_day": "Trả kết quả ngay trong ngày tiếp nhận.",
    "after_cutoff": "Tiếp nhận sau %(cutoff)s nên trả trong ngày làm việc tiếp theo.",
    "day_off": "Không tính ngày nghỉ: %(name)s, đến hết %(last)s.",
    "make_up_counted": "Tính ngày làm bù: %(name)s.",
    "days_counted": "Đủ %(days)s ngày làm việc.",
    "calendar_days_counted": "Đủ %(days)s ngày.",
    "months_counted": "Đủ %(months)s tháng.",
    "hours_counted": "Tính %(hours)s giờ trong giờ làm việc.",
    "part_of_a_day": "Phần lẻ của ngày kết thúc lúc %(at)s.",
    "moved_on": "Ngày cuối %(last)s là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo.",
    "ends_at": "Hết thời hạn lúc %(at)s.",
    "promised": "Hẹn trả lúc %(at)s.",
    "ends": "Thời hạn kết thúc lúc 24 giờ của ngày này.",
    "paused": "Cộng thêm thời gian chờ người nộp: %(amount)s %(unit)s.",
}
WORDS = {
    "weekend": "nghỉ cuối tuần",
    "hours": "phút làm việc",
    "working-days": "ngày làm việc",
    "calendar-days": "ngày",
    "months": "ngày",
}


def said(line: Line, translate: Callable[[str], str] = str) -> str:
    """The sentence of one line, filled."""
    facts = {name: _shown(value, translate) for name, value in line.facts.items()}
    return translate(LINES[line.word]) % facts


def _shown(value: Any, translate: Callable[[str], str]) -> str:
    if isinstance(value, datetime):
        return f"{value:%H:%M} {_shown(value.date(), translate)}"
    if isinstance(value, date):
        month = f"{value.month:02}" if value.month < 3 else str(value.month)
        return f"{value.day:02}/{month}/{value.year}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    text = str(value)
    return translate(WORDS[text]) if text in WORDS else text
