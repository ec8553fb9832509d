"""`motcua calendar`: a unit's hours and the days it is closed, each by an act and its approver."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from motcua.organisation.actions import calendars
from motcua.organisation.calendars import as_words, calendar_of, closed_days, from_words
from motcua.organisation.management.commands.officers import officer_named, word
from motcua.organisation.models import UnitClosure
from motcua.rules.refusal import Refusal
from motcua.web import clock
from motcua.web.command_line import JSON, day

Options = dict[str, Any]


class Command(BaseCommand):
    help = "Giờ làm việc và ngày nghỉ của một đơn vị."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        for name, says in (
            ("show", "Giờ làm việc hôm nay và các ngày nghỉ đã ghi."),
            ("hours", "Đặt giờ làm việc từ một ngày."),
            ("close", "Ghi ngày nghỉ của đơn vị."),
            ("reopen", "Bãi bỏ ngày nghỉ đã ghi."),
        ):
            deed = deeds.add_parser(name, help=says)
            deed.add_argument("unit", type=word, metavar="ĐƠN_VỊ", help="mã đơn vị")
            deed.add_argument("--json", action="store_true", help=JSON)
            if name == "show":
                continue
            deed.add_argument(
                "first", type=day, metavar="NGÀY_ĐẦU", help="ngày đầu, như 2026-06-01"
            )
            deed.add_argument("--act", required=True, metavar="SỐ", help="số, ký hiệu văn bản")
            deed.add_argument(
                "--approved-by",
                type=word,
                required=True,
                metavar="TÀI_KHOẢN",
                help="tài khoản của người phê duyệt",
            )
            if name == "hours":
                deed.add_argument(
                    "sessions",
                    nargs="+",
                    metavar="BUỔI",
                    help="các buổi, như 07:00-11:30 13:30-17:00",
                )
            if name == "close":
                deed.add_argument("last", type=day, metavar="NGÀY_CUỐI", help="ngày nghỉ cuối cùng")
                deed.add_argument("--reason", required=True, metavar="LÝ_DO", help="vì sao nghỉ")
                deed.add_argument(
                    "--superior-act",
                    default="",
                    metavar="SỐ",
                    help="văn bản của cấp trên, nếu ngày nghỉ này dời ngày hẹn",
                )

    def handle(self, **options: Any) -> None:
        said = getattr(self, f"_{options['deed']}")(options)
        if options["json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            self.stdout.write(", ".join(f"{name}: {value}" for name, value in said.items()))

    def _show(self, options: Options) -> Options:
        day = clock.today()
        found = calendar_of(options["unit"], day)
        closed = closed_days(options["unit"], day)
        return {
            "unit": options["unit"],
            "sessions": as_words(found.sessions(found.next_working(day))),
            "closed": {
                each.isoformat(): act for each, act in sorted(closed.items()) if each >= day
            },
        }

    def _hours(self, options: Options) -> Options:
        row = calendars.set_hours(
            options["unit"],
            _sessions(options["sessions"]),
            since=options["first"],
            **_act(options),
        )
        return {"unit": row.unit_code, "since": str(row.since), "sessions": row.sessions}

    def _close(self, options: Options) -> Options:
        row = calendars.close_unit(
            options["unit"],
            since=options["first"],
            until=options["last"] + timedelta(days=1),
            reason=options["reason"],
            superior_act_number=options["superior_act"],
            **_act(options),
        )
        moves = bool(row.superior_act_number)
        return {"unit": row.unit_code, "since": str(row.since), "moves_due_dates": moves}

    def _reopen(self, options: Options) -> Options:
        row = UnitClosure.objects.filter(
            unit_code=options["unit"], since=options["first"], withdrawn_by_act=""
        ).first()
        if row is None:
            raise Refusal("closure_unknown", unit=options["unit"], since=options["first"])
        calendars.withdraw_closure(row, **_act(options))
        return {"unit": row.unit_code, "since": str(row.since), "closed": False}


def _sessions(words: list[str]) -> Any:
    try:
        return from_words(" ".join(words))
    except ValueError as fault:
        raise Refusal("hours_wrong") from fault


def _act(options: Options) -> Options:
    return {
        "act_number": options["act"],
        "approved_by": officer_named(options["approved_by"]),
        "recorded_at": clock.now(),
    }
