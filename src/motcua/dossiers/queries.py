"""What the desk's pages read: the day sheet, names, one dossier. Work lists are in `lists`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import msgspec
from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from motcua.dossiers.indexed import CAME
from motcua.dossiers.models import DossierRow, FeeRow, KeptRow
from motcua.organisation.permits import Scope
from motcua.procedures.queries import in_force
from motcua.rules.regime import Status
from motcua.web.names import named

# Every unit field through which a dossier is somebody's business.
UNITS = ("unit", "authority", "holder_unit", "pending_unit")
Row = dict[str, Any]


def within(scope: Scope) -> QuerySet[DossierRow]:
    """The dossiers within an officer's reach: the one way by which every page reads them."""
    return scope.limit(DossierRow.objects.all(), *UNITS)


# Every list asks it; put together as objects it took longer than it does.
NAMES = """
SELECT 'p', p.code, r.name
  FROM procedures_procedure p JOIN procedures_revision r ON r.procedure_id = p.id
 WHERE p.code IN ({0})
   AND r.id = (SELECT MAX(n.id) FROM procedures_revision n
                WHERE n.procedure_id = p.id AND n.state <> 'draft')
UNION ALL
SELECT 'o', pseudonym, full_name FROM organisation_officer WHERE pseudonym IN ({1})
UNION ALL
SELECT 'u', code, short_name FROM organisation_unit
 WHERE code IN ({2}) AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)
"""


class Names(msgspec.Struct, frozen=True):
    """What codes and pseudonyms on rows are called: procedures, officers, units."""

    procedures: dict[str, str]
    officers: dict[str, str]
    units: dict[str, str]


def names_of(rows: Iterable[Row], day: date) -> Names:
    """The names of what a list's rows name; one statement."""
    rows = list(rows)
    procedures = {row["procedure"] for row in rows}
    people = {row["holder"] for row in rows} | {row["pending_officer"] for row in rows}
    units = {row["holder_unit"] for row in rows} | {row["pending_unit"] for row in rows}
    units |= {row["unit"] for row in rows}
    return names(procedures, people, units, day)


def names(
    procedures: Iterable[str], officers: Iterable[str], units: Iterable[str], day: date
) -> Names:
    """The names of procedures (as last published), officers and units (as on the day)."""
    wanted = [list(set(each)) for each in (procedures, officers, units)]
    marks = [", ".join(["%s"] * len(each)) or "NULL" for each in wanted]
    today = connection.ops.adapt_datefield_value(day)
    found: dict[str, dict[str, str]] = {"p": {}, "o": {}, "u": {}}
    with connection.cursor() as cursor:
        cursor.execute(NAMES.format(*marks), [*wanted[0], *wanted[1], *wanted[2], today, today])
        for kind, key, name in cursor.fetchall():
            found[kind][key] = named(name) if kind == "p" else name
    return Names(found["p"], found["o"], found["u"])


def any_reference(ref: str) -> DossierRow | None:
    """The row of a code, or of a stream before there is a code; for permission checks only."""
    return DossierRow.objects.filter(Q(code=ref) | Q(stream=ref)).first()


def by_reference(scope: Scope, ref: str) -> DossierRow | None:
    """The row within an officer's reach; None beyond it, as if there were none."""
    return within(scope).filter(Q(code=ref) | Q(stream=ref)).first()


class SheetLine(msgspec.Struct, frozen=True):
    """One movement of money as the day sheet prints it; a refund is a negative `amount`."""

    code: str
    applicant: str
    at: datetime
    unit: str
    till: str
    officer: str
    kind: str
    how: str
    amount: int
    receipt: str


def day_sheet(scope: Scope, day: date, till: str = "") -> list[SheetLine]:
    """Every movement of money of a day, in order, of one till or of all within reach."""
    who = DossierRow.objects.filter(stream=OuterRef("stream")).values("applicant_name")
    rows = scope.limit(FeeRow.objects.filter(day=day), "unit")
    rows = rows.annotate(applicant=Coalesce(Subquery(who[:1]), Value("")))
    if till:
        rows = rows.filter(till=till)
    return [
        SheetLine(**{**row, "amount": row["amount"] if row["kind"] == "paid" else -row["amount"]})
        for row in rows.order_by("unit", "till", "officer", "at", "id").values(
            *SheetLine.__struct_fields__
        )
    ]


def tills(scope: Scope, day: date) -> list[str]:
    """The tills with a movement on a day, within reach."""
    rows = scope.limit(FeeRow.objects.filter(day=day), "unit")
    return list(rows.order_by("till").values_list("till", flat=True).distinct())


class Drawer(msgspec.Struct, frozen=True):
    """What one officer took in and gave back at one till on a day: lines, and sums in đồng."""

    unit: str
    till: str
    officer: str
    lines: tuple[SheetLine, ...]

    def sum(self, kind: str = "", how: str = "") -> int:
        """The lines' amounts together, of one kind or way of paying."""
        return sum(
            line.amount for line in self.lines if kind in ("", line.kind) and how in ("", line.how)
        )

    @property
    def ways(self) -> list[str]:
        """The ways of paying that occur."""
        return sorted({line.how for line in self.lines})


def drawers(lines: Iterable[SheetLine]) -> list[Drawer]:
    """The lines by till and officer; every line is in exactly one drawer."""
    found: dict[tuple[str, str, str], list[SheetLine]] = {}
    for line in lines:
        found.setdefault((line.unit, line.till, line.officer), []).append(line)
    return [Drawer(*key, tuple(rows)) for key, rows in found.items()]


class Tracked(msgspec.Struct, frozen=True):
    """What a public question finds: the stream ("" for none) and its kept secret ("" for none)."""

    stream: str
    secret: str


def for_tracking(code: str) -> Tracked:
    """The dossier that a public question names, and its secret; as much work for one that is not."""
    row = DossierRow.objects.filter(code=code, erased=False).values_list("stream", flat=True)
    stream = row.first() or ""
    kept = KeptRow.objects.filter(stream=stream, what="secret").values_list("body", flat=True)
    return Tracked(stream, kept.first() or "")


class Immediate(msgspec.Struct, frozen=True):
    """One case of a procedure whose result is given at once or the same day."""

    procedure: str
    case: int
    name: str


def immediate(day: date) -> list[Immediate]:
    """Every case that the quick desk may serve; a procedure's only case has no name of its own."""
    at_once = Q(no_appointment=True) | Q(cases__terms__same_day=True)
    rows = (
        in_force(day)
        .filter(at_once, cases__terms__channel="counter")
        .order_by("name_folded", "cases__order")
        .values_list("procedure__code", "name", "cases__pk", "cases__name")
        .distinct()
    )
    found = list(dict.fromkeys(rows))
    several = {code for code, *_ in found if sum(row[0] == code for row in found) > 1}
    return [
        Immediate(
            code, case, f"{named(name)} – {named(case_name)}" if code in several else named(name)
        )
        for code, name, case, case_name in found
    ]


def last_served(unit: str, officer: str, since: datetime, most: int = 6) -> list[Row]:
    """What an officer received and returned at a desk since then, the newest first."""
    rows = DossierRow.objects.alias(came=CAME).filter(
        unit=unit,
        came__gte=since,
        holder=officer,
        status=Status.RETURNED,
        returned_at=F("received_at"),
    )
    return list(rows.order_by("-came", "-code").values("code", "applicant_name")[:most])
