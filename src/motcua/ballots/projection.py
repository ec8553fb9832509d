"""The row of each dossier's ballot: its last answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from django.db.models import Model

from motcua.ballots.models import BallotRow
from motcua.ledger import rebuild
from motcua.ledger.histories import Fact
from motcua.rules.events import BallotAnswered

Columns = dict[str, Any]
PREFIX = "ballot:"


def stream_of(dossier: str) -> str:
    """The stream of a dossier's ballots."""
    return f"{PREFIX}{dossier}"


def columns_of(stream: str, last: BallotAnswered) -> Columns:
    """The columns of the row that an answer gives."""
    return {
        "stream": stream,
        "dossier": last.dossier,
        "version": last.version,
        "form": last.form,
        "answers": msgspec.json.encode(
            {each.question: each.number for each in last.answers}, order="sorted"
        ).decode(),
        "way": last.way.value,
        "helped": last.helped,
        "comment": last.comment or "",
        "answered_at": last.at,
    }


def show(stream: str, last: BallotAnswered) -> None:
    """The dossier's row says what its last answer says."""
    columns = columns_of(stream, last)
    BallotRow.objects.bulk_create(
        [BallotRow(**columns)],
        update_conflicts=True,
        unique_fields=["stream"],
        update_fields=[name for name in columns if name != "stream"],
    )


def rows_of(stream: str, history: Sequence[Fact]) -> Iterator[tuple[type[Model], Columns]]:
    """The same for `rebuild`; none for a stream of another kind."""
    answers = [each.event for each in history if isinstance(each.event, BallotAnswered)]
    if answers:
        yield BallotRow, columns_of(stream, answers[-1])


def register() -> None:
    """The ledger knows how to derive what this room keeps."""
    rebuild.register(rebuild.Projection(models=(BallotRow,), rows_of=rows_of))
