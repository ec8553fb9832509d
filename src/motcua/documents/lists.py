"""What an officer hands to others now, as a list that both sign."""

from __future__ import annotations

from datetime import datetime

from motcua.documents.office import office
from motcua.documents.slips import BY_HAND
from motcua.documents.values import Paper, Part, Signer, Table, day, moment, short_moment, two
from motcua.dossiers.models import DossierRow
from motcua.dossiers.page import today
from motcua.dossiers.queries import names
from motcua.organisation.models import Officer
from motcua.settings.law.slips import slip_on

MOST = 500


def handed(officer: Officer) -> list[DossierRow]:
    """What the officer offered and nobody has confirmed yet, by receiver and code."""
    rows = DossierRow.objects.filter(holder=officer.pseudonym).exclude(pending_unit="")
    return list(rows.order_by("pending_unit", "pending_officer", "code")[:MOST])


def handover_list(officer: Officer, rows: list[DossierRow], at: datetime) -> list[Paper]:
    """One list for each receiver."""
    found = names(
        {row.procedure for row in rows},
        {row.pending_officer for row in rows},
        {row.pending_unit for row in rows},
        today(at),
    )
    by_receiver: dict[tuple[str, str], list[DossierRow]] = {}
    for row in rows:
        by_receiver.setdefault((row.pending_unit, row.pending_officer), []).append(row)
    return [
        _list(
            officer,
            some,
            at,
            found.officers.get(person, ""),
            found.units.get(unit, unit),
            found.procedures,
        )
        for (unit, person), some in by_receiver.items()
    ]


def _list(
    officer: Officer,
    rows: list[DossierRow],
    at: datetime,
    receiver: str,
    unit: str,
    procedures: dict[str, str],
) -> Paper:
    layout = slip_on("handover_list", today(at))
    to = f"{receiver}, {unit}" if receiver else unit
    names_below = {"officer": officer.full_name, "taker": receiver}
    return Paper(
        name="handover_list",
        template=layout.entry.template,
        title=layout.form.title,
        size=layout.form.size,
        office=office(rows[0].unit, today(at)),
        at=at,
        day=day(at),
        printed=f"In lúc {short_moment(at)}",
        parts=(
            Part(label="Người giao", text=officer.full_name),
            Part(label="Người nhận", text=to),
            Part(label="Lúc", text=moment(at)),
            Part(label="Số hồ sơ bàn giao", text=two(len(rows))),
        ),
        table=Table(
            layout.entry.columns, tuple(_row(n, row, procedures) for n, row in enumerate(rows, 1))
        ),
        signers=tuple(
            Signer(each.title, BY_HAND, names_below[each.who]) for each in layout.entry.signers
        ),
    )


def _row(number: int, row: DossierRow, procedures: dict[str, str]) -> tuple[str, ...]:
    return (
        str(number),
        row.code or "",
        procedures.get(row.procedure, row.procedure),
        row.applicant_name,
        short_moment(row.appointed),
        short_moment(row.last_at),
        "",
    )
