"""The ledger against its limits: bulk intake, sequencing, rebuild; each in alternation.

SQLite, or PostgreSQL when MOTCUA_BENCH_POSTGRES names a server. `--events N` is the ledger's size.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice

ROUNDS = 5
PER_STREAM = 6
START = datetime(2025, 3, 3, 1, 30, tzinfo=UTC)
NOW = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


@contextmanager
def database() -> Iterator[None]:
    """An empty, migrated database of its own, as an office has it; gone afterwards."""
    postgres = os.environ.get("MOTCUA_BENCH_POSTGRES")
    name = f"bench_ledger_{os.getpid()}"
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"MOTCUA_HOME": home, "DJANGO_SETTINGS_MODULE": "motcua.settings.django"}
        if postgres:
            import psycopg

            os.environ["MOTCUA_DATABASE_URL"] = f"{postgres}/{name}"
            with psycopg.connect(f"{postgres}/postgres", autocommit=True) as admin:
                admin.execute(f"CREATE DATABASE {name}")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        yield
        connection.close()
        if postgres:
            with psycopg.connect(f"{postgres}/postgres", autocommit=True) as admin:
                admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def dossier(number: int) -> list:
    """The six events of an ordinary dossier."""
    from motcua.rules import events as ev
    from motcua.rules.limit import Channel, Limit, LimitUnit

    at = START + timedelta(minutes=number)
    by = "0f3a5c7e9b1d2f40"
    later = [at + timedelta(hours=hours) for hours in range(PER_STREAM)]
    return [
        ev.Received(
            at=at, by=by, code=f"000.00.19.H27-250303-{number:07}", regime="nd61",
            procedure="1.001193", revision=1, case=1, channel=Channel.COUNTER, unit="H27.19",
            authority="H27.19", clock_start=at, limit=Limit(Decimal(5), LimitUnit.WORKING_DAYS),
            promised=at + timedelta(days=7), legal_end=at + timedelta(days=7, hours=7),
            applicant="5d41402abc4b2a76b9719d911017c592",
        ),
        ev.HandedOver(at=later[1], by=by, to_unit="H27.19", step=1),
        ev.HandoverConfirmed(at=later[2], by="77aa5c7e9b1d2f40"),
        ev.HandedOver(at=later[3], by="77aa5c7e9b1d2f40", to_unit="H27.19", step=2),
        ev.Finished(at=later[4], by="77aa5c7e9b1d2f40", outcome=ev.Outcome.GRANTED),
        ev.Returned(at=later[5], by=by, channel=Channel.COUNTER),
    ]  # fmt: skip


def took(run: Callable[[], object]) -> float:
    """Seconds on the wall: most of the work is the database's."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def row(what: str, ratios: list[float], at_least: float, limit: str, note: str) -> None:
    """One line of the table that `bench/run.py` prints."""
    from django.db import connection

    said = {"what": f"{what}, {connection.vendor}", "ratio": round(statistics.median(ratios), 4)}
    said |= {"at_least": at_least, "limit": limit, "note": note}
    print(json.dumps(said, ensure_ascii=False), flush=True)


COLUMNS = "stream, version, kind, body, leaf, occurred_at, recorded_at"


def make_bare_table() -> None:
    """A table with the ledger's columns and indexes, and nothing of ours around it."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CREATE TABLE bare_event (LIKE ledger_event INCLUDING ALL)")
            return
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'ledger_event'")
        cursor.execute(cursor.fetchone()[0].replace("ledger_event", "bare_event"))


def write_bare(rows: list) -> None:
    """Finished rows by the fastest way of the driver, in one transaction."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(
                f"COPY bare_event ({COLUMNS}) FROM STDIN (FORMAT BINARY)"
            ) as copy:
                copy.set_types(
                    ["text", "int4", "text", "bytea", "bytea", "timestamptz", "timestamptz"]
                )
                for each in rows:
                    copy.write_row(each)
            return
        moment = str(NOW.replace(tzinfo=None))
        cursor.cursor.connection.executemany(
            f"INSERT INTO bare_event ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((*each[:5], moment, moment) for each in rows),
        )


