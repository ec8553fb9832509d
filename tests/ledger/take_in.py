"""`python -m tests.ledger.take_in COUNT FIRST`: so many streams come in, and are sequenced."""

from __future__ import annotations

import sys

import django

django.setup()

from tests.ledger.builders import changed, sequence_all, write  # noqa: E402

count, first = map(int, sys.argv[1:])
for number in range(first, first + count):
    write(f"organisation_unithours:H27.{number}", *[changed(number)] * 3)
sequence_all()
