"""A projection's table as plain tuples: building objects costs more than all the rest of a rebuild.

A tuple holds the values that the model's objects would hold, in the order of its fields.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from motcua.ledger import queries

Row = tuple[Any, ...]
Rows = dict[object, Row]


class Plain:
    """One model's table; the model has a field `stream` and a primary key that is given."""

    def __init__(self, model: type[Model]) -> None:
        quote = connection.ops.quote_name
        self.model = model
        self.fields: list[Field[Any, Any]] = list(model._meta.concrete_fields)
        self.names = [each.attname for each in self.fields]
        self.table = quote(model._meta.db_table)
        self.columns = ", ".join(quote(each.column) for each in self.fields)
        self._read_columns = ", ".join(map(_as_read, self.fields))
        self.stream = quote(model._meta.get_field("stream").column)
        self.row: Callable[[Mapping[str, object]], Row] = itemgetter(*self.names)
        self.key_of = itemgetter(self.names.index(model._meta.pk.attname))
        self.stream_of = itemgetter(self.names.index("stream"))
        self._converters = [
            (place, converter)
            for place, field in enumerate(self.fields)
            for converter in _converters(field)
        ]

    def between(self, after: str | None, through: str | None) -> Rows:
        """The rows of all streams after one, up to and with another; None is no bound."""
        bounds = {f"{self.stream} > %s": after, f"{self.stream} <= %s": through}
        given = {condition: name for condition, name in bounds.items() if name is not None}
        where = f"WHERE {' AND '.join(given)}" if given else ""
        return self._read(where, list(given.values()))

    def locked(self, streams: Sequence[str]) -> Rows:
        """The rows of these streams, which nobody else can change until the transaction ends."""
        marks = ", ".join(["%s"] * len(streams))
        lock = f"ORDER BY {self.stream} FOR UPDATE" if queries.on_postgres() else ""
        return self._read(f"WHERE {self.stream} IN ({marks}) {lock}", streams)

    def replace(self, keys: Collection[object], rows: Sequence[Row]) -> None:
        """Under these keys there are these rows and no others.

        A row of another key that holds what only one may hold is wrong, and goes; it is missed
        and put back when its own turn comes.
        """
        manager = self.model._default_manager
        manager.filter(pk__in=keys).delete()
        for place, field in enumerate(self.fields):
            if field.unique and not field.primary_key:
                held = [row[place] for row in rows if row[place] is not None]
                manager.filter(**{f"{field.attname}__in": held}).delete()
        prepared = [
            [
                field.get_db_prep_save(value, connection)
                for field, value in zip(self.fields, row, strict=True)
            ]
            for row in rows
        ]
        queries.insert_many(f"{self.table} ({self.columns})", prepared)

    def _read(self, where: str, values: Sequence[object]) -> Rows:
        found: Iterable[Row] = queries.in_bulk(
            f"SELECT {self._read_columns} FROM {self.table} {where}",  # noqa: S608 - names only
            values,
        )
        if self._converters:
            found = map(self._converted, found)
        return {self.key_of(row): row for row in found}

    def _converted(self, row: Row) -> Row:
        values = list(row)
        for place, convert in self._converters:
            if values[place] is not None:
                values[place] = convert(values[place])
        return tuple(values)


@cache
def plain(model: type[Model]) -> Plain:
    """The one `Plain` of a model."""
    return Plain(model)


def _as_read(field: Field[Any, Any]) -> str:
    name = connection.ops.quote_name(field.column)
    # As an expression it has no type, and is not parsed twice on the way.
    return f"{name} || '+00:00'" if _moment_as_text(field) else name


def _converters(field: Field[Any, Any]) -> list[Callable[[Any], object]]:
    """What Django would do to a value from the database, and faster where it is asked most."""
    if _moment_as_text(field):
        return [_moment]
    if not queries.on_postgres() and field.get_internal_type() == "BooleanField":
        # Stored as 0 or 1, which are equal to it.
        return []
    column = field.cached_col
    return [
        lambda value, convert=convert: convert(value, column, connection)
        for convert in (
            *connection.ops.get_db_converters(column),
            *field.get_db_converters(connection),
        )
    ]


def _moment_as_text(field: Field[Any, Any]) -> bool:
    return not queries.on_postgres() and field.get_internal_type() == "DateTimeField"


def _moment(text: str) -> object:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        # No moment at all: it differs from any.
        return text
