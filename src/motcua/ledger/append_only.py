"""Log tables refuse UPDATE and DELETE (and TRUNCATE): triggers on both databases.

A migration that remakes a table drops its triggers without a word, so they are made again after
every `migrate`, and a system check and `doctor` say when one is missing.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from motcua.ledger import append_only_sqlite

# The function's text, compared as it stands in the catalogue: one that does nothing is no guard.
_REFUSE = """
BEGIN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
"""
_FUNCTION = (
    f"CREATE OR REPLACE FUNCTION motcua_refuse_change() RETURNS trigger AS $${_REFUSE}$$"
    " LANGUAGE plpgsql"
)


def log_models(app: AppConfig | None = None) -> list[type[Model]]:
    """The models of one room, or of all, whose rows are never changed."""
    found = app.get_models() if app else apps.get_models()
    return [model for model in found if getattr(model, "KIND", "") == "log"]


def protect(connection: BaseDatabaseWrapper, models: Iterable[type[Model]]) -> None:
    """The existing tables of these models refuse to be changed afterwards."""
    tables = _existing(connection, models)
    if connection.vendor == "sqlite":
        append_only_sqlite.protect(connection, tables)
        return
    with connection.cursor() as cursor:
        if tables:
            cursor.execute(_FUNCTION)
        for table in tables:
            for statement in _statements(connection, table):
                cursor.execute(statement)


def unprotected(connection: BaseDatabaseWrapper) -> list[str]:
    """The log tables that could be changed now, sorted; empty when all is well."""
    tables = _existing(connection, log_models())
    if connection.vendor == "sqlite":
        return sorted(set(tables) - append_only_sqlite.guarded(connection, tables))
    return sorted(set(tables) - _guarded_on_postgres(connection))


def after_migrate(app_config: AppConfig, using: str, **_: object) -> None:
    """Receiver of `post_migrate`: this room's log tables are protected (again)."""
    protect(connections[using], log_models(app_config))


def check(databases: list[str] | None = None, **_: object) -> list[CheckMessage]:
    """Django's system check, tagged `database`."""
    return [
        Error(
            f"Bảng nhật ký {table} không còn chặn sửa và xóa.",
            hint="Chạy motcua upgrade để đặt lại; tìm xem ai đã bỏ nó.",
            id="ledger.E001",
        )
        for name in databases or []
        for table in unprotected(connections[name])
    ]


def _existing(connection: BaseDatabaseWrapper, models: Iterable[type[Model]]) -> list[str]:
    there = set(connection.introspection.table_names())
    return [model._meta.db_table for model in models if model._meta.db_table in there]


def _statements(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    name = connection.ops.quote_name(table)
    trigger = connection.ops.quote_name(f"{table}_append_only")
    statements = [
        f"CREATE OR REPLACE TRIGGER {trigger} BEFORE UPDATE OR DELETE OR TRUNCATE ON {name}"
        " FOR EACH STATEMENT EXECUTE FUNCTION motcua_refuse_change()",
        # Also where replication or a restore switches ordinary triggers off.
        f"ALTER TABLE {name} ENABLE ALWAYS TRIGGER {trigger}",
    ]
    if settings.WEB_ROLE:
        role = connection.ops.quote_name(settings.WEB_ROLE)
        statements.append(f"REVOKE UPDATE, DELETE, TRUNCATE ON {name} FROM {role}")
    return statements


def _guarded_on_postgres(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        # tgtype 58: before a statement of UPDATE, DELETE or TRUNCATE; 'A': always enabled.
        cursor.execute(
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE t.tgenabled = 'A' AND t.tgtype = 58 AND p.proname = 'motcua_refuse_change'"
            " AND p.prosrc = %s AND pg_table_is_visible(c.oid)",
            [_REFUSE],
        )
        return {table for (table,) in cursor.fetchall()}
