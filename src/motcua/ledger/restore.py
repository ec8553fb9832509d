"""A backup brought back: always into a scratch database first, where everything is checked.

The check runs in a process of its own whose `MOTCUA_DATABASE_URL` is the scratch database, so
that every room reads the restored rows and none of today's.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from motcua.ledger import backup, queries
from motcua.ledger.models import Event
from motcua.rules.refusal import Refusal


def check(path: Path) -> dict[str, Any]:
    """What a restored copy of the backup was found to be: `sound`, `faults`, `differences`, counts.

    Nothing else is changed. Refused as `backup.describe` refuses.
    """
    described = backup.describe(path)
    with _scratch(path) as place:
        return _judge(place, described)


def into(path: Path, *, sure: bool, now: datetime) -> dict[str, Any]:
    """The current database is the backup, once that was found sound; what was before is kept.

    `kept` names it: a file beside, or a database of another name. `Refusal("restore_needs_yes")`
    where there is something to lose and nobody said yes.
    """
    described = backup.describe(path)
    events = _events_now()
    if events and not sure:
        raise Refusal("restore_needs_yes", events=events)
    with _scratch(path) as place:
        found = _judge(place, described)
        if found["sound"]:
            found["kept"] = _take_place(place, f"{now:%Y%m%d%H%M%S}")
    return found


def _judge(place: str, described: backup.Description) -> dict[str, Any]:
    if queries.on_postgres():
        _motcua("sequence", "--adopt", place=place)
    found: dict[str, Any] = json.loads(_motcua("check_ledger", "--json", place=place))
    for table, count in described.tables.items():
        there = found["tables"].get(table, 0)
        # Adopting gives positions to what had none yet.
        if there != count and not (table == "ledger_position" and there > count):
            found["faults"].append(f"Bảng {table} có {there} dòng, bản sao lưu ghi {count}.")
    found["sound"] = not found["faults"] and not found["wrong"]
    return found


def _motcua(*arguments: str, place: str) -> str:
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        "MOTCUA_DATABASE_URL": _address(place),
        "MOTCUA_KEY_FILE": str(settings.KEY_FILE),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "django", *arguments],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.stdout and done.returncode:
        raise Refusal("program_failed", program=arguments[0], said=done.stderr.strip()[-500:])
    return done.stdout


def _address(place: str) -> str:
    if not queries.on_postgres():
        return f"sqlite:///{place}"
    where = connection.settings_dict
    who = quote(str(where["USER"]), safe="")
    if where["PASSWORD"]:
        who += ":" + quote(str(where["PASSWORD"]), safe="")
    host = quote(str(where["HOST"]), safe="")
    return f"postgresql://{who}@{host}:{where['PORT'] or 5432}/{place}"


@contextmanager
def _scratch(path: Path) -> Iterator[str]:
    """The backup restored: a file's path, or a database's name; gone again unless it took place."""
    if not queries.on_postgres():
        with tempfile.TemporaryDirectory(prefix="motcua-restore-") as folder:
            copy = Path(folder) / "restored.sqlite3"
            shutil.copyfile(path, copy)
            yield str(copy)
        return
    name = f"motcua_restore_{secrets.token_hex(4)}"
    _administer(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    try:
        backup.run(
            "pg_restore",
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            f"--dbname={name}",
            str(path),
            database=name,
        )
        yield name
    finally:
        _administer(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _take_place(place: str, stamp: str) -> str:
    """The scratch database is the current one; the name of what was before."""
    name = str(connection.settings_dict["NAME"])
    if queries.on_postgres():
        before = f"{name}_before_{stamp}"
        connection.close()
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        _administer(rename.format(sql.Identifier(name), sql.Identifier(before)))
        _administer(rename.format(sql.Identifier(place), sql.Identifier(name)))
        return before
    before = f"{name}.before-{stamp}"
    connection.ensure_connection()
    kept, restored = sqlite3.connect(before), sqlite3.connect(place)
    try:
        with backup.full_as_os_error():
            connection.connection.backup(kept)
            # Into the living file, page by page under its lock: who has it open sees the change.
            restored.backup(connection.connection)
    finally:
        kept.close()
        restored.close()
    return before


def _administer(statement: sql.Composed) -> None:
    where = connection.settings_dict
    with psycopg.connect(
        host=where["HOST"],
        port=where["PORT"] or 5432,
        user=where["USER"],
        password=where["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    ) as administrator:
        administrator.execute(statement)


def _events_now() -> int:
    there = Event._meta.db_table in connection.introspection.table_names()
    return Event.objects.count() if there else 0
