"""The starter catalogue brought in by the same door as a file: facts, their check, adoption.

Its internal processes come with it; an office that has its own imports those instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from motcua.procedures import actions, processes
from motcua.procedures.facts import Case, Content, Notice, Paper, Result, Term, checked
from motcua.procedures.models import LINE, Origin
from motcua.procedures.processes import ProcessFacts, StepRow
from motcua.procedures.rows import Provenance
from motcua.settings.law.catalogue import ChannelFacts, ProcedureFacts

BY = "system"


def bring_in(catalogue: Iterable[ProcedureFacts], *, at: datetime) -> tuple[int, int]:
    """Every procedure of the starter catalogue is in force; how many were read and how many new.

    Raises what `facts.checked` raises: the starter catalogue is held to what files are held to.
    """
    found = sorted(catalogue, key=lambda each: (each.valid_from, each.source))
    new = 0
    for (day, source), group in groupby(found, key=lambda each: (each.valid_from, each.source)):
        members = list(group)
        contents = [checked(_content(each)) for each in members]
        new += actions.adopt(contents, _provenance(source, day, at))
        for each in members:
            processes.adopt(_process(each))
    return len(found), new


def _provenance(source: str, day: date, at: datetime) -> Provenance:
    return Provenance(origin=Origin.STARTER, source=source[:LINE], valid_from=day, at=at, by=BY)


def _content(each: ProcedureFacts) -> Content:
    return Content(
        code=each.code,
        name=each.name,
        field=each.field,
        levels=(each.level.value,),
        decision=each.decision,
        cases=tuple(Case(case.name, tuple(map(_term, case.channels))) for case in each.cases),
        papers=tuple(
            Paper(p.name, p.originals, p.copies, form=p.form, when=p.when) for p in each.papers
        ),
        bases=each.legal_bases,
        results=tuple(Result(name) for name in each.results),
        online_level=each.online_level,
        same_day=each.same_day,
        no_appointment=each.no_appointment,
        unverified=each.unverified,
        notice=Notice(each.notice.working_days, each.notice.basis) if each.notice else None,
    )


def _term(said: ChannelFacts) -> Term:
    return Term(
        said.channel,
        limit=said.limit,
        limit_text=said.limit_text,
        fee=said.fee,
        fee_text=said.fee_text,
        fee_rule=said.fee_rule,
    )


def _process(each: ProcedureFacts) -> ProcessFacts:
    return ProcessFacts(
        procedure=each.code,
        level=each.level,
        title=each.name,
        steps=tuple(
            StepRow(step.name, step.role, minutes=step.minutes, working_days=step.working_days)
            for step in each.process
        ),
        valid_from=each.valid_from,
        source=each.source,
        origin=Origin.STARTER,
    )
