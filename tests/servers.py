"""One PostgreSQL server for each process of a parallel run, loaded early: `-p tests.servers`.

The sequencer waits behind the oldest open transaction of the whole server (docs/decisions/0052),
so a long test of one process would hold up the tests of the ledger in another.
"""

from __future__ import annotations

import os


def choose(addresses: list[str], worker: str) -> str:
    """The address of the server that is this worker's own: `gw0` has the first.

    Raises `LookupError` when there are fewer servers than workers.
    """
    number = int(worker.removeprefix("gw") or 0)
    if number >= len(addresses):
        raise LookupError(f"worker {worker} has no server: only {len(addresses)} in TEST_SERVERS")
    return addresses[number]


# Before Django's settings are read: pytest imports a plugin named by -p first.
os.environ["MOTCUA_DATABASE_URL"] = choose(
    os.environ["TEST_SERVERS"].split(), os.environ.get("PYTEST_XDIST_WORKER", "gw0")
)
