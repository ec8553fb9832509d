"""What the desk's pages read: work lists, the day sheet, one dossier. Only rows, no deeds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import msgspec
from django.db.models import F, Q, QuerySet

from motcua.dossiers.models import DossierRow, FeeRow
from motcua.organisation.permits import Scope
from motcua.procedures.queries import in_force
from motcua.rules.folding import fold
from motcua.rules.regime import Status

PAGE = 50
OPEN = (
    Status.SUBMITTED,
    Status.AWAITING_PAPERS,
    Status.RECEIVED,
    Status.IN_PROGRESS,
    Status.AWAITING_SUPPLEMENT,
    Status.AWAITING_OBLIGATION,
    Status.FINISHED,
)
WORKING = (Status.RECEIVED, Status.IN_PROGRESS)
WAITING = (Status.AWAITING_PAPERS, Status.AWAITING_SUPPLEMENT, Status.AWAITING_OBLIGATION)
# Every unit field through which a dossier is somebody's business.
UNITS = ("unit", "authority", "holder_unit", "pending_unit")

COLUMNS = (
    "stream",
    "code",
    "status",
    "procedure",
    "channel",
    "unit",
    "holder",
    "holder_unit",
    "pending_unit",
    "received_at",
    "submitted_at",
    "appointed",
    "promised",
    "last_at",
    "applicant_name",
    "supplements",
    "late_entry",
    "open_fee",
)


class Page(msgspec.Struct, frozen=True):
    """Fifty rows at most, and the key from which the next page goes on; "" for the last one."""

    rows: list[dict[str, object]]
    following: str


def _views(officer: str, now: datetime) -> Mapping[str, Q]:
    return {
        "mine": Q(holder=officer, status__in=OPEN),
        "unit": Q(status__in=OPEN),
        "to_confirm": Q(status__in=WORKING) & ~Q(pending_unit=""),
        "waiting": Q(status__in=WAITING),
        "to_return": Q(status=Status.FINISHED),
        "overdue": Q(status__in=WORKING, promised__lt=now),
        "online": Q(status=Status.SUBMITTED),
    }


VIEWS = ("mine", "unit", "to_confirm", "waiting", "to_return", "overdue", "online")


def within(scope: Scope) -> QuerySet[DossierRow]:
    """The dossiers within an officer's reach: the one way by which every page reads them."""
    return scope.limit(DossierRow.objects.all(), *UNITS)


def work_list(
    scope: Scope, view: str, officer: str, now: datetime, *, text: str = "", after: str = ""
) -> Page:
    """One page of a view, the earliest promise first; `after` is the key of the last row seen."""
    rows = within(scope).filter(_views(officer, now).get(view, Q(status__in=OPEN)))
    for word in fold(text).split():
        rows = rows.filter(search__contains=word)
    rows = rows.order_by(F("promised").asc(nulls_last=True), "stream")
    if after:
        rows = rows.filter(_beyond(after))
    found = list(rows.values(*COLUMNS)[: PAGE + 1])
    shown = found[:PAGE]
    return Page(shown, _key(shown[-1]) if len(found) > PAGE else "")


def _key(row: dict[str, object]) -> str:
    promised = row["promised"]
    moment = promised.isoformat() if isinstance(promised, datetime) else ""
    return f"{moment}~{row['stream']}"


def _beyond(key: str) -> Q:
    """What comes after a key; a key that cannot be read begins again."""
    moment, _, stream = key.partition("~")
    if not moment:
        return Q(promised=None, stream__gt=stream)
    try:
        promised = datetime.fromisoformat(moment)
    except ValueError:
        return Q()
    return Q(promised__gt=promised) | Q(promised=promised, stream__gt=stream) | Q(promised=None)


def any_reference(ref: str) -> DossierRow | None:
    """The row of a code, or of a stream before there is a code; for permission checks only."""
    return DossierRow.objects.filter(Q(code=ref) | Q(stream=ref)).first()


def by_reference(scope: Scope, ref: str) -> DossierRow | None:
    """The row within an officer's reach; None beyond it, as if there were none."""
    return within(scope).filter(Q(code=ref) | Q(stream=ref)).first()


def day_sheet(scope: Scope, day: date, till: str = "") -> list[FeeRow]:
    """Every movement of money of a day, in order, of one till or of all within reach."""
    rows = scope.limit(FeeRow.objects.filter(day=day), "unit").order_by("till", "at", "id")
    return list(rows.filter(till=till) if till else rows)


class Total(msgspec.Struct, frozen=True):
    """What one officer's drawer at one till must hold, in đồng, by way of paying."""

    unit: str
    till: str
    officer: str
    how: str
    paid: int
    refunded: int

    @property
    def holds(self) -> int:
        """Paid less refunded."""
        return self.paid - self.refunded


def sheet_totals(rows: list[FeeRow]) -> list[Total]:
    """The sums of a sheet; they balance with its lines because they are its lines."""
    sums: dict[tuple[str, str, str, str], dict[str, int]] = {}
    for row in rows:
        of = sums.setdefault((row.unit, row.till, row.officer, row.how), {})
        of[row.kind] = of.get(row.kind, 0) + row.amount
    return [
        Total(*key, paid=of.get("paid", 0), refunded=of.get("refunded", 0))
        for key, of in sorted(sums.items())
    ]


def for_tracking(code: str) -> DossierRow | None:
    """The row that a public question names; whether it may be shown, the secret decides."""
    return DossierRow.objects.filter(code=code).first()


def immediate(day: date) -> list[tuple[str, str]]:
    """Code and name of every procedure whose result is given at once or the same day."""
    found = in_force(day).filter(Q(same_day=True) | Q(no_appointment=True)).order_by("name_folded")
    return [(code, name) for code, name in found.values_list("procedure__code", "name")]
