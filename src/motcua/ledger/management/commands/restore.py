"""`motcua restore FILE --check | --into`: is a backup good; and put it in place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from motcua.ledger import restore
from motcua.ledger.management.reporting import Reporting
from motcua.web.clock import now


class Command(Reporting):
    help = "Khôi phục thử một bản sao lưu và kiểm tra (--check), hoặc đưa nó vào dùng (--into)."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="TỆP", help="tệp mà motcua backup đã tạo")
        deed = parser.add_mutually_exclusive_group(required=True)
        deed.add_argument("--check", action="store_true", help="chỉ thử, không thay gì")
        deed.add_argument("--into", action="store_true", help="thay cơ sở dữ liệu đang dùng")
        parser.add_argument(
            "--yes",
            action="store_true",
            help="chắc chắn thay dữ liệu đang có (dữ liệu cũ vẫn được giữ lại)",
        )

    def handle(self, **options: Any) -> None:
        path = options["file"].absolute()
        if options["check"]:
            found = restore.check(path)
        else:
            found = restore.into(path, sure=options["yes"], now=now())
        verdict = f"Bản sao lưu {path}: {found['events']} sự kiện, "
        verdict += "khôi phục được, đúng cả." if found["sound"] else "KHÔNG dùng được."
        kept = f"Dữ liệu trước đó còn ở {found['kept']}." if "kept" in found else ""
        wrong = found["wrong"]
        differing = f"{wrong} dòng khác với sổ cái." if wrong else ""
        self.say(options, found, *filter(None, (*found["faults"], differing, verdict, kept)))
        if not found["sound"]:
            raise SystemExit(1)
