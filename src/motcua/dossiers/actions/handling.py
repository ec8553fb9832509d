"""Deeds while a dossier is worked: hand-overs, supplements, obligations, opinions, apologies."""

from __future__ import annotations

from datetime import datetime

from motcua.dossiers.actions.common import Hand, decide
from motcua.dossiers.kept import Paper
from motcua.procedures import queries as catalogue
from motcua.rules import apology, handover, opinion
from motcua.rules import events as ev
from motcua.rules import supplement as papers_rule
from motcua.rules.dossier import Dossier


def pass_on(stream: str, to_unit: str, hand: Hand) -> Dossier:
    """On its way to the desk of the authority whose matter it is."""
    return decide(
        stream,
        hand,
        lambda d, _, law: handover.pass_on(
            d,
            at=hand.moment,
            by=hand.by,
            to_unit=to_unit,
            regime=law.regime,
            acting_for=hand.acting_for,
        ),
    )


def hand_over(
    stream: str,
    to_unit: str,
    step: int,
    hand: Hand,
    *,
    to_officer: str | None = None,
    back: bool = False,
    reason: str = "",
) -> Dossier:
    """Offered to the next person or unit, or sent back to an earlier step with a reason."""
    direction = ev.Direction.BACK if back else ev.Direction.FORWARD
    return decide(
        stream,
        hand,
        lambda d, drawer, law: handover.hand_over(
            d,
            at=hand.moment,
            by=hand.by,
            to_unit=to_unit,
            step=step,
            regime=law.regime,
            to_officer=to_officer or None,
            direction=direction,
            reason=drawer.text(reason) or None,
            acting_for=hand.acting_for,
        ),
    )


def confirm_handover(stream: str, hand: Hand) -> Dossier:
    """The receiver answers for it from now on."""
    return decide(
        stream,
        hand,
        lambda d, _, law: handover.confirm_handover(
            d, at=hand.moment, by=hand.by, regime=law.regime, acting_for=hand.acting_for
        ),
    )


def decline_handover(stream: str, reason: str, hand: Hand) -> Dossier:
    """The receiver does not take it and says why."""
    return decide(
        stream,
        hand,
        lambda d, drawer, law: handover.decline_handover(
            d,
            at=hand.moment,
            by=hand.by,
            reason=drawer.text(reason),
            regime=law.regime,
            acting_for=hand.acting_for,
        ),
    )


def take_over(stream: str, reason: str, hand: Hand) -> Dossier:
    """A colleague answers for it from now on, and says why."""
    return decide(
        stream,
        hand,
        lambda d, drawer, law: handover.take_over(
            d, at=hand.moment, by=hand.by, reason=drawer.text(reason), regime=law.regime
        ),
    )


def assign(stream: str, to_officer: str, reason: str, hand: Hand) -> Dossier:
    """The head gave it to somebody else in the unit."""
    return decide(
        stream,
        hand,
        lambda d, drawer, law: handover.assign(
            d,
            at=hand.moment,
            by=hand.by,
            to_officer=to_officer,
            reason=drawer.text(reason),
            regime=law.regime,
        ),
    )


def request_supplement(
    stream: str, missing: str, reason: str, hand: Hand, *, approved_by: str | None = None
) -> Dossier:
    """The applicant is asked, once and in full, for what is missing.

    In time is what the catalogue's revision says by a sector rule, else the regime's own days.
    """
    return decide(
        stream,
        hand,
        lambda d, drawer, law: papers_rule.request_supplement(
            d,
            at=hand.moment,
            by=hand.by,
            missing=drawer.text(missing),
            reason=drawer.text(reason),
            regime=law.regime,
            calendar=law.calendar,
            approved_by=approved_by,
            sector_working_days=sector_days(d.revision),
            acting_for=hand.acting_for,
        ),
    )


def sector_days(revision: int) -> int | None:
    """The working days of a sector rule for asking for papers; None where the catalogue has none."""
    notice = catalogue.notice_of(revision)
    return notice.working_days if notice else None


def supplement(stream: str, papers: tuple[Paper, ...], hand: Hand) -> Dossier:
    """Everything asked for is in."""
    return decide(
        stream,
        hand,
        lambda d, drawer, law: papers_rule.supplement(
            d,
            at=hand.moment,
            by=hand.by,
            papers=drawer.papers(papers),
            regime=law.regime,
            calendar=law.calendar,
        ),
    )


def request_obligation(stream: str, notice: str, hand: Hand) -> Dossier:
    """The applicant is told of a financial obligation."""
    return decide(
        stream,
        hand,
        lambda d, drawer, law: papers_rule.request_obligation(
            d,
            at=hand.moment,
            by=hand.by,
            notice=drawer.text(notice) or None,
            regime=law.regime,
            acting_for=hand.acting_for,
        ),
    )


def meet_obligation(stream: str, hand: Hand) -> Dossier:
    """The obligation is met."""
    return decide(
        stream,
        hand,
        lambda d, _, law: papers_rule.meet_obligation(
            d, at=hand.moment, by=hand.by, regime=law.regime, calendar=law.calendar
        ),
    )


def ask_opinion(
    stream: str,
    authority: str,
    answer_due: datetime,
    question: str,
    hand: Hand,
    *,
    joint: bool = False,
) -> Dossier:
    """Another authority is asked, or given its part under the same code."""
    purpose = ev.Purpose.JOINT_PART if joint else ev.Purpose.OPINION
    return decide(
        stream,
        hand,
        lambda d, drawer, law: opinion.ask_opinion(
            d,
            at=hand.moment,
            by=hand.by,
            authority=drawer.text(authority),
            answer_due=answer_due,
            regime=law.regime,
            question=drawer.text(question) or None,
            purpose=purpose,
            acting_for=hand.acting_for,
        ),
    )


def answer_opinion(stream: str, number: int, answer: str, hand: Hand) -> Dossier:
    """The answer is in."""
    return decide(
        stream,
        hand,
        lambda d, drawer, law: opinion.answer_opinion(
            d,
            at=hand.moment,
            by=hand.by,
            number=number,
            answer=drawer.text(answer) or None,
            regime=law.regime,
        ),
    )


def report_delay(stream: str, number: int, hand: Hand) -> Dossier:
    """The head of the desk knows that the answer is late."""
    return decide(
        stream,
        hand,
        lambda d, _, law: opinion.report_delay(
            d, at=hand.moment, by=hand.by, number=number, regime=law.regime
        ),
    )


def apologise(
    stream: str, reason: str, hand: Hand, *, new_promised: datetime | None = None
) -> Dossier:
    """The applicant has a letter of apology, with a new moment where one is given."""
    return decide(
        stream,
        hand,
        lambda d, drawer, law: apology.apologise(
            d,
            at=hand.moment,
            by=hand.by,
            reason=drawer.text(reason),
            regime=law.regime,
            calendar=law.calendar,
            new_promised=new_promised,
        ),
    )
