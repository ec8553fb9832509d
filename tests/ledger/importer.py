"""`python -m tests.ledger.importer ACKNOWLEDGED COUNT`: an import in batches that may be killed.

Each batch of fifty streams is one transaction; its number is written down once it stands.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402

from motcua.ledger import store  # noqa: E402
from tests.ledger.builders import NOW, changed  # noqa: E402

acknowledged, count = Path(sys.argv[1]), int(sys.argv[2])
events = [changed(1), changed(2), changed(3)]
for batch in range(count):
    streams = [f"foreign:{batch:04}-{n:02}" for n in range(50)]
    if store.last_version(streams[0]):
        continue
    with transaction.atomic():
        store.append_many([(stream, events) for stream in streams], recorded_at=NOW)
    with acknowledged.open("a") as file:
        file.write(f"{batch}\n")
        file.flush()
        os.fsync(file.fileno())
