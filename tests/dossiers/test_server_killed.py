"""PostgreSQL is killed (kill -9) under an open office: a sentence meanwhile, and nothing is lost.

The server is the test's own, so this needs no other; it runs once, with the tests on SQLite.
What the clerks were told is held against the rows, as in `test_killed`, whose two mutants would
show here too; the one that answers before it commits is tried again.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.cluster import Cluster, a_cluster
from tests.dossiers.clerks import (
    ANSWERS_FIRST,
    LONGEST,
    Office,
    assert_nothing_is_wrong,
    at_work,
    mutated,
    until,
    verdict,
)
from tests.procedures.builders import line
from tests.shared import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
KILLS = 4
LINES = 400
PAPERS = [{"ten": f"Giấy {n}", "so_luong": "1 bản chính"} for n in range(20)]


@pytest.fixture(scope="module")
def cluster(django_db_setup: None) -> Iterator[Cluster]:
    if connection.vendor == "postgresql":
        pytest.skip("has a server of its own, and has run with the tests on SQLite")
    with a_cluster() as made:
        yield made


def opened(folder: Path, cluster: Cluster, name: str, source: Path = ROOT / "src") -> Office:
    office = Office(folder / "home", source, cluster.create(name))
    office.prepare()
    return office


def struck(office: Office, strike, kills: int):
    """Clerks at work while the server is struck again and again; each time they get on."""
    with at_work(office) as people:
        for _ in range(kills):
            before = len(people.acknowledged)
            until(lambda before=before: len(people.acknowledged) > before + 3, "work goes on")
            turned = len(people.turned_away)
            strike(lambda turned=turned: len(people.turned_away) > turned)
        before = len(people.acknowledged)
        until(lambda: len(people.acknowledged) > before + 3, "the office gets on by itself")
        people.enough.set()
        until(lambda: office.waiting() == 0, "the sequencer goes on by itself")
    return people


def test_the_server_is_killed_and_the_office_says_so_and_gets_on(tmp_path, cluster):
    office = opened(tmp_path, cluster, "killed")

    def strike(somebody_was_told) -> None:
        cluster.kill()
        until(somebody_was_told, "clerks are told that the database is away")
        cluster.start()

    people = struck(office, strike, KILLS)
    assert len(people.turned_away) >= KILLS
    assert_nothing_is_wrong(office, people)


def test_one_process_of_the_server_is_killed_and_it_restarts_itself(tmp_path, cluster):
    office = opened(tmp_path, cluster, "one_killed")
    people = struck(
        office, lambda _: until(lambda: cluster.kill_a_worker("one_killed"), "x"), KILLS
    )
    assert_nothing_is_wrong(office, people)


def test_a_desk_that_answers_before_it_commits_is_caught(tmp_path, cluster):
    office = opened(tmp_path, cluster, "answers_first", mutated(tmp_path, ANSWERS_FIRST))
    with at_work(office) as people:
        until(lambda: len(people.acknowledged) > 20, "work goes on")
        cluster.kill()
        cluster.start()
    assert verdict(office, people)["lost"] > 0


def importing(office: Office, file: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "motcua", "procedures", "import", str(file), "--json"]
    return subprocess.Popen(
        words, env=office.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def counts(address: str) -> tuple[int, ...]:
    tables = ("procedure", "revision", "searchentry", "paper")
    with psycopg.connect(address) as database:
        return tuple(
            database.execute(f"SELECT count(*) FROM procedures_{each}").fetchone()[0]
            for each in tables
        )


def test_an_import_whose_server_is_killed_says_so_and_is_finished_by_starting_again(
    tmp_path, cluster
):
    office = Office(tmp_path / "home", ROOT / "src", cluster.create("imports"))
    assert office.command("upgrade") == 0
    file = tmp_path / "thu_tuc.jsonl.gz"
    held = (line(ma_thu_tuc=f"1.{n:06}", thanh_phan_ho_so=PAPERS) for n in range(LINES))
    file.write_bytes(gzip.compress(b"\n".join(held)))

    begun = importing(office, file)
    until(lambda: counts(office.database)[0] or begun.poll() is not None, "the import begins")
    cluster.kill()
    out, error = begun.communicate(timeout=LONGEST)
    cluster.start()
    assert (begun.returncode, out) == (1, "")
    assert "Traceback" not in error
    assert "Cơ sở dữ liệu" in error and "chạy lại" in error

    procedures, *others = counts(office.database)
    assert 0 < procedures < LINES
    assert others == [procedures, procedures, 20 * procedures]
    again = importing(office, file)
    out, error = again.communicate(timeout=LONGEST)
    assert again.returncode == 0, error
    said = json.loads(out)
    assert (said["imported"], said["unchanged"]) == (LINES - procedures, procedures)
    assert counts(office.database) == (LINES, LINES, LINES, 20 * LINES)
