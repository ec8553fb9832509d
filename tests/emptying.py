"""Between tests that really commit, the test runner empties every table, the logs too.

Production has no such deed: the guards of `ledger.append_only` and
`procedures.immutable` are dropped here, by hand, and
the runner's own `post_migrate` puts them back.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.test import TransactionTestCase

from motcua.ledger.append_only import log_models
from motcua.procedures import immutable


def drop_guards(alias: str = "default") -> None:
    """Logs and published procedures can be emptied afterwards, until the next `post_migrate`."""
    connection = connections[alias]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in log_models():
            table = model._meta.db_table
            if table not in there:
                continue
            if connection.vendor == "postgresql":
                cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_append_only" ON "{table}"')
            else:
                for deed in ("update", "delete", "insert"):
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_{deed}"')

    for name, table in immutable.names().items():
        if table in there:
            place = f" ON {table}" if connection.vendor == "postgresql" else ""
            with connection.cursor() as cursor:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{place}")


def let_the_runner_empty_tables() -> None:
    """Tests marked `transaction=True` end without an error."""
    teardown = TransactionTestCase._fixture_teardown

    def without_guards(self: Any) -> None:
        drop_guards()
        teardown(self)

    TransactionTestCase._fixture_teardown = without_guards
