"""`python -m tests.ledger.take_in COUNT FIRST`: so many streams come in, and are sequenced.

They are changes of reference data, which no room above the ledger shows as rows of dossiers.
"""

from __future__ import annotations

import sys
from datetime import date

import django

django.setup()

from motcua.rules.events import ReferenceChanged  # noqa: E402
from tests.ledger.builders import MORNING, sequence_all, write  # noqa: E402

count, first = map(int, sys.argv[1:])
for number in range(first, first + count):
    change = ReferenceChanged(
        at=MORNING,
        by="system",
        table="organisation_unithours",
        key=f"H27.{number}",
        since=date(2025, 3, 3),
        act="12/QĐ-UBND",
        approved_by="system",
        digest="5d41402abc4b2a76",
    )
    write(f"organisation_unithours:H27.{number}", change, change, change)
sequence_all()
