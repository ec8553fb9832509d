"""The rows of a control slip: one for each hand-over, from the desk and back to it."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.documents.fields import Occasion, named_unit
from motcua.documents.values import Table, moment
from motcua.dossiers.timeline import Recorded
from motcua.rules import events as ev
from motcua.rules import ontime
from motcua.settings.law.slips import Layout

# Blocks to be filled by hand on a fresh slip: out to the office that decides, and back.
EMPTY = ("", "", "", "", "", "", "", "")
LEAST = 2
ENDED = {
    ontime.Class.EARLY: "Trước hạn",
    ontime.Class.ON_TIME: "Đúng hạn",
    ontime.Class.LATE: "Quá hạn",
}


def control_table(occasion: Occasion, layout: Layout) -> Table:
    """Every hand-over so far: giver, receiver, when, who signs, and how the whole ended."""
    rows = list(_handovers(occasion))
    back = occasion.page.dossier.finished_at
    while len(rows) < LEAST:
        rows.append(_empty(occasion, len(rows)))
    if back:
        rows[-1] = (*rows[-1][:6], _ended(occasion), rows[-1][7])
    return Table(layout.entry.columns, tuple(rows))


def _empty(occasion: Occasion, number: int) -> tuple[str, ...]:
    """A block to fill: the first giver and the last receiver are always the desk."""
    desk = occasion.office.full
    return (desk, "", *EMPTY[2:]) if number == 0 else ("", desk, *EMPTY[2:])


def _handovers(occasion: Occasion) -> Iterator[tuple[str, ...]]:
    speakers = occasion.page.speakers
    giver = occasion.office.full
    history = list(occasion.page.history)
    for at, entry in enumerate(history):
        event = entry.event
        if not isinstance(event, ev.HandedOver | ev.PassedOn):
            continue
        answer = _answer(history[at + 1 :])
        taken = answer if isinstance(answer, ev.HandoverConfirmed) else None
        receiver = taken.by if taken else getattr(event, "to_officer", None)
        note = "Không nhận" if isinstance(answer, ev.HandoverDeclined) else ""
        yield (
            giver,
            named_unit(occasion, event.to_unit),
            moment(event.at),
            moment(taken.at) if taken else "",
            speakers.officer(event.by),
            speakers.officer(receiver) if receiver else "",
            "",
            note,
        )
        giver = named_unit(occasion, event.to_unit) if taken else giver


def _answer(later: list[Recorded]) -> ev.Event | None:
    """What the receiver said, before anything else was handed over."""
    for entry in later:
        if isinstance(entry.event, ev.HandoverConfirmed | ev.HandoverDeclined):
            found: ev.Event = entry.event
            return found
        if isinstance(entry.event, ev.HandedOver):
            return None
    return None


def _ended(occasion: Occasion) -> str:
    """Early, on time or late by the decree's own rule, as the timeliness of a dossier has a name."""
    page = occasion.page
    verdict = ontime.decree_61(page.dossier, page.now, page.law.calendar)
    return ENDED.get(verdict.value, "")
