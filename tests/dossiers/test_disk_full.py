"""A disk fills up under an open office, and has room again: SQLite's, PostgreSQL's rows, its log.

What is written meanwhile is refused with a sentence and the form kept; who reads goes on reading
where the database itself does. Afterwards nothing is lost, nothing doubled. The mutant answers
before it commits, and is caught.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tests.cluster import Cluster, a_cluster
from tests.disks import Disk, a_small_disk
from tests.dossiers.clerks import (
    ANSWERS_FIRST,
    Clerks,
    Office,
    assert_nothing_is_wrong,
    at_work,
    mutated,
    until,
    verdict,
)
from tests.shared import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SOURCE = ROOT / "src"
READ = ["/ho-so/", "/ho-so/receive/", "/thu-tuc/", "/ho-so/day-sheet/"]


@pytest.fixture(autouse=True)
def _once(django_db_setup: None) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("makes its own databases, and has run with the tests on SQLite")


def opened(home: Path, source: Path = SOURCE, database: str = "") -> Office:
    office = Office(home, source, database)
    office.prepare()
    return office


@contextmanager
def sqlite(folder: Path) -> Iterator[tuple[Office, Disk]]:
    with a_small_disk(60) as disk:
        yield opened(disk.home / "home"), disk


@contextmanager
def rows_of_postgresql(folder: Path) -> Iterator[tuple[Office, Disk]]:
    with a_small_disk(120) as disk, a_cluster() as cluster:
        place = disk.home / "rows"
        place.mkdir()
        yield opened(folder / "home", database=cluster.create("on_a_small_disk", place)), disk
        cluster.stop()


def turned_away_while_full(office: Office, disk: Disk, people: Clerks) -> None:
    until(lambda: len(people.acknowledged) > 5, "work goes on")
    disk.fill()
    until(lambda: [each for each in people.turned_away if each.status == 507], "it is full")
    assert [(page, office.read(page)) for page in READ] == [(page, 200) for page in READ]
    disk.make_room()


def gets_on(office: Office, people: Clerks) -> None:
    before = len(people.acknowledged)
    until(lambda: len(people.acknowledged) > before + 20, "the office gets on by itself")
    people.enough.set()
    until(lambda: office.waiting() == 0, "the sequencer goes on by itself")


@pytest.mark.parametrize("disks", [sqlite, rows_of_postgresql])
def test_a_full_disk_refuses_writers_and_serves_readers(tmp_path, disks):
    with disks(tmp_path) as (office, disk):
        with at_work(office) as people:
            turned_away_while_full(office, disk, people)
            gets_on(office, people)
        assert_nothing_is_wrong(office, people)


def test_postgresql_without_room_for_its_log_of_writes_loses_nothing(tmp_path):
    with a_small_disk(200) as disk, ending(disk) as cluster:
        office = opened(tmp_path / "home", database=cluster.create("without_log"))
        with at_work(office) as people:
            until(lambda: len(people.acknowledged) > 5, "work goes on")
            disk.fill()
            turned = len(people.turned_away)
            until(lambda: len(people.turned_away) > turned + 5, "it cannot write")
            disk.make_room()
            # While it has no room the server gives up, as it should: then somebody starts it.
            cluster.start()
            gets_on(office, people)
        assert_nothing_is_wrong(office, people)


@contextmanager
def ending(disk: Disk) -> Iterator[Cluster]:
    place = disk.home / "wal"
    place.mkdir()
    with a_cluster(place) as cluster:
        yield cluster


def test_a_desk_that_answers_before_it_commits_is_caught_on_a_full_disk(tmp_path):
    with a_small_disk(60) as disk:
        office = opened(disk.home / "home", mutated(tmp_path, ANSWERS_FIRST))
        with at_work(office) as people:
            until(lambda: len(people.acknowledged) > 5, "work goes on")
            disk.fill()
            before = len(people.acknowledged)
            until(lambda: len(people.acknowledged) > before + 10, "it promises more")
        disk.make_room()
        assert verdict(office, people)["lost"] > 0
