"""Which deeds are open now: the dated table of `law/deeds.toml` put to one dossier."""

from __future__ import annotations

from datetime import datetime

from motcua.rules.dossier import Dossier
from motcua.rules.law import HouseRule, house_rule
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Regime

NOT_YET = ""


@house_rule(27)
def open_now(name: str, dossier: Dossier | None, regime: Regime) -> Refusal | None:
    """None where the deed is open in this state, else the refusal that says why not."""
    deed = regime.deeds[name]
    state = dossier.status.value if dossier else NOT_YET
    if state in deed.states:
        return Refusal("erased") if dossier and dossier.erased else None
    return Refusal("deed_not_now", deed.ground, deed=name, status=state or "nothing_yet")


@house_rule(27)
@house_rule(21)
def require(
    name: str,
    dossier: Dossier | None,
    regime: Regime,
    *,
    at: datetime,
    by: str,
    acting_for: str | None = None,
) -> None:
    """Nothing where the deed may be done at that moment by that person.

    Refuses `deed_not_now`; `not_the_holder` for a deed that is the holder's; `who_is_missing`
    for nobody; `clock_missing` for a naive moment; `before_last_entry` for a moment earlier than
    the dossier's last entry; `erased`.
    """
    _somebody(at, by)
    refusal = open_now(name, dossier, regime)
    if refusal:
        raise refusal
    if dossier:
        _later_entry(dossier, at)
        if regime.deeds[name].by_holder and dossier.holder not in {by, acting_for}:
            raise Refusal("not_the_holder", HouseRule(21), officer=dossier.holder)


@house_rule(27)
def require_entry(dossier: Dossier, *, at: datetime, by: str) -> None:
    """The same for an entry that is no deed of the table: only who, when and `erased`."""
    _somebody(at, by)
    _later_entry(dossier, at)


def _somebody(at: datetime, by: str) -> None:
    if at.tzinfo is None:
        raise Refusal("clock_missing")
    if not by:
        raise Refusal("who_is_missing")


def _later_entry(dossier: Dossier, at: datetime) -> None:
    if dossier.erased:
        raise Refusal("erased")
    if at < dossier.last_at:
        raise Refusal("before_last_entry", last=dossier.last_at, at=at)


def all_now(dossier: Dossier, regime: Regime) -> dict[str, Refusal | None]:
    """Every deed of the regime, in the table's order, with its refusal where it is closed."""
    return {name: open_now(name, dossier, regime) for name in regime.deeds}
