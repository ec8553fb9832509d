"""The sequencer's follower of this room: gives each slip its number and each dossier its line.

Numbers follow the ledger's order, from 01 in each year and without a gap, because they go down in
the transaction that gives the events their positions (house rule 92).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from motcua.documents.models import BookEntry, ClosedRegister
from motcua.ledger import codec
from motcua.ledger.models import Event
from motcua.ledger.store import Recorded
from motcua.rules.books import book_year

REGISTER = "register"
# Which events have a number, and in which book.
BOOKS = {
    "dossier.received/1": REGISTER,
    "dossier.guidance_given/1": "supplement_slip",
    "dossier.supplement_requested/1": "supplement_slip",
    "dossier.refused_at_counter/1": "refusal_slip",
    "dossier.apologised/1": "apology_slip",
    "dossier.stopped/1": "stop_notice",
}
CLOSED = "register.closed/1"
SLICE = 500
Book = tuple[str, str, int]
Closings = dict[str, set[int]]


def enter(batch: Sequence[Recorded], connection: BaseDatabaseWrapper) -> None:
    """Every event of the batch that has a number got the next one of its book."""
    wanted = [each for each in batch if each.kind in BOOKS or each.kind == CLOSED]
    if not wanted:
        return
    units = _units(wanted)
    closed = _closed(set(units.values()))
    numbers = _Numbers(connection)
    numbers.read({_book(each, units, closed) for each in wanted if each.kind in BOOKS})
    rows = []
    for each in wanted:
        if each.kind == CLOSED:
            _close(each.event, closed, numbers)
            continue
        unit, book, year = key = _book(each, units, closed)
        rows.append(
            BookEntry(
                unit=unit,
                book=book,
                year=year,
                number=numbers.next(key),
                stream=each.stream,
                version=each.version,
            )
        )
    BookEntry.objects.bulk_create(rows, batch_size=SLICE)


def _book(each: Recorded, units: dict[str, str], closed: Closings) -> Book:
    """The book of an event; only the register is ever closed."""
    unit, book = units[each.stream], BOOKS[each.kind]
    shut = closed.get(unit, set()) if book == REGISTER else set()
    return unit, book, book_year(each.event.at, frozenset(shut))


def _close(event: Any, closed: Closings, numbers: _Numbers) -> None:
    shut = closed.setdefault(event.unit, set())
    if event.year in shut:
        # The first closing holds; a second must not stop the ledger.
        return
    shut.add(event.year)
    last = numbers.last((event.unit, REGISTER, event.year))
    ClosedRegister.objects.create(
        unit=event.unit, year=event.year, last=last, at=event.at, by=event.by
    )


def _closed(units: set[str]) -> Closings:
    found: Closings = {}
    for some in _slices(units):
        rows = ClosedRegister.objects.filter(unit__in=some)
        for unit, year in rows.values_list("unit", "year"):
            found.setdefault(unit, set()).add(year)
    return found


def _units(wanted: Iterable[Recorded]) -> dict[str, str]:
    """The desk of each stream: the event's own, else that of the stream's first event."""
    found: dict[str, str] = {}
    for each in wanted:
        unit = getattr(each.event, "unit", "")
        if unit:
            found[each.stream] = unit
    for some in _slices({each.stream for each in wanted} - found.keys()):
        rows = Event.objects.filter(stream__in=some, version=1)
        for stream, kind, body in rows.values_list("stream", "kind", "body"):
            found[stream] = str(getattr(codec.decode(kind, bytes(body)), "unit", ""))
    return found


def _slices(words: Iterable[str]) -> Iterator[list[str]]:
    left = iter(sorted(words))
    while some := list(islice(left, SLICE)):
        yield some


class _Numbers:
    """The last number of each book; read in one statement, or one by one where a closing moved it."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.known: dict[Book, int] = {}

    def read(self, books: Iterable[Book]) -> None:
        """The last numbers of these books are known."""
        left = iter(sorted(set(books) - self.known.keys()))
        table = BookEntry._meta.db_table
        while some := list(islice(left, SLICE)):
            marks = ", ".join(["(%s, %s, %s)"] * len(some))
            with self.connection.cursor() as cursor:
                cursor.execute(
                    f"WITH asked(unit, book, year) AS (VALUES {marks})"  # noqa: S608 - only marks
                    f" SELECT unit, book, year, (SELECT max(number) FROM {table} b WHERE"
                    " b.unit = a.unit AND b.book = a.book AND b.year = a.year) FROM asked a",
                    [value for book in some for value in book],
                )
                for unit, book, year, last in cursor.fetchall():
                    self.known[(unit, book, year)] = last or 0

    def last(self, book: Book) -> int:
        """The last number given; 0 for a book not opened."""
        self.read([book])
        return self.known[book]

    def next(self, book: Book) -> int:
        """The next number, which is taken now."""
        self.known[book] = self.last(book) + 1
        return self.known[book]
