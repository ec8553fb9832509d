"""`motcua files sweep`: clear away what no row names, and name what is missing."""

from __future__ import annotations

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.files import actions
from motcua.web import clock
from motcua.web.command_line import JSON


class Command(BaseCommand):
    help = "Dọn tệp đính kèm không thuộc hồ sơ nào và báo tệp bị thiếu."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        sweep = deeds.add_parser("sweep", help="Dọn tệp đính kèm")
        sweep.add_argument("--json", action="store_true", help=JSON)

    def handle(self, **options: object) -> None:
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
