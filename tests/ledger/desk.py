"""A small room for tests: rows derived from dossiers, a name that is kept, and a roll-up.

Its tables are made by the fixture `desk`; the ledger's own tests must not lean on rooms above.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from django.db import connection, models

from motcua.ledger import store
from motcua.ledger.rebuild import Projection, RollUp
from motcua.ledger.rollups import Entry
from motcua.rules import events as ev


class Row(models.Model):
    """A dossier as a list shows it."""

    KIND: ClassVar = "projection"

    stream = models.CharField(max_length=200, primary_key=True)
    version = models.IntegerField()
    unit = models.CharField(max_length=32)
    received_at = models.DateTimeField()
    name = models.CharField(max_length=80, blank=True)

    class Meta:
        app_label = "a_test_of_the_ledger"
        db_table = "test_row"

    def __str__(self) -> str:
        return self.stream


class Name(models.Model):
    """A person's name, kept until the dossier is erased."""

    KIND: ClassVar = "kept"

    stream = models.CharField(max_length=200, primary_key=True)
    name = models.CharField(max_length=80)

    class Meta:
        app_label = "a_test_of_the_ledger"
        db_table = "test_name"

    def __str__(self) -> str:
        return self.stream


class Sum(models.Model):
    """How many events of a kind."""

    KIND: ClassVar = "projection"

    kind = models.CharField(max_length=64, unique=True)
    value = models.BigIntegerField()

    class Meta:
        app_label = "a_test_of_the_ledger"
        db_table = "test_sum"

    def __str__(self) -> str:
        return self.kind


TABLES = (
    "CREATE TABLE test_row (stream varchar(200) PRIMARY KEY, version integer NOT NULL,"
    " unit varchar(32) NOT NULL, received_at {moment} NOT NULL, name varchar(80) NOT NULL)",
    "CREATE TABLE test_name (stream varchar(200) PRIMARY KEY, name varchar(80) NOT NULL)",
    "CREATE TABLE test_sum (id {number}, kind varchar(64) UNIQUE NOT NULL, value bigint NOT NULL)",
)


def make_tables() -> None:
    """The three tables are there, empty."""
    on_postgres = connection.vendor == "postgresql"
    types = {
        "moment": "timestamptz" if on_postgres else "datetime",
        "number": "bigserial PRIMARY KEY" if on_postgres else "integer PRIMARY KEY",
    }
    with connection.cursor() as cursor:
        for statement in TABLES:
            cursor.execute(statement.format(**types))


def drop_tables() -> None:
    """The tables are gone."""
    with connection.cursor() as cursor:
        for table in ("test_row", "test_name", "test_sum"):
            cursor.execute(f"DROP TABLE {table}")


def names_of(streams: Sequence[str]) -> dict[str, str]:
    """The kept names of some dossiers, in one statement."""
    return dict(Name.objects.filter(stream__in=streams).values_list("stream", "name"))


def rows_of(
    stream: str, history: Sequence[store.Recorded], names: dict[str, str]
) -> list[tuple[type[Row], dict[str, object]]]:
    """What one dossier's events and kept name give."""
    first = history[0].event
    if not isinstance(first, ev.Received):
        return []
    columns = {"version": history[-1].version, "unit": first.unit, "received_at": first.at}
    return [(Row, columns | {"stream": stream, "name": names.get(stream, "")})]


def forget(stream: str) -> None:
    """The name is gone, and from the row too."""
    Name.objects.filter(stream=stream).delete()
    Row.objects.filter(stream=stream).update(name="", version=store.last_version(stream))


def kinds(opening: ev.Event, entries: Sequence[Entry]) -> list[tuple[str]]:
    """One more of each kind."""
    return [(entry.kind,) for entry in entries]


def show(streams: Iterable[str]) -> None:
    """The rows are written as a deed would write them."""
    for stream in streams:
        for _, columns in rows_of(stream, store.read(stream), names_of([stream])):
            Row.objects.update_or_create(stream=stream, defaults=columns)


ROWS = Projection(models=(Row,), rows_of=rows_of, kept_of=names_of)
SUMS = RollUp(Sum, kinds, follower="tests.ledger.desk.add_up")
add_up = SUMS.follow
