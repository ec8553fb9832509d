"""PostgreSQL: the words of every dossier, of a unit's dossiers, and of those held elsewhere.

SQLite keeps them in a table of its own (`dossiers/word_table.py`). Every change of a row enters
its words again: they wait in a list that is short enough to be read with each search. Two
indexes for `LIKE` that nothing uses go, so that receiving costs no more than before.
"""

from django.db import migrations

WORDS = "string_to_array((search)::text, ' ')"
OF_UNIT = (
    "string_to_array((({0})::text || '/' || replace((search)::text, ' ',"
    " ' ' || ({0})::text || '/')), ' ')"
)
GIN = "CREATE INDEX {} ON dossiers_dossierrow USING gin (({})) WITH (gin_pending_list_limit = 256)"
ADD = (
    # An index over ten million rows takes longer than a page may.
    "SET LOCAL statement_timeout = 0",
    GIN.format("words_anywhere", WORDS),
    GIN.format("words_at_desk", OF_UNIT.format("unit")),
    GIN.format("words_elsewhere", OF_UNIT.format("holder_unit"))
    + " WHERE NOT (holder_unit = unit)",
    "DROP INDEX IF EXISTS dossiers_dossierrow_stream_6c1f55c3_like",
    "DROP INDEX IF EXISTS dossiers_dossierrow_code_b77645ed_like",
)
DROP = tuple(f"DROP INDEX {name}" for name in ("words_anywhere", "words_at_desk", "words_elsewhere"))


def _run(statements):
    def on_postgres(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return on_postgres


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_read_lists_along_indexes")]
    operations = [migrations.RunPython(_run(ADD), _run(DROP))]
