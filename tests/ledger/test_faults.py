"""kill -9 in the middle of intake and of an import, and a full disk: what was acknowledged is
there, nothing is there twice, and each test fails when its one guard is taken away (F1, F2, F5).
"""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.ledger.office import Office, an_office

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
REQUESTS = 1500
KILLS = 8
BATCHES = 60


@pytest.fixture
def office(django_db_setup: None, tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path / "office") as made:
        yield made


def ask(office: Office, statement: str) -> list[tuple]:
    if connection.vendor == "postgresql":
        with psycopg.connect(office.address) as database:
            return database.execute(statement).fetchall()
    database = sqlite3.connect(office.home / "motcua.sqlite3")
    try:
        return database.execute(statement).fetchall()
    finally:
        database.close()


def kill_again_and_again(office: Office, program: str, written: Path, *arguments: str) -> int:
    """The program is killed at bad moments, then left to finish; how often it was killed at work.

    The moment is a seeded random time after it wrote its next acknowledgement, so that a slow
    machine kills as well as a fast one.
    """
    seed = 20250303
    chance, killed = random.Random(seed), 0
    for _ in range(KILLS):
        before = written.stat().st_size
        clerk = office.python(program, written, *arguments)
        while written.stat().st_size == before and clerk.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.3)
        killed += clerk.poll() is None
        clerk.kill()
        clerk.communicate()
    clerk = office.python(program, written, *arguments)
    out, err = clerk.communicate(timeout=300)
    assert clerk.returncode == 0, out + err
    return killed


def judge(office: Office, written: Path) -> dict[str, int]:
    """What was lost and what was doubled, by the clerk's own paper and the database."""
    answers: dict[str, set[str]] = {}
    for line in written.read_text().splitlines():
        key, answer = line.split()
        answers.setdefault(key, set()).add(answer)
    there = {stream for (stream,) in ask(office, "SELECT stream FROM ledger_event")}
    given = {answer for each in answers.values() for answer in each}
    [(events, streams)] = ask(office, "SELECT count(*), count(DISTINCT stream) FROM ledger_event")
    [(last,)] = ask(office, "SELECT value FROM ledger_counter WHERE name = 'code'")
    return {
        "lost": len(given - there),
        "shared": sum(map(len, answers.values())) - len(given),
        "answered_twice": sum(len(each) > 1 for each in answers.values()),
        "doubled": len(there - given),
        "torn": events - 2 * streams,
        "gaps": last - streams,
    }


def test_killed_in_the_middle_of_intake_nothing_is_lost_or_doubled(office: Office, tmp_path: Path):
    written = tmp_path / "acknowledged"
    written.touch()
    killed = kill_again_and_again(office, "clerk", written, "0", str(REQUESTS), "none", "never")
    assert killed >= KILLS // 2, "the clerk was mostly done before the kill: raise REQUESTS"
    assert len(written.read_text().splitlines()) >= REQUESTS
    found = judge(office, written)
    assert found == dict.fromkeys(found, 0)
    checked = json.loads(office.run("check_ledger", "--json").stdout)
    # The clerk's own numbers stand in no event: of all rows only their counter is too much.
    assert (checked["faults"], checked["wrong"]) == ([], 1)
    assert [each["key"] for each in checked["differences"]] == ["code"]


@pytest.mark.parametrize(
    ("mutant", "moment", "wrong", "why"),
    [
        ("none", "deed", set(), "rolled back, sent again"),
        ("none", "committed", set(), "the key knows the answer that nobody heard"),
        ("none", "acknowledged", set(), "nothing is left to do"),
        (
            "acknowledge_before_commit",
            "acknowledged",
            {"shared"},
            "what it promised went to another",
        ),
        ("without_keys", "committed", {"doubled"}, "the mutant cannot know it was done"),
    ],
)
def test_whatever_the_moment_of_death_the_judge_sees_who_does_it_wrong(
    office: Office, tmp_path: Path, mutant: str, moment: str, wrong: set[str], why: str
):
    written = tmp_path / "acknowledged"
    written.touch()
    for deadly, ending in ((moment, -signal.SIGKILL), ("never", 0)):
        clerk = office.python("clerk", written, "0", "5", mutant, deadly)
        out, error = clerk.communicate(timeout=120)
        assert clerk.returncode == ending, out + error
    found = judge(office, written)
    assert {name for name, count in found.items() if count} == wrong, why


def kill_once(office: Office, program: str, written: Path, seed: int, *arguments: str) -> None:
    """The program is killed a few milliseconds after it wrote something down."""
    clerk = office.python(program, written, *arguments)
    before = written.stat().st_size
    while written.stat().st_size == before and clerk.poll() is None:
        time.sleep(0.0005)
    time.sleep(random.Random(seed).random() * 0.02)
    clerk.kill()
    clerk.communicate()


def batches(office: Office) -> list[tuple[str, int, int]]:
    """Of each batch of the import: its number, events and streams."""
    statement = "SELECT substr(stream, 9, 4), count(*), count(DISTINCT stream) FROM ledger_event"
    return sorted(ask(office, f"{statement} GROUP BY 1"))


def test_killed_in_the_middle_of_an_import_each_batch_is_whole_or_absent(
    office: Office, tmp_path: Path
):
    written = tmp_path / "acknowledged"
    written.touch()
    kill_again_and_again(office, "importer", written, str(BATCHES), "none")
    assert batches(office) == [(f"{batch:04}", 150, 50) for batch in range(BATCHES)]
    acknowledged = [int(line) for line in written.read_text().splitlines()]
    assert len(acknowledged) == len(set(acknowledged))
    verdict = office.answer("check_ledger")
    assert (verdict["faults"], verdict["events"]) == ([], BATCHES * 150)


def test_an_import_that_commits_stream_by_stream_is_caught_torn(office: Office, tmp_path: Path):
    written = tmp_path / "acknowledged"
    written.touch()
    for attempt in range(20):
        kill_once(office, "importer", written, attempt, "10000", "stream_by_stream")
        if any(streams < 50 for _, _, streams in batches(office)):
            return
    pytest.fail("the mutant was never caught")


def test_on_a_full_disk_nothing_acknowledged_is_lost_and_work_goes_on_when_there_is_space(
    office: Office, tmp_path: Path, sqlite
):
    written = tmp_path / "acknowledged"
    written.touch()
    database = sqlite3.connect(office.home / "motcua.sqlite3")
    [(pages,)] = database.execute("PRAGMA page_count").fetchall()
    database.close()
    clerk = office.python(
        "clerk_on_a_small_disk", written, "0", str(REQUESTS), "none", "never", str(pages + 60)
    )
    _, error = clerk.communicate(timeout=120)
    assert clerk.returncode == 1
    assert "database or disk is full" in error
    before = len(written.read_text().splitlines())
    assert before > 0
    found = judge(office, written)
    assert (found["lost"], found["torn"], found["gaps"], found["doubled"]) == (0, 0, 0, 0)
    clerk = office.python("clerk", written, "0", str(before + 50), "none", "never")
    out, error = clerk.communicate(timeout=120)
    assert clerk.returncode == 0, out + error
    assert judge(office, written) == dict.fromkeys(found, 0)