def bulk(events: int) -> None:
    """`append_many` in transactions of 500 events; the bare way writes the finished rows."""
    from django.db import connection, transaction

    from motcua.ledger import store

    share = max(1, events // (ROUNDS * PER_STREAM))
    per_batch = store.BATCH // PER_STREAM
    ratios, rates = [], []

    def ours(first: int) -> None:
        for start in range(first, first + share, per_batch):
            last = min(start + per_batch, first + share)
            with transaction.atomic():
                store.append_many(
                    [(f"dossier:{n}", dossiers[n - first]) for n in range(start, last)],
                    recorded_at=NOW,
                )

    make_bare_table()
    for turn in range(ROUNDS):
        first = turn * share
        dossiers = [dossier(n) for n in range(first, first + share)]
        seconds = took(lambda first=first: ours(first))
        streams = store.read_many([f"dossier:{n}" for n in range(first, first + share)])
        rows = [
            (each.stream, each.version, each.kind, each.body, each.leaf, NOW, NOW)
            for history in streams.values()
            for each in history
        ]
        ratios.append(took(lambda rows=rows: write_bare(rows)) / seconds)
        rates.append(len(rows) / seconds)
    limit = "COPY" if connection.vendor == "postgresql" else "executemany"
    note = (
        f"{statistics.median(rates):,.0f} events/s, commits of at most 500; encoded, committed to"
    )
    row("bulk intake", ratios, 0.1, f"{limit} of the same rows in one transaction", note)


def root(leaves: list[bytes]) -> bytes:
    """The incremental tree of RFC 6962: each leaf hashed and carried up as a binary counter."""
    sha256, stack = hashlib.sha256, []
    for number, leaf in enumerate(leaves):
        node = sha256(b"\0" + leaf).digest()
        while number & 1:
            node = sha256(b"\1" + stack.pop() + node).digest()
            number >>= 1
        stack.append(node)
    while len(stack) > 1:
        node = stack.pop()
        stack[-1] = sha256(b"\1" + stack[-1] + node).digest()
    return stack[0]


def sequencing() -> None:
    """Positions for every event, durable, without followers; the bare way only hashes leaves."""
    from django.conf import settings

    from motcua.ledger import sequencer, store
    from motcua.ledger.models import Event

    leaves = (entry.leaf for entry in store.read_all(batch=5000))
    followers, settings.LEDGER_FOLLOWERS = settings.LEDGER_FOLLOWERS, []
    ratios, rates = [], []
    share = Event.objects.count() // ROUNDS
    for _ in range(ROUNDS):
        some = list(islice(leaves, share))
        hashing = took(lambda some=some: root(some))

        def ours() -> None:
            left = share
            while left > 0:
                left -= sequencer.step(min(left, sequencer.BATCH)).sequenced

        seconds = took(ours)
        ratios.append(hashing / seconds)
        rates.append(share / seconds)
    note = f"{statistics.median(rates):,.0f} events/s, batches of {sequencer.BATCH}"
    row("sequencing, durable", ratios, 0.1, "hashing alone, incremental RFC 6962", note)
    sequencer.drain(limit=5000)
    settings.LEDGER_FOLLOWERS = followers
    sequencer.drain(limit=5000)


PEAK = """
import django
django.setup()
from motcua.ledger import rebuild
def most():
    return next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
before = most()
assert not rebuild.run(mend=False).wrong
print(before, most())
"""


def peak() -> tuple[float, float]:
    """The resident memory of a process before it rebuilds, and at most, in MB."""
    run = [sys.executable, "-c", PEAK]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    before, most = map(int, done.stdout.split())
    return before / 1024, most / 1024


def decoding() -> tuple[int, float]:
    """How many events there are, and the seconds that decoding alone takes; read batch by batch."""
    from motcua.ledger import codec, store

    def bare(batch: list) -> None:
        for kind, body in batch:
            codec.decode(kind, body)

    count, seconds = 0, 0.0
    entries = store.read_all(batch=5000)
    while batch := [(entry.kind, entry.body) for entry in islice(entries, 5000)]:
        count += len(batch)
        seconds += took(lambda batch=batch: bare(batch))
    return count, seconds


def rebuilding() -> None:
    """Every row of every room derived again and compared; the bare way only decodes the bytes."""
    from motcua.ledger import rebuild

    filled = took(lambda: rebuild.run(mend=True))
    ratios, rates = [], []
    for _ in range(ROUNDS):
        count, bare = decoding()
        reports = []
        seconds = took(lambda reports=reports: reports.append(rebuild.run(mend=False)))
        assert reports[0].wrong == 0, reports[0]
        ratios.append(bare / seconds)
        rates.append(count / seconds)
    before, most = peak()
    note = (
        f"{statistics.median(rates):,.0f} events/s of {count:,}, all rooms, peak {most:.0f} MB"
        f" from {before:.0f}; filling empty tables {count / filled:,.0f}/s"
    )
    row("rebuild", ratios, 0.05, "decoding the same bytes with msgspec", note)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=30_000)
    events = parser.parse_args().events
    with database():
        bulk(events)
        sequencing()
        rebuilding()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
