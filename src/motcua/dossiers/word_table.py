"""SQLite: the words of every dossier in a full-text table, kept by triggers in each transaction.

PostgreSQL has an index for it (migration 0003). A migration that remakes the table drops its
triggers without a word and may number its rows anew, so both are looked at after every `migrate`.
"""

# ruff: noqa: S608  every name in these statements is our own

from __future__ import annotations

from django.apps import AppConfig
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from motcua.dossiers.indexed import WORD_TABLE
from motcua.dossiers.models import DossierRow

ROWS = DossierRow._meta.db_table
UNITS = "{0}.unit || ' ' || {0}.holder_unit || ' ' || {0}.pending_unit"
# What is searched is folded already; a dot stays within a word, as in `rules.folding.words`.
TABLE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {WORD_TABLE} USING fts5(words, units, stream UNINDEXED,"
    " tokenize = \"unicode61 remove_diacritics 0 tokenchars '._'\")"
)
FILL = (
    f"INSERT INTO {WORD_TABLE}(rowid, words, units, stream)"
    f" SELECT r.rowid, r.search, {UNITS.format('r')}, r.stream FROM {ROWS} r"
)
TRIGGERS = {
    "dossiers_words_insert": (
        f"AFTER INSERT ON {ROWS} BEGIN"
        f" INSERT INTO {WORD_TABLE}(rowid, words, units, stream)"
        f" VALUES (new.rowid, new.search, {UNITS.format('new')}, new.stream); END"
    ),
    "dossiers_words_delete": (
        f"AFTER DELETE ON {ROWS} BEGIN DELETE FROM {WORD_TABLE} WHERE rowid = old.rowid; END"
    ),
    "dossiers_words_update": (
        f"AFTER UPDATE OF search, unit, holder_unit, pending_unit ON {ROWS}"
        f" WHEN new.search <> old.search OR {UNITS.format('new')} <> {UNITS.format('old')} BEGIN"
        f" UPDATE {WORD_TABLE} SET words = new.search, units = {UNITS.format('new')}"
        " WHERE rowid = old.rowid; END"
    ),
}


def keep(database: BaseDatabaseWrapper) -> None:
    """The words are searched and kept; they are written anew where a trigger was missing."""
    if database.vendor != "sqlite" or ROWS not in database.introspection.table_names():
        return
    wanted = {name: f"CREATE TRIGGER {name} {body}" for name, body in TRIGGERS.items()}
    with database.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        there = dict(cursor.fetchall())
        missing = [name for name, made in wanted.items() if there.get(name) != made]
        if not missing:
            return
        cursor.execute(TABLE)
        cursor.execute(f"DELETE FROM {WORD_TABLE}")
        cursor.execute(FILL)
        for name in missing:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(wanted[name])


def sweep() -> None:
    """Words of erased dossiers leave the index too: until it is merged it keeps what was deleted."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {WORD_TABLE}({WORD_TABLE}) VALUES ('optimize')")


def after_migrate(app_config: AppConfig, using: str, **_: object) -> None:
    """Receiver of `post_migrate`."""
    keep(connections[using])
