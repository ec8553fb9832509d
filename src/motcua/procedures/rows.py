"""Contents written as rows of the catalogue: many at once, few statements.

A revision is stored as a draft with all that hangs on it; `publish` puts it into its place in
time. Nothing here opens a transaction: that is the action's.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from motcua.procedures import facts
from motcua.procedures.models import (
    Case,
    ChannelTerm,
    LegalBasis,
    Origin,
    Paper,
    Procedure,
    Result,
    Revision,
    SearchEntry,
    SearchToken,
    SectorNotice,
    State,
)
from motcua.procedures.search import KIND_OF_NAME
from motcua.rules.folding import fold, words

BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where contents come from, from which day they hold, and who entered them when."""

    origin: Origin
    source: str
    valid_from: date
    at: datetime
    by: str


def store(contents: Sequence[facts.Content], come: Provenance) -> list[Revision]:
    """A draft revision for each content, in the same order; their procedures exist."""
    procedures = _procedures({each.code for each in contents})
    latest = _latest(procedures.values())
    drafts = [
        _revision(each, procedures[each.code], latest.get(procedures[each.code].pk), come)
        for each in contents
    ]
    Revision.objects.bulk_create(drafts, batch_size=BATCH)
    pairs = list(zip(drafts, contents, strict=True))
    _store_parts(pairs)
    _store_notices(pairs, latest)
    return drafts


def _procedures(codes: set[str]) -> dict[str, Procedure]:
    known = {each.code: each for each in Procedure.objects.filter(code__in=codes)}
    missing = [Procedure(code=code) for code in sorted(codes - known.keys())]
    Procedure.objects.bulk_create(missing, batch_size=BATCH)
    return known | {each.code: each for each in missing}


def _latest(procedures: Iterable[Procedure]) -> dict[int, Revision]:
    found = Revision.objects.filter(procedure__in=list(procedures)).order_by("number")
    return {each.procedure_id: each for each in found.defer("conduct", "conditions", "agency")}


def _flag(said: bool | None, before: bool | None) -> bool:
    """What the source says; where it is silent the office's own knowledge stays."""
    return bool(before) if said is None else said


def _revision(
    content: facts.Content, procedure: Procedure, before: Revision | None, come: Provenance
) -> Revision:
    return Revision(
        procedure=procedure,
        number=before.number + 1 if before else 1,
        valid_from=come.valid_from,
        name=content.name,
        name_folded=fold(content.name),
        field=content.field,
        levels=list(content.levels),
        decision=content.decision,
        online_level=content.online_level,
        same_day=_flag(content.same_day, before and before.same_day),
        no_appointment=_flag(content.no_appointment, before and before.no_appointment),
        origin=come.origin,
        source=come.source,
        digest=content.digest(),
        faults=list(content.all_faults()),
        author=come.by,
        drafted_at=come.at,
        unverified=content.unverified,
        audience=list(content.audience),
        agency=content.agency,
        conduct=content.conduct,
        conditions=content.conditions,
    )


def _store_parts(pairs: list[tuple[Revision, facts.Content]]) -> None:
    cases = [
        (Case(revision=revision, order=order, name=case.name), case)
        for revision, content in pairs
        for order, case in enumerate(content.cases)
    ]
    Case.objects.bulk_create([row for row, _ in cases], batch_size=BATCH)
    terms = [
        _term(row, order, term) for row, case in cases for order, term in enumerate(case.terms)
    ]
    ChannelTerm.objects.bulk_create(terms, batch_size=BATCH)
    Paper.objects.bulk_create(
        (
            Paper(revision=revision, order=order, **_fields(paper))
            for revision, content in pairs
            for order, paper in enumerate(content.papers)
        ),
        batch_size=BATCH,
    )
    LegalBasis.objects.bulk_create(
        (
            LegalBasis(revision=revision, order=order, number=number)
            for revision, content in pairs
            for order, number in enumerate(content.bases)
        ),
        batch_size=BATCH,
    )
    Result.objects.bulk_create(
        (
            Result(revision=revision, order=order, name=result.name, code=result.code)
            for revision, content in pairs
            for order, result in enumerate(content.results)
        ),
        batch_size=BATCH,
    )


