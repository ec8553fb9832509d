"""`python -m tests.ledger.clerk ACKNOWLEDGED FIRST COUNT MUTANT MOMENT`: a clerk who may be killed.

Takes in requests FIRST… under the keys k0, k1, … and writes down each answer, durably, once the
database has it. Killed and started again, the clerk sends again what was not answered. The
mutants do one thing wrong each. MOMENT is where the clerk drops dead (kill -9) in the third
request: `deed`, `committed`, `acknowledged`, or `never`.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402

from motcua.ledger import idempotency, store  # noqa: E402
from motcua.ledger.counters import next_number  # noqa: E402
from tests.ledger.builders import NOW, changed  # noqa: E402

acknowledged, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
mutant, deadly = sys.argv[4], sys.argv[5]


def pass_by(moment: str, key: str) -> None:
    if moment == deadly and key == f"k{first + 2}":
        os.kill(os.getpid(), signal.SIGKILL)


def acknowledge(key: str, answer: bytes) -> None:
    with acknowledged.open("a") as file:
        file.write(f"{key} {answer.decode()}\n")
        file.flush()
        os.fsync(file.fileno())
    pass_by("acknowledged", key)


def intake() -> bytes:
    code = next_number("code")
    stream = f"intake:{code}"
    store.append(stream, [changed(code), changed(code)], after_version=0, recorded_at=NOW)
    return stream.encode()


def handle(key: str) -> None:
    with transaction.atomic():
        if mutant == "without_keys":
            answer = intake()
        else:
            answer = idempotency.once(key, "clerk", b"d" * 32, intake, now=NOW)
        pass_by("deed", key)
        if mutant == "acknowledge_before_commit":
            acknowledge(key, answer)
    pass_by("committed", key)
    if mutant != "acknowledge_before_commit":
        acknowledge(key, answer)


answered = {line.split()[0] for line in acknowledged.read_text().splitlines()}
for number in range(first, first + count):
    if f"k{number}" not in answered:
        handle(f"k{number}")
