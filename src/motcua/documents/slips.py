"""The slips of a dossier: which there are, and each as the value that a template prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.utils import translation

from motcua.documents import marks
from motcua.documents.control import control_table
from motcua.documents.fields import FIELDS, Occasion, Value
from motcua.documents.values import Paper, Part, Signer, Table, day, short_moment
from motcua.dossiers.page import DossierPage, today
from motcua.dossiers.timeline import Recorded
from motcua.rules import events as ev
from motcua.rules.books import volume_of
from motcua.rules.law import Ground, Unverified
from motcua.rules.refusal import Refusal
from motcua.settings.law.slips import Block, Layout, slip_on

# The slip that goes out with each deed. A control slip goes with every dossier that came in.
OF_EVENT: tuple[tuple[type[ev.Event], str], ...] = (
    (ev.Received, "receipt_slip"),
    (ev.Received, "control_slip"),
    (ev.GuidanceGiven, "supplement_slip"),
    (ev.SupplementRequested, "supplement_slip"),
    (ev.Supplemented, "supplement_receipt"),
    (ev.RefusedAtCounter, "refusal_slip"),
    (ev.Apologised, "apology_slip"),
    (ev.Stopped, "stop_notice"),
    (ev.Returned, "return_receipt"),
)
BY_HAND = "(Ký tay, ghi rõ họ tên)"
BY_KEY = "(Đã ký số)"


@dataclass(frozen=True, slots=True)
class Due:
    """One slip that a dossier has: the event it belongs to, and how it was printed that day."""

    name: str
    version: int
    at: datetime
    layout: Layout


def slips_of(history: Iterable[Recorded]) -> list[Due]:
    """Every slip of a dossier, the newest first; none for a day without such a form."""
    return [due for entry in reversed(list(history)) for due in _due(entry)]


def _due(entry: Recorded) -> Iterator[Due]:
    for kind, name in OF_EVENT:
        if isinstance(entry.event, kind):
            try:
                layout = slip_on(name, today(entry.event.at))
            except Refusal:
                continue
            yield Due(name, entry.version, entry.event.at, layout)


@dataclass(frozen=True, slots=True)
class Number:
    """A slip's own number in its book of the year, and its line in the register; 0 for none yet."""

    own: int = 0
    register: int = 0
    year: int = 0


def paper(
    page: DossierPage,
    due: Due,
    *,
    number: Number,
    printed: datetime,
    address: str,
    signed: bool = False,
    size: str = "",
) -> Paper:
    """The slip as a value, on the paper its form names or on another `size`.

    `address` is the tracking page; `signed` says that a key signs it.
    """
    entry = next(each for each in page.history if each.version == due.version)
    with translation.override("vi"):
        occasion = Occasion(page, entry, _line(number))
        found = _paper(occasion, due, number, printed, address, signed)
    return msgspec.structs.replace(found, size=size) if size else found


def _paper(
    occasion: Occasion, due: Due, number: Number, printed: datetime, address: str, signed: bool
) -> Paper:
    layout, office = due.layout, occasion.office
    code = occasion.then.code
    tracked = layout.entry.tracking and bool(code) and bool(address)
    secret = occasion.page.secret() if tracked else ""
    where = f"{address}#{code}" if tracked else ""
    return Paper(
        name=due.name,
        template=layout.entry.template,
        title=layout.form.title,
        size=layout.form.size,
        office=office,
        at=occasion.event.at,
        day=day(occasion.event.at),
        printed=f"In lúc {short_moment(printed)}",
        form=layout.form.number,
        number=_number(number.own, layout, office.short),
        code=code,
        secret=grouped(secret),
        address=where,
        qr=marks.qr(where) if where else "",
        barcode=marks.barcode(code) if code else "",
        parts=tuple(_parts(occasion, layout.entry.blocks)),
        table=control_table(occasion, layout) if due.name == "control_slip" else None,
        signers=tuple(
            _signer(occasion, each.who, each.title, signed) for each in layout.entry.signers
        ),
        note=layout.entry.note,
        source=source(layout),
    )


def _line(number: Number) -> str:
    if not number.register:
        return ""
    volume = volume_of(number.register)
    return f"Quyển số {volume:02}/{number.year}, số thứ tự {number.register:02}"


def _number(own: int, layout: Layout, short: str) -> str:
    if not layout.entry.book:
        return ""
    letters = "-".join(filter(None, (layout.entry.sign, short)))
    return f"{own:02}/{letters}" if own else f"……/{letters}"


def grouped(secret: str) -> str:
    """A second secret in groups of four, as people read it out."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def source(layout: Layout) -> str:
    """The foot of a paper: which form it follows, and that nobody could compare it, where so."""
    form = layout.form
    said = f"Mẫu số {form.number}" if form.number else ""
    instrument = _instrument(form.ground)
    said = f"{said}, {instrument}" if said and instrument else said
    doubtful = isinstance(layout.ground, Unverified) or isinstance(form.ground, Unverified)
    if said and doubtful:
        return f"{said}; các mục của mẫu chưa được đối chiếu với văn bản."
    return said


def _instrument(ground: Ground) -> str:
    if isinstance(ground, Unverified):
        return ground.source.partition(" không có")[0]
    instrument = getattr(ground, "instrument", None)
    return f"Thông tư {instrument.number}" if instrument else ""


def _parts(occasion: Occasion, blocks: Iterable[Block]) -> Iterator[Part]:
    for block in blocks:
        if block.text:
            yield Part(text=block.text % _Words(occasion), sentence=True)
            continue
        value = FIELDS[block.field](occasion)
        if value or not block.optional:
            yield _part(block, value)


def _part(block: Block, value: Value) -> Part:
    return Part(
        label=block.label,
        item=block.item,
        text=value if isinstance(value, str) else "",
        lines=value if isinstance(value, tuple) else (),
        table=value if isinstance(value, Table) else None,
        half=block.half,
        strong=block.strong,
        centred=block.centred,
    )


class _Words(dict[str, str]):
    """The fields that a sentence names, looked up as it names them."""

    def __init__(self, occasion: Occasion) -> None:
        super().__init__()
        self.occasion = occasion

    def __missing__(self, name: str) -> str:
        return str(FIELDS[name](self.occasion)) or "………"


def _signer(occasion: Occasion, who: str, title: str, signed: bool) -> Signer:
    if who == "receivers":
        return Signer(title, lines=("Như trên;", f"{occasion.office.full};", "Lưu: VT."))
    if who == "head":
        return Signer(title, BY_KEY if signed else "(Ký tay, đóng dấu)")
    if who == "officer":
        name = str(FIELDS["officer"](occasion))
        return Signer(title, BY_KEY if signed else BY_HAND, name)
    return Signer(title, BY_HAND, str(FIELDS["applicant"](occasion)) if who == "applicant" else "")
