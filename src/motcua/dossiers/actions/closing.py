"""Deeds that end a dossier, put it right, attach to it, and settle its fees."""

from __future__ import annotations

from django.db import transaction

from motcua.dossiers.actions.common import Hand, decide, read
from motcua.dossiers.numbers import receipt_number
from motcua.ledger import erasure
from motcua.rules import closing, intake, money
from motcua.rules import events as ev
from motcua.rules.dossier import Dossier
from motcua.rules.limit import Channel


def finish(stream: str, result: str, hand: Hand) -> Dossier:
    """The result lies at the desk."""
    return decide(
        stream,
        hand,
        lambda d, drawer, law: closing.finish(
            d,
            at=hand.moment,
            by=hand.by,
            regime=law.regime,
            result=drawer.text(result) or None,
            acting_for=hand.acting_for,
        ),
    )


def refuse(stream: str, reason: str, hand: Hand) -> Dossier:
    """The appraisal ended with a reasoned no."""
    return decide(
        stream,
        hand,
        lambda d, drawer, law: closing.refuse(
            d,
            at=hand.moment,
            by=hand.by,
            reason=drawer.text(reason),
            regime=law.regime,
            acting_for=hand.acting_for,
        ),
    )


def return_result(stream: str, hand: Hand, *, channel: Channel = Channel.COUNTER) -> Dossier:
    """The result is in the applicant's hand."""
    return decide(
        stream,
        hand,
        lambda d, _, law: closing.return_result(
            d,
            at=hand.moment,
            by=hand.by,
            regime=law.regime,
            channel=channel,
            taken_by=d.applicant,
        ),
    )


def withdraw(stream: str, confirmation: str, hand: Hand) -> Dossier:
    """The applicant has it back; their own word is kept."""
    return decide(
        stream,
        hand,
        lambda d, drawer, law: closing.withdraw(
            d, at=hand.moment, by=hand.by, confirmation=drawer.text(confirmation), regime=law.regime
        ),
    )


def stop(stream: str, reason: str, hand: Hand) -> Dossier:
    """The office ended the handling without a result."""
    return decide(
        stream,
        hand,
        lambda d, drawer, law: closing.stop(
            d, at=hand.moment, by=hand.by, reason=drawer.text(reason), regime=law.regime
        ),
    )


def correct(stream: str, version: int, field: str, value: str, reason: str, hand: Hand) -> Dossier:
    """A wrong entry is named and the right one stands beside it."""
    return decide(
        stream,
        hand,
        lambda d, drawer, law: closing.correct(
            d,
            at=hand.moment,
            by=hand.by,
            version=version,
            field=field,
            value=drawer.text(value),
            reason=drawer.text(reason),
            regime=law.regime,
        ),
    )


def charge(stream: str, amount: int, what: str, hand: Hand) -> Dossier:
    """A fee is due."""
    return decide(
        stream,
        hand,
        lambda d, _, law: money.charge(
            d, at=hand.moment, by=hand.by, amount=amount, what=what, regime=law.regime
        ),
    )


def exempt(stream: str, number: int, reason: str, hand: Hand) -> Dossier:
    """A charged fee need not be paid."""
    return decide(
        stream,
        hand,
        lambda d, drawer, law: money.exempt(
            d,
            at=hand.moment,
            by=hand.by,
            number=number,
            reason=drawer.text(reason),
            regime=law.regime,
        ),
    )


def pay(
    stream: str,
    number: int,
    how: ev.Payment,
    hand: Hand,
    *,
    receipt: str = "",
    till: str = "",
) -> Dossier:
    """A charged fee is paid, on a receipt and into a till."""
    return decide(
        stream,
        hand,
        lambda d, _, law: money.pay(
            d,
            at=hand.moment,
            by=hand.by,
            number=number,
            how=how,
            receipt=receipt_number(d.unit, hand.moment, receipt),
            till=till or hand.by,
            regime=law.regime,
        ),
    )


def refund(
    stream: str, number: int, amount: int, reason: str, hand: Hand, *, till: str = ""
) -> Dossier:
    """Money went back to the payer."""
    return decide(
        stream,
        hand,
        lambda d, drawer, law: money.refund(
            d,
            at=hand.moment,
            by=hand.by,
            number=number,
            amount=amount,
            till=till or hand.by,
            reason=drawer.text(reason),
            regime=law.regime,
        ),
    )


def attach(stream: str, attachment: str, hand: Hand) -> Dossier:
    """A stored file belongs to the dossier from now on."""
    return decide(
        stream,
        hand,
        lambda d, _, law: intake.attach(
            d, at=hand.moment, by=hand.by, attachment=attachment, regime=law.regime
        ),
    )


@transaction.atomic(savepoint=False)
def erase(stream: str, hand: Hand, *, one_of_many: bool = False) -> None:
    """The retention term ended: the dossier's secret and everything personal are gone for good.

    Whoever erases `one_of_many` calls `erasure.sweep` after the last.
    """
    event = closing.erase(read(stream), at=hand.moment, by=hand.by)
    erasure.erase(stream, event.at, event.by, recorded_at=hand.now, one_of_many=one_of_many)
