"""`motcua sequence`: give waiting events their positions, once or for as long as it runs."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections

from motcua.ledger import sequencer
from motcua.ledger.management.reporting import Reporting
from motcua.web import background, housekeeping
from motcua.web.clock import now

IDLE_SECONDS = 1.0
FORGET_EVERY = 3600


class Command(Reporting):
    help = "Đánh số thứ tự cho các sự kiện mới và chuyển chúng cho bên theo dõi."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--follow", action="store_true", help="chạy mãi, mỗi giây một lần")
        parser.add_argument(
            "--adopt",
            action="store_true",
            help="nhận cơ sở dữ liệu chuyển từ máy chủ PostgreSQL khác (khi không ai đang ghi)",
        )

    def handle(self, **options: Any) -> None:
        if options["follow"]:
            self._follow()
        adopted = sequencer.adopt() if options["adopt"] else 0
        sequenced = sequencer.drain()
        self.say(
            options,
            {"adopted": adopted, "sequenced": sequenced},
            f"Đã đánh số {adopted + sequenced} sự kiện.",
        )

    def _follow(self) -> None:
        idle, silent = 0.0, False
        background.start()
        while True:
            try:
                if sequencer.step():
                    continue
                silent = False
                idle += IDLE_SECONDS
                if idle >= FORGET_EVERY:
                    housekeeping.run(now())
                    idle = 0.0
            except (OperationalError, InterfaceError) as error:
                # A busy or restarting database: nothing was half done, so try again; said once.
                if not silent:
                    self.stderr.write(f"Cơ sở dữ liệu chưa trả lời, sẽ thử lại: {error}")
                silent = True
                close_old_connections()
            time.sleep(IDLE_SECONDS)
