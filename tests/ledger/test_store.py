"""Appending and reading: one writer per version, and what is read is what was written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.ledger import codec, commitment, keys, store
from motcua.ledger.models import Event, StreamSecret
from motcua.rules.refusal import Refusal
from motcua.web.sentences import sentence
from tests.ledger.builders import NOW, finished, received, returned, write

pytestmark = pytest.mark.django_db


def test_a_dossier_reads_back_as_it_was_written():
    written = write("dossier:1", received(), finished())
    written += write("dossier:1", returned(), after_version=2)
    assert store.read("dossier:1") == written
    assert [entry.event for entry in written] == [received(), finished(), returned()]
    assert [entry.version for entry in written] == [1, 2, 3]
    assert {entry.recorded_at for entry in written} == {NOW}


def test_a_dossier_that_never_was_has_no_events():
    assert store.read("dossier:none") == []
    assert store.last_version("dossier:none") == 0


def test_the_officer_who_comes_second_is_told_and_nothing_of_theirs_stays():
    write("dossier:1", received())
    write("dossier:1", finished(), after_version=1)
    with pytest.raises(store.Conflict) as refused:
        write("dossier:1", returned(), after_version=1)
    assert "Ai đó vừa cập nhật hồ sơ này" in sentence(refused.value)
    assert [entry.event for entry in store.read("dossier:1")] == [received(), finished()]


def test_a_new_dossier_under_a_taken_name_is_a_conflict():
    write("dossier:1", received())
    with pytest.raises(store.Conflict):
        write("dossier:1", received())
    assert StreamSecret.objects.count() == 1


def test_no_version_is_ever_skipped():
    write("dossier:1", received())
    with pytest.raises(store.Conflict):
        write("dossier:1", returned(), after_version=2)
    with pytest.raises(store.Conflict):
        write("dossier:2", returned(), after_version=1)


def test_a_loser_who_ignores_the_conflict_still_records_nothing():
    write("dossier:1", received())
    with transaction.atomic():
        with transaction.atomic(savepoint=False), pytest.raises(store.Conflict):
            store.append("dossier:1", [received()], after_version=0, recorded_at=NOW)
        assert connection.needs_rollback
    assert Event.objects.count() == 1


def test_an_event_of_tomorrow_is_refused():
    with pytest.raises(Refusal, match="not_yet_happened"):
        write("dossier:1", received(at=NOW + timedelta(seconds=1)))
    assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_event_stands_with_its_rows_or_not_at_all():
    with pytest.raises(transaction.TransactionManagementError):
        store.append("dossier:1", [received()], after_version=0, recorded_at=NOW)


def test_a_deed_costs_two_statements(django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(2):
        store.append("dossier:1", [received(), finished()], after_version=0, recorded_at=NOW)
    with transaction.atomic(), django_assert_num_queries(2):
        store.append("dossier:1", [returned()], after_version=2, recorded_at=NOW)


def test_the_leaf_stored_is_the_one_its_bytes_give():
    [entry] = write("dossier:1", received())
    secret = keys.unwrap("dossier:1", bytes(StreamSecret.objects.get().wrapped))
    assert entry.leaf == commitment.leaf(secret, 1, entry.kind, NOW, entry.body)
    assert codec.encode(entry.event) == entry.body


def test_an_import_writes_the_same_bytes_as_the_desk():
    write("dossier:1", received(), finished())
    with transaction.atomic():
        streams = [(f"dossier:{n}", [received(), finished()]) for n in range(2, 5)]
        assert store.append_many(streams, recorded_at=NOW) == 6
    by_desk, *imported = store.read_many([f"dossier:{n}" for n in range(1, 5)]).values()
    for history in imported:
        assert [entry.body for entry in history] == [entry.body for entry in by_desk]
        assert [entry.recorded_at for entry in history] == [NOW, NOW]
        secret = StreamSecret.objects.get(stream=history[0].stream)
        opened = keys.unwrap(secret.stream, bytes(secret.wrapped))
        for entry in history:
            leaf = commitment.leaf(opened, entry.version, entry.kind, NOW, entry.body)
            assert entry.leaf == leaf


def test_a_simulation_brings_its_own_clock():
    with transaction.atomic():
        store.append_many([("dossier:1", [received()])], recorded_at=lambda event: event.at)
    [entry] = store.read("dossier:1")
    assert entry.recorded_at == received().at


def test_an_import_does_not_write_over_a_dossier():
    write("dossier:1", received())
    with pytest.raises(IntegrityError), transaction.atomic():
        store.append_many([("dossier:2", [received()]), ("dossier:1", [])], recorded_at=NOW)
    assert Event.objects.count() == 1


def test_everything_is_read_once_whatever_the_batch():
    for n in range(7):
        write(f"dossier:{n}", received(), finished())
    whole = list(store.read_all())
    assert len(whole) == 14
    for batch in (1, 2, 7, 13, 14, 15):
        assert list(store.read_all(batch=batch)) == whole
        streams: dict[str, list[store.Recorded]] = {}
        for some in store.read_streams(batch):
            assert not streams.keys() & some.keys()
            streams |= some
        assert streams == store.read_many([f"dossier:{n}" for n in range(7)])


@pytest.mark.django_db(transaction=True)
def test_of_eight_officers_at_once_exactly_one_decides(postgres):
    write("dossier:1", received())
    start = Barrier(8)

    def decide(_: int) -> bool:
        try:
            start.wait()
            write("dossier:1", finished(), after_version=1)
        except store.Conflict:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as officers:
        outcomes = list(officers.map(decide, range(8)))
    assert sorted(outcomes) == [False] * 7 + [True]
    assert len(store.read("dossier:1")) == 2
