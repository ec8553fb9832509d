"""The deeds on a desk's books: closing a year's register, setting numbers aside for an outage."""

from __future__ import annotations

from datetime import datetime

import msgspec
from django.db import transaction

from motcua.documents import queries
from motcua.documents.models import ReservedSheets
from motcua.ledger import sequencer, store
from motcua.rules import books
from motcua.rules.calendar import HANOI
from motcua.rules.events import Event, RegisterClosed, SheetsReserved


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """Whose deed it is, when, and in whose place."""

    by: str
    now: datetime
    acting_for: str | None = None


def enter_what_waits() -> None:
    """Every dossier that came in has its line; usually the background process was here before."""
    sequencer.drain()


def close_register(unit: str, year: int, hand: Hand) -> None:
    """The year's register takes no more entries, from the closing's own place in the ledger on.

    Refuses `register_closed`, `year_not_over`, `register_empty`; `Conflict` when two close at once.
    """
    enter_what_waits()
    stream = f"register|{unit}|{year}"
    with transaction.atomic():
        event = books.close_register(
            unit,
            year,
            at=hand.now,
            by=hand.by,
            entries=queries.last_number(unit, year),
            closed=store.last_version(stream) > 0,
        )
        _append(stream, event, hand, 0)


def reserve_sheets(unit: str, count: int, hand: Hand) -> SheetsReserved:
    """The next numbers of the year are set aside for slips filled in by hand.

    Refuses `sheets_out_of_bounds`; `Conflict` when two set aside at once.
    """
    year = hand.now.astimezone(HANOI).year
    with transaction.atomic():
        stream = f"sheets|{unit}|{year}"
        version, last = store.last_version(stream), queries.last_sheet(unit, year)
        event = books.reserve_sheets(unit, count, at=hand.now, by=hand.by, last=last)
        _append(stream, event, hand, version)
        ReservedSheets.objects.create(
            unit=unit, year=year, first=event.first, last=event.last, at=event.at, by=event.by
        )
    return event


def _append(stream: str, event: RegisterClosed | SheetsReserved, hand: Hand, version: int) -> None:
    """The event stands after the version on which it was decided, else `Conflict`."""
    said: Event = msgspec.structs.replace(event, acting_for=hand.acting_for)
    store.append(stream, [said], after_version=version, recorded_at=hand.now)
