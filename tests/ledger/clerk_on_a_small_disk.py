"""`python -m tests.ledger.clerk_on_a_small_disk … PAGES`: the clerk, on a disk that fills up.

SQLite is told how many pages there are; it answers with the error of a full disk.
"""

from __future__ import annotations

import runpy
import sys

import django

django.setup()

from django.db.backends.signals import connection_created  # noqa: E402

pages = int(sys.argv.pop())


def shrink(connection: object, **_: object) -> None:
    connection.cursor().execute(f"PRAGMA max_page_count={pages}")


connection_created.connect(shrink)
runpy.run_module("tests.ledger.clerk", run_name="__main__")
