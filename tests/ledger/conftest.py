"""What the tests of the ledger share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from motcua.ledger import erasure, rebuild
from tests.ledger.desk import ROWS, SUMS, drop_tables, forget, make_tables


@pytest.fixture
def postgres(db: None) -> None:
    """Only where the tests run on PostgreSQL."""
    if connection.vendor != "postgresql":
        pytest.skip("asks what only PostgreSQL does: set MOTCUA_DATABASE_URL")


@pytest.fixture
def sqlite(db: None) -> None:
    """Only where the tests run on SQLite."""
    if connection.vendor != "sqlite":
        pytest.skip("asks what only SQLite does")


@pytest.fixture
def desk(transactional_db: None, settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A room above the ledger with rows, kept names and a roll-up, and no other room."""
    make_tables()
    monkeypatch.setattr(rebuild, "_REGISTERED", [])
    monkeypatch.setattr(erasure, "_ERASERS", {})
    rebuild.register(ROWS)
    rebuild.register(SUMS)
    erasure.register(forget)
    settings.LEDGER_FOLLOWERS = [SUMS.follower]
    yield
    drop_tables()
