"""The row of each dossier's ballot: its last answer."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model

from motcua.ballots.models import BallotRow
from motcua.ledger import rebuild
from motcua.ledger.store import Recorded
from motcua.rules.events import BallotAnswered

PREFIX = "ballot:"


def stream_of(dossier: str) -> str:
    """The stream of a dossier's ballots."""
    return f"{PREFIX}{dossier}"


def row_of(stream: str, last: BallotAnswered) -> BallotRow:
    """The row that an answer gives."""
    return BallotRow(
        stream=stream,
        dossier=last.dossier,
        version=last.version,
        form=last.form,
        answers={each.question: each.number for each in last.answers},
        way=last.way.value,
        helped=last.helped,
        comment=last.comment or "",
        answered_at=last.at,
    )


def show(stream: str, last: BallotAnswered) -> None:
    """The dossier's row says what its last answer says."""
    row = row_of(stream, last)
    names = [each.attname for each in BallotRow._meta.concrete_fields if not each.primary_key]
    BallotRow.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["stream"], update_fields=names
    )


def rows_of(stream: str, history: Sequence[Recorded]) -> list[Model]:
    """The same for `rebuild`; none for a stream of another kind."""
    answers = [each.event for each in history if isinstance(each.event, BallotAnswered)]
    return [row_of(stream, answers[-1])] if answers else []


def register() -> None:
    """The ledger knows how to derive what this room keeps."""
    rebuild.register(rebuild.Projection(models=(BallotRow,), rows_of=rows_of))
