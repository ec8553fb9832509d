"""Internal processes (quy trình nội bộ) stored and put into their place in time.

One whose steps exceed the limit, or cannot be compared with it, is kept; `faults` says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import msgspec
from django.db import transaction
from django.db.models import Q

from motcua.procedures import rows
from motcua.procedures.models import (
    CODE,
    LINE,
    NAME,
    ChannelTerm,
    Origin,
    Procedure,
    Process,
    ProcessStep,
    Revision,
    State,
)
from motcua.rules import workflow
from motcua.rules.folding import clean
from motcua.rules.limit import Limit
from motcua.rules.refusal import Refusal
from motcua.settings.law.catalogue import Level

LONG = 10_000


class StepRow(msgspec.Struct, frozen=True):
    """One step as its source prints it, and what could be read of it."""

    name: str
    role: str
    responsible: str = ""
    minutes: int | None = None
    working_days: Decimal | None = None
    time_text: str = ""
    other_time: str = ""


class ProcessFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One process of one procedure at one level, as it stood from a day on."""

    procedure: str
    level: Level
    title: str
    steps: tuple[StepRow, ...]
    valid_from: date
    source: str
    origin: Origin
    code: str = ""
    stated_total: Decimal | None = None
    faults: tuple[str, ...] = ()

    def rules_steps(self) -> tuple[workflow.Step, ...]:
        """The steps as the rules know them."""
        return tuple(
            workflow.Step(each.name, each.role, each.minutes, each.working_days)
            for each in self.steps
        )

    def digest(self) -> str:
        """The same for the same process, whatever file it came from."""
        said = msgspec.structs.replace(self, source="")
        return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


@transaction.atomic
def adopt(facts: ProcessFacts) -> Process | None:
    """The process is in force from its day on; None when it was so already.

    Raises `no_such_procedure`, and `unusable_text` for what no database keeps.
    """
    rows.alone()
    procedure = Procedure.objects.filter(code=facts.procedure).first()
    if procedure is None:
        raise Refusal("no_such_procedure", code=facts.procedure)
    siblings = Process.objects.filter(procedure=procedure, level=facts.level)
    same_origin = siblings.filter(origin=facts.origin, code=facts.code)
    digest = facts.digest()
    if same_origin.order_by("-number").values_list("digest", flat=True).first() == digest:
        return None
    process = _store(facts, procedure, siblings.count() + 1, digest)
    _place(process)
    process.state = State.PUBLISHED
    process.save(update_fields=["state", "valid_to"])
    return process


def _store(facts: ProcessFacts, procedure: Procedure, number: int, digest: str) -> Process:
    process = Process.objects.create(
        procedure=procedure,
        number=number,
        valid_from=facts.valid_from,
        level=facts.level,
        code=clean(facts.code, CODE),
        title=clean(facts.title, NAME),
        stated_total=facts.stated_total,
        origin=facts.origin,
        source=clean(facts.source, LINE),
        digest=digest,
        faults=list(facts.faults),
    )
    ProcessStep.objects.bulk_create(
        ProcessStep(
            process=process,
            order=order,
            name=clean(each.name, LONG),
            role=each.role,
            responsible=clean(each.responsible, LINE),
            minutes=each.minutes,
            working_days=each.working_days,
            time_text=clean(each.time_text, LONG),
            other_time=clean(each.other_time, LINE),
        )
        for order, each in enumerate(facts.steps)
    )
    return process


def _place(process: Process) -> None:
    """The process that covers the day ends there; a later one bounds the new one."""
    others = Process.objects.exclude(state=State.DRAFT).filter(
        procedure=process.procedure, level=process.level
    )
    day = process.valid_from
    covers = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    covering = others.filter(covers, valid_from__lte=day).first()
    later = others.filter(valid_from__gt=day).order_by("valid_from").first()
    if covering is not None:
        process.valid_to = covering.valid_to
        others.filter(pk=covering.pk).update(valid_to=day)
    elif later is not None:
        process.valid_to = later.valid_from


def faults(
    steps: tuple[workflow.Step, ...],
    source: Iterable[str],
    limits: Iterable[Limit | None],
    minutes_of_day: int,
) -> list[str]:
    """What is wrong with a process: what its source lacks, and its steps against each limit.

    Measured when asked, because a procedure's limit may change while its process stays.
    """
    every = set(limits) or {None}
    return sorted(
        {word for limit in every for word in workflow.check(steps, limit, minutes_of_day)}
        | set(source)
    )


def limits_of(code: str, day: date) -> set[Limit | None]:
    """The limits of a procedure in force on the day, or of its first revision after it."""
    revisions = Revision.objects.exclude(state=State.DRAFT).filter(procedure__code=code)
    ended = Q(valid_to__isnull=False, valid_to__lte=day)
    first = revisions.exclude(ended).order_by("valid_from", "number").values_list("pk", flat=True)
    terms = ChannelTerm.objects.filter(case__revision=first.first())
    return {each.limit for each in terms}
