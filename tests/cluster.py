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

    def make(self) -> None:
        """The data directory is there."""
        if os.getuid() == 0:
            shutil.chown(self.home, "postgres")
        done = self.run(
            "initdb", "--pgdata", str(self.data), "--auth=trust", "--username=motcua",
            "--encoding=UTF8", "--locale=C.UTF-8", "--wal-segsize=1",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """It answers; after a kill, once the last of its old processes is gone."""
        listens = f"-p {self.port} -k {self.home} -c listen_addresses=127.0.0.1 {OPTIONS}"
        log = str(self.home / "log")
        end = time.monotonic() + LONGEST
        while True:
            done = self.run("pg_ctl", "-D", str(self.data), "-l", log, "-w", "-o", listens, "start")
            if done.returncode == 0:
                return
            assert time.monotonic() < end, done.stdout + Path(log).read_text()[-2000:]
            time.sleep(0.2)

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

    def stop(self) -> None:
        """It is gone; nothing happens when it was already."""
        self.run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")

    def create(self, database: str) -> str:
        """A new database; its address."""
        with psycopg.connect(self.url(), autocommit=True) as administrator:
            administrator.execute(f"CREATE DATABASE {database}")
        return self.url(database)

    def _pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def _wait_for_silence(self) -> None:
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            try:
                psycopg.connect(self.url(), connect_timeout=2).close()
            except psycopg.OperationalError:
                return
        raise TimeoutError("the server goes on after kill -9")


@contextmanager
def a_cluster(home: Path | None = None) -> Iterator[Cluster]:
    """A started server in a directory of its own, or in `home`; stopped and gone afterwards."""
    bin = programs()
    # Not under pytest's own directory: user `postgres` may not enter it.
    folder = home or Path(tempfile.mkdtemp(prefix="motcua-cluster-"))
    cluster = Cluster(folder, bin, free_port())
    try:
        cluster.make()
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        if home is None:
            shutil.rmtree(folder, ignore_errors=True)
