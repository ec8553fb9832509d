"""What others read from the catalogue: search, the revision of a day, what intake needs.

Only published revisions are seen, each on the days on which it holds.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, prefetch_related_objects

from motcua.procedures.facts import Notice
from motcua.procedures.models import Process, Revision, SectorNotice, State
from motcua.procedures.offers import CaseLine, Found, Offer, PaperLine, TermLine, Terms
from motcua.procedures.search import search
from motcua.rules.limit import Channel, Limit, LimitUnit
from motcua.rules.refusal import Refusal
from motcua.rules.workflow import Step
from motcua.settings.law.catalogue import Level

__all__ = [
    "fields",
    "history",
    "in_force",
    "listed",
    "notice_of",
    "offer",
    "processes_at",
    "revision_at",
    "search",
    "steps_of",
    "terms",
    "terms_of",
    "whole",
]


def _holds(day: date, at: str = "") -> Q:
    """The condition that a row at the path `at` holds on a day."""
    open_end = Q(**{f"{at}valid_to__isnull": True}) | Q(**{f"{at}valid_to__gt": day})
    return open_end & Q(**{f"{at}valid_from__lte": day})


def in_force(day: date) -> QuerySet[Revision]:
    """The revisions that hold on a day, without drafts."""
    return Revision.objects.exclude(state=State.DRAFT).filter(_holds(day))


def revision_at(code: str, day: date) -> Revision:
    """The revision of a procedure on a day. Raises `no_procedure_in_force`."""
    found = in_force(day).filter(procedure__code=code).select_related("procedure").first()
    if found is None:
        raise Refusal("no_procedure_in_force", code=code, day=day)
    return found


def whole(code: str, day: date) -> Revision:
    """The revision of a day with cases, terms, papers, bases and results read, for a page.

    Raises `no_procedure_in_force`.
    """
    parts = ("cases__terms", "papers", "bases", "results", "sector_notice")
    revision = revision_at(code, day)
    prefetch_related_objects([revision], *parts)
    return revision


def notice_of(revision: int) -> Notice | None:
    """The time that a sector rule gives for asking for papers, by the revision a dossier has."""
    found = SectorNotice.objects.filter(pk=revision)
    row = found.values_list("working_days", "basis").first()
    return Notice(*row) if row else None


def history(code: str) -> list[Revision]:
    """Every published revision of a procedure, the newest first; those never in force left out."""
    published = Revision.objects.exclude(state=State.DRAFT).filter(procedure__code=code)
    in_time = published.exclude(valid_to=F("valid_from"))
    light = ("number", "state", "valid_from", "valid_to", "act_number", "retired_act")
    return list(in_time.only(*light).order_by("-valid_from", "-number"))


def processes_at(code: str, day: date) -> list[Process]:
    """The internal processes of a procedure on a day, by level, with their steps."""
    found = Process.objects.exclude(state=State.DRAFT).filter(_holds(day), procedure__code=code)
    return list(found.order_by("level").prefetch_related("steps"))


def steps_of(process: Process) -> tuple[Step, ...]:
    """The steps of a process as the rules know them."""
    return tuple(
        Step(each.name, each.role, each.minutes, each.working_days) for each in process.steps.all()
    )


def fields(day: date) -> list[tuple[str, int]]:
    """The fields of the procedures in force and how many each has, by name."""
    return list(in_force(day).values_list("field").annotate(n=Count("pk")).order_by("field"))


def listed(day: date, field: str) -> list[Found]:
    """The procedures in force of one field, by folded name."""
    found = in_force(day).filter(field=field).order_by("name_folded", "pk")
    shown = ("procedure__code", "name", "field", "pk", "same_day", "no_appointment")
    return [Found(*row) for row in found.values_list(*shown)]


def terms(
    code: str,
    channel: Channel,
    day: date,
    case: int | None = None,
    level: Level = Level.COMMUNE,
) -> Terms:
    """What binds a dossier handed in by a channel on a day; two statements.

    Raises `no_procedure_in_force` and `no_such_case`.
    """
    return terms_of(offer(code, day, level), channel, case)


def terms_of(offered: Offer, channel: Channel, case: int | None = None) -> Terms:
    """The same for an offer that was read already. Raises `no_such_case`."""
    chosen = offered.case(case)
    found = tuple(each for each in chosen.terms if each.channel == channel)
    return Terms(
        offered,
        chosen,
        channel,
        limit=_agreed([each.limit for each in found]),
        fee=_agreed([each.fee for each in found]),
        fee_rule=_agreed([each.fee_rule for each in found]) or "",
        alternatives=found if len(found) > 1 else (),
    )


def _agreed(values: list[Any]) -> Any:
    """The value on which all agree, else None."""
    return values[0] if values and all(each == values[0] for each in values) else None


def offer(code: str, day: date, level: Level = Level.COMMUNE) -> Offer:
    """All that a procedure asks and promises on a day; two statements.

    Raises `no_procedure_in_force`.
    """
    rows = _term_rows(code, day, level)
    if not rows:
        raise Refusal("no_procedure_in_force", code=code, day=day)
    first = rows[0]
    papers, steps = _parts(first.revision, first.process)
    return Offer(
        code=code,
        name=first.name,
        revision=first.revision,
        same_day=bool(first.same_day),
        no_appointment=bool(first.no_appointment),
        unverified=first.unverified,
        faults=_words(first.faults),
        cases=_cases(rows),
        papers=papers,
        process=first.process,
        steps=steps,
    )


class _Row(NamedTuple):
    """One term of a procedure, or its case or itself where it has none, as the statement gives it."""

    revision: int
    name: str
    same_day: bool
    no_appointment: bool
    unverified: str
    faults: str | list[str]
    process: int | None
    case: int | None
    case_name: str | None
    term: int | None
    channel: str
    limit_amount: Decimal | float | str | None
    limit_unit: str
    limit_same_day: bool
    limit_text: str
    fee: int | None
    fee_text: str
    fee_rule: str
    term_faults: str | list[str]


# Raw because it stands on the way of every receipt: composing it took longer than all its rows.
# Left joins: a procedure without channels has one row too.
_TERMS = """
SELECT r.id, r.name, r.same_day, r.no_appointment, r.unverified, r.faults,
       (SELECT s.id FROM procedures_process s
         WHERE s.procedure_id = r.procedure_id AND s.level = %s AND s.state <> %s
           AND s.valid_from <= %s AND (s.valid_to IS NULL OR s.valid_to > %s) LIMIT 1),
       c.id, c.name, t.id, t.channel, t.limit_amount, t.limit_unit, t.same_day, t.limit_text,
       t.fee, t.fee_text, t.fee_rule, t.faults
  FROM procedures_revision r
  JOIN procedures_procedure p ON p.id = r.procedure_id
  LEFT JOIN procedures_case c ON c.revision_id = r.id
  LEFT JOIN procedures_channelterm t ON t.case_id = c.id
 WHERE p.code = %s AND r.state <> %s
   AND r.valid_from <= %s AND (r.valid_to IS NULL OR r.valid_to > %s)
 ORDER BY c."order", t."order"
