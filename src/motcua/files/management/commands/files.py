"""`motcua files sweep` clears away what no row names; `files scanner` says whether files are scanned."""

from __future__ import annotations

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.files import actions, scanning
from motcua.web import clock
from motcua.web.command_line import JSON


class Command(BaseCommand):
    help = "Dọn tệp đính kèm không thuộc hồ sơ nào; hoặc cho biết tệp có được quét mã độc không."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        for name, says in (
            ("sweep", "Dọn tệp đính kèm"),
            ("scanner", "Cho biết tệp gửi lên có được quét mã độc không"),
        ):
            deed = deeds.add_parser(name, help=says)
            deed.add_argument("--json", action="store_true", help=JSON)

    def handle(self, **options: object) -> None:
        if options["deed"] == "scanner":
            self._scanner(as_json=bool(options["json"]))
        else:
            self._sweep(options)

    def _scanner(self, *, as_json: bool) -> None:
        ok, says = scanning.state()
        if as_json:
            self.stdout.write(json.dumps({"ok": ok, "says": says}, ensure_ascii=False))
        elif ok:
            self.stdout.write(says)
        if not ok:
            raise CommandError(says)

    def _sweep(self, options: dict[str, object]) -> None:
        found = actions.sweep(at=clock.now())
        if options["json"]:
            said = {
                "looked_at": found.looked_at,
                "removed": found.removed,
                "missing": list(found.missing),
            }
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            self.stdout.write(
                f"Xem {found.looked_at} tệp, dọn {found.removed}, thiếu {len(found.missing)}."
            )
        if found.missing:
            raise CommandError("Thiếu nội dung của: " + ", ".join(found.missing[:20]))
