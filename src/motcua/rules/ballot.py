"""An applicant's ballot (phiếu đánh giá): what is asked on a day, and what counts as an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from motcua.rules.events import BallotAnswered, BallotWay, Choice
from motcua.rules.law import ONE_STOP, ONE_STOP_FORMS, Ground, cites, house_rule
from motcua.rules.refusal import Refusal


class Question(msgspec.Struct, frozen=True):
    """One question with its choices, the best first."""

    key: str
    text: str
    choices: tuple[str, ...]
    ground: Ground


class BallotForm(msgspec.Struct, frozen=True):
    """The questions asked together, under a name that says which set it was."""

    name: str
    questions: tuple[Question, ...]


@cites(ONE_STOP_FORMS["Điều 12 khoản 2"], ONE_STOP_FORMS["Điều 12 khoản 3"])
@house_rule(87)
def answer_ballot(
    form: BallotForm,
    given: Mapping[str, int],
    *,
    dossier: str,
    version: int,
    at: datetime,
    way: BallotWay,
    helped: bool = False,
    comment: str | None = None,
) -> BallotAnswered:
    """The applicant's answer about the slip of one event of a dossier; a question may stay open.

    Refuses `ballot_empty` without an answer or a comment, `ballot_choice_unknown` for a choice
    that the form does not offer.
    """
    offered = {each.key: len(each.choices) for each in form.questions}
    for key, choice in given.items():
        if not 0 <= choice < offered.get(key, 0):
            raise Refusal("ballot_choice_unknown", ONE_STOP["Điều 31 khoản 1"])
    if not given and not comment:
        raise Refusal("ballot_empty", ONE_STOP["Điều 31 khoản 1"])
    return BallotAnswered(
        at=at,
        by="applicant",
        dossier=dossier,
        version=version,
        form=form.name,
        answers=tuple(Choice(key, number) for key, number in sorted(given.items())),
        way=way,
        helped=helped,
        comment=comment,
    )


@house_rule(87)
def counted(answers: Sequence[BallotAnswered]) -> dict[str, BallotAnswered]:
    """The one answer of each dossier that counts: the last, whichever slip it came by."""
    return {each.dossier: each for each in answers}
