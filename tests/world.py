"""A world of rows that many tests begin with: built once by the rooms' own actions, then put back.

    world.begun("desk", build)      # the first time builds; later inserts the same rows

Building the province, its people and the catalogue asks the database four hundred times; putting
the rows back asks it once a table. The first test of each process still builds, so that whatever
breaks the building breaks a test. A database that already holds something is built on as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from motcua.procedures import immutable

Rows = dict[type[Model], tuple[list[str], list[tuple[Any, ...]]]]
_kept: dict[str, Rows] = {}


def begun(name: str, build: Callable[[], object]) -> None:
    """The rows that `build` makes in an empty database are there."""
    if any(model._base_manager.exists() for model in _models()):
        build()
    elif name in _kept:
        _put(_kept[name])
    else:
        build()
        _kept[name] = {model: _rows(model) for model in _models()}


def _models() -> list[type[Model]]:
    """Every table of the rooms; heads of published lists last, for their parts are closed then."""
    ours = [each for each in apps.get_models(include_auto_created=True) if _is_ours(each)]
    return sorted(ours, key=immutable.HEADS.__contains__)


def _is_ours(model: type[Model]) -> bool:
    return model.__module__.startswith("motcua.") and model._meta.managed


def _rows(model: type[Model]) -> tuple[list[str], list[tuple[Any, ...]]]:
    columns = [field.column for field in model._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_listed(columns)} FROM {_quoted(model._meta.db_table)}")
        return columns, cursor.fetchall()


def _put(rows: Rows) -> None:
    filled = {model: found for model, found in rows.items() if found[1]}
    # Parts go in before their heads: what points to what is looked at when the transaction ends.
    with transaction.atomic(), connection.cursor() as cursor:
        for model, (columns, values) in filled.items():
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {_quoted(model._meta.db_table)} ({_listed(columns)}) "
                f"VALUES ({places})",
                values,
            )
        for statement in connection.ops.sequence_reset_sql(no_style(), list(filled)):
            cursor.execute(statement)


def _listed(columns: list[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
