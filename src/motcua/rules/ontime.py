"""On time has a name: one dossier judged under each named rule, and the time it really took.

Facts are kept, classes derived. Each rule says what it compares, a day or an instant, and
what it took as the end and as the due moment, so that a reader can check it by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from motcua.rules.calendar import HANOI, Calendar
from motcua.rules.dossier import Dossier
from motcua.rules.due import due
from motcua.rules.law import CIVIL_CODE, ONE_STOP, cites, house_rule
from motcua.rules.regime import Status


class Class(StrEnum):
    """What a rule says of a dossier at a moment."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    RUNNING = "running"
    RUNNING_LATE = "running_late"
    NOT_COUNTED = "not_counted"


class Verdict(msgspec.Struct, frozen=True):
    """A class, with what was compared: `compares` is "day" or "instant"."""

    rule: str
    compares: str
    value: Class
    end: datetime | None
    due: datetime | None


_NEVER_RECEIVED = frozenset({Status.SUBMITTED, Status.AWAITING_PAPERS, Status.REFUSED_AT_COUNTER})


def _by_day(end: datetime, promised: datetime) -> Class:
    last, day = promised.astimezone(HANOI).date(), end.astimezone(HANOI).date()
    if day < last:
        return Class.EARLY
    return Class.ON_TIME if day == last else Class.LATE


def _open_by_day(as_of: datetime, promised: datetime) -> Class:
    late = as_of.astimezone(HANOI).date() > promised.astimezone(HANOI).date()
    return Class.RUNNING_LATE if late else Class.RUNNING


@cites(ONE_STOP["Điều 19 khoản 4"], CIVIL_CODE["Điều 148 khoản 6"])
@house_rule(34)
def decree_61(dossier: Dossier, as_of: datetime, calendar: Calendar) -> Verdict:
    """By day, against the limit counted anew after a supplement; the day ends at 24:00.

    A dossier waiting for papers is running; one waiting for an obligation stands as when the wait
    began. Withdrawn or stopped ones are not counted.
    """
    ended = dossier.status in {Status.WITHDRAWN, Status.STOPPED}
    if dossier.promised is None or dossier.status in _NEVER_RECEIVED or ended:
        return Verdict("nd61", "day", Class.NOT_COUNTED, dossier.ended_at, dossier.promised)
    if dossier.finished_at:
        value = _by_day(dossier.finished_at, dossier.promised)
    elif dossier.status is Status.AWAITING_SUPPLEMENT:
        value = Class.RUNNING
    elif dossier.status is Status.AWAITING_OBLIGATION:
        value = _open_by_day(dossier.obligations[-1].start, dossier.promised)
    else:
        value = _open_by_day(as_of, dossier.promised)
    return Verdict("nd61", "day", value, dossier.finished_at, dossier.promised)


@house_rule(35)
def index_766(dossier: Dossier, as_of: datetime, calendar: Calendar) -> Verdict:
    """By instant, against the first slip, the time of one supplement subtracted (unverified).

    Waiting for papers ends at the request; asked for papers more than once is late.
    """
    if dossier.original_promised is None or dossier.status in _NEVER_RECEIVED:
        return Verdict("index766", "instant", Class.NOT_COUNTED, None, dossier.original_promised)
    waiting = dossier.supplements[-1].start if dossier.supplements else None
    if dossier.status is Status.AWAITING_SUPPLEMENT:
        end = waiting or as_of
    else:
        end = dossier.ended_at or as_of
    waited = sum((each.end - each.start for each in dossier.supplements if each.end), timedelta())
    late = end - waited > dossier.original_promised or len(dossier.supplements) > 1
    if dossier.ended_at is None and dossier.status is not Status.AWAITING_SUPPLEMENT:
        value = Class.RUNNING_LATE if late else Class.RUNNING
    else:
        value = Class.LATE if late else Class.ON_TIME
    return Verdict("index766", "instant", value, end - waited, dossier.original_promised)


@house_rule(36)
@cites(ONE_STOP["Điều 19 khoản 4"])
def form_06a(dossier: Dossier, as_of: datetime, calendar: Calendar) -> Verdict:
    """By day, against the limit counted anew, in the columns of form II.06a (unverified).

    Early, on time or late for what has ended, in time or late for what is open; withdrawn and
    stopped are ends too. What waited for the applicant is judged as when the wait began.
    """
    promised = dossier.promised
    if promised is None or dossier.status in _NEVER_RECEIVED:
        return Verdict("form06a", "day", Class.NOT_COUNTED, None, promised)
    waiting, end = _waiting_since(dossier), dossier.ended_at
    if end:
        value = _by_day(min(end, waiting or end), promised)
    elif dossier.status is Status.AWAITING_SUPPLEMENT:
        value = Class.RUNNING
    else:
        value = _open_by_day(waiting or as_of, promised)
    return Verdict("form06a", "day", value, end, promised)


def _waiting_since(dossier: Dossier) -> datetime | None:
    """The beginning of a wait for the applicant that never came to its end."""
    waits = (*dossier.supplements, *dossier.obligations)
    return next((each.start for each in waits if each.end is None), None)


@house_rule(37)
def lived(
    dossier: Dossier,
    as_of: datetime,
    calendar: Calendar,
    *,
    first_seen: datetime | None = None,
) -> Verdict:
    """By day, as the citizen lived it: from the first submission to the result in hand.

    No pause, no return and no new filing stops it. `first_seen` is the first submission of an
    earlier filing of the same matter, where there was one.
    """
    start = first_seen or dossier.first_seen
    if start is None or dossier.limit is None:
        return Verdict("lived", "day", Class.NOT_COUNTED, dossier.returned_at, None)
    promised = due(calendar.working_moment(start), dossier.limit, calendar).promised
    end = dossier.returned_at
    if end is None and dossier.status in {Status.WITHDRAWN, Status.STOPPED}:
        return Verdict("lived", "day", Class.NOT_COUNTED, dossier.ended_at, promised)
    value = _by_day(end, promised) if end else _open_by_day(as_of, promised)
    return Verdict("lived", "day", value, end, promised)


class LivedTime(msgspec.Struct, frozen=True):
    """How long it took the citizen: whole calendar days, and minutes of office time."""

    days: int
    working_minutes: int


@house_rule(37)
def lived_time(
    dossier: Dossier, as_of: datetime, calendar: Calendar, *, first_seen: datetime | None = None
) -> LivedTime | None:
    """The time from the first submission to the result in hand, or to `as_of` while open."""
    start = first_seen or dossier.first_seen
    if start is None:
        return None
    end = dossier.returned_at or dossier.ended_at or as_of
    days = (end.astimezone(HANOI).date() - start.astimezone(HANOI).date()).days
    return LivedTime(days, calendar.minutes_between(start, end))


RULES: dict[str, Callable[[Dossier, datetime, Calendar], Verdict]] = {
    "nd61": decree_61,
    "index766": index_766,
    "form06a": form_06a,
    "lived": lived,
}


@house_rule(34)
def verdicts(dossier: Dossier, as_of: datetime, calendar: Calendar) -> dict[str, Verdict]:
    """The verdict of every named rule at a moment; they are always shown together."""
    return {name: rule(dossier, as_of, calendar) for name, rule in RULES.items()}
