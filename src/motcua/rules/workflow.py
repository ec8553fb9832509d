"""An internal process (quy trình nội bộ): its steps, who takes them, how long they may take.

Steps are counted from 0, as in the events. A step without a time of its own shares the time of
the step above it, as the approved tables print it with merged cells.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import msgspec

from motcua.rules.law import house_rule
from motcua.rules.limit import Limit, LimitUnit
from motcua.rules.refusal import Refusal

MINUTES_OF_HOUR = 60
LONGEST_MONTH = 31
DAYS_OF_WEEK = 7
WEEKDAYS = 5


class Step(msgspec.Struct, frozen=True):
    """One step: minutes of work, or working days; neither means it shares the time above."""

    name: str
    role: str
    minutes: int | None = None
    working_days: Decimal | None = None

    @property
    def is_shared(self) -> bool:
        return self.minutes is None and self.working_days is None


class Fit(StrEnum):
    """Whether the steps together stay within the limit of the procedure."""

    FITS = "fits"
    EXCEEDS = "exceeds"
    UNSURE = "unsure"


def minutes_of(steps: tuple[Step, ...], minutes_of_day: int) -> tuple[int, ...]:
    """The working minutes that each step brings; one that shares the time above brings 0.

    `minutes_of_day` are the minutes of one working day by the office's own hours.

    >>> minutes_of((Step("Nhận", "desk_officer", working_days=Decimal("0.5")),), 480)
    (240,)
    """
    return tuple(
        step.minutes
        if step.minutes is not None
        else int((step.working_days or Decimal(0)) * minutes_of_day)
        for step in steps
    )


@house_rule(70)
def finish_by(steps: tuple[Step, ...], minutes_of_day: int) -> tuple[int, ...]:
    """The working minutes after receipt by which each step should be done.

    Steps that share one time may all use it to its end.

    >>> shared = (Step("Nhận", "desk_officer", minutes=60), Step("Ký", "signer"))
    >>> finish_by((*shared, Step("Trả", "desk_officer", minutes=30)), 480)
    (60, 60, 90)
    """
    ends = []
    passed = 0
    for minutes in minutes_of(steps, minutes_of_day):
        passed += minutes
        ends.append(passed)
    return tuple(ends)


@house_rule(70)
def fit(steps: tuple[Step, ...], limit: Limit | None, minutes_of_day: int) -> Fit:
    """Whether the steps' times together stay within the limit, compared in the limit's unit.

    Working time against calendar days or months is certain only at the two ends: more working
    days than the limit has days exceed it, no more than its full weeks' weekdays fit. Between
    them, and where no limit is known, the answer is `unsure`.
    """
    if limit is None:
        return Fit.UNSURE
    total = sum(minutes_of(steps, minutes_of_day))
    if limit.unit is LimitUnit.HOURS:
        return _within(total, limit.amount * MINUTES_OF_HOUR)
    if limit.unit is LimitUnit.WORKING_DAYS:
        return _within(total, limit.amount * minutes_of_day)
    days = limit.amount * (LONGEST_MONTH if limit.unit is LimitUnit.MONTHS else 1)
    if total > days * minutes_of_day:
        return Fit.EXCEEDS
    weekdays = days // DAYS_OF_WEEK * WEEKDAYS
    return Fit.FITS if total <= weekdays * minutes_of_day else Fit.UNSURE


def _within(total: int, allowed: Decimal) -> Fit:
    return Fit.FITS if total <= allowed else Fit.EXCEEDS


def check(steps: tuple[Step, ...], limit: Limit | None, minutes_of_day: int) -> tuple[str, ...]:
    """What is wrong with a process, as words; empty when nothing is.

    >>> check((), None, 480)
    ('no_steps',)
    """
    if not steps:
        return ("no_steps",)
    verdict = fit(steps, limit, minutes_of_day)
    found = {
        "step_without_role": any(not step.role for step in steps),
        "step_without_time": steps[0].is_shared,
        "limit_unknown": limit is None,
        "steps_exceed_limit": verdict is Fit.EXCEEDS,
        "steps_not_comparable": verdict is Fit.UNSURE and limit is not None,
    }
    return tuple(word for word, is_so in found.items() if is_so)


def following(steps: tuple[Step, ...], at: int) -> int | None:
    """The step a dossier may go on to; None after the last. Raises `no_such_step`."""
    _standing(steps, at)
    return at + 1 if at + 1 < len(steps) else None


def preceding(steps: tuple[Step, ...], at: int) -> tuple[int, ...]:
    """The steps a dossier may be sent back to, the nearest first. Raises `no_such_step`.

    >>> preceding((Step("a", "r"), Step("b", "r"), Step("c", "r")), 2)
    (1, 0)
    """
    _standing(steps, at)
    return tuple(range(at - 1, -1, -1))


def _standing(steps: tuple[Step, ...], at: int) -> None:
    if not 0 <= at < len(steps):
        raise Refusal("no_such_step", step=at, steps=len(steps))
