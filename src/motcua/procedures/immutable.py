"""What is published does not change: triggers in the database, on SQLite and PostgreSQL.

Of a published revision or process only the end may be written, and what hangs on it not at all.
A table remade by a later migration loses its triggers silently, so they are put back after
every `migrate`, and a system check reports a missing one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from motcua.procedures.models import (
    Case,
    ChannelTerm,
    LegalBasis,
    Paper,
    Process,
    ProcessStep,
    Result,
    Revision,
    SectorNotice,
)

MESSAGE = "published rows are immutable"
ENDING = {"state", "valid_to", "retired_act", "retired_by", "retired_at"}
HEADS = (Revision, Process)
_OF_REVISION = "SELECT state FROM procedures_revision WHERE id = {row}.revision_id"
_PARTS = {
    Case: _OF_REVISION,
    Paper: _OF_REVISION,
    LegalBasis: _OF_REVISION,
    Result: _OF_REVISION,
    SectorNotice: _OF_REVISION,
    ChannelTerm: (
        "SELECT r.state FROM procedures_case c JOIN procedures_revision r "
        "ON r.id = c.revision_id WHERE c.id = {row}.case_id"
    ),
    ProcessStep: "SELECT state FROM procedures_process WHERE id = {row}.process_id",
}


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: its table, its deed, and the condition on which it refuses."""

    table: str
    deed: str
    refuses: str

    @property
    def name(self) -> str:
        return f"{self.table}_frozen_{self.deed.lower()}"


def _triggers(differs: str) -> Iterator[Trigger]:
    """All triggers; `differs` is the database's word for "is not the same as", null included."""
    for head in HEADS:
        table = head._meta.db_table
        fixed = [f.column for f in head._meta.concrete_fields if f.column not in ENDING]
        changed = " OR ".join(f'NEW."{each}" {differs} OLD."{each}"' for each in fixed)
        frozen = "OLD.state <> 'draft'"
        yield Trigger(table, "UPDATE", f"{frozen} AND (NEW.state = 'draft' OR {changed})")
        yield Trigger(table, "DELETE", frozen)
    for part, state in _PARTS.items():
        old, new = (f"({state.format(row=row)}) <> 'draft'" for row in ("OLD", "NEW"))
        table = part._meta.db_table
        yield Trigger(table, "INSERT", new)
        yield Trigger(table, "UPDATE", f"{old} OR {new}")
        yield Trigger(table, "DELETE", old)


def _statements(connection: BaseDatabaseWrapper) -> Iterator[str]:
    if connection.vendor == "sqlite":
        for each in _triggers("IS NOT"):
            yield f"DROP TRIGGER IF EXISTS {each.name}"
            yield (
                f"CREATE TRIGGER {each.name} BEFORE {each.deed} ON {each.table} "
                f"WHEN {each.refuses} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
        return
    for each in _triggers("IS DISTINCT FROM"):
        row = "OLD" if each.deed == "DELETE" else "NEW"
        yield (
            f"CREATE OR REPLACE FUNCTION {each.name}() RETURNS trigger AS $$ BEGIN "
            f"IF {each.refuses} THEN RAISE EXCEPTION '{MESSAGE}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {row}; END $$ LANGUAGE plpgsql"
        )
        yield f"DROP TRIGGER IF EXISTS {each.name} ON {each.table}"
        yield (
            f"CREATE TRIGGER {each.name} BEFORE {each.deed} ON {each.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {each.name}()"
        )


def install(connection: BaseDatabaseWrapper) -> None:
    """Every trigger is in place, whatever was there before."""
    with connection.cursor() as cursor:
        for statement in _statements(connection):
            cursor.execute(statement)


def names() -> dict[str, str]:
    """The table of each trigger, by the trigger's name."""
    return {each.name: each.table for each in _triggers("=")}


def install_after_migrate(using: str, **_: Any) -> None:
    """The signal's receiver: skipped while a migration has not made the tables yet."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if set(names().values()) <= tables:
        install(connection)


def missing_triggers(databases: list[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """An error for each table that lost a trigger; tables not made yet have none to lose."""
    return [
        checks.Error(f"Thiếu trigger {name}.", hint="motcua upgrade", id="procedures.E001")
        for alias in databases or ()
        for name in _missing(connections[alias])
    ]


def _missing(connection: BaseDatabaseWrapper) -> list[str]:
    tables = set(connection.introspection.table_names())
    wanted = {name for name, table in names().items() if table in tables}
    return sorted(wanted - _present(connection))


def _present(connection: BaseDatabaseWrapper) -> set[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}
