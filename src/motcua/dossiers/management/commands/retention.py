"""`motcua retention`: what is past its term; `--erase --by OFFICER --act NUMBER` carries it out."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from itertools import islice
from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied
from django.core.management.base import CommandError, CommandParser
from django.utils.timezone import localdate

from motcua.dossiers import actions, retention
from motcua.ledger.management.reporting import Reporting, progress
from motcua.organisation.models import Officer
from motcua.rules.retention import Counted, Term
from motcua.settings.law.retention import terms
from motcua.web import housekeeping
from motcua.web.clock import now

SHOWN = 20


class Line(msgspec.Struct, frozen=True):
    """One term: how many are past it, and since when the first dossier is."""

    kind: str
    title: str
    lasts: str
    source: str
    due: int = 0
    since: date | None = None


class Command(Reporting):
    help = "Dữ liệu đã hết thời hạn lưu: liệt kê; --erase xóa, dưới tên cán bộ và theo văn bản."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--erase", action="store_true", help="xóa những gì đã hết thời hạn")
        parser.add_argument("--by", metavar="TÀI_KHOẢN", help="cán bộ xóa (khi --erase)")
        parser.add_argument("--act", metavar="SỐ", help="số văn bản cho xóa (khi --erase)")

    def handle(self, **options: Any) -> None:
        at = now()
        if options["erase"]:
            self._erase(at, options)
            return
        found, lines = examine(at)
        said = [
            f"{each.due:6}  {each.title}: {each.lasts}. {each.source}"
            + (f". Hết hạn từ {each.since:%d/%m/%Y}" if each.since else "")
            for each in lines
        ]
        codes = [f"        {each['code'] or each['stream']}" for each in islice(found, SHOWN)]
        more = [f"        … và {len(found) - SHOWN} hồ sơ nữa"] if len(found) > SHOWN else []
        total = sum(each.due for each in lines)
        self.say(
            options,
            {"day": localdate(at), "terms": lines, "dossiers": found},
            *said,
            *codes,
            *more,
            f"{total} mục đã hết thời hạn lưu." if total else "Không có gì đã hết thời hạn lưu.",
        )

    def _erase(self, at: datetime, options: dict[str, Any]) -> None:
        if not options["by"] or not options["act"]:
            raise CommandError("Muốn xóa thì ghi cán bộ (--by) và số văn bản cho xóa (--act).")
        officer = Officer.objects.filter(username=options["by"], is_active=True).first()
        if officer is None:
            raise CommandError(f"Không có cán bộ đang làm việc với tài khoản “{options['by']}”.")
        waiting = sum(each.due for each in examine(at)[1])
        try:
            with progress("Xóa", waiting) as tick:
                erased = actions.erase_due(officer, options["act"], at, tick)
        except PermissionDenied as denied:
            raise CommandError(str(denied)) from denied
        rows = housekeeping.run(at)
        self.say(
            options,
            {"erased": erased, "rows": rows, "act": options["act"]},
            f"Đã xóa dữ liệu cá nhân của {erased} hồ sơ theo {options['act']} và {rows} dòng khác.",
        )


def examine(at: datetime) -> tuple[list[dict[str, Any]], list[Line]]:
    """The dossiers past their term, and every term with how many are past it."""
    counts: Counter[Term] = Counter()
    since: dict[Term, date] = {}
    found = []
    for each in retention.due(localdate(at)):
        counts[each.term] += 1
        since[each.term] = min(each.over, since.get(each.term, each.over))
        said = {"stream": each.stream, "code": each.code, "ended": each.ended, "over": each.over}
        found.append(said)
    rows = housekeeping.waiting(at)
    lines = [
        Line(
            term.kind,
            term.title,
            _lasts(term),
            str(term.ground),
            counts[term] or rows.get(term.kind, 0),
            since.get(term),
        )
        for term in terms()
    ]
    return found, lines


def _lasts(term: Term) -> str:
    if term.counted is Counted.NEVER:
        return "không có hạn"
    if term.counted is Counted.DAY:
        return f"{term.length} ngày"
    return f"{term.length} năm kể từ hết năm của lần ghi cuối"
