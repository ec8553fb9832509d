"""Search in a national catalogue of 6,000 procedures against the database's own word index.

The bare limit is one raw query on FTS5 (SQLite) or on a GIN index (PostgreSQL) over the same
folded words, sorted by the same length. Both run in alternation in a test database of their own.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

PROCEDURES = 6_000
QUERIES = 400
AIM = 3.0
DAY = date(2026, 1, 5)
# Syllables as frequent as in a language: the n-th comes 1/n as often as the first.
ONSETS = "b c ch d đ g h k l m n nh ph qu s t th tr v x"
RIMES = "a ai an anh ao âm ân e ê ên i in inh o ô ông ơ ơn u ung ư ưng ươn iên uyên oan"
SYLLABLES = [onset + rime for onset in ONSETS.split() for rime in RIMES.split()]
FREQUENCIES = [1 / rank for rank in range(1, len(SYLLABLES) + 1)]


def contents(chance: random.Random) -> list:
    from motcua.procedures.facts import Case, Content, Paper, Term
    from motcua.rules.limit import Channel, Limit, LimitUnit

    syllables = SYLLABLES.copy()
    chance.shuffle(syllables)

    def words(least: int, most: int) -> str:
        return " ".join(chance.choices(syllables, FREQUENCIES, k=chance.randint(least, most)))

    limit = Limit(Decimal(5), LimitUnit.WORKING_DAYS)
    return [
        Content(
            code=f"{number % 9 + 1}.{number:06}",
            name=words(6, 24),
            field=words(2, 4),
            decision="1/QĐ",
            cases=(Case("", (Term(Channel.COUNTER, limit=limit),)),),
            papers=tuple(Paper(words(8, 40)) for _ in range(5)),
        )
        for number in range(PROCEDURES)
    ]


def fill(found: list) -> None:
    from motcua.procedures import actions
    from motcua.procedures.models import Origin
    from motcua.procedures.rows import Provenance

    come = Provenance(
        origin=Origin.IMPORT,
        source="bench",
        valid_from=date(2025, 7, 1),
        at=datetime(2025, 7, 1, tzinfo=UTC),
        by="system",
    )
    for start in range(0, len(found), 50):
        actions.adopt(found[start : start + 50], come)


def bare(vendor: str, cursor) -> Callable[[list[str]], list]:
    """The raw indexed query over the same words."""
    if vendor == "sqlite":
        cursor.execute("CREATE VIRTUAL TABLE bare USING fts5(code, name, field, papers)")
        cursor.execute(
            "INSERT INTO bare(rowid, code, name, field, papers) "
            "SELECT revision_id, code, name, field, papers FROM procedures_searchentry"
        )
        query = (
            "SELECT code, name, field, rowid FROM bare WHERE bare MATCH %s "
            "ORDER BY length(name), code LIMIT 20"
        )
        shape = "{}*", " "
    else:
        cursor.execute(
            "CREATE TABLE bare AS SELECT revision_id, code, name, field, to_tsvector('simple', "
            "code || name || field || papers) AS words FROM procedures_searchentry"
        )
        cursor.execute("CREATE INDEX ON bare USING gin(words)")
        cursor.execute("ANALYZE bare")
        query = (
            "SELECT code, name, field, revision_id FROM bare "
            "WHERE words @@ to_tsquery('simple', %s) ORDER BY length(name), code LIMIT 20"
        )
        shape = "{}:*", " & "

    def run(asked: list[str]) -> list:
        cursor.execute(query, [shape[1].join(map(shape[0].format, asked))])
        return cursor.fetchall()

    return run


def asked(chance: random.Random, found: list) -> list[str]:
    """What somebody types: two or three words of a name in a row, or now and then a code."""
    from motcua.rules.folding import words

    procedure = chance.choice(found)
    if chance.random() < 0.3:
        return [procedure.code.replace(".", "")]
    name = words(procedure.name)
    place = chance.randrange(len(name) - 3)
    return list(name[place : place + chance.randint(2, 3)])


def measure() -> dict[str, float]:
    """p50 and p99 in milliseconds, ours and bare, and their ratio."""
    from django.db import connection

    from motcua.procedures.queries import search

    chance = random.Random(18)
    procedures = contents(chance)
    fill(procedures)
    took: dict[str, list[float]] = {"ours": [], "bare": []}
    with connection.cursor() as cursor:
        limit = bare(connection.vendor, cursor)
        search("khai sinh", day=DAY)
        for _ in range(QUERIES):
            words = asked(chance, procedures)
            for name, run in (
                ("bare", lambda words=words: limit(words)),
                ("ours", lambda words=words: search(" ".join(words), day=DAY)),
            ):
                began = time.perf_counter()
                run()
                took[name].append((time.perf_counter() - began) * 1000)
    found = {}
    for name, times in took.items():
        found[f"{name}_p50"] = statistics.median(times)
        found[f"{name}_p99"] = statistics.quantiles(times, n=100)[98]
    return found | {"ratio_p99": found["ours_p99"] / found["bare_p99"]}


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.settings.django")
        os.environ.setdefault("MOTCUA_HOME", home)
        import django

        django.setup()
        from django.db import connection

        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            found = measure()
        finally:
            connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    print(
        f"search, {PROCEDURES} procedures, {connection.vendor}: ours p50 {found['ours_p50']:.2f} "
        f"p99 {found['ours_p99']:.2f} ms, bare p50 {found['bare_p50']:.2f} "
        f"p99 {found['bare_p99']:.2f} ms, ratio p99 {found['ratio_p99']:.2f} (at most {AIM})"
    )
    return 0 if found["ratio_p99"] <= AIM else 1


if __name__ == "__main__":
    sys.path.insert(0, "src")
    raise SystemExit(main())
