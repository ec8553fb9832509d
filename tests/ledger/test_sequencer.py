"""Every committed event gets exactly one position, in one order, whoever writes meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from motcua.ledger import queries, sequencer, store
from motcua.ledger.models import Event, Follower, LedgerPosition
from motcua.rules.refusal import Refusal
from tests.ledger.builders import (
    behind_the_horizon,
    finished,
    received,
    sequence_all,
    write,
)

# PostgreSQL shows an event to the sequencer only after a real commit.
pytestmark = pytest.mark.django_db(transaction=True)
TAKEN: dict[str, list[store.Recorded]] = {}


def follow(batch: Sequence[store.Recorded], connection: BaseDatabaseWrapper) -> None:
    """A follower that remembers; named by its path in the settings of a test."""
    TAKEN.setdefault("follow", []).extend(batch)


def follow_later(batch: Sequence[store.Recorded], connection: BaseDatabaseWrapper) -> None:
    """Another one, switched on later."""
    TAKEN.setdefault("follow_later", []).extend(batch)


def stumble(batch: Sequence[store.Recorded], connection: BaseDatabaseWrapper) -> None:
    """A follower with a fault."""
    raise RuntimeError("a follower's own fault")


@pytest.fixture(autouse=True)
def followers(settings) -> Iterator[list[str]]:
    TAKEN.clear()
    settings.LEDGER_FOLLOWERS = []
    yield settings.LEDGER_FOLLOWERS


def positions() -> list[int]:
    return list(LedgerPosition.objects.order_by("position").values_list("position", flat=True))


def test_positions_begin_at_nought_and_have_no_gap():
    for n in range(5):
        write(f"dossier:{n}", received(), finished())
    behind_the_horizon()
    assert sequencer.step(limit=3) == sequencer.Step(3, 0)
    assert sequence_all(limit=3) == 7
    assert not sequencer.step()
    assert positions() == list(range(10))
    assert store.size() == 10
    assert [entry.position for entry in store.read_positions(4, 3)] == [4, 5, 6]


def test_a_follower_takes_every_event_once_and_in_order(followers):
    followers.append(f"{__name__}.follow")
    for n in range(5):
        write(f"dossier:{n}", received())
    sequence_all(limit=2)
    assert [entry.position for entry in TAKEN["follow"]] == list(range(5))
    assert [entry.event for entry in TAKEN["follow"]] == [received()] * 5
    assert Follower.objects.get().position == 5


def test_a_follower_that_comes_later_gets_the_whole_history_and_holds_up_nobody(followers):
    followers.append(f"{__name__}.follow")
    for n in range(5):
        write(f"dossier:{n}", received())
    sequence_all()
    followers.append(f"{__name__}.follow_later")
    write("dossier:5", received())
    behind_the_horizon()
    assert sequencer.step(limit=2) == sequencer.Step(1, 3)
    assert len(TAKEN["follow"]) == 6
    sequence_all(limit=2)
    assert [entry.position for entry in TAKEN["follow_later"]] == list(range(6))


def test_a_follower_with_a_fault_leaves_no_position_behind(followers):
    followers += [f"{__name__}.follow", f"{__name__}.stumble"]
    write("dossier:1", received())
    behind_the_horizon()
    with pytest.raises(RuntimeError):
        sequencer.step()
    assert positions() == []
    assert Follower.objects.count() == 0


Step = Callable[[], object]


def step_that_tails_ids() -> None:
    """The mutant: what everybody writes first, and what loses events."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(1)")
        cursor.execute(
            "INSERT INTO ledger_position (position, event_id)"
            " SELECT (SELECT count(*) FROM ledger_position) - 1 + row_number() OVER (ORDER BY id),"
            " id FROM ledger_event"
            " WHERE id > (SELECT coalesce(max(event_id), 0) FROM ledger_position)"
        )


def lost_when_the_first_commits_last(step: Step) -> int:
    """One officer begins, a second overtakes, the sequencer runs, the first commits."""
    begun, overtaken = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                write("dossier:slow", received())
                begun.set()
                overtaken.wait(10)
        finally:
            connection.close()

    officer = threading.Thread(target=slow)
    officer.start()
    assert begun.wait(10)
    write("dossier:fast", received())
    step()
    overtaken.set()
    officer.join()
    behind_the_horizon()
    step()
    return Event.objects.count() - LedgerPosition.objects.count()


@pytest.mark.parametrize(
    ("step", "lost", "why"),
    [
        (sequencer.step, 0, "it waits behind the horizon of open transactions"),
        (step_that_tails_ids, 1, "the mutant: without the horizon this test must fail"),
    ],
)
def test_an_event_that_is_overtaken_is_not_lost(postgres, step: Step, lost: int, why: str):
    assert lost_when_the_first_commits_last(step) == lost, why


def test_eight_officers_and_two_sequencers_at_once_lose_and_double_nothing(postgres, followers):
    followers.append(f"{__name__}.follow")
    done = threading.Event()

    def take_in(clerk: int) -> None:
        try:
            for n in range(40):
                with transaction.atomic():
                    write(f"dossier:{clerk}-{n}", received())
                    write(f"dossier:{clerk}-{n}", finished(), after_version=1)
                    transaction.set_rollback(n % 7 == 0)
        finally:
            connection.close()

    def keep_sequencing(_: int) -> None:
        try:
            while not done.is_set():
                sequencer.step(limit=50)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as people:
        sequencers = [people.submit(keep_sequencing, n) for n in range(2)]
        for each in [people.submit(take_in, clerk) for clerk in range(8)]:
            each.result()
        done.set()
        for each in sequencers:
            each.result()
    sequence_all()
    count = Event.objects.count()
    assert count == 8 * 34 * 2
    assert positions() == list(range(count))
    assert [entry.position for entry in TAKEN["follow"]] == list(range(count))
    for stream, history in store.read_many([f"dossier:{n}-1" for n in range(8)]).items():
        order = [entry.id for entry in TAKEN["follow"] if entry.stream == stream]
        assert order == [entry.id for entry in history], "one dossier's events stay in order"


def test_a_database_from_another_server_is_adopted_once_and_loses_nothing(postgres):
    write("dossier:1", received())
    sequence_all()
    write("dossier:2", received())
    with connection.cursor() as cursor:
        # As a dump restored into a younger server: the rows carry numbers not reached here yet.
        cursor.execute("ALTER TABLE ledger_event DROP COLUMN xid")
        cursor.execute(queries.ADD_XID[0].replace("'0'", "'900000000000'"))
        for statement in queries.ADD_XID[1:]:
            cursor.execute(statement)
    with pytest.raises(Refusal, match="ledger_moved"):
        sequencer.step()
    assert sequencer.adopt() == 1
    write("dossier:3", received())
    assert sequence_all() == 1
    assert positions() == [0, 1, 2]
