"""Dossiers past their retention term go by an officer's deed, under an act.

The act's number stands in the ledger, with a digest of the dossiers it was for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils.timezone import localdate

from motcua.dossiers import retention
from motcua.dossiers.actions.closing import erase
from motcua.dossiers.actions.common import Hand
from motcua.dossiers.models import DossierRow
from motcua.ledger import erasure, store
from motcua.organisation.actions import checks
from motcua.organisation.models import Officer
from motcua.organisation.permits import require, scope
from motcua.rules.events import ReferenceChanged

PERMISSION = "dossiers.erase"


def erase_due(
    officer: Officer,
    act_number: str,
    now: datetime,
    tick: Callable[[int], object] = lambda count: None,
) -> int:
    """Every dossier past its term within the officer's reach is erased; how many.

    Each lot stands in the ledger under the act before its dossiers go, each in a transaction of
    its own; what was interrupted is done by doing it again. `PermissionDenied`, and
    `Refusal("act_number_missing")`.
    """
    held = scope(officer, PERMISSION, now)
    require(held, PERMISSION)
    act = checks.act(act_number, officer, officer, now).number
    erased = 0
    waiting = retention.due(localdate(now), held)
    try:
        while lot := [each.stream for each in islice(waiting, retention.LOT)]:
            _record(act, lot, officer, now)
            for stream in lot:
                erase(stream, Hand(by=officer.pseudonym, now=now), one_of_many=True)
            erased += len(lot)
            tick(len(lot))
    finally:
        erasure.sweep()
    return erased


@transaction.atomic
def _record(act: str, streams: Sequence[str], officer: Officer, now: datetime) -> None:
    stream = f"retention:{act}"
    event = ReferenceChanged(
        at=now,
        by=officer.pseudonym,
        table=DossierRow._meta.db_table,
        key=act,
        since=localdate(now),
        act=act,
        approved_by=officer.pseudonym,
        digest=hashlib.sha256("\n".join(streams).encode()).hexdigest(),
    )
    store.append(stream, [event], after_version=store.last_version(stream), recorded_at=now)
