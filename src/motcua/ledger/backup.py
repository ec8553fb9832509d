"""Backups of the whole database, and their description beside them (`FILE.json`).

The key file is never part of a backup: whoever holds only the backup opens no secret. A backup
is taken while people work, from one snapshot.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from motcua.ledger import queries, verify
from motcua.rules.refusal import Refusal


class Description(msgspec.Struct, frozen=True):
    """What a backup holds: rows by table, positions, and the digest of its file."""

    engine: str
    made_at: datetime
    positions: int
    tables: dict[str, int]
    sha256: str
    size: int


def take(path: Path, made_at: datetime) -> Description:
    """The backup and its description stand at `path`, durable, readable by their owner only.

    `Refusal` `backup_exists`, `program_missing`, `program_failed`; `OSError` on a full disk.
    Whatever stops it, nothing is left at `path`.
    """
    if path.exists() or sidecar(path).exists():
        raise Refusal("backup_exists", path=path)
    draft = path.with_name(f"{path.name}.partial")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        counts = _dump(draft) if queries.on_postgres() else _copy(draft)
        described = Description(
            engine=connection.vendor,
            made_at=made_at,
            positions=counts.get("ledger_position", 0),
            tables=counts,
            sha256=digest(draft),
            size=draft.stat().st_size,
        )
        _write(sidecar(path), msgspec.json.format(msgspec.json.encode(described)))
        draft.rename(path)
        _sync(path)
        _sync(path.parent)
    finally:
        draft.unlink(missing_ok=True)
    return described


def describe(path: Path) -> Description:
    """The description of a backup whose file is as it was written; for this engine.

    `Refusal` `backup_missing`, `backup_damaged`, `backup_of_other_engine`.
    """
    if not path.is_file() or not sidecar(path).is_file():
        raise Refusal("backup_missing", path=path)
    try:
        found = msgspec.json.decode(sidecar(path).read_bytes(), type=Description)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Refusal("backup_damaged", path=path, why="tệp mô tả không đọc được") from error
    if digest(path) != found.sha256:
        raise Refusal("backup_damaged", path=path, why="nội dung tệp đã thay đổi")
    if found.engine != connection.vendor:
        raise Refusal("backup_of_other_engine", found=found.engine, wanted=connection.vendor)
    return found


def sidecar(path: Path) -> Path:
    """Where the description of a backup lies."""
    return path.with_name(f"{path.name}.json")


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def run(program: str, *arguments: str, database: str = "") -> None:
    """A PostgreSQL program has done its work; the password goes by its environment, never by
    its arguments. `Refusal` `program_missing`, `program_failed`; `OSError` on a full disk.
    """
    if shutil.which(program) is None:
        raise Refusal("program_missing", program=program, package="postgresql-client")
    _, given = DatabaseClient.settings_to_cmd_args_env(settings.DATABASES["default"], [])
    where = connection.settings_dict
    env = {
        **os.environ,
        **(given or {}),
        "LC_ALL": "C",
        "PGHOST": str(where["HOST"]),
        "PGPORT": str(where["PORT"] or 5432),
        "PGUSER": str(where["USER"]),
        "PGDATABASE": database or str(where["NAME"]),
    }
    # The programs come from PATH as every administrator's do.
    done = subprocess.run(  # noqa: S603
        [program, *arguments], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode and os.strerror(errno.ENOSPC) in done.stderr:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if done.returncode:
        raise Refusal("program_failed", program=program, said=done.stderr.strip()[-500:])


def _copy(draft: Path) -> dict[str, int]:
    """SQLite's own online copy: one moment of the database, while others write."""
    connection.ensure_connection()
    with full_as_os_error(), _closing(sqlite3.connect(draft)) as copy:
        connection.connection.backup(copy)
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        tables = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        there = {name for (name,) in tables}
        return {
            table: copy.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
            for table in verify.table_counts()
            if table in there
        }


def _dump(draft: Path) -> dict[str, int]:
    """PostgreSQL's dump and the counts, from one exported snapshot."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={draft}")
        return verify.table_counts()


@contextmanager
def full_as_os_error() -> Iterator[None]:
    """SQLite's own error of a full disk is the one that files give."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_FULL:
            raise
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error


@contextmanager
def _closing(database: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield database
    finally:
        database.close()


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        # A description without its backup would keep the next one from this name.
        path.unlink()
        raise


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
