"""How the lines of a due moment are said to people; Django-free, so the command line speaks too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from motcua.rules.explained import Line
from motcua.web.sentences import shown

# Each line by its word; the facts fill it. English is a translation of these.
LINES = {
    "starts": "Thời hạn bắt đầu từ %(at)s.",
    "starts_counter": "Thời hạn bắt đầu khi Bộ phận Một cửa tiếp nhận hồ sơ: %(at)s.",
    "starts_post": "Thời hạn bắt đầu khi ký Biên bản giao nhận hồ sơ với bưu chính: %(at)s.",
    "starts_online": "Thời hạn bắt đầu khi hồ sơ trực tuyến được tiếp nhận: %(at)s.",
    "out_of_hours": "Lúc đó ngoài giờ làm việc nên tính từ đầu buổi làm việc tiếp theo: %(at)s.",
    "first_day_not_counted": "Ngày đầu tiên không tính, tính từ ngày liền sau.",
    "same_day": (
        "Trả kết quả ngay trong ngày vì tiếp nhận không quá %(cutoff)s, "
        "như 23/2015/NĐ-CP Điều 7 quy định cho chứng thực."
    ),
    "after_cutoff": (
        "Tiếp nhận sau %(cutoff)s nên trả trong ngày làm việc tiếp theo, "
        "như 23/2015/NĐ-CP Điều 7 quy định cho chứng thực."
    ),
    "day_off": "Không tính ngày %(first)s: %(name)s.",
    "days_off": "Không tính từ ngày %(first)s đến hết ngày %(last)s: %(name)s.",
    "make_up_counted": "Ngày %(day)s được tính là ngày làm việc: %(name)s.",
    "days_counted": "Đủ %(days)s ngày làm việc.",
    "calendar_days_counted": "Đủ %(days)s ngày vào ngày %(last)s.",
    "months_counted": "Đủ %(months)s tháng vào ngày %(last)s.",
    "hours_counted": "Đủ %(hours)s giờ, chỉ tính trong giờ làm việc.",
    "part_of_a_day": "Phần lẻ %(part)s ngày được tính theo giờ làm việc của ngày cuối.",
    "part_of_a_unit": "Phần lẻ %(part)s: nửa ngày tính tròn một ngày, nửa tháng là mười lăm ngày.",
    "moved_on": "Ngày cuối là ngày nghỉ nên thời hạn kết thúc vào ngày làm việc tiếp theo.",
    "waited_hours": "Không tính thời gian chờ người nộp, %(start)s đến %(end)s: %(time)s.",
    "waited_working_days": (
        "Không tính thời gian chờ người nộp, %(start)s đến %(end)s: %(days)s ngày làm việc."
    ),
    "waited_days": "Không tính thời gian chờ người nộp, %(start)s đến %(end)s: %(days)s ngày.",
    "ends_at": "Hết thời hạn lúc %(at)s.",
    "promised": "Hẹn trả lúc %(at)s.",
    "ends": "Thời hạn kết thúc lúc 24 giờ ngày %(day)s.",
}
WORDS = {"weekend": "nghỉ cuối tuần"}


def said(line: Line, translate: Callable[[str], str] = str) -> str:
    """The sentence of one line, filled."""
    facts = {name: _shown(value, translate) for name, value in line.facts.items()}
    return translate(LINES[line.word]) % facts


def _shown(value: Any, translate: Callable[[str], str]) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        hours, minutes = divmod(value // timedelta(minutes=1), 60)
        return f"{hours}:{minutes:02}"
    if value in WORDS:
        return translate(WORDS[value])
    if isinstance(value, str) and value:
        return translate(value)  # the name of a holiday
    return shown(value, translate)
