"""Asking other authorities (lấy ý kiến; liên thông): 61/2018/NĐ-CP Điều 19 khoản 5 to 7."""

from __future__ import annotations

from datetime import datetime

from motcua.rules import events as ev
from motcua.rules.deeds import require
from motcua.rules.dossier import Dossier
from motcua.rules.law import ONE_STOP, cites
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Regime


@cites(ONE_STOP["Điều 19 khoản 5 điểm a"], ONE_STOP["Điều 19 khoản 6"], ONE_STOP["Điều 19 khoản 7"])
def ask_opinion(
    dossier: Dossier,
    *,
    at: datetime,
    by: str,
    authority: str,
    answer_due: datetime,
    regime: Regime,
    question: str | None = None,
    purpose: ev.Purpose = ev.Purpose.OPINION,
    acting_for: str | None = None,
) -> ev.OpinionAsked:
    """Another authority is asked, or given its part under the same code, with its own term.

    Refuses `answer_due_past` for a term that is over before it began.
    """
    require("ask_opinion", dossier, regime, at=at, by=by, acting_for=acting_for)
    if answer_due <= at:
        raise Refusal("answer_due_past", regime.ground(ONE_STOP["Điều 19 khoản 5 điểm a"]))
    return ev.OpinionAsked(
        at=at,
        by=by,
        number=len(dossier.opinions) + 1,
        authority=authority,
        answer_due=answer_due,
        purpose=purpose,
        question=question,
        acting_for=acting_for,
    )


@cites(ONE_STOP["Điều 19 khoản 5 điểm b"])
def answer_opinion(
    dossier: Dossier, *, at: datetime, by: str, number: int, answer: str | None, regime: Regime
) -> ev.OpinionAnswered:
    """The answer is in. Refuses `no_such_opinion` for one never asked or already answered."""
    require("answer_opinion", dossier, regime, at=at, by=by)
    _open_opinion(dossier, number)
    return ev.OpinionAnswered(at=at, by=by, number=number, answer=answer)


@cites(ONE_STOP["Điều 19 khoản 5 điểm b"])
def report_delay(
    dossier: Dossier, *, at: datetime, by: str, number: int, regime: Regime
) -> ev.DelayReported:
    """The head of the desk knows that an answer is late; refuses `opinion_not_late` before."""
    require("report_delay", dossier, regime, at=at, by=by)
    if at <= _open_opinion(dossier, number):
        raise Refusal("opinion_not_late", regime.ground(ONE_STOP["Điều 19 khoản 5 điểm b"]))
    return ev.DelayReported(at=at, by=by, number=number)


def _open_opinion(dossier: Dossier, number: int) -> datetime:
    for opinion in dossier.opinions:
        if opinion.number == number and opinion.answered is None:
            return opinion.answer_due
    raise Refusal("no_such_opinion", number=number)
