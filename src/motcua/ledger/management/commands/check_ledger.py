"""`motcua check_ledger`: the whole ledger byte by byte, its positions, guards and projections."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from motcua.ledger import verify
from motcua.ledger.management.commands.rebuild import lines
from motcua.ledger.management.reporting import Reporting, progress
from motcua.ledger.models import Event


class Command(Reporting):
    help = "Kiểm tra toàn bộ sổ cái: từng byte, số thứ tự, chặn sửa xóa, dòng suy ra."

    def handle(self, **options: Any) -> None:
        with progress("Kiểm tra", Event.objects.count()) as tick:
            verdict = verify.check(tick)
        self.say(
            options,
            {**asdict(verdict), "sound": verdict.sound},
            *verdict.faults,
            *lines(verdict.differences, verdict.wrong),
            f"{verdict.events} sự kiện, {verdict.positions} số thứ tự: "
            + ("đúng cả." if verdict.sound else "CÓ SAI."),
        )
        if not verdict.sound:
            raise SystemExit(1)
