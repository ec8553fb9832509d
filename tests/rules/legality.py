"""Whether a history is legal, told slowly and by hand: a table of states, and naive looks back.

It shares nothing with the rules but the shape of events. Every question is answered by reading
the whole past again; nothing is remembered from one event to the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from motcua.rules import events as ev
from motcua.rules.calendar import HANOI, Calendar
from motcua.rules.limit import Limit

Past = Sequence[ev.Event]

# state → what may happen there → state after it. "=" stays, "<" goes back to before the wait.
_OPEN = {
    "opinion_answered": "=",
    "delay_reported": "=",
    "apologised": "=",
    "fee_charged": "=",
    "fee_exempted": "=",
    "fee_paid": "=",
    "fee_refunded": "=",
    "corrected": "=",
    "attached": "=",
    "taken_over": "=",
    "assigned": "=",
    "withdrawn": "withdrawn",
    "stopped": "stopped",
}
_WORKED = {
    **_OPEN,
    "handed_over": "=",
    "handover_confirmed": "in_progress",
    "handover_declined": "=",
    "supplement_requested": "awaiting_supplement",
    "obligation_requested": "awaiting_obligation",
    "opinion_asked": "=",
    "finished": "finished",
}
_ENDED = {"fee_refunded": "=", "corrected": "=", "erased": "="}
TABLE: dict[str, dict[str, str]] = {
    "nothing": {
        "submitted": "submitted",
        "guidance_given": "awaiting_papers",
        "refused_at_counter": "refused_at_counter",
        "received": "received",
    },
    "submitted": {
        "guidance_given": "awaiting_papers",
        "refused_at_counter": "refused_at_counter",
        "received": "received",
        "withdrawn": "withdrawn",
        "corrected": "=",
        "attached": "=",
    },
    "awaiting_papers": {
        "refused_at_counter": "refused_at_counter",
        "received": "received",
        "withdrawn": "withdrawn",
        "corrected": "=",
        "attached": "=",
    },
    "refused_at_counter": {"corrected": "=", "erased": "="},
    "received": {**_WORKED, "passed_on": "="},
    "in_progress": _WORKED,
    "awaiting_supplement": {**_OPEN, "supplemented": "<"},
    "awaiting_obligation": {**_OPEN, "obligation_met": "<"},
    "finished": {
        "returned": "returned",
        "apologised": "=",
        "fee_charged": "=",
        "fee_exempted": "=",
        "fee_paid": "=",
        "fee_refunded": "=",
        "corrected": "=",
        "attached": "=",
    },
    "returned": {**_ENDED, "apologised": "="},
    "withdrawn": _ENDED,
    "stopped": _ENDED,
}


def word(event: ev.Event) -> str:
    """`supplement_requested` for `SupplementRequested`."""
    found = re.findall(r"[A-Z][a-z]+", type(event).__name__)
    return "_".join(part.lower() for part in found)


def states(history: Past) -> list[str]:
    """The state before the first event and after each; stops where the table has no way on."""
    passed = ["nothing"]
    for number, event in enumerate(history):
        there = TABLE[passed[-1]].get(word(event))
        if there is None:
            break
        if isinstance(event, ev.HandoverConfirmed) and passing(history[:number]):
            there = "="
        if there == "<":
            there = next(each for each in reversed(passed) if each != passed[-1])
        passed.append(passed[-1] if there == "=" else there)
    return passed


def waiting_offer(past: Past) -> ev.HandedOver | ev.PassedOn | None:
    """The hand-over that nobody has confirmed or declined."""
    for event in reversed(past):
        if isinstance(event, ev.HandoverConfirmed | ev.HandoverDeclined):
            return None
        if isinstance(event, ev.TakenOver | ev.Assigned):
            return None
        if isinstance(event, ev.Finished | ev.Withdrawn | ev.Stopped):
            return None
        if isinstance(event, ev.HandedOver | ev.PassedOn):
            return event
    return None


def passing(past: Past) -> bool:
    """Whether the waiting offer goes to another desk."""
    return isinstance(waiting_offer(past), ev.PassedOn)


def step(past: Past) -> int:
    """The step of the internal process at which the dossier is."""
    for number in range(len(past) - 1, -1, -1):
        if isinstance(past[number], ev.HandoverConfirmed):
            offer = waiting_offer(past[:number])
            return offer.step if isinstance(offer, ev.HandedOver) else 0
    return 0


TAKES_IN_HAND = (
    ev.Received,
    ev.HandedOver,
    ev.PassedOn,
    ev.HandoverConfirmed,
    ev.TakenOver,
    ev.Assigned,
)
THE_HOLDERS = (
    ev.HandedOver,
    ev.PassedOn,
    ev.SupplementRequested,
    ev.ObligationRequested,
    ev.OpinionAsked,
    ev.Finished,
)


def holder(past: Past) -> str:
    """Who answers for the dossier: the last one who took it in hand, or to whom it was given."""
    last = next(event for event in reversed(past) if isinstance(event, TAKES_IN_HAND))
    return last.to_officer if isinstance(last, ev.Assigned) else last.by


def owed(past: Past) -> dict[int, int]:
    """What is still to be paid of each fee."""
    open_sums: dict[int, int] = {}
    for event in past:
        if isinstance(event, ev.FeeCharged):
            open_sums[event.number] = event.amount
        if isinstance(event, ev.FeeExempted):
            open_sums[event.number] = 0
        if isinstance(event, ev.FeePaid):
            open_sums[event.number] -= event.amount
    return open_sums


def kept_money(past: Past, number: int) -> int:
    """What the office holds of one fee."""
    paid = [e.amount for e in past if isinstance(e, ev.FeePaid) and e.number == number]
    back = [e.amount for e in past if isinstance(e, ev.FeeRefunded) and e.number == number]
    return sum(paid) - sum(back)


def unanswered(past: Past) -> dict[int, ev.OpinionAsked]:
    """The questions to others that nobody has answered."""
    answered = {e.number for e in past if isinstance(e, ev.OpinionAnswered)}
    return {
        e.number: e for e in past if isinstance(e, ev.OpinionAsked) and e.number not in answered
    }


def due_of(past: Past) -> datetime | None:
    """The due moment that holds: the last one that anything but an apology gave."""
    given = [
        e.promised
        for e in past
        if isinstance(e, ev.Received | ev.Supplemented | ev.ObligationMet) and e.promised
    ]
    return given[-1] if given else None


def clock_of(past: Past) -> datetime:
    """When the limit last began."""
    return [
        e.clock_start
        for e in past
        if isinstance(e, ev.Received | ev.Supplemented) and e.clock_start
    ][-1]


def day_of(moment: datetime) -> date:
    return moment.astimezone(HANOI).date()


def working_days_on(first: date, count: int, calendar: Calendar) -> date:
    """So many working days after a day, walked one by one."""
    day = first
    while count:
        day += timedelta(days=1)
        count -= calendar.is_working(day)
    return day


def _offered(past: Past, event: ev.HandedOver, calendar: Calendar) -> str:
    if waiting_offer(past):
        return "two hand-overs at once"
    now = step(past)
    if event.direction is ev.Direction.FORWARD:
        return "" if event.step == now + 1 else f"from step {now} to {event.step}"
    return "" if event.step < now and event.reason else "sent back wrongly"


def _passed_on(past: Past, event: ev.PassedOn, calendar: Calendar) -> str:
    return "two hand-overs at once" if waiting_offer(past) else ""


def _confirmed(past: Past, event: ev.HandoverConfirmed, calendar: Calendar) -> str:
    offer = waiting_offer(past)
    if offer is None:
        return "nothing to confirm"
    named = offer.to_officer if isinstance(offer, ev.HandedOver) else None
    if named and named != event.by:
        return "confirmed by somebody else"
    return "confirmed by its sender" if event.by == offer.by else ""


def _declined(past: Past, event: ev.HandoverDeclined, calendar: Calendar) -> str:
    return "" if waiting_offer(past) and event.reason else "declined without offer or reason"


def _asked_for_papers(past: Past, event: ev.SupplementRequested, calendar: Calendar) -> str:
    earlier = sum(isinstance(e, ev.SupplementRequested) for e in past)
    if event.beyond != (earlier > 0):
        return "the mark of one too many is wrong"
    if event.beyond != bool(event.approved_by):
        return "one too many without the head, or a head without need"
    last = working_days_on(day_of(clock_of(past)), 3, calendar)
    if event.overdue != (day_of(event.at) > last):
        return "the mark of a late notice is wrong"
    return "asked while handed over" if waiting_offer(past) else ""


def _due_later(past: Past, event: ev.Supplemented | ev.ObligationMet, calendar: Calendar) -> str:
    before = due_of(past)
    if before is None:
        return "a due moment out of nothing" if event.promised else ""
    if event.promised is None or event.promised < before:
        return "the due moment came nearer"
    return ""


def _days(limit: Limit, start: datetime) -> int:
    """The working days of a limit; one due the same day has one more after 15:00."""
    late = start.astimezone(HANOI).time() > time(15)
    return int(late) if limit.same_day else int(limit.amount)


def _supplemented(past: Past, event: ev.Supplemented, calendar: Calendar) -> str:
    limit = next(e.limit for e in past if isinstance(e, ev.Received))
    if event.promised and event.clock_start and limit:
        days = _days(limit, event.clock_start)
        last = working_days_on(day_of(event.clock_start), days, calendar)
        if event.clock_start < event.at or day_of(event.promised) != last:
            return "the limit was not counted anew"
    elif due_of(past):
        return "the limit was not counted anew"
    return _due_later(past, event, calendar)


def _apologised(past: Past, event: ev.Apologised, calendar: Calendar) -> str:
    due = due_of(past)
    if due is None:
        return "an apology for no due date"
    received = next(e for e in past if isinstance(e, ev.Received))
    ahead = 0 if received.limit and received.limit.amount < 2 else 1
    if event.in_time != (day_of(event.at) <= day_of(due) - timedelta(days=ahead)):
        return "in time is wrong"
    again = any(isinstance(e, ev.Apologised) and e.new_promised for e in past)
    if event.new_promised and (again or event.new_promised <= due):
        return "a second new date, or one that is not later"
    return ""


def _answered(past: Past, event: ev.OpinionAnswered, calendar: Calendar) -> str:
    return "" if event.number in unanswered(past) else "an answer to no question"


def _delay(past: Past, event: ev.DelayReported, calendar: Calendar) -> str:
    asked = unanswered(past).get(event.number)
    return "" if asked and event.at > asked.answer_due else "a delay that is none"


def _finished(past: Past, event: ev.Finished, calendar: Calendar) -> str:
    if any(isinstance(e, ev.Finished) for e in past):
        return "two results"
    if waiting_offer(past):
        return "finished while handed over"
    parts = (asked.purpose for asked in unanswered(past).values())
    if ev.Purpose.JOINT_PART in parts:
        return "finished with a part missing"
    return "refused without reason" if _no(event) and not event.reason else ""


def _no(event: ev.Finished) -> bool:
    return event.outcome is ev.Outcome.REFUSED


def _returned(past: Past, event: ev.Returned, calendar: Calendar) -> str:
    if sum(isinstance(e, ev.Finished) for e in past) != 1:
        return "returned without one result"
    return "returned with a fee open" if sum(owed(past).values()) else ""


def _paid(past: Past, event: ev.FeePaid, calendar: Calendar) -> str:
    due = owed(past).get(event.number, 0)
    return "" if due > 0 and event.amount == due and event.receipt else "a wrong payment"


def _exempted(past: Past, event: ev.FeeExempted, calendar: Calendar) -> str:
    return "" if owed(past).get(event.number, 0) > 0 else "nothing to exempt"


def _refunded(past: Past, event: ev.FeeRefunded, calendar: Calendar) -> str:
    return "" if 0 < event.amount <= kept_money(past, event.number) else "more back than was paid"


def _corrected(past: Past, event: ev.Corrected, calendar: Calendar) -> str:
    return "" if 1 <= event.version <= len(past) and event.reason else "corrects nothing"


CHECKS: dict[type[ev.Event], Callable[[Past, ev.Event, Calendar], str]] = {
    ev.HandedOver: _offered,
    ev.PassedOn: _passed_on,
    ev.HandoverConfirmed: _confirmed,
    ev.HandoverDeclined: _declined,
    ev.SupplementRequested: _asked_for_papers,
    ev.Supplemented: _supplemented,
    ev.ObligationMet: _due_later,
    ev.Apologised: _apologised,
    ev.OpinionAnswered: _answered,
    ev.DelayReported: _delay,
    ev.Finished: _finished,
    ev.Returned: _returned,
    ev.FeePaid: _paid,
    ev.FeeExempted: _exempted,
    ev.FeeRefunded: _refunded,
    ev.Corrected: _corrected,
}  # type: ignore[dict-item]


def _hands(event: ev.Event) -> set[str | None]:
    return {event.by, event.acting_for}


def faults(history: Past, calendar: Calendar) -> list[str]:
    """Everything in a history that the law or the house does not allow; empty for a legal one."""
    found = []
    passed = states(history)
    if len(passed) <= len(history):
        found.append(f"{word(history[len(passed) - 1])} while {passed[-1]}")
    for number, event in enumerate(history[: len(passed) - 1]):
        check = CHECKS.get(type(event))
        said = check(history[:number], event, calendar) if check else ""
        if said:
            found.append(f"{number + 1}. {word(event)}: {said}")
    found += ["time runs back" for a, b in pairwise(history) if b.at < a.at]
    found += [
        f"{number + 1}. {word(event)}: by somebody who does not hold it"
        for number, event in enumerate(history)
        if isinstance(event, THE_HOLDERS) and holder(history[:number]) not in _hands(event)
    ]
    found += ["nobody did it" for event in history if not event.by]
    found += ["something after the erasure" for e in history[:-1] if isinstance(e, ev.Erased)]
    return found
