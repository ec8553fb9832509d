"""A PostgreSQL server of a test's own, so that it can be killed or run out of disk in peace.

Started from Debian's programs, as user `postgres` where the tests run as root. Where no server is
installed the test is skipped with that reason; in CI it fails instead.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

LONGEST = 120
# Crashes must be survived as an office would survive them.
OPTIONS = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on"


def must_have(what: object, why: str) -> None:
    """Skips the test where something of the machine is missing; fails it in CI."""
    if what:
        return
    if os.environ.get("CI") or os.environ.get("MOTCUA_REQUIRE_SHARED") == "1":
        pytest.fail(why)
    pytest.skip(why)


def programs() -> Path:
    """Where the newest installed server lies."""
    by_version = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3])
    )
    elsewhere = shutil.which("initdb")
    found = by_version[-1] if by_version else Path(elsewhere) if elsewhere else None
    must_have(found, "no PostgreSQL server is installed here (Debian's package postgresql)")
    assert found
    return found.parent


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(frozen=True)
class Cluster:
    """A server whose data lie in `home/data`."""

    home: Path
    bin: Path
    port: int

    @property
    def data(self) -> Path:
        return self.home / "data"

    def url(self, database: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgresql://motcua@127.0.0.1:{self.port}/{database}"

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One of PostgreSQL's programs, as the user who owns the data."""
        as_owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        return subprocess.run(
            [*as_owner, str(self.bin / program), *arguments],
            cwd="/", capture_output=True, text=True, check=False,
        )  # fmt: skip

    def make(self, wal: Path | None = None) -> None:
        """The data directory is there; its log of writes at `wal` where that is said."""
        for folder in filter(None, (self.home, wal)):
            self.give(folder)
        done = self.run(
            "initdb", "--pgdata", str(self.data), "--auth=trust", "--username=motcua",
            "--encoding=UTF8", "--locale=C.UTF-8", "--wal-segsize=1",
            *([f"--waldir={wal}"] if wal else []),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def give(self, folder: Path) -> None:
        """The folder belongs to the server."""
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")

    def start(self) -> None:
        """It answers: after a kill, once the last of its old processes is gone; or by itself."""
        listens = f"-p {self.port} -k {self.home} -c listen_addresses=127.0.0.1 {OPTIONS}"
        log = str(self.home / "log")
        end = time.monotonic() + LONGEST
        while not self.answers:
            done = self.run("pg_ctl", "-D", str(self.data), "-l", log, "-w", "-o", listens, "start")
            assert time.monotonic() < end, done.stdout + Path(log).read_text()[-2000:]

    def kill(self) -> None:
        """kill -9 of the server itself; its children die of that."""
        os.kill(self._pid(), signal.SIGKILL)
        self._wait_for_silence()

    def kill_a_worker(self, database: str) -> bool:
        """kill -9 of one process that serves somebody; the server restarts itself over it."""
        with psycopg.connect(self.url()) as administrator:
            found = administrator.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = %s ORDER BY state = 'idle', "
                "query_start DESC",
                [database],
            ).fetchone()
        if found:
            os.kill(found[0], signal.SIGKILL)
        return bool(found)

    @property
    def answers(self) -> bool:
        """Whether it takes connections."""
        try:
            psycopg.connect(self.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """It is gone; nothing happens when it was already."""
        self.run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")

    def create(self, database: str, folder: Path | None = None) -> str:
        """A new database, its rows in `folder` where that is said; its address."""
        place = ""
        with psycopg.connect(self.url(), autocommit=True) as administrator:
            if folder:
                self.give(folder)
                administrator.execute(f"CREATE TABLESPACE {database} LOCATION '{folder}'")
                place = f" TABLESPACE {database}"
            administrator.execute(f"CREATE DATABASE {database}{place}")
        return self.url(database)

    def _pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def _wait_for_silence(self) -> None:
        end = time.monotonic() + LONGEST
        while self.answers:
            assert time.monotonic() < end, "the server goes on after kill -9"


@contextmanager
def a_cluster(wal: Path | None = None) -> Iterator[Cluster]:
    """A started server in a directory of its own; stopped and gone afterwards."""
    found = programs()
    # Not under pytest's own directory: user `postgres` may not enter it.
    folder = Path(tempfile.mkdtemp(prefix="motcua-cluster-"))
    cluster = Cluster(folder, found, free_port())
    try:
        cluster.make(wal)
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
