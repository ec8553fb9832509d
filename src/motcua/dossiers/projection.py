"""The rows that lists and pages read, derived from a dossier's events and kept rows.

`show` writes them in the transaction of the event; `rows_of` derives them again for
`rebuild --check`, which must agree, also after an erasure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from motcua.dossiers import numbers
from motcua.dossiers.models import DossierRow, FeeRow, KeptRow
from motcua.files import actions as files
from motcua.files.models import Attachment
from motcua.ledger import erasure, rebuild, store
from motcua.ledger.histories import Fact
from motcua.rules import events as ev
from motcua.rules.calendar import HANOI
from motcua.rules.dossier import Dossier, after, replay
from motcua.rules.folding import words
from motcua.rules.regime import Status

Columns = dict[str, Any]
# The fields of a person by the id of the kept row that holds them.
People = dict[str, dict[str, str]]
MoneyMoved = ev.FeePaid | ev.FeeRefunded
MONEY = frozenset({ev.FeePaid, ev.FeeRefunded})


def _waiting_since(dossier: Dossier) -> datetime | None:
    if dossier.status is Status.AWAITING_SUPPLEMENT:
        return dossier.supplements[-1].start
    if dossier.status is Status.AWAITING_OBLIGATION:
        return dossier.obligations[-1].start
    return None


def _fields(dossier: Dossier) -> dict[str, Any]:
    pending = dossier.pending
    return {
        "version": dossier.version,
        "code": dossier.code or None,
        "status": str(dossier.status),
        "regime": dossier.regime,
        "procedure": dossier.procedure,
        "revision": dossier.revision,
        "case": dossier.case,
        "channel": str(dossier.channel),
        "unit": dossier.unit,
        "authority": dossier.authority,
        "holder": dossier.holder,
        "holder_unit": dossier.holder_unit,
        "pending_unit": pending.to_unit if pending else "",
        "pending_officer": (pending.to_officer or "") if pending else "",
        "step": dossier.step,
        "submitted_at": dossier.submitted_at,
        "received_at": dossier.received_at,
        "promised": dossier.promised,
        "appointed": dossier.appointed,
        "waiting_since": _waiting_since(dossier),
        "finished_at": dossier.finished_at,
        "returned_at": dossier.returned_at,
        "ended_at": dossier.ended_at,
        "last_at": dossier.last_at,
        "outcome": str(dossier.outcome or ""),
        "supplements": len(dossier.supplements),
        "apologies": len(dossier.apologies),
        "open_fee": sum(charge.open for charge in dossier.charges) if dossier.charges else 0,
        "late_entry": dossier.late_entry,
        "refiled_of": dossier.refiled_of or "",
        "erased": dossier.erased,
    }


def _named(dossier: Dossier, people: People) -> dict[str, str]:
    person = people.get(dossier.applicant or "", {})
    name = person.get("name", "")
    return {
        "applicant_name": name,
        "search": search_text(dossier.code, person.get("number", ""), name),
    }


def search_text(code: str, number: str, name: str) -> str:
    """The words by which a dossier is found: the parts of its code, a number, a name.

    >>> search_text("H27.18673-20260305-0000001", "042 185 001234", "Trần Thị Hạnh")
    'h27.18673 20260305 0000001 042185001234 tran thi hanh'
    """
    return " ".join(words(f"{code} {number.replace(' ', '')} {name}"))[:300]


def _money(stream: str, version: int, dossier: Dossier, event: MoneyMoved) -> Columns:
    paid = isinstance(event, ev.FeePaid)
    return {
        "id": f"{stream}.{version}",
        "stream": stream,
        "code": dossier.code,
        "unit": dossier.unit,
        "till": event.till,
        "officer": event.by,
        "day": event.at.astimezone(HANOI).date(),
        "at": event.at,
        "kind": "paid" if paid else "refunded",
        "how": event.how.value if paid else ev.Payment.CASH.value,
        "amount": event.amount,
        "receipt": event.receipt if paid else "",
    }


def people_in(kept: Iterable[KeptRow]) -> People:
    """The people among some kept rows."""
    return {row.id: row.body for row in kept if row.what == "person"}


def show(
    stream: str,
    dossier: Dossier,
    new: Sequence[tuple[int, ev.Event]],
    kept: Mapping[str, KeptRow] | None = None,
) -> None:
    """The dossier's rows say what its events say; `kept` is given when the names may be new.

    One statement for the dossier, one more when money moved.
    """
    fields = _fields(dossier)
    if kept is not None:
        fields |= _named(dossier, people_in(kept.values()))
    DossierRow.objects.bulk_create(
        [DossierRow(stream=stream, **fields)],
        update_conflicts=True,
        unique_fields=["stream"],
        update_fields=list(fields),
    )
    money = [
        FeeRow(**_money(stream, version, dossier, event))
        for version, event in new
        if type(event) in MONEY
    ]
    if money:
        FeeRow.objects.bulk_create(money)


def derive(
    stream: str, history: Iterable[ev.Event], people: People
) -> tuple[Columns, list[Columns]]:
    """The columns of every row that a dossier's events and its kept names give."""
    dossier: Dossier | None = None
    money: list[Columns] = []
    for event in history:
        dossier = after(dossier, event)
        if type(event) in MONEY:
            money.append(_money(stream, dossier.version, dossier, event))
    if dossier is None:
        raise LookupError(stream)
    row = _fields(dossier)
    row["stream"] = stream
    row |= _named(dossier, people)
    return row, money


def people_of(streams: Sequence[str]) -> dict[str, People]:
    """The kept people of several dossiers, in one statement."""
    found: dict[str, People] = {}
    rows = KeptRow.objects.filter(stream__in=streams, what="person")
    for stream, kept, body in rows.values_list("stream", "id", "body"):
        found.setdefault(stream, {})[kept] = body
    return found


def rows_of(
    stream: str, history: Sequence[Fact], people: Mapping[str, People]
) -> Iterator[tuple[type[Model], Columns]]:
    """The same for `rebuild`: from the ledger; none for a stream of another kind."""
    if history[0].kind.startswith("dossier."):
        events = [fact.event for fact in history]
        row, money = derive(stream, events, people.get(stream, {}))
        yield DossierRow, row
        for each in money:
            yield FeeRow, each


def _forget(stream: str) -> None:
    """The kept rows and files are gone, and the dossier's row says so and shows no name."""
    history = [entry.event for entry in store.read(stream)]
    KeptRow.objects.filter(stream=stream).delete()
    attached = [event.attachment for event in history if isinstance(event, ev.Attached)]
    for attachment in Attachment.objects.filter(id__in=attached, erased_at=None):
        files.erase(attachment, at=history[-1].at)
    dossier = replay(history)
    if dossier:
        show(stream, dossier, (), kept={})


def register() -> None:
    """The ledger knows how to derive and how to erase what this room keeps."""
    tables = (DossierRow, FeeRow)
    rebuild.register(rebuild.Projection(models=tables, rows_of=rows_of, kept_of=people_of))
    rebuild.register(rebuild.Drawn(numbers.drawn))
    erasure.register(_forget, KeptRow, DossierRow, Attachment)
