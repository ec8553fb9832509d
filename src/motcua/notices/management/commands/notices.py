"""`motcua notices`: what waits to be sent, what needs a person, and sending it once more."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.db.models import Count

from motcua.ledger.management.reporting import Reporting
from motcua.notices import actions
from motcua.notices.actions.sending import WAYS
from motcua.notices.models import Delivery
from motcua.notices.queries import IN_TROUBLE
from motcua.web import clock

LONGEST = 1000


class Command(Reporting):
    help = "Thông báo cho người nộp và hệ thống khác: còn bao nhiêu, gửi ngay, gửi lại."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        deeds = parser.add_mutually_exclusive_group()
        deeds.add_argument("--send", action="store_true", help="gửi ngay những gì đang chờ")
        deeds.add_argument(
            "--again", action="store_true", help="gửi lại những gì đã thôi gửi hoặc không rõ"
        )

    def handle(self, **options: Any) -> None:
        again = _again() if options["again"] else 0
        if options["send"] or options["again"]:
            _send()
        states = dict(Delivery.objects.values_list("state").annotate(Count("id")).order_by())
        said = ", ".join(f"{state} {number}" for state, number in sorted(states.items()))
        self.say(options, {"again": again, "states": states}, said or "Chưa có thông báo nào.")


def _again() -> int:
    rows = list(Delivery.objects.filter(state__in=IN_TROUBLE).order_by("id")[:LONGEST])
    for row in rows:
        actions.send_again(row, clock.now())
    return len(rows)


def _send() -> None:
    while actions.pass_on(clock.now()):
        pass
    for way in WAYS:
        while actions.send_next(way, clock.now):
            pass
