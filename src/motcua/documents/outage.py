"""The kit for an outage (giấy dự phòng): slips and register sheets to be filled in by hand.

Each has a number from a range that was set aside, so that what was written on paper is entered
later under that number and nothing is entered twice (docs/decisions/0093).
"""

from __future__ import annotations

from datetime import datetime

from motcua.documents import marks
from motcua.documents.models import ReservedSheets
from motcua.documents.office import office
from motcua.documents.slips import source
from motcua.documents.values import Office, Paper, Part, Signer, Table, short_moment
from motcua.dossiers.page import today
from motcua.rules.books import sheet_number
from motcua.settings.law.slips import Block, Layout, slip_on

SLIPS = ("receipt_slip", "supplement_slip")
HAND = "(Ký tay, ghi rõ họ tên)"
BLANK_DAY = "ngày …… tháng …… năm …"
PAPERS = 4
# More lines to write on, beside the one that every field has.
ROOM = {"missing": 8, "reason": 3}
TITLES = ("STT", "Tên giấy tờ", "Loại", "Số lượng")
NOTE = (
    "Giấy dự phòng khi hệ thống không dùng được. Mã hồ sơ và mã tra cứu được báo cho người nộp "
    "sau khi nhập."
)


def blank_slips(reserved: ReservedSheets, name: str, at: datetime) -> list[Paper]:
    """One blank slip for each number."""
    layout, head = slip_on(name, today(at)), office(reserved.unit, today(at))
    return [
        _blank(layout, head, name, sheet_number(reserved.year, number), at)
        for number in range(reserved.first, reserved.last + 1)
    ]


def _blank(layout: Layout, head: Office, name: str, number: str, at: datetime) -> Paper:
    return Paper(
        name=name,
        template=layout.entry.template,
        title=layout.form.title,
        size=layout.form.size,
        office=head,
        at=at,
        day=BLANK_DAY,
        printed=f"In sẵn lúc {short_moment(at)}",
        form=layout.form.number,
        number=number,
        code=number,
        code_label="Số phiếu giấy",
        barcode=marks.barcode(number),
        parts=tuple(
            _blank_part(each, head)
            for each in layout.entry.blocks
            if each.field and not each.optional
        ),
        signers=tuple(Signer(each.title, HAND) for each in layout.entry.signers),
        note=NOTE,
        source=source(layout),
    )


def _blank_part(block: Block, head: Office) -> Part:
    """A line to write on; what is the same for everybody is printed."""
    known = {"desk": head.full, "collected_at": head.full}
    rows = tuple((str(number), "", "", "") for number in range(1, PAPERS + 1))
    return Part(
        label=block.label,
        item=block.item,
        text=known.get(block.field, ""),
        table=Table(TITLES, rows) if block.field == "papers" else None,
        half=block.half,
        room=ROOM.get(block.field, 0),
    )


def register_sheets(reserved: ReservedSheets, at: datetime) -> Paper:
    """Sheets of the register with the numbers printed and everything else to be written."""
    layout = slip_on("dossier_register", today(at))
    numbers = range(reserved.first, reserved.last + 1)
    empty = ("",) * (len(layout.entry.columns) - 2)
    rows = tuple(
        (str(place), sheet_number(reserved.year, number), *empty)
        for place, number in enumerate(numbers, 1)
    )
    return Paper(
        name="register_sheets",
        template=layout.entry.template,
        title=f"{layout.form.title} (dự phòng)",
        size=layout.form.size,
        landscape=True,
        office=office(reserved.unit, today(at)),
        at=at,
        day=BLANK_DAY,
        printed=f"In sẵn lúc {short_moment(at)}",
        form=layout.form.number,
        table=Table(layout.entry.columns, rows),
        note=NOTE,
        source=source(layout),
    )
