"""An applicant answers; the last answer of a dossier counts, and counts once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec
from django.db import transaction
from django.utils.timezone import localdate

from motcua.ballots import projection
from motcua.dossiers.kept import Drawer
from motcua.ledger import store
from motcua.rules.ballot import answer_ballot
from motcua.rules.events import BallotAnswered, BallotWay, Erased
from motcua.settings.law.ballots import ballot_on

# What a slip is handed out with (01/2018/TT-VPCP Điều 12 khoản 2), and the result itself.
SLIPS = (
    "dossier.received/1",
    "dossier.guidance_given/1",
    "dossier.refused_at_counter/1",
    "dossier.supplement_requested/1",
    "dossier.finished/1",
    "dossier.returned/1",
    "dossier.stopped/1",
    "dossier.apologised/1",
)


class Slip(msgspec.Struct, frozen=True):
    """What a token is about: the dossier's stream, its event, and the event's kind."""

    stream: str
    version: int
    kind: str


def slip_of(stream: str, version: int) -> Slip:
    """The slip of an event; `LookupError` where no slip belongs to it, or the dossier is erased."""
    history = store.read(stream)
    if not 0 < version <= len(history) or isinstance(history[-1].event, Erased):
        raise LookupError(stream)
    kind = history[version - 1].kind
    if kind not in SLIPS:
        raise LookupError(kind)
    return Slip(stream, version, kind)


@transaction.atomic
def answer(
    slip: Slip,
    given: Mapping[str, int],
    *,
    at: datetime,
    way: BallotWay,
    helped: bool = False,
    comment: str = "",
) -> BallotAnswered:
    """The applicant's answer stands in the ledger and replaces an earlier one of the dossier.

    Raises `ballot_empty`, `ballot_choice_unknown`, and `Conflict` when two arrive at once.
    """
    drawer = Drawer(slip.stream)
    event = answer_ballot(
        ballot_on(localdate(at)),
        given,
        dossier=slip.stream,
        version=slip.version,
        at=at,
        way=way,
        helped=helped,
        comment=drawer.text(comment) or None,
    )
    stream = projection.stream_of(slip.stream)
    store.append(stream, [event], after_version=store.last_version(stream), recorded_at=at)
    drawer.write()
    projection.show(stream, event)
    return event
