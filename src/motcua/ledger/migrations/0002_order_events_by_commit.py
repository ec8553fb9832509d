"""PostgreSQL: the transaction that wrote each event, for the sequencer's horizon."""

from django.db import migrations

ADD = (
    "ALTER TABLE ledger_event ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()",
    "CREATE INDEX ledger_event_by_commit ON ledger_event (xid, id)",
)
DROP = ("ALTER TABLE ledger_event DROP COLUMN xid",)


def _run(statements):
    def on_postgres(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return on_postgres


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_keep_the_log")]
    operations = [migrations.RunPython(_run(ADD), _run(DROP))]
