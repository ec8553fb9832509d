"""`python -m tests.ledger.importer ACKNOWLEDGED COUNT MUTANT`: an import that may be killed.

Each batch of fifty streams is one transaction; its number is written down once it stands. The
mutant commits stream by stream.
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

acknowledged, count, mutant = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
events = [changed(1), changed(2), changed(3)]
for batch in range(count):
    streams = [f"foreign:{batch:04}-{n:02}" for n in range(50)]
    if store.last_version(streams[0]):
        continue
    size = 1 if mutant == "stream_by_stream" else len(streams)
    for some in (streams[at : at + size] for at in range(0, len(streams), size)):
        with transaction.atomic():
            store.append_many([(stream, events) for stream in some], recorded_at=NOW)
    with acknowledged.open("a") as file:
        file.write(f"{batch}\n")
        file.flush()
        os.fsync(file.fileno())
