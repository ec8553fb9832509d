"""A whole small office of its own: a database, a key file, and the command line from outside."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Office:
    """Where it lives; `run` is its command line."""

    home: Path
    address: str

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "MOTCUA_HOME": str(self.home),
            "MOTCUA_DATABASE_URL": self.address,
            "MOTCUA_KEY_FILE": str(self.home / "keys" / "kek"),
            "DJANGO_SETTINGS_MODULE": "motcua.settings.django",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "motcua", *map(str, arguments)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def answer(self, *arguments: str | Path) -> Any:
        """What a command that must succeed answers as JSON."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr + done.stdout
        return json.loads(done.stdout)

    def python(self, program: str, *arguments: str | Path) -> subprocess.Popen[str]:
        """A program of tests/ledger at work in this office."""
        return subprocess.Popen(
            [sys.executable, "-m", f"tests.ledger.{program}", *map(str, arguments)],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def write(self, count: int, first: int = 0) -> None:
        """So many streams of three events each have come in."""
        clerk = self.python("take_in", str(count), str(first))
        out, err = clerk.communicate(timeout=120)
        assert clerk.returncode == 0, out + err


@contextmanager
def an_office(home: Path) -> Iterator[Office]:
    """An office on the kind of database that the tests run on, migrated and empty."""
    home.mkdir(parents=True, exist_ok=True)
    if connection.vendor != "postgresql":
        office = Office(home, f"sqlite:///{home / 'motcua.sqlite3'}")
        office.answer("upgrade")
        yield office
        return
    where = connection.settings_dict
    name = f"motcua_ledger_office_{secrets.token_hex(4)}"
    server = f"postgresql://{where['USER']}@{where['HOST']}:{where['PORT']}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as administrator:
        administrator.execute(f"CREATE DATABASE {name}")
        try:
            office = Office(home, f"{server}/{name}")
            office.answer("upgrade")
            yield office
        finally:
            # Also what a restore kept of it.
            found = administrator.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name}%"]
            ).fetchall()
            for (each,) in found:
                administrator.execute(f'DROP DATABASE "{each}" WITH (FORCE)')
