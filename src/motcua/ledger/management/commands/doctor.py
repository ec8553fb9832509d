"""`motcua doctor`: is this installation well; exit 1 when something is not."""

from __future__ import annotations

from typing import Any

from motcua.ledger import doctor
from motcua.ledger.management.reporting import Reporting
from motcua.web.clock import now


class Command(Reporting):
    help = "Khám hệ thống: cơ sở dữ liệu, khóa, chỗ trống, số thứ tự, đồng hồ."

    def handle(self, **options: Any) -> None:
        found = doctor.examine(now())
        lines = [f"{'được ' if each.ok else 'HỎNG '} {each.name:12} {each.says}" for each in found]
        self.say(options, {"ok": all(each.ok for each in found), "findings": found}, *lines)
        if not all(each.ok for each in found):
            raise SystemExit(1)
