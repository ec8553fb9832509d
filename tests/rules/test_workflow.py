"""An internal process: its times, its limit, and where a dossier may go from a step."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.limit import Limit, LimitUnit
from motcua.rules.refusal import Refusal
from motcua.rules.workflow import (
    Fit,
    Step,
    check,
    finish_by,
    fit,
    following,
    minutes_of,
    preceding,
)

DAY = 480
SHORT_DAY = 420


def days(*amounts: str | None) -> tuple[Step, ...]:
    return tuple(
        Step(f"Bước {place}", "specialist", working_days=None if each is None else Decimal(each))
        for place, each in enumerate(amounts, start=1)
    )


def limit(amount: str, unit: str) -> Limit:
    return Limit(Decimal(amount), LimitUnit(unit))


@pytest.mark.parametrize(
    ("steps", "allowed", "minutes_of_day", "answer", "why"),
    [
        (days("0.5", "2", "0.5"), limit("3", "working-days"), DAY, Fit.FITS, "exactly the limit"),
        (days("0.5", "2", "1"), limit("3", "working-days"), DAY, Fit.EXCEEDS, "half a day over"),
        (days("1", None, None), limit("1", "working-days"), DAY, Fit.FITS, "one time for three"),
        (days("1"), limit("8", "hours"), DAY, Fit.FITS, "eight hours are this office's day"),
        (days("1"), limit("7", "hours"), DAY, Fit.EXCEEDS, "seven are not"),
        (days("1"), limit("7", "hours"), SHORT_DAY, Fit.FITS, "but they are that office's"),
        (days("0"), limit("0", "working-days"), DAY, Fit.FITS, "a limit of 0 allows steps of 0"),
        (days("1.5"), limit("1.5", "working-days"), DAY, Fit.FITS, "halves occur"),
        (days("31"), limit("30", "calendar-days"), DAY, Fit.EXCEEDS, "more days than there are"),
        (days("20"), limit("30", "calendar-days"), DAY, Fit.FITS, "four full weeks' weekdays"),
        (days("25"), limit("30", "calendar-days"), DAY, Fit.UNSURE, "depends on the weeks"),
        (days("32"), limit("1", "months"), DAY, Fit.EXCEEDS, "no month has 32 days"),
        (days("1"), None, DAY, Fit.UNSURE, "no limit is known"),
    ],
)
def test_the_steps_stay_within_the_limit(steps, allowed, minutes_of_day, answer, why):
    assert fit(steps, allowed, minutes_of_day) is answer, why


@pytest.mark.parametrize(
    ("steps", "allowed", "faults", "why"),
    [
        (days("1"), limit("1", "working-days"), (), "nothing is wrong"),
        ((), limit("1", "working-days"), ("no_steps",), "nobody does anything"),
        ((Step("Ký", "", minutes=5),), limit("1", "hours"), ("step_without_role",), "whose?"),
        (days(None, "1"), limit("1", "working-days"), ("step_without_time",), "nothing to share"),
        (days("1"), None, ("limit_unknown",), "unknown is said, not passed over"),
        (days("2"), limit("1", "working-days"), ("steps_exceed_limit",), "flagged, not hidden"),
        (days("5"), limit("6", "calendar-days"), ("steps_not_comparable",), "two measures"),
    ],
)
def test_a_process_says_what_is_wrong_with_it(steps, allowed, faults, why):
    assert check(steps, allowed, DAY) == faults, why


def test_steps_that_share_a_time_all_end_with_it():
    steps = (*days("1", None), Step("Trả", "desk_officer", minutes=30))
    assert minutes_of(steps, DAY) == (480, 0, 30)
    assert finish_by(steps, DAY) == (480, 480, 510)


@pytest.mark.parametrize(
    ("at", "on", "back", "why"),
    [
        (0, 1, (), "from the first only forward"),
        (1, 2, (0,), "from the middle both ways"),
        (2, None, (1, 0), "from the last only back, the nearest first"),
    ],
)
def test_a_dossier_moves_forward_one_step_and_back_to_any(at, on, back, why):
    steps = days("1", "1", "1")
    assert (following(steps, at), preceding(steps, at)) == (on, back), why


@pytest.mark.parametrize("at", [-1, 3])
def test_a_step_that_is_not_there_is_refused(at):
    for move in (following, preceding):
        with pytest.raises(Refusal, match="no_such_step"):
            move(days("1", "1", "1"), at)


@given(st.lists(st.integers(0, 5000) | st.none(), min_size=1, max_size=12))
def test_the_last_step_ends_when_all_times_have_passed(minutes):
    steps = tuple(Step("Bước", "specialist", minutes=each) for each in minutes)
    ends = finish_by(steps, DAY)
    assert list(ends) == sorted(ends)
    assert ends[-1] == sum(each or 0 for each in minutes)
