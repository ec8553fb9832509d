"""What is in a log stays: every way around that we know of is refused, on both databases."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from motcua.ledger import append_only
from motcua.ledger.models import Event, LedgerPosition
from tests.emptying import drop_guards
from tests.ledger.builders import received, write

LOGS = [model._meta.db_table for model in append_only.log_models()]


@pytest.fixture
def written(db) -> None:
    [entry] = write("dossier:1", received())
    LedgerPosition.objects.create(position=0, event_id=entry.id)


def refused(statement: str) -> None:
    guarded = pytest.raises(DatabaseError, match="append-only")
    with guarded, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_events_and_their_positions_are_logs():
    assert {"ledger_event", "ledger_position"} <= set(LOGS)


@pytest.mark.parametrize("deed", ["UPDATE {} SET kind = 'x'", "DELETE FROM {}"])
def test_an_event_can_be_neither_changed_nor_deleted(written, deed: str):
    refused(deed.format("ledger_event"))
    assert Event.objects.get().kind == "dossier.received/1"


@pytest.mark.parametrize("deed", ["UPDATE {} SET position = 7", "DELETE FROM {}"])
def test_a_position_can_be_neither_moved_nor_deleted(written, deed: str):
    refused(deed.format("ledger_position"))
    assert LedgerPosition.objects.get().position == 0


def test_the_orm_cannot_do_it_either(written):
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.update(kind="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.all()._raw_delete("default")


def test_insert_or_replace_cannot_put_another_event_in_its_place(written, sqlite):
    columns = "id, stream, version, kind, body, leaf, occurred_at, recorded_at"
    for clash in ("id, 'other', 9", "id + 1, stream, version"):
        refused(
            f"INSERT OR REPLACE INTO ledger_event ({columns})"
            f" SELECT {clash}, 'forged', x'00', x'00', occurred_at, recorded_at FROM ledger_event"
        )
    assert Event.objects.get().kind == "dossier.received/1"


def test_a_conflict_cannot_be_turned_into_an_update(written):
    refused(
        "INSERT INTO ledger_position (position, event_id) SELECT position, 99 FROM ledger_position"
        " WHERE 1 = 1 ON CONFLICT (position) DO UPDATE SET event_id = excluded.event_id"
    )


def test_the_table_cannot_be_emptied(written, postgres):
    refused("TRUNCATE ledger_event CASCADE")
    refused("TRUNCATE ledger_position")


def test_switching_ordinary_triggers_off_does_not_help(written, postgres):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    refused("DELETE FROM ledger_event")


def test_the_web_role_has_no_right_to_change_a_log(db, postgres, settings):
    settings.WEB_ROLE = "motcua_web_of_a_test"
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE motcua_web_of_a_test")
        cursor.execute("GRANT ALL ON ledger_event TO motcua_web_of_a_test")
    append_only.protect(connection, [Event])
    with connection.cursor() as cursor:
        for right in ("UPDATE", "DELETE", "TRUNCATE", "INSERT", "SELECT"):
            cursor.execute(
                "SELECT has_table_privilege('motcua_web_of_a_test', 'ledger_event', %s)", [right]
            )
            assert cursor.fetchone()[0] is (right in {"INSERT", "SELECT"}), right


def test_a_healthy_database_has_nothing_to_say(db):
    assert append_only.unprotected(connection) == []
    assert run_checks(tags=["database"], databases=["default"]) == []


def test_a_missing_guard_is_named_by_the_system_check(db):
    drop_guards()
    assert append_only.unprotected(connection) == sorted(LOGS)
    said = [message.msg for message in run_checks(tags=["database"], databases=["default"])]
    assert any("ledger_event" in each for each in said)
    append_only.protect(connection, append_only.log_models())
    assert append_only.unprotected(connection) == []


def test_a_guard_that_was_made_harmless_is_named(db, postgres):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION motcua_refuse_change() RETURNS trigger"
            " AS $$ BEGIN RETURN NULL; END $$ LANGUAGE plpgsql"
        )
    assert "ledger_event" in append_only.unprotected(connection)


def test_a_disabled_guard_is_named(db, postgres):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER ledger_event_append_only")
    assert append_only.unprotected(connection) == ["ledger_event"]


def test_a_guard_that_forgets_one_deed_is_named(db, sqlite):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_event_no_delete")
    assert append_only.unprotected(connection) == ["ledger_event"]


@pytest.mark.django_db(transaction=True)
def test_a_later_migration_that_remakes_the_table_does_not_open_it():
    write("dossier:1", received())
    old = Event._meta.get_field("kind")
    new = models.CharField(max_length=80)
    new.set_attributes_from_name("kind")
    try:
        with connection.schema_editor() as editor:
            editor.alter_field(Event, old, new)
        # SQLite has just dropped the guards without a word; that is what this test is about.
        dropped = append_only.unprotected(connection)
        assert ("ledger_event" in dropped) == (connection.vendor == "sqlite")
        call_command("migrate", verbosity=0)
        assert append_only.unprotected(connection) == []
        refused("DELETE FROM ledger_event")
        assert Event.objects.count() == 1
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(Event, new, old)
        call_command("migrate", verbosity=0)
