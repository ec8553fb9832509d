"""Dossiers found by name, code and identity number against the raw indexed query, ROWS rows.

Ours is one page of the list of all dossiers for an officer of one commune, with the merged units
before it and what it holds for others; the bare limit asks the same index for that one unit.
Both run in alternation, with words as often as names are. MOTCUA_BENCH_ROWS as in `bench_list`.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import scale

ROWS = int(os.environ.get("MOTCUA_BENCH_ROWS", "200000"))
QUERIES = int(os.environ.get("MOTCUA_BENCH_QUERIES", "300"))
AIM = 3.0
FIELDS = "stream, code, status, procedure, unit, holder, promised, received_at, applicant_name"
NEWEST = "ORDER BY COALESCE(received_at, last_at) DESC, stream DESC LIMIT 51"
# The database's own index of words, for one unit.
BARE = {
    "postgresql": (
        f"SELECT {FIELDS} FROM dossiers_dossierrow WHERE string_to_array((((unit)::text || '/')"
        " || replace((search)::text, ' ', (' ' || (unit)::text) || '/')), ' ') @> %s"
        f" AND unit = %s {NEWEST}"
    ),
    "sqlite": (
        f"SELECT {FIELDS} FROM dossiers_dossierrow WHERE stream IN"
        f" (SELECT stream FROM dossiers_words WHERE dossiers_words MATCH %s) AND unit = %s {NEWEST}"
    ),
}
CODE = f"SELECT {FIELDS} FROM dossiers_dossierrow WHERE code = %s"


def asked(chance: random.Random) -> dict[str, Callable[[], str]]:
    """What somebody types, of each kind."""
    from motcua.dossiers.models import DossierRow
    from motcua.rules.folding import fold

    some = list(
        DossierRow.objects.filter(unit=scale.DESK)
        .exclude(code=None)
        .values_list("code", "search")[:2000]
    )

    def name() -> str:
        return fold(" ".join(scale.names(chance, 1)[0].split()[chance.choice((0, 0, -1)) :]))

    return {
        "name": name,
        "code": lambda: chance.choice(some)[0],
        "serial": lambda: chance.choice(some)[0].rsplit("-", 1)[1],
        "identity number": lambda: chance.choice(some)[1].split()[3],
    }


def bare(cursor: Any, vendor: str, kind: str, text: str) -> list:
    """The raw indexed query."""
    if kind == "code":
        cursor.execute(CODE, [text])
    elif vendor == "postgresql":
        cursor.execute(
            BARE[vendor], [[f"{scale.DESK}/{word}" for word in text.split()], scale.DESK]
        )
    else:
        words = " AND ".join(f'words : "{word}"' for word in text.split())
        cursor.execute(BARE[vendor], [f'units : "{scale.DESK}" AND {words}', scale.DESK])
    return cursor.fetchall()


def alternated(runs: dict[str, Callable[[str], Any]], typed: Callable[[], str]) -> dict[str, float]:
    """p99 and median of each, in milliseconds."""
    took: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(QUERIES):
        text = typed()
        for name, run in runs.items():
            began = time.perf_counter()
            run(text)
            took[name].append((time.perf_counter() - began) * 1000)
    found = {f"{name} p99": statistics.quantiles(times, n=100)[98] for name, times in took.items()}
    return found | {f"{name} p50": statistics.median(times) for name, times in took.items()}


def measure() -> list[dict]:
    from django.db import connection

    from motcua.dossiers.list_views import Reader
    from motcua.dossiers.lists import Asked, work_list
    from motcua.organisation.models import Officer
    from motcua.organisation.permits import scope
    from motcua.web import clock

    chance, now = random.Random(18), clock.now()
    officer = Officer.objects.get(username=f"mc.{scale.DESK}")
    reader = Reader(scope(officer, "dossiers.list", now), officer.pseudonym, now, now)
    rows = []
    with connection.cursor() as cursor:
        for kind, typed in asked(chance).items():
            runs = {
                "bare": lambda text, kind=kind: bare(cursor, connection.vendor, kind, text),
                "ours": lambda text: work_list(reader, Asked(view="all", text=text)),
            }
            took = alternated(runs, typed)
            times = took["ours p99"] / took["bare p99"]
            rows.append(
                {
                    "what": f"dossiers by {kind} at {ROWS:,} rows, {connection.vendor}, p99",
                    "limit": "the raw indexed query of one unit",
                    "at_least": 1 / AIM,
                    "ratio": 1 / times,
                    "note": f"{times:.2f} times as long, at most {AIM:g}",
                }
            )
            print(kind, {name: round(each, 2) for name, each in took.items()}, file=sys.stderr)
    return rows


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        scale.prepare(Path(folder), ROWS)
        for row in measure():
            print(json.dumps(row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
