"""The register's lines (sổ theo dõi hồ sơ): each dossier as its events tell it now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import msgspec

from motcua.documents import queries
from motcua.documents.fields import RETURNED_BY
from motcua.documents.models import ClosedRegister
from motcua.documents.office import authority, office
from motcua.documents.slips import source
from motcua.documents.values import (
    Paper,
    Signer,
    Table,
    day,
    short_day,
    short_moment,
    two,
)
from motcua.dossiers.models import KeptRow
from motcua.dossiers.queries import names
from motcua.ledger import store
from motcua.organisation.units import on
from motcua.rules import events as ev
from motcua.rules.books import VOLUME
from motcua.rules.dossier import Dossier, replay
from motcua.rules.regime import Status
from motcua.settings.law.slips import slip_on

NOTES = {
    Status.WITHDRAWN: "Người nộp rút hồ sơ",
    Status.STOPPED: "Dừng giải quyết",
    Status.AWAITING_SUPPLEMENT: "Chờ bổ sung",
    Status.AWAITING_OBLIGATION: "Chờ nghĩa vụ tài chính",
}


class Line(msgspec.Struct, frozen=True):
    """One line of the register, column for column; the signature is given by hand."""

    number: int
    stream: str
    code: str
    procedure: str
    sets: str
    name: str
    contact: str
    authority: str
    received: datetime | None
    promised: datetime | None
    handed: datetime | None
    finished: datetime | None
    returned: datetime | None
    how: str
    note: str

    def cells(self) -> tuple[str, ...]:
        """As the paper prints it."""
        return (
            two(self.number),
            self.code,
            self.procedure,
            self.sets,
            self.name,
            self.contact,
            self.authority,
            short_moment(self.received),
            short_moment(self.promised),
            short_day(self.handed),
            short_day(self.finished),
            short_day(self.returned),
            self.how,
            "",
            self.note,
        )


def lines(entries: Sequence[tuple[int, str]], today: date) -> list[Line]:
    """The lines of these numbers; five statements for any number of them."""
    streams = [stream for _, stream in entries]
    histories = store.read_many(streams)
    people = {row.id: row.body for row in KeptRow.objects.filter(stream__in=streams, what="person")}
    told = {stream: [each.event for each in found] for stream, found in histories.items()}
    dossiers = {stream: replay(events) for stream, events in told.items()}
    known = names({d.procedure for d in dossiers.values() if d}, (), (), today)
    units = {d.authority or d.unit for d in dossiers.values() if d}
    authorities = {unit.code: authority(unit) for unit in on(today).filter(code__in=units)}
    found = []
    for number, stream in entries:
        dossier = dossiers[stream]
        if dossier is not None:
            person = people.get(dossier.applicant or "", {})
            line = _line(number, stream, dossier, told[stream], person)
            found.append(_named(line, known.procedures, authorities))
    return found


def _line(
    number: int,
    stream: str,
    dossier: Dossier,
    events: Sequence[ev.Event],
    person: dict[str, str],
) -> Line:
    given = next((each for each in reversed(events) if isinstance(each, ev.Returned)), None)
    contact = ", ".join(filter(None, (person.get("address", ""), person.get("phone", ""))))
    return Line(
        number=number,
        stream=stream,
        code=dossier.code,
        procedure=dossier.procedure,
        sets="01",
        name=person.get("name", ""),
        contact=contact,
        authority=dossier.authority or dossier.unit,
        received=dossier.received_at,
        promised=dossier.appointed,
        handed=dossier.first_handover,
        finished=dossier.finished_at,
        returned=dossier.returned_at,
        how=RETURNED_BY[given.channel] if given else "",
        note=_note(dossier),
    )


def _note(dossier: Dossier) -> str:
    said = [
        NOTES.get(dossier.status, ""),
        "Nhập muộn" if dossier.late_entry else "",
        "Dữ liệu cá nhân đã xóa" if dossier.erased else "",
    ]
    return "; ".join(filter(None, said))


def _named(line: Line, procedures: dict[str, str], authorities: dict[str, str]) -> Line:
    return msgspec.structs.replace(
        line,
        procedure=procedures.get(line.procedure, line.procedure),
        authority=authorities.get(line.authority, line.authority),
    )


def all_lines(unit: str, year: int, today: date) -> Iterator[Line]:
    """The whole register, read a few hundred lines at a time."""
    for some in queries.all_entries(unit, year):
        yield from lines(some, today)


def digest(found: Sequence[Line]) -> str:
    """SHA-256 over numbers, codes and receipts: what a book printed again must have too."""
    said = hashlib.sha256()
    for line in found:
        received = line.received.isoformat() if line.received else ""
        said.update(f"{line.number}|{line.code}|{received}\n".encode())
    return said.hexdigest()


def book(
    unit: str, year: int, volume: int = 1, *, at: datetime, today: date, signed: bool = False
) -> Paper:
    """One volume of a year's register as a paper; a closed one says so, with numbers and digest."""
    closed = queries.closed(unit, year)
    of_the_year = min(today, date(year, 12, 31))
    layout, head = slip_on("dossier_register", of_the_year), office(unit, of_the_year)
    found = lines(queries.entries(unit, year, (volume - 1) * VOLUME, VOLUME), today)
    hint = "(Đã ký số)" if signed else "(Ký tay, ghi rõ họ tên, đóng dấu)"
    return Paper(
        name="dossier_register",
        template=layout.entry.template,
        title=layout.form.title,
        subtitle=f"Năm {year} – Quyển số {two(volume)}",
        size=layout.form.size,
        landscape=True,
        office=head,
        at=at,
        day=day(closed.at if closed else at),
        printed=f"In lúc {short_moment(at)}",
        form=layout.form.number,
        table=Table(layout.entry.columns, tuple(line.cells() for line in found)),
        signers=tuple(Signer(each.title, hint) for each in layout.entry.signers),
        note=_closing(closed, found) if closed and found else "",
        source=source(layout),
    )


def _closing(closed: ClosedRegister, found: Sequence[Line]) -> str:
    return (
        f"Khóa sổ {short_moment(closed.at)}: năm {closed.year} có {closed.last} hồ sơ, từ số 01 đến "
        f"số {two(closed.last)}, không bỏ trống số nào; quyển này từ số {two(found[0].number)} đến "
        f"số {two(found[-1].number)}. SHA-256 của số, mã và giờ nhận: {digest(found)}."
    )
