"""A paper of every template with invented people, to try an office's own templates on."""

from __future__ import annotations

from datetime import datetime

from motcua.documents import marks
from motcua.documents.slips import BY_HAND, source
from motcua.documents.values import Office, Paper, Part, Signer, Table, day, short_moment
from motcua.rules.calendar import HANOI
from motcua.settings.law.slips import Layout, SlipEntry, slip_on, slips

AT = datetime(2026, 3, 5, 9, 30, tzinfo=HANOI)
CODE = "H27.17.08-20260305-0000001"
ADDRESS = "https://motcua.example/tra-cuu/"
OFFICE = Office(
    parent="ỦY BAN NHÂN DÂN XÃ CẨM XUYÊN",
    name="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    place="Cẩm Xuyên",
    short="TTPVHCC",
    full="Trung tâm Phục vụ hành chính công xã Cẩm Xuyên",
)
PAPERS = Table(
    ("STT", "Tên giấy tờ", "Loại", "Số lượng"), (("1", "Tờ khai", "Bản chính\nBản sao", "1\n2"),)
)


def sample(name: str) -> Paper:
    """The paper of a name as it is printed on a day of 2026."""
    layout = slip_on(name, AT.date())
    return Paper(
        name=name,
        template=layout.entry.template,
        title=layout.form.title,
        size=layout.form.size,
        landscape=name == "dossier_register",
        office=OFFICE,
        at=AT,
        day=day(AT),
        printed=f"In lúc {short_moment(AT)}",
        form=layout.form.number,
        number="07/TTPVHCC",
        code=CODE,
        secret="ABCD EFGH JKMN PQ",  # noqa: S106 - invented, opens nothing
        address=f"{ADDRESS}#{CODE}",
        qr=marks.qr(f"{ADDRESS}#{CODE}"),
        barcode=marks.barcode(CODE),
        parts=tuple(_part(layout.entry)),
        table=_table(layout),
        signers=tuple(
            Signer(each.title, BY_HAND, "Nguyễn Thị Lan") for each in layout.entry.signers
        ),
        note=layout.entry.note,
        source=source(layout),
    )


def _part(entry: SlipEntry) -> list[Part]:
    return [
        Part(
            label=each.label,
            item=each.item,
            text=each.text or ("" if each.field == "papers" else "Trần Thị Hạnh"),
            table=PAPERS if each.field == "papers" else None,
            half=each.half,
            strong=each.strong,
            centred=each.centred,
            sentence=bool(each.text),
        )
        for each in entry.blocks
    ]


def _table(layout: Layout) -> Table | None:
    """A row of its columns; a control slip's row has its own eight cells."""
    heads = layout.entry.columns
    if not heads:
        return None
    cells = 8 if layout.entry.template == "control_slip" else len(heads)
    return Table(heads, (("01",) * cells,))


def names() -> list[str]:
    """Every paper that there is a sample of."""
    return [*slips()]
