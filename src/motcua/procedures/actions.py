"""The deeds by which the catalogue changes; each dated, each naming who did it.

A procedure is published by a decision (63/2010/NĐ-CP Điều 13), so publishing and retiring need
its number; that somebody other than the author approves is house rule 72.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from motcua.procedures import rows
from motcua.procedures.facts import Content, checked
from motcua.procedures.models import ACT, Origin, Procedure, Revision, SearchEntry, State
from motcua.procedures.rows import Provenance
from motcua.rules.folding import clean
from motcua.rules.law import PROCEDURE_CONTROL, HouseRule
from motcua.rules.refusal import Refusal

PUBLICATION = PROCEDURE_CONTROL["Điều 13"]
TWO_PEOPLE = HouseRule(72)


@transaction.atomic
def draft(content: Content, *, source: str, valid_from: date, at: datetime, by: str) -> Revision:
    """A draft revision stands beside the published ones; nobody but its authors sees it.

    Raises what `facts.checked` raises.
    """
    rows.alone()
    come = Provenance(origin=Origin.OFFICE, source=source, valid_from=valid_from, at=at, by=by)
    return rows.store([checked(content)], come)[0]


@transaction.atomic
def publish(revision: int, *, act_number: str, at: datetime, by: str) -> Revision:
    """The draft is in force from its day on, by this decision, approved by `by`.

    Raises `no_such_revision`, `not_a_draft`, `no_act_number`, `approved_by_author`.
    """
    rows.alone()
    found = Revision.objects.filter(pk=revision).first()
    if found is None:
        raise Refusal("no_such_revision", revision=revision)
    if found.state != State.DRAFT:
        raise Refusal("not_a_draft", state=found.state)
    if found.author == by:
        raise Refusal("approved_by_author", TWO_PEOPLE)
    found.act_number = _act(act_number)
    rows.publish([found], approver=by, at=at)
    return found


@transaction.atomic
def retire(code: str, *, day: date, act_number: str, at: datetime, by: str) -> Revision:
    """From `day` on the procedure is abolished by this decision; dossiers under way keep it.

    Raises `no_procedure_in_force`, `no_act_number`, `later_revision_waits`.
    """
    rows.alone()
    act = _act(act_number)
    alive = Revision.objects.exclude(state=State.DRAFT).filter(procedure__code=code)
    if alive.filter(state=State.PUBLISHED, valid_from__gt=day).exists():
        raise Refusal("later_revision_waits", code=code, day=day)
    in_force = alive.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
    found = in_force.order_by("-number").first()
    if found is None:
        raise Refusal("no_procedure_in_force", code=code, day=day)
    found.state, found.valid_to = State.RETIRED, day
    found.retired_act, found.retired_by, found.retired_at = act, by, at
    found.save(update_fields=["state", "valid_to", "retired_act", "retired_by", "retired_at"])
    SearchEntry.objects.filter(pk=found.pk).update(valid_to=day)
    rows.touch_search()
    return found


@transaction.atomic
def adopt(contents: Sequence[Content], come: Provenance) -> int:
    """Contents that an authority has published already are in force here; how many were new.

    One whose newest revision of the same origin says the same is left alone. Each keeps the
    number of the decision that its source names; `by` of the provenance approves.
    """
    rows.alone()
    known = _digests([each.code for each in contents], come.origin)
    new = [each for each in contents if known.get(each.code) != each.digest()]
    drafts = rows.store(new, come)
    for each in drafts:
        each.act_number = each.decision
    rows.publish(drafts, approver=come.by, at=come.at)
    return len(new)


@transaction.atomic
def reindex() -> int:
    """Every published revision's search entry is derived again; how many there are."""
    rows.alone()
    published = Revision.objects.exclude(state=State.DRAFT).defer("conduct", "conditions")
    ids = list(published.values_list("pk", flat=True))
    for start in range(0, len(ids), rows.BATCH):
        rows.index(list(published.filter(pk__in=ids[start : start + rows.BATCH])))
    return len(ids)


def _digests(codes: list[str], origin: Origin) -> dict[str, str]:
    """The newest digest of that origin, by code. Two lookups: a join was read table by table."""
    known = dict(Procedure.objects.filter(code__in=codes).values_list("pk", "code"))
    found = Revision.objects.filter(procedure__in=list(known), origin=origin).order_by("number")
    return {known[pk]: digest for pk, digest in found.values_list("procedure", "digest")}


def _act(number: str) -> str:
    act = clean(number, ACT)
    if not act:
        raise Refusal("no_act_number", PUBLICATION)
    return act
