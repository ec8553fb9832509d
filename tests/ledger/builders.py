"""Events that a test can name: one dossier's days, always the same ones."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction

from motcua.ledger import sequencer, store
from motcua.rules import events as ev
from motcua.rules.limit import Channel, Limit, LimitUnit

MORNING = datetime(2025, 3, 3, 1, 30, tzinfo=UTC)
NOW = datetime(2025, 6, 2, 3, 0, 0, 123456, tzinfo=UTC)


def received(day: int = 0, **more: object) -> ev.Received:
    """A dossier taken in at the counter on the morning of 3 March 2025, or `day` days later."""
    at = MORNING + timedelta(days=day)
    given: dict[str, object] = {
        "at": at,
        "by": "0f3a5c7e9b1d2f40",
        "code": f"000.00.19.H27-250303-{day + 1:04}",
        "regime": "nd61",
        "procedure": "1.001193",
        "revision": 1,
        "case": 1,
        "channel": Channel.COUNTER,
        "unit": "H27.19",
        "authority": "H27.19",
        "clock_start": at,
        "limit": Limit(Decimal("1.5"), LimitUnit.WORKING_DAYS),
        "promised": at + timedelta(days=2),
        "legal_end": at + timedelta(days=2, hours=7),
        "applicant": "5d41402abc4b2a76b9719d911017c592",
    }
    return ev.Received(**(given | more))


def finished(day: int = 1) -> ev.Finished:
    """The result is there a day later."""
    at = MORNING + timedelta(days=day)
    return ev.Finished(at=at, by="0f3a5c7e9b1d2f40", outcome=ev.Outcome.GRANTED)


def returned(day: int = 2) -> ev.Returned:
    """The result is in the applicant's hand two days later."""
    at = MORNING + timedelta(days=day)
    return ev.Returned(at=at, by="0f3a5c7e9b1d2f40", channel=Channel.COUNTER)


def changed(number: int = 0) -> ev.ReferenceChanged:
    """A change of reference data, which no room above the ledger shows as a dossier's row."""
    return ev.ReferenceChanged(
        at=MORNING,
        by="system",
        table="organisation_unithours",
        key=f"H27.{number}",
        since=date(2025, 3, 3),
        act="12/QĐ-UBND",
        approved_by="system",
        digest="5d41402abc4b2a76b9719d911017c592",
    )


def write(stream: str, *events: ev.Event, after_version: int = 0) -> list[store.Recorded]:
    """The events stand on the ledger, committed as far as the test's own transaction lets them."""
    with transaction.atomic():
        return store.append(stream, events, after_version=after_version, recorded_at=NOW)


def behind_the_horizon() -> None:
    """Every committed event may be sequenced now.

    The horizon is the whole server's: on PostgreSQL an open transaction in another database
    holds it up, so CI gives each process of a parallel run its own server (tests/servers.py).
    """
    if connection.vendor != "postgresql":
        return
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT coalesce(max(xid) < pg_snapshot_xmin(pg_current_snapshot()), true)"
                " FROM ledger_event"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.1)
    raise TimeoutError("somebody holds a transaction open on this server")


def sequence_all(limit: int = sequencer.BATCH) -> int:
    """Every committed event has a position; how many got one."""
    behind_the_horizon()
    return sequencer.drain(limit=limit)
