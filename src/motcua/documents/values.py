"""What a paper shows, as plain values: all that a template gets, and nothing else.

Papers are Vietnamese whatever language the officer reads, so nothing here is translated.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from motcua.rules.calendar import HANOI


class Table(msgspec.Struct, frozen=True):
    """Rows of cells under their heads; a cell may have several lines."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a slip prints: a label and its text, list or table; or a sentence of its own.

    A text that is empty is a line to write on, with `room` for so many lines more.
    """

    label: str = ""
    item: str = ""
    text: str = ""
    lines: tuple[str, ...] = ()
    table: Table | None = None
    room: int = 0
    half: bool = False
    strong: bool = False
    centred: bool = False
    sentence: bool = False


class Signer(msgspec.Struct, frozen=True):
    """A place to sign: the words above, how it is signed, the name below."""

    title: str
    hint: str = ""
    name: str = ""
    lines: tuple[str, ...] = ()


class Office(msgspec.Struct, frozen=True):
    """Who hands the paper out: the authority above, its desk, the place, letters after a number."""

    parent: str
    name: str
    place: str
    short: str
    full: str


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A whole paper. `qr` and `barcode` are drawings (SVG) of `address` and `code`."""

    name: str
    title: str
    size: str
    office: Office
    at: datetime
    day: str
    printed: str
    template: str = "slip"
    landscape: bool = False
    subtitle: str = ""
    form: str = ""
    number: str = ""
    code: str = ""
    code_label: str = "Mã hồ sơ"
    secret: str = ""
    address: str = ""
    qr: str = ""
    barcode: str = ""
    parts: tuple[Part, ...] = ()
    table: Table | None = None
    signers: tuple[Signer, ...] = ()
    note: str = ""
    source: str = ""


def two(number: int) -> str:
    """A number as official documents write it: `05`, `12`."""
    return f"{number:02}"


def day(value: date) -> str:
    """`ngày 05 tháng 3 năm 2026`: days below ten and the first two months have two digits."""
    local = value.astimezone(HANOI) if isinstance(value, datetime) else value
    return f"ngày {local.day:02} tháng {_month(local)} năm {local.year}"


def _month(value: date) -> str:
    return f"{value.month:02}" if value.month < 3 else str(value.month)


def short_day(value: date | None) -> str:
    """`05/3/2026`; empty for none."""
    if value is None:
        return ""
    local = value.astimezone(HANOI) if isinstance(value, datetime) else value
    return f"{local.day:02}/{_month(local)}/{local.year}"


def moment(value: datetime | None) -> str:
    """`09 giờ 30 phút, ngày 05 tháng 3 năm 2026`; empty for none."""
    if value is None:
        return ""
    local = value.astimezone(HANOI)
    return f"{local.hour:02} giờ {local.minute:02} phút, {day(local)}"


def short_moment(value: datetime | None) -> str:
    """`09:30 05/3/2026`; empty for none."""
    if value is None:
        return ""
    return f"{value.astimezone(HANOI):%H:%M} {short_day(value)}"


def money(amount: int) -> str:
    """`50.000 đồng`."""
    return f"{amount:,} đồng".replace(",", ".")
