"""Whose deed it is on one dossier: at which units the permission must lie, and in whose place."""

from __future__ import annotations

from motcua.dossiers.models import DossierRow
from motcua.organisation.permits import Scope
from motcua.rules.dossier import Dossier
from motcua.rules.regime import Regime

# Deeds among colleagues: only where the dossier lies now, not at every unit it concerns.
AMONG_COLLEAGUES = ("take_over", "assign")


def units_of(name: str, row: DossierRow) -> list[str]:
    """The units of which one must be the officer's, for this deed."""
    if name in AMONG_COLLEAGUES:
        return [row.holder_unit or row.unit]
    return [each for each in (row.unit, row.authority, row.holder_unit, row.pending_unit) if each]


def responsible(name: str, dossier: Dossier, regime: Regime) -> tuple[str, ...]:
    """Whose deed it is by name: the holder's, the receiver's, also the sender's; empty for anybody's."""
    pending = dossier.pending
    if name == "confirm_handover" and pending:
        return (pending.to_officer,) if pending.to_officer else ()
    if name == "decline_handover" and pending:
        return tuple(each for each in (pending.to_officer, pending.sender) if each)
    return (dossier.holder,) if regime.deeds[name].by_holder else ()


def in_place_of(
    name: str, by: str, dossier: Dossier, regime: Regime, scope: Scope, *units: str
) -> str | None:
    """The pseudonym of the absent officer for whom the deed is done; None for one's own.

    An officer who holds the same role as the absent one acts for them where the deed is theirs.
    """
    people = responsible(name, dossier, regime)
    absent = (each for each in people if scope.stands_in_for(each, *units))
    own = by in people
    return scope.acting_for(*units) if own else next(absent, scope.acting_for(*units))
