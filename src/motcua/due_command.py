"""`motcua due MOMENT AMOUNT --in UNIT`: when it is due, and why. Needs no database."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from decimal import Decimal, InvalidOperation

from motcua.rules.calendar import HANOI, in_hanoi
from motcua.rules.due import due
from motcua.rules.explained import Due
from motcua.rules.limit import Channel, Limit, LimitUnit
from motcua.rules.refusal import Refusal
from motcua.settings.law.time import calendar
from motcua.web.command_line import JSON
from motcua.web.due_texts import said
from motcua.web.sentences import grounds_text, sentence

SHOWN = 40


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text[:SHOWN])
        found = in_hanoi(found if found.tzinfo else found.replace(tzinfo=HANOI))
    except (ValueError, OverflowError):
        raise ValueError(
            f"“{_short(text)}” không phải thời điểm có thật; hãy gõ như 2025-04-25T09:00."
        ) from None
    if len(text) > SHOWN:
        raise ValueError("Thời điểm dài quá; hãy gõ như 2025-04-25T09:00.")
    return found


def _amount(text: str) -> Decimal:
    try:
        found = Decimal(text) if len(text) <= SHOWN else None
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite() or found < 0:
        raise ValueError(
            f"“{_short(text)}” không phải số dùng được; hãy gõ số từ 0, ví dụ 5 hoặc 1.5."
        )
    return found


def _short(text: str) -> str:
    clean = "".join(each if each.isprintable() else "?" for each in text[:SHOWN])
    return clean + ("…" if len(text) > SHOWN else "")


def parser() -> argparse.ArgumentParser:
    """What the command takes."""
    found = argparse.ArgumentParser("motcua due")
    found.add_argument("start", metavar="THỜI_ĐIỂM", help="ví dụ 2025-04-25T09:00, giờ Hà Nội")
    found.add_argument("amount", metavar="SỐ", help="thời hạn, ví dụ 5 hoặc 1.5")
    found.add_argument(
        "--in",
        dest="unit",
        default="working-days",
        metavar="ĐƠN_VỊ",
        help="đơn vị của thời hạn: hours, working-days (mặc định), calendar-days hoặc months",
    )
    found.add_argument(
        "--channel",
        default="counter",
        metavar="KÊNH",
        help="cách nộp: counter (mặc định), post hoặc online",
    )
    found.add_argument(
        "--same-day",
        action="store_true",
        help="thủ tục trả trong ngày, nhận sau 15 giờ thì ngày làm việc sau",
    )
    found.add_argument(
        "--no-culture-day",
        action="store_true",
        help="tính ngày 24/11 là ngày làm việc (chưa kiểm chứng)",
    )
    found.add_argument("--explain", action="store_true", help="nói rõ từng bước và căn cứ")
    found.add_argument("--json", action="store_true", help=JSON)
    return found


def _choice(kind: type[LimitUnit] | type[Channel], text: str) -> LimitUnit | Channel:
    try:
        return kind(text)
    except ValueError:
        known = ", ".join(kind)
        raise ValueError(
            f"“{_short(text)}” không dùng được; hãy chọn một trong: {known}."
        ) from None


def _answer(options: argparse.Namespace) -> Due:
    channel = Channel(_choice(Channel, options.channel))
    unit = LimitUnit(_choice(LimitUnit, options.unit))
    limit = Limit(_amount(options.amount), unit, options.same_day)
    days = calendar(culture_day=not options.no_culture_day)
    return due(_moment(options.start), limit, days, channel=channel)


def run(options: argparse.Namespace) -> int:
    """Prints the promised hour, or JSON; exit 2 with one sentence for what cannot be used."""
    try:
        found = _answer(options)
    except ValueError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    except Refusal as refusal:
        sys.stderr.write(f"{sentence(refusal)}\n")
        return 2
    lines = [f"{said(line)} {grounds_text((line.ground,))}" for line in found.lines]
    if options.json:
        answer = {
            "date": f"{found.date}",
            "promised": found.promised.isoformat(),
            "legal_end": found.legal_end.isoformat(),
            "lines": lines,
        }
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        return 0
    sys.stdout.write(f"{found.promised:%Y-%m-%d %H:%M}\n")
    if options.explain:
        sys.stdout.write("".join(f"  {line}\n" for line in lines))
    return 0
