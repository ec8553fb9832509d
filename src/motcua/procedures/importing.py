"""A file of procedures adopted line by line, in small transactions.

What is broken is told by its line and the rest goes on. Each line is done or not done, so an
import that was killed is finished by starting it again; a second run changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from motcua.procedures import actions
from motcua.procedures.facts import Content
from motcua.procedures.lines import TooLong, lines
from motcua.procedures.reading import content_of
from motcua.procedures.rows import BATCH, Provenance
from motcua.rules.refusal import Refusal

MOST_REJECTED = 10_000


@dataclass(slots=True)
class Import:
    """What an import did; `stopped` is the refusal that ended it early, if any.

    `repaired` counts the faults of a channel by channel, all others by procedure.
    """

    read: int = 0
    imported: int = 0
    unchanged: int = 0
    repaired: Counter[str] = field(default_factory=Counter)
    rejected: list[tuple[int, Refusal]] = field(default_factory=list)
    stopped: Refusal | None = None


def import_file(path: Path, come: Provenance, tick: Callable[[int], None]) -> Import:
    """Every readable procedure of the file is in force; `tick` hears of each line done."""
    done = Import()
    batch: list[Content] = []
    waiting = 0
    try:
        for content in _contents(path, done):
            batch.append(content)
            waiting += content.rows()
            if waiting >= BATCH:
                _adopt(batch, come, done, tick)
                batch, waiting = [], 0
    except Refusal as refusal:
        done.stopped = refusal
    _adopt(batch, come, done, tick)
    return done


def _adopt(
    batch: list[Content], come: Provenance, done: Import, tick: Callable[[int], None]
) -> None:
    if not batch:
        return
    imported = actions.adopt(batch, come)
    done.imported += imported
    done.unchanged += len(batch) - imported
    tick(len(batch))


def _contents(path: Path, done: Import) -> Iterator[Content]:
    first_seen: dict[str, int] = {}
    for number, line in lines(path):
        done.read += 1
        try:
            content = _content(line)
            if content.code in first_seen:
                raise Refusal("procedure_twice", code=content.code, line=first_seen[content.code])
        except Refusal as refusal:
            done.rejected.append((number, refusal))
            if len(done.rejected) >= MOST_REJECTED:
                raise Refusal("too_many_rejected", most=MOST_REJECTED) from refusal
            continue
        first_seen[content.code] = number
        done.repaired.update(content.faults)
        done.repaired.update(f for case in content.cases for t in case.terms for f in t.faults)
        yield content


def _content(line: bytes | TooLong) -> Content:
    if isinstance(line, TooLong):
        raise Refusal("line_too_long")
    return content_of(line)
