"""`motcua upgrade`: back up, migrate, derive again and compare; in that order or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import connection

from motcua.ledger import backup, rebuild
from motcua.ledger.management.reporting import Reporting, progress
from motcua.ledger.models import Event
from motcua.web.clock import now


class Command(Reporting):
    help = "Nâng cấp cơ sở dữ liệu: sao lưu, chuyển đổi, rồi so lại với sổ cái."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--backup",
            type=Path,
            metavar="TỆP",
            help="nơi để bản sao lưu trước khi làm (mặc định: backups/ trong MOTCUA_HOME)",
        )

    def handle(self, **options: Any) -> None:
        kept = self._back_up(options["backup"])
        call_command("migrate", interactive=False, verbosity=0)
        with progress("So lại", Event.objects.count()) as tick:
            mended = rebuild.run(mend=True, tick=tick).wrong
        wrong = rebuild.run(mend=False).wrong if mended else 0
        backed_up = (
            f"Đã sao lưu ra {kept}. " if kept else "Cơ sở dữ liệu mới, chưa có gì để sao lưu. "
        )
        self.say(
            options,
            {"backup": kept, "mended": mended, "wrong": wrong},
            f"{backed_up}Đã nâng cấp; {mended} dòng được suy lại, còn {wrong} dòng khác.",
        )
        if wrong:
            raise SystemExit(1)

    def _back_up(self, path: Path | None) -> str | None:
        if not connection.introspection.table_names():
            return None
        made_at = now()
        if path is None:
            path = settings.HOME / "backups" / f"before-upgrade-{made_at:%Y%m%d%H%M%S}"
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        backup.take(path.absolute(), made_at)
        return str(path.absolute())
