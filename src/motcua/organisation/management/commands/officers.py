"""`motcua officers`: accounts and roles from the command line, each by an act's number.

The first administrator comes from here, because nobody could approve them (docs/decisions/0062).
Passwords are asked for, or read from the first line of the input, and never given as a parameter.
"""

from __future__ import annotations

import getpass
import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from motcua.organisation.actions import officers
from motcua.organisation.models import Assignment, Officer
from motcua.organisation.roles import ROLES
from motcua.rules.folding import clean_line
from motcua.rules.refusal import Refusal
from motcua.web import clock
from motcua.web.command_line import JSON, day

Options = dict[str, Any]
ONE_DAY = timedelta(days=1)
LONGEST = 200


class Command(BaseCommand):
    help = "Lập tài khoản cán bộ, giao và kết thúc vai trò."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        add = _deed(deeds, "add", "Lập tài khoản.")
        _username(add)
        add.add_argument("--name", required=True, metavar="HỌ_TÊN", help="họ và tên")
        add.add_argument("--email", default="", metavar="THƯ", help="địa chỉ thư điện tử")
        assign = _deed(deeds, "assign", "Giao vai trò ở một đơn vị (* là toàn hệ thống).")
        _username(assign)
        assign.add_argument("role", metavar="VAI_TRÒ", help=", ".join(ROLES))
        assign.add_argument(
            "unit", type=word, metavar="ĐƠN_VỊ", help="mã đơn vị; * là toàn hệ thống"
        )
        assign.add_argument(
            "--since", type=day, metavar="NGÀY", help="ngày đầu, như 2026-03-02 (mặc định: hôm nay)"
        )
        assign.add_argument("--last", type=day, metavar="NGÀY", help="ngày cuối cùng còn giữ")
        assign.add_argument(
            "--position", default="", metavar="CHỨC_VỤ", help="chức vụ, như Phó Chủ tịch"
        )
        end = _deed(deeds, "end", "Kết thúc một vai trò, từ hôm nay hoặc sau ngày --last.")
        _username(end)
        end.add_argument("role", metavar="VAI_TRÒ", help="vai trò đang giữ, như desk_officer")
        end.add_argument("unit", type=word, metavar="ĐƠN_VỊ", help="mã đơn vị; * là toàn hệ thống")
        end.add_argument("--last", type=day, metavar="NGÀY", help="ngày cuối cùng còn giữ")
        _username(_deed(deeds, "deactivate", "Ngừng một tài khoản."))
        listing = deeds.add_parser("list", help="Ai đang giữ vai trò gì.")
        listing.add_argument("--json", action="store_true", help=JSON)

    def handle(self, **options: Any) -> None:
        deed: Callable[[Options], Options] = getattr(self, f"_{options['deed']}")
        said = deed(options)
        if options["json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False, default=str))
        else:
            for line in said.get("officers", [said]):
                self.stdout.write("  ".join(str(value) for value in line.values()))

    def _add(self, options: Options) -> Options:
        password = getpass.getpass("Mật khẩu: ") if sys.stdin.isatty() else sys.stdin.readline()
        officer = officers.add_officer(
            options["username"],
            options["name"],
            password=password.rstrip("\n"),
            email=options["email"],
            **_act(options),
        )
        return {"username": officer.username, "pseudonym": officer.pseudonym}

    def _assign(self, options: Options) -> Options:
        row = officers.assign(
            officer_named(options["username"]),
            options["role"],
            options["unit"],
            since=options["since"] or clock.today(),
            until=options["last"] and options["last"] + ONE_DAY,
            position=options["position"],
            **_act(options),
        )
        return _said(row)

    def _end(self, options: Options) -> Options:
        day = clock.today()
        held = Assignment.objects.filter(
            officer=officer_named(options["username"]),
            role=options["role"],
            unit_code=options["unit"],
        ).order_by("-since")
        row = next((each for each in held if each.until is None or each.until > day), None)
        if row is None:
            raise Refusal("role_not_held", role=options["role"], unit=options["unit"])
        until = options["last"] + ONE_DAY if options["last"] else day
        return _said(officers.end_assignment(row, until=until, **_act(options)))

    def _deactivate(self, options: Options) -> Options:
        officer = officers.deactivate(officer_named(options["username"]), **_act(options))
        return {"username": officer.username, "active": officer.is_active}

    def _list(self, options: Options) -> Options:
        rows = Assignment.objects.select_related("officer").order_by("unit_code", "role", "since")
        day = clock.today()
        held = [row for row in rows if row.until is None or row.until > day]
        return {"officers": [_said(row) for row in held]}


def word(typed: str) -> str:
    """A name or code as it was typed, in the one form in which it is stored."""
    return clean_line(typed, LONGEST)


def officer_named(username: str) -> Officer:
    """The officer with this log-in name; raises `officer_unknown`."""
    found = Officer.objects.filter(username=username).first()
    if found is None:
        raise Refusal("officer_unknown", username=username)
    return found


def _deed(deeds: Any, name: str, says: str) -> ArgumentParser:
    parser: ArgumentParser = deeds.add_parser(name, help=says)
    parser.add_argument("--act", required=True, metavar="SỐ", help="số, ký hiệu văn bản")
    parser.add_argument(
        "--approved-by", type=word, metavar="TÀI_KHOẢN", help="tài khoản của người phê duyệt"
    )
    parser.add_argument("--json", action="store_true", help=JSON)
    return parser


def _username(deed: ArgumentParser) -> None:
    deed.add_argument("username", type=word, metavar="TÀI_KHOẢN", help="tên đăng nhập của cán bộ")


def _act(options: Options) -> Options:
    approver = options["approved_by"]
    return {
        "act_number": options["act"],
        "approved_by": officer_named(approver) if approver else None,
        "recorded_at": clock.now(),
    }


def _said(row: Assignment) -> Options:
    return {
        "unit": row.unit_code,
        "role": row.role,
        "username": row.officer.username,
        "since": row.since,
        "until": row.until or "",
    }
