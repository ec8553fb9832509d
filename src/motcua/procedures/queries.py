"""What others read from the catalogue: search, the revision of a day, what intake needs.

Only published revisions are seen, each on the days on which it holds.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects

from motcua.procedures.models import Process, Revision, State
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
    parts = ("cases__terms", "papers", "bases", "results")
    revision = revision_at(code, day)
    prefetch_related_objects([revision], *parts)
    return revision


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
    rows = list(_term_rows(code, day, level))
    if not rows:
        raise Refusal("no_procedure_in_force", code=code, day=day)
    first = rows[0]
    papers, steps = _parts(first["pk"], first["process"])
    return Offer(
        code=code,
        name=first["name"],
        revision=first["pk"],
        same_day=first["same_day"],
        no_appointment=first["no_appointment"],
        unverified=first["unverified"],
        faults=tuple(first["faults"]),
        cases=_cases(rows),
        papers=papers,
        process=first["process"],
        steps=steps,
    )


TERM_FIELDS = (
    "pk",
    "channel",
    "limit_amount",
    "limit_unit",
    "same_day",
    "limit_text",
    "fee",
    "fee_text",
    "fee_rule",
    "faults",
)


def _term_rows(code: str, day: date, level: Level) -> QuerySet[Revision, dict[str, Any]]:
    """One row per term, by way of left joins: a procedure without channels has one row too."""
    processes = Process.objects.exclude(state=State.DRAFT).filter(
        _holds(day), procedure=OuterRef("procedure"), level=level
    )
    return (
        in_force(day)
        .filter(procedure__code=code)
        .annotate(process=Subquery(processes.values("pk")[:1]))
        .order_by("cases__order", "cases__terms__order")
        .values(
            *("pk", "name", "same_day", "no_appointment", "unverified", "faults", "process"),
            *("cases__pk", "cases__name"),
            *(f"cases__terms__{each}" for each in TERM_FIELDS),
        )
    )


def _cases(rows: list[dict[str, Any]]) -> tuple[CaseLine, ...]:
    named = {row["cases__pk"]: row["cases__name"] for row in rows if row["cases__pk"]}
    terms = [_term_line(row) for row in rows if row["cases__terms__pk"]]
    return tuple(
        CaseLine(case, name, tuple(each for each in terms if each.case == case))
        for case, name in named.items()
    )


def _term_line(row: dict[str, Any]) -> TermLine:
    said = {each: row[f"cases__terms__{each}"] for each in TERM_FIELDS}
    amount = said["limit_amount"]
    return TermLine(
        id=said["pk"],
        case=row["cases__pk"],
        channel=Channel(said["channel"]),
        limit=None
        if amount is None
        else Limit(amount, LimitUnit(said["limit_unit"]), said["same_day"]),
        limit_text=said["limit_text"],
        fee=said["fee"],
        fee_text=said["fee_text"],
        fee_rule=said["fee_rule"],
        faults=tuple(said["faults"]),
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
