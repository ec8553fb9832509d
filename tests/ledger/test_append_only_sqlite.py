"""Another program with the file in its hand, and no setting of ours, replaces nothing in a log."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import connection

from motcua.ledger import append_only, doctor
from motcua.ledger.models import Event, LedgerPosition
from motcua.organisation.models import AccessRow
from tests.ledger.builders import NOW, received, write

pytestmark = pytest.mark.usefixtures("sqlite")
EVENT = "id, stream, version, kind, body, leaf, occurred_at, recorded_at"
FORGED = "'forged', x'00', x'00', occurred_at, recorded_at FROM ledger_event"
ACCESS = "id, at, officer, subject, page, purpose"
# Logs of rooms above get the same guards, and `append_only.unprotected` compares their text.
TRIED = {Event: "event", LedgerPosition: "position", AccessRow: "access"}
LOGS = sorted(model._meta.db_table for model in TRIED)

# What one more row may clash with, by table; `rowid` where the key is not the rowid itself.
CLASHES = [
    pytest.param(f"ledger_event ({EVENT}) SELECT id, 'other', 9, {FORGED}", id="event-key"),
    pytest.param(f"ledger_event ({EVENT}) SELECT 99, stream, version, {FORGED}", id="event-unique"),
    pytest.param(
        f"ledger_event ({EVENT}) SELECT NULL, stream, version, {FORGED}", id="event-null-key"
    ),
    pytest.param(f"ledger_event ({EVENT[4:]}) SELECT stream, version, {FORGED}", id="event-no-key"),
    pytest.param(
        f"ledger_event (rowid, {EVENT[4:]}) SELECT id, 'other', 9, {FORGED}", id="event-rowid"
    ),
    pytest.param("ledger_position SELECT position, 99 FROM ledger_position", id="position-key"),
    pytest.param("ledger_position SELECT 99, event_id FROM ledger_position", id="position-unique"),
    pytest.param(
        "ledger_position (rowid, position, event_id) SELECT rowid, 99, 99 FROM ledger_position",
        id="position-rowid",
    ),
    pytest.param(
        f"organisation_accessrow ({ACCESS}) SELECT id, at, 'forged', subject, page, purpose"
        " FROM organisation_accessrow",
        id="access-key",
    ),
]


@pytest.fixture
def stranger(db: None, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """One row in every log, seen by a bare connection to a copy of the file."""
    [entry] = write("dossier:1", received())
    LedgerPosition.objects.create(position=0, event_id=entry.id)
    AccessRow.objects.create(at=NOW, officer="0f3a", subject="dossier:1", purpose="view")
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(connection.connection.serialize())
    other = sqlite3.connect(copy, isolation_level=None)
    assert other.execute("PRAGMA recursive_triggers").fetchone() == (0,)
    yield other
    other.close()


def rows(there: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [there.execute(f"SELECT rowid, * FROM {table}").fetchall() for table in LOGS]


@pytest.mark.parametrize("clash", CLASHES)
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
def test_no_row_takes_the_place_of_another(stranger: sqlite3.Connection, verb: str, clash: str):
    before = rows(stranger)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        stranger.execute(f"{verb} INTO {clash}")
    assert rows(stranger) == before


@pytest.mark.parametrize("clash", CLASHES)
def test_without_the_guard_each_of_these_would_have(stranger: sqlite3.Connection, clash: str):
    for table in LOGS:
        stranger.execute(f'DROP TRIGGER "{table}_no_insert"')
    before = rows(stranger)
    stranger.execute(f"INSERT OR REPLACE INTO {clash}")
    assert rows(stranger) != before
    assert list(map(len, rows(stranger))) == list(map(len, before)), "one was lost for it"


def test_every_unique_key_of_every_log_is_tried_above():
    tried = {str(each.id) for each in CLASHES}
    for model, name in TRIED.items():
        keys = sum(field.unique for field in model._meta.concrete_fields)
        keys += len(model._meta.constraints)
        ours = tried & {f"{name}-key", f"{name}-unique"}
        assert len(ours) == keys, model


def test_a_row_that_clashes_with_nothing_goes_in(stranger: sqlite3.Connection):
    stranger.execute(f"INSERT INTO ledger_event ({EVENT}) SELECT NULL, stream, 2, {FORGED}")
    stranger.execute("INSERT INTO ledger_position VALUES (1, 99)")
    assert list(map(len, rows(stranger))) == [2, 2, 1]


@pytest.mark.parametrize("deed", ["update", "delete", "insert"])
def test_each_missing_guard_is_named_by_check_and_doctor_and_made_again(db, deed: str):
    assert says() == "Mọi bảng nhật ký chặn sửa và xóa."
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER ledger_position_no_{deed}")
    assert append_only.unprotected(connection) == ["ledger_position"]
    assert "ledger_position" in says()
    assert run_checks(tags=["database"], databases=["default"])
    append_only.protect(connection, append_only.log_models())
    assert append_only.unprotected(connection) == []


def test_a_guard_that_sees_one_key_only_is_named_and_made_again(db):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_event_no_insert")
        cursor.execute(
            "CREATE TRIGGER ledger_event_no_insert BEFORE INSERT ON ledger_event"
            " WHEN EXISTS (SELECT 1 FROM ledger_event WHERE id = NEW.id)"
            " BEGIN SELECT RAISE(ABORT, 'append-only: ledger_event'); END"
        )
    assert append_only.unprotected(connection) == ["ledger_event"]
    append_only.protect(connection, append_only.log_models())
    assert append_only.unprotected(connection) == []


def test_a_unique_index_that_came_later_is_guarded_too(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX later ON ledger_event (leaf)")
        assert append_only.unprotected(connection) == ["ledger_event"]
        append_only.protect(connection, append_only.log_models())
        assert append_only.unprotected(connection) == []


@pytest.mark.parametrize("on", ["(version) WHERE version > 1", "(lower(kind))"])
def test_a_unique_index_that_no_guard_can_see_is_named(db, on: str):
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE UNIQUE INDEX odd ON ledger_event {on}")
    append_only.protect(connection, append_only.log_models())
    assert append_only.unprotected(connection) == ["ledger_event"]
    write("dossier:1", received())


def says() -> str:
    """What `doctor` answers about the logs."""
    found = doctor.examine(NOW + timedelta(days=1))
    return next(each.says for each in found if each.name == "append_only")
