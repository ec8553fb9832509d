"""`motcua backup FILE`: the whole database as of one moment, while people work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from motcua.ledger import backup
from motcua.ledger.management.reporting import Reporting
from motcua.web.clock import now


class Command(Reporting):
    help = "Sao lưu cơ sở dữ liệu ra một tệp, kèm tệp mô tả. Tệp khóa và tệp đính kèm cất riêng."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="TỆP", help="tệp sẽ được tạo; phải chưa có")

    def handle(self, **options: Any) -> None:
        path = options["file"].absolute()
        described = backup.take(path, now())
        events = described.tables.get("ledger_event", 0)
        self.say(
            options,
            described,
            f"Đã sao lưu {events} sự kiện ra {path} ({described.size} byte). "
            f"Tệp khóa và tệp đính kèm ({settings.MEDIA_ROOT}) không nằm trong đó: hãy cất riêng.",
        )