def _store_notices(
    pairs: list[tuple[Revision, facts.Content]], latest: dict[int, Revision]
) -> None:
    """What a sector rule says; where the source is silent the office's own knowledge stays."""
    before = {each.pk for each in latest.values()}
    kept = SectorNotice.objects.in_bulk(before) if before else {}
    notices = []
    for revision, content in pairs:
        said = content.notice
        if said is None and (last := latest.get(revision.procedure_id)):
            said = kept.get(last.pk)
        if said is not None:
            days, basis = said.working_days, said.basis
            notices.append(SectorNotice(revision=revision, working_days=days, basis=basis))
    SectorNotice.objects.bulk_create(notices, batch_size=BATCH)


def _fields(paper: facts.Paper) -> dict[str, object]:
    return {name: getattr(paper, name) for name in paper.__struct_fields__}


def _term(case: Case, order: int, term: facts.Term) -> ChannelTerm:
    limit = term.limit
    return ChannelTerm(
        case=case,
        order=order,
        channel=term.channel,
        limit_amount=limit.amount if limit else None,
        limit_unit=limit.unit if limit else "",
        same_day=bool(limit and limit.same_day),
        limit_text=term.limit_text,
        fee=term.fee,
        fee_text=term.fee_text,
        fee_rule=term.fee_rule,
        faults=list(term.faults),
    )


def publish(drafts: Sequence[Revision], *, approver: str, at: datetime) -> None:
    """The drafts are in force from their day on; each carries its `act_number` already.

    The revision in force on that day ends there; where a later one is known, the new one ends
    where that begins.
    """
    ids = [each.procedure_id for each in drafts]
    others = Revision.objects.exclude(state=State.DRAFT).filter(procedure__in=ids)
    with_others = set(others.values_list("procedure_id", flat=True))
    for draft in drafts:
        if draft.procedure_id in with_others:
            _place(draft)
        draft.state, draft.approver, draft.published_at = State.PUBLISHED, approver, at
    Revision.objects.bulk_update(
        drafts,
        ["state", "act_number", "approver", "published_at", "valid_to"],
        batch_size=BATCH,
    )
    index(drafts)


def _place(draft: Revision) -> None:
    """The revision that covers the draft's day ends there, and the draft takes over its end."""
    others = Revision.objects.exclude(state=State.DRAFT).filter(procedure=draft.procedure_id)
    day = draft.valid_from
    covers = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    covering = others.filter(covers, valid_from__lte=day).only("valid_to").first()
    if covering is None:
        later = others.filter(valid_from__gt=day).exclude(valid_to=F("valid_from"))
        draft.valid_to = later.order_by("valid_from").values_list("valid_from", flat=True).first()
        return
    draft.valid_to = covering.valid_to
    others.filter(pk=covering.pk).update(valid_to=day)
    SearchEntry.objects.filter(pk=covering.pk).update(valid_to=day)


def index(revisions: Sequence[Revision]) -> None:
    """The words of published revisions can be searched; earlier entries of theirs are replaced."""
    ids = [each.pk for each in revisions]
    papers: dict[int, list[str]] = {}
    for revision, name in Paper.objects.filter(revision__in=ids).values_list("revision", "name"):
        papers.setdefault(revision, []).append(name)
    codes = dict(Procedure.objects.filter(revisions__in=ids).values_list("pk", "code"))
    SearchEntry.objects.filter(pk__in=ids).delete()
    SearchEntry.objects.bulk_create(
        (_entry(each, codes[each.procedure_id], papers.get(each.pk, [])) for each in revisions),
        batch_size=BATCH,
    )
    touch_search()


def _entry(revision: Revision, code: str, papers: list[str]) -> SearchEntry:
    name = words(revision.name)
    return SearchEntry(
        revision=revision,
        code=code.replace(".", ""),
        valid_from=revision.valid_from,
        valid_to=revision.valid_to,
        name=_spaced(name[2:] if name[:2] == KIND_OF_NAME else name),
        field=_spaced(words(revision.field)),
        papers=_spaced(word for paper in papers for word in words(paper)),
    )


def _spaced(found: Iterable[str]) -> str:
    return "".join(f" {word}" for word in found)


def alone() -> None:
    """Nobody else changes the catalogue until this transaction ends.

    Two who publish at once would both number, place and end revisions as if the other were not.
    """
    SearchToken.objects.select_for_update().get_or_create(pk=1, defaults={"token": ""})


def touch_search() -> None:
    """Whoever holds the search entries in memory reads them again."""
    SearchToken.objects.update_or_create(pk=1, defaults={"token": secrets.token_hex(16)})
