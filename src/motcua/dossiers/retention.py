"""What is kept for a term and is past it (thời hạn lưu trữ): which, and since when.

Rows that go by themselves are `web.housekeeping`'s; a dossier goes by `actions.erase_due`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

import msgspec
from django.db.models import QuerySet

from motcua.dossiers.models import DossierRow, Notice
from motcua.organisation.permits import Scope
from motcua.rules.calendar import HANOI
from motcua.rules.closing import ENDED
from motcua.rules.retention import Term, last_end, over_on, term_of
from motcua.settings.law import retention

LOT = 200
EVERYWHERE = Scope(everything=True)


class Due(msgspec.Struct, frozen=True):
    """A dossier past its term: its last entry's day, and the first day on which it may go."""

    stream: str
    code: str
    ended: date
    over: date
    term: Term


def due(day: date, held: Scope = EVERYWHERE) -> Iterator[Due]:
    """Every dossier within reach that may be erased on a day, in the order of their streams."""
    terms = retention.terms()
    ends = (last_end(term, day) for term in terms if term.kind == "dossier")
    last = datetime.combine(max(filter(None, ends)), time.max, HANOI)
    rows = held.limit(
        DossierRow.objects.filter(status__in=ENDED, erased=False, last_at__lte=last), "unit"
    ).order_by("stream")
    columns = ("stream", "code", "procedure", "last_at")
    after = ""
    while lot := list(rows.filter(stream__gt=after).values_list(*columns)[:LOT]):
        for stream, code, procedure, at in lot:
            ended = at.astimezone(HANOI).date()
            term = term_of(terms, "dossier", ended, procedure)
            over = over_on(term, ended)
            if over is not None and over <= day:
                yield Due(stream, code or "", ended, over, term)
        after = lot[-1][0]


def overdue_notices(at: datetime) -> QuerySet[Notice]:
    """Notices sent so long ago that nobody asks for them; one that waits to be sent stays."""
    return Notice.objects.filter(sent_at__lte=at - retention.days("notice"))
