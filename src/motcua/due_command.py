"""`motcua due MOMENT AMOUNT --in UNIT`: when it is due, and why. Needs no database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from motcua.rules.calendar import HANOI, in_hanoi
from motcua.rules.due import due
from motcua.rules.explained import Due
from motcua.rules.limit import Channel, Limit, LimitUnit
from motcua.rules.refusal import Refusal
from motcua.settings.law.time import calendar
from motcua.web.due_texts import said
from motcua.web.sentences import grounds_text, sentence

SHOWN = 40


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # The library's own message is English and may hold what was typed, of any length.
        raise ValueError(
            "Chưa hiểu tham số: cần một thời điểm và một số. Gõ motcua due --help để xem cách dùng."
        )


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


def _parser() -> argparse.ArgumentParser:
    parser = _Parser("motcua due", description="Tính ngày hẹn trả và giải thích từng bước.")
    parser.add_argument("start", metavar="THỜI_ĐIỂM", help="ví dụ 2025-04-25T09:00, giờ Hà Nội")
    parser.add_argument("amount", metavar="SỐ", help="thời hạn, ví dụ 5")
    parser.add_argument(
        "--in",
        dest="unit",
        default="working-days",
        metavar="ĐƠN_VỊ",
        help="hours, working-days, calendar-days hoặc months",
    )
    parser.add_argument(
        "--channel", default="counter", metavar="KÊNH", help="counter, post hoặc online"
    )
    parser.add_argument(
        "--same-day",
        action="store_true",
        help="thủ tục trả trong ngày, nhận sau 15 giờ thì ngày làm việc sau",
    )
    parser.add_argument(
        "--no-culture-day",
        action="store_true",
        help="tính ngày 24/11 là ngày làm việc (chưa kiểm chứng)",
    )
    parser.add_argument("--explain", action="store_true", help="nói rõ từng bước và căn cứ")
    parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    return parser


def _choice(kind: type[LimitUnit] | type[Channel], text: str) -> LimitUnit | Channel:
    try:
        return kind(text)
    except ValueError:
        known = ", ".join(kind)
        raise ValueError(
            f"“{_short(text)}” không dùng được; hãy chọn một trong: {known}."
        ) from None


def _answer(argv: Sequence[str]) -> tuple[argparse.Namespace, Due]:
    options = _parser().parse_args(argv)
    channel = Channel(_choice(Channel, options.channel))
    unit = LimitUnit(_choice(LimitUnit, options.unit))
    limit = Limit(_amount(options.amount), unit, options.same_day)
    days = calendar(culture_day=not options.no_culture_day)
    return options, due(_moment(options.start), limit, days, channel=channel)


def main(argv: list[str]) -> int:
    """Prints the promised hour, or JSON; exit 2 with one sentence for what cannot be used."""
    try:
        options, found = _answer(argv)
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
