"""What the tests of the ledger share."""

from __future__ import annotations

import pytest
from django.db import connection


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