"""


def _term_rows(code: str, day: date, level: Level) -> list[_Row]:
    on = connection.ops.adapt_datefield_value(day)
    draft = State.DRAFT.value
    values = [level.value, draft, on, on, code, draft, on, on]
    with connection.cursor() as cursor:
        cursor.execute(_TERMS, values)
        return [_Row(*row) for row in cursor.fetchall()]


def _words(stored: str | list[str]) -> tuple[str, ...]:
    """A list as the column of JSON gives it, text or already read."""
    return tuple(json.loads(stored) if isinstance(stored, str) else stored)


def _cases(rows: list[_Row]) -> tuple[CaseLine, ...]:
    named = {row.case: row.case_name or "" for row in rows if row.case}
    terms = [_term_line(row, row.case) for row in rows if row.case and row.term]
    return tuple(
        CaseLine(case, name, tuple(each for each in terms if each.case == case))
        for case, name in named.items()
    )


def _term_line(row: _Row, case: int) -> TermLine:
    limit = None
    if row.limit_amount is not None:
        amount = Decimal(str(row.limit_amount)).quantize(Decimal("0.01")).normalize()
        limit = Limit(amount + 0, LimitUnit(row.limit_unit), bool(row.limit_same_day))
    return TermLine(
        id=row.term or 0,
        case=case,
        channel=Channel(row.channel),
        limit=limit,
        limit_text=row.limit_text,
        fee=row.fee,
        fee_text=row.fee_text,
        fee_rule=row.fee_rule,
        faults=_words(row.term_faults),
    )


def _parts(revision: int, process: int | None) -> tuple[tuple[PaperLine, ...], tuple[Step, ...]]:
    """Papers and steps in one statement; raw because the two tables share no shape."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT 1, "order", id, name, originals, copies, form, "when", "group", NULL '
            "FROM procedures_paper WHERE revision_id = %s UNION ALL "
            "SELECT 2, \"order\", id, name, minutes, NULL, role, '', '', working_days "
            "FROM procedures_processstep WHERE process_id = %s ORDER BY 1, 2",
            [revision, process],
        )
        rows = cursor.fetchall()
    papers = tuple(PaperLine(*row[2:9]) for row in rows if row[0] == 1)
    steps = tuple(
        Step(name, role, minutes, None if days is None else Decimal(str(days)))
        for kind, _, _, name, minutes, _, role, _, _, days in rows
        if kind == 2
    )
    return papers, steps
