"""How every deed is done: read the stream, ask the rule, write all of it in one transaction.

The event is the write. Kept rows, the dossier's row and notices go down with it or not at all;
the loser of a race gets `Conflict` from the ledger and nothing of theirs remains.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec
from django.db import transaction

from motcua.dossiers import projection
from motcua.dossiers.kept import Drawer
from motcua.dossiers.kept import read as read_kept
from motcua.dossiers.models import DossierRow, KeptRow, Notice
from motcua.ledger import codec, store
from motcua.organisation.calendars import calendar_of
from motcua.rules import events as ev
from motcua.rules.calendar import HANOI, Calendar
from motcua.rules.dossier import Dossier, after, replay
from motcua.rules.law import house_rule
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Regime, regime_on
from motcua.settings.law.regimes import regime, regimes

LATE_ENTRY_WORKING_DAYS = 5
# What the applicant is told of, through the outbox.
TOLD = (
    ev.Received,
    ev.RefusedAtCounter,
    ev.GuidanceGiven,
    ev.SupplementRequested,
    ev.Apologised,
    ev.Finished,
    ev.Stopped,
)

Decision = ev.Event | Sequence[ev.Event]
Rule = Callable[[Dossier, Drawer, "Law"], Decision]


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """Whose deed it is and when: `now` is the server's clock, `at` an earlier moment it occurred.

    `late_reason` says why it is entered late, with the paper's number; `seen` is the number of the
    dossier's last entry when whoever does it looked, None where that is no matter.
    """

    by: str
    now: datetime
    at: datetime | None = None
    acting_for: str | None = None
    late_reason: str = ""
    seen: int | None = None

    @property
    def moment(self) -> datetime:
        """When the deed occurred."""
        return self.at or self.now


class Law(msgspec.Struct, frozen=True):
    """The regime of a dossier and the calendar of its unit."""

    regime: Regime
    calendar: Calendar


def law_for(unit: str, at: datetime, name: str = "") -> Law:
    """The law for a unit at a moment, under the named regime or the one then in force."""
    day = at.astimezone(HANOI).date()
    return Law(regime(name) if name else regime_on(regimes(), day), calendar_of(unit, day))


@house_rule(38)
def late_entry(hand: Hand, drawer: Drawer, calendar: Calendar) -> str | None:
    """The id of the kept reason of a late entry; None where it is entered as it occurs.

    Refuses `in_the_future`, `too_late_to_enter` and `late_reason_missing`.
    """
    if hand.at is None or hand.at == hand.now:
        return None
    if hand.at > hand.now:
        raise Refusal("in_the_future", at=hand.at)
    today = hand.now.astimezone(HANOI).date()
    passed = calendar.working_days_between(hand.at.astimezone(HANOI).date(), today)
    if passed > LATE_ENTRY_WORKING_DAYS:
        raise Refusal("too_late_to_enter", days=LATE_ENTRY_WORKING_DAYS)
    reason = drawer.text(hand.late_reason)
    if not reason:
        raise Refusal("late_reason_missing")
    return reason


@transaction.atomic(savepoint=False)
def record(
    stream: str, dossier: Dossier | None, decision: Decision, drawer: Drawer, hand: Hand, law: Law
) -> Dossier:
    """The events stand in the ledger, and everything that hangs on them beside it."""
    late = late_entry(hand, drawer, law.calendar)
    found = (decision,) if isinstance(decision, ev.Event) else tuple(decision)
    events = [
        msgspec.structs.replace(event, acting_for=hand.acting_for, late_entry=late)
        for event in found
    ]
    version = dossier.version if dossier else 0
    store.append(stream, events, after_version=version, recorded_at=hand.now)
    drawer.write()
    for event in events:
        dossier = after(dossier, event)
    assert dossier is not None  # noqa: S101 - a decision holds at least one event
    numbered = list(enumerate(events, start=version + 1))
    projection.show(stream, dossier, numbered, _names(stream, version, events, drawer))
    told = [
        Notice(stream=stream, event=codec.kind_of(event), version=number, created_at=hand.now)
        for number, event in numbered
        if isinstance(event, TOLD)
    ]
    if told:
        Notice.objects.bulk_create(told)
    return dossier


def _names(
    stream: str, version: int, events: Sequence[ev.Event], drawer: Drawer
) -> Mapping[str, KeptRow] | None:
    """The kept rows where the row's names may be new: at the opening, and when a code is given."""
    if version == 0:
        return {row.id: row for row in drawer.rows}
    given = any(isinstance(event, ev.Received) for event in events)
    return read_kept(stream) if given else None


def read(stream: str) -> Dossier:
    """The dossier of a stream; `LookupError` where there is none."""
    dossier = replay(entry.event for entry in store.read(stream))
    if dossier is None:
        raise LookupError(stream)
    return dossier


def decide(stream: str, hand: Hand, rule: Rule) -> Dossier:
    """The dossier after a deed on it; raises the rule's `Refusal`, `Conflict`, `LookupError`."""
    with transaction.atomic(savepoint=False):
        dossier = read(stream)
        # Here and not before: between a look and the deed another's entry may come.
        if hand.seen is not None and hand.seen != dossier.version:
            raise Refusal("conflict", stream=stream)
        law = law_for(dossier.authority or dossier.unit, hand.moment, dossier.regime)
        drawer = Drawer(stream)
        return record(stream, dossier, rule(dossier, drawer, law), drawer, hand, law)


def stream_of(code: str) -> str:
    """The stream of a dossier's code; `LookupError` for a code never given."""
    found = DossierRow.objects.filter(code=code).values_list("stream", flat=True).first()
    if found is None:
        raise LookupError(code)
    return found
