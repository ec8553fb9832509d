"""`motcua rebuild`: derive every projection again from the ledger; `--check` only compares."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from motcua.ledger import rebuild
from motcua.ledger.difference import Difference
from motcua.ledger.management.reporting import Reporting, progress
from motcua.ledger.models import Event

SHOWN = 20
WHY = {"missing": "thiếu", "extra": "thừa", "differs": "khác"}


class Command(Reporting):
    help = "Suy lại mọi dòng dữ liệu từ sổ cái; --check chỉ so sánh, không sửa."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--check",
            action="store_true",
            help="chỉ so sánh, không sửa; có dòng khác thì mã ra là 1",
        )

    def handle(self, **options: Any) -> None:
        with progress("Dựng lại", Event.objects.count()) as tick:
            report = rebuild.run(mend=not options["check"], tick=tick)
        wrong = report.wrong
        ending = "khác" if options["check"] else "khác, đã sửa"
        self.say(
            options,
            report,
            *lines(report.differences, wrong),
            f"{report.streams} luồng từ {report.events} sự kiện: {wrong} dòng {ending}.",
        )
        if wrong and options["check"]:
            raise SystemExit(1)


def lines(differences: list[Difference], count: int) -> list[str]:
    """The first differences, one a line: table, key, what is wrong."""
    shown = [
        f"{WHY[each.why]}: {each.table} {each.key} {' '.join(each.fields)}".rstrip()
        for each in differences[:SHOWN]
    ]
    more = count - SHOWN
    return [*shown, f"… và {more} dòng nữa"] if more > 0 else shown
