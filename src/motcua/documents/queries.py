"""What the room reads of the books: numbers, closings, sheets set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db.models import Max, Q

from motcua.documents.followers import REGISTER
from motcua.documents.models import BookEntry, ClosedRegister, ReservedSheets
from motcua.dossiers.models import DossierRow, KeptRow

PAGE = 50
SHEET = re.compile(r"DP-(\d{4})-(\d{4})")


def last_number(unit: str, year: int, book: str = REGISTER) -> int:
    """The last number of a book; 0 where it was not opened."""
    rows = BookEntry.objects.filter(unit=unit, book=book, year=year)
    return rows.aggregate(last=Max("number"))["last"] or 0


def closed(unit: str, year: int) -> ClosedRegister | None:
    """How the year's register was closed; None while it is open."""
    return ClosedRegister.objects.filter(unit=unit, year=year).first()


def years(unit: str) -> list[int]:
    """The years of which a desk has a register, the newest first."""
    rows = BookEntry.objects.filter(unit=unit, book=REGISTER)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def numbers_of(stream: str) -> list[BookEntry]:
    """Every number that a dossier's events have."""
    return list(BookEntry.objects.filter(stream=stream))


def entries(unit: str, year: int, after: int = 0, most: int = PAGE) -> list[tuple[int, str]]:
    """Numbers and streams of a year's register, from the one after `after` on."""
    rows = BookEntry.objects.filter(unit=unit, book=REGISTER, year=year, number__gt=after)
    return list(rows.order_by("number").values_list("number", "stream")[:most])


def all_entries(unit: str, year: int, most: int = 500) -> Iterator[list[tuple[int, str]]]:
    """The whole register, a few hundred at a time."""
    after = 0
    while some := entries(unit, year, after, most):
        yield some
        after = some[-1][0]


def last_sheet(unit: str, year: int) -> int:
    """The last number of the year that was set aside for an outage; 0 for none."""
    rows = ReservedSheets.objects.filter(unit=unit, year=year)
    return rows.aggregate(last=Max("last"))["last"] or 0


def sheets(unit: str, year: int) -> list[ReservedSheets]:
    """What was set aside in a year, the newest first."""
    return list(ReservedSheets.objects.filter(unit=unit, year=year).order_by("-first"))


def entered_sheets(unit: str, year: int) -> dict[int, list[str]]:
    """Under which dossiers the slips of an outage were entered, by their number of the year.

    Found by the number in the reason of a late entry; two dossiers under one number are a fault
    that the page shows.
    """
    late = Q(unit=unit, late_entry=True, last_at__year__gte=year)
    codes = dict(DossierRow.objects.filter(late).values_list("stream", "code"))
    texts = KeptRow.objects.filter(stream__in=list(codes), what="text").order_by("stream")
    found: dict[int, list[str]] = {}
    for stream, body in texts.values_list("stream", "body"):
        for said, number in SHEET.findall(str(body)):
            code = codes[stream] or stream
            if int(said) == year and code not in found.setdefault(int(number), []):
                found[int(number)].append(code)
    return found
