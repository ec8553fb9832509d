"""Fees on a dossier (phí, lệ phí): charged, exempted, paid, refunded; amounts in đồng.

61/2018/NĐ-CP Điều 22. How much is due says `fees`; this says what happened to it.
"""

from __future__ import annotations

from datetime import datetime

from motcua.rules import events as ev
from motcua.rules.deeds import require
from motcua.rules.dossier import Dossier
from motcua.rules.law import ONE_STOP, cites, house_rule
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Regime
from motcua.rules.state import Charge


def _charge(dossier: Dossier, number: int) -> Charge:
    for charge in dossier.charges:
        if charge.number == number:
            return charge
    raise Refusal("no_such_fee", number=number)


@cites(ONE_STOP["Điều 22 khoản 1"])
def charge(
    dossier: Dossier, *, at: datetime, by: str, amount: int, what: str, regime: Regime
) -> ev.FeeCharged:
    """A fee of that many đồng is due; refuses `amount_wrong` for none or less."""
    require("charge", dossier, regime, at=at, by=by)
    if amount <= 0:
        raise Refusal("amount_wrong", amount=amount)
    number = len(dossier.charges) + 1
    return ev.FeeCharged(at=at, by=by, number=number, amount=amount, what=what)


@house_rule(26)
def exempt(
    dossier: Dossier, *, at: datetime, by: str, number: int, reason: str, regime: Regime
) -> ev.FeeExempted:
    """The fee need not be paid, for a reason; refuses `fee_settled` once any of it was."""
    require("exempt", dossier, regime, at=at, by=by)
    fee = _charge(dossier, number)
    if fee.exempt or fee.paid:
        raise Refusal("fee_settled", number=number)
    if not reason:
        raise Refusal("reason_missing")
    return ev.FeeExempted(at=at, by=by, number=number, reason=reason)


@cites(ONE_STOP["Điều 22 khoản 1"])
def pay(
    dossier: Dossier,
    *,
    at: datetime,
    by: str,
    number: int,
    how: ev.Payment,
    receipt: str,
    till: str,
    regime: Regime,
) -> ev.FeePaid:
    """The whole open amount is paid; refuses `fee_settled`, `receipt_missing`."""
    require("pay", dossier, regime, at=at, by=by)
    fee = _charge(dossier, number)
    if fee.open <= 0:
        raise Refusal("fee_settled", number=number)
    if not receipt:
        raise Refusal("receipt_missing")
    return ev.FeePaid(
        at=at, by=by, number=number, amount=fee.open, how=how, receipt=receipt, till=till
    )


@house_rule(26)
def refund(
    dossier: Dossier,
    *,
    at: datetime,
    by: str,
    number: int,
    amount: int,
    till: str,
    reason: str,
    regime: Regime,
) -> ev.FeeRefunded:
    """Money went back, for a reason; refuses `amount_wrong` for more than was kept."""
    require("refund", dossier, regime, at=at, by=by)
    fee = _charge(dossier, number)
    if not 0 < amount <= fee.paid - fee.refunded:
        raise Refusal("amount_wrong", amount=amount)
    if not reason:
        raise Refusal("reason_missing")
    return ev.FeeRefunded(at=at, by=by, number=number, amount=amount, till=till, reason=reason)
