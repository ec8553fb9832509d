"""An office is killed in the middle of intake: nothing acknowledged is lost, nothing doubled.

The clerks' own list of what they were told is held against the rows and the ledger. Two mutants
show that the comparison can fail: one forgets the keys of forms, one answers before it commits.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.dossiers.clerks import ANSWERS_FIRST, FORGETS_KEYS, Office, day, mutated, verdict
from tests.shared import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SOURCE = ROOT / "src"


@pytest.fixture
def database():
    """The address of an empty database on the server under test; empty for SQLite."""
    if connection.vendor != "postgresql":
        yield ""
        return
    import psycopg

    found = settings.DATABASES["default"]
    server = f"postgresql://{found['USER']}@{found['HOST']}:{found['PORT']}"
    name = f"killed_{free_name()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield f"{server}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def free_name() -> str:
    import secrets

    return secrets.token_hex(4)


def opened(folder: Path, source: Path, database: str) -> Office:
    office = Office(folder / "home", source, database)
    office.prepare()
    return office


def test_what_was_acknowledged_is_there_once_after_every_kill(tmp_path, database):
    office = opened(tmp_path, SOURCE, database)
    people = day(office, kills=6)
    found = verdict(office, people)
    assert found["acknowledged"] > 20
    assert (found["lost"], found["doubled"], found["wrong"]) == (0, 0, 0), people.wrong
    assert office.command("sequence") == 0
    assert office.command("rebuild", "--check") == 0
    assert office.command("check_ledger") == 0


def test_a_desk_that_forgets_keys_is_caught(tmp_path, database):
    office = opened(tmp_path, mutated(tmp_path, FORGETS_KEYS), database)
    found = verdict(office, people := day(office, kills=1))
    assert found["doubled"] > 0, people.tried


def test_a_desk_that_answers_before_it_commits_is_caught(tmp_path, database):
    office = opened(tmp_path, mutated(tmp_path, ANSWERS_FIRST), database)
    found = verdict(office, day(office, kills=2))
    assert found["lost"] > 0
