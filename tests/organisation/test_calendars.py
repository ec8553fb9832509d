"""A unit's calendar changes only by an act and a second person, and says which act it was."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from motcua.ledger import store
from motcua.organisation.actions import calendars as actions
from motcua.organisation.calendars import calendar_of, closed_days
from motcua.organisation.models import UnitClosure
from motcua.rules.calendar import Session
from motcua.rules.law import HouseRule
from motcua.rules.refusal import Refusal
from motcua.settings.law.time import calendar
from tests.organisation.conftest import AT, TODAY

pytestmark = pytest.mark.django_db
SUMMER = (Session(time(6, 30), time(11, 0)), Session(time(14, 0), time(17, 30)))
MORNING = (Session(time(7, 0), time(12, 0)),)
JUNE = date(2026, 6, 1)
FRIDAY, MONDAY = date(2026, 6, 5), date(2026, 6, 8)


def hours(unit, since, sessions, approved_by, **more):
    act = {"act_number": "09/QĐ-UBND", "recorded_at": AT} | more
    return actions.set_hours(unit, sessions, since=since, approved_by=approved_by, **act)


def closure(unit, since, until, approved_by, **more):
    act = {"act_number": "10/TB-UBND", "recorded_at": AT, "reason": "mất điện"} | more
    return actions.close_unit(unit, since=since, until=until, approved_by=approved_by, **act)


def test_a_unit_that_set_nothing_has_the_national_calendar(units):
    assert calendar_of("18673", TODAY) is calendar()


def test_hours_hold_from_their_day_with_the_number_of_the_act(administrator):
    hours("18673", JUNE, SUMMER, administrator)
    found = calendar_of("18673", TODAY)
    assert found.sessions(date(2026, 5, 29)) == calendar().sessions(date(2026, 5, 29))
    assert found.sessions(JUNE) == SUMMER
    assert (found.hours[-1].act, found.hours[-1].ground) == ("09/QĐ-UBND", HouseRule(63))
    assert calendar_of("18676", TODAY) is calendar(), "a neighbour keeps its own"


def test_hours_of_the_province_hold_below_until_a_unit_sets_its_own(administrator):
    hours("42", JUNE, SUMMER, administrator)
    assert calendar_of("18673.KT", TODAY).sessions(JUNE) == SUMMER
    hours("18673", date(2026, 7, 1), MORNING, administrator)
    hours("42", date(2026, 9, 1), SUMMER, administrator)
    found = calendar_of("18673.KT", TODAY)
    assert found.sessions(date(2026, 6, 30)) == SUMMER
    assert found.sessions(date(2026, 7, 1)) == MORNING
    assert found.sessions(date(2026, 9, 3)) == MORNING, "the nearer act goes on"


@pytest.mark.parametrize(
    ("sessions", "why"),
    [
        ((), "no session at all"),
        ((SUMMER[1], SUMMER[0]), "afternoon before morning"),
        ((Session(time(11, 0), time(7, 0)),), "ends before it begins"),
        ((MORNING[0], SUMMER[0]), "overlapping"),
    ],
)
def test_hours_that_cannot_be_worked_are_refused(administrator, sessions, why):
    with pytest.raises(Refusal) as refused:
        hours("18673", JUNE, sessions, administrator)
    assert refused.value.word == "hours_wrong", why


def test_a_closure_by_a_superiors_act_moves_due_dates(administrator):
    closure("42", FRIDAY, MONDAY, administrator, superior_act_number="77/CĐ-TTg")
    found = calendar_of("18673", TODAY)
    assert not found.is_working(FRIDAY)
    assert found.add_working_days(date(2026, 6, 4), 1) == MONDAY
    assert found.why_off(FRIDAY).announcement == "77/CĐ-TTg"


def test_a_closure_of_the_units_own_is_announced_but_moves_nothing(administrator):
    closure("18673", FRIDAY, MONDAY, administrator)
    assert calendar_of("18673", TODAY).is_working(FRIDAY)
    assert closed_days("18673", TODAY)[FRIDAY] == "10/TB-UBND"


def test_a_storm_of_yesterday_needs_the_superiors_act(administrator):
    yesterday = TODAY - timedelta(days=3)
    with pytest.raises(Refusal, match="closure_too_late"):
        closure("18673", yesterday, TODAY, administrator)
    closure("18673", yesterday, TODAY, administrator, superior_act_number="78/CĐ-TTg")
    assert not calendar_of("18673", TODAY).is_working(yesterday)


def test_a_withdrawn_closure_is_no_more_and_cannot_be_withdrawn_twice(administrator):
    row = closure("18673", FRIDAY, MONDAY, administrator, superior_act_number="77/CĐ-TTg")
    act = {"act_number": "11/TB-UBND", "approved_by": administrator, "recorded_at": AT}
    actions.withdraw_closure(row, **act)
    assert calendar_of("18673", TODAY) is calendar()
    with pytest.raises(Refusal, match="closure_withdrawn"):
        actions.withdraw_closure(row, **act)
    closure("18673", FRIDAY, MONDAY, administrator)


def test_who_enters_a_calendar_does_not_approve_it(administrator, person):
    head = person("lan", "head")
    with pytest.raises(Refusal, match="entered_by_approver"):
        hours("18673", JUNE, SUMMER, head, by=head)
    with pytest.raises(Refusal, match="entered_by_approver"):
        closure("18673", FRIDAY, MONDAY, head, by=head)
    hours("18673", JUNE, SUMMER, head, by=administrator)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"act_number": "  "}, "act_number_missing"),
        ({"until": date(2026, 6, 4)}, "ends_before_it_begins"),
        ({"unit": "99999"}, "unit_unknown"),
    ],
)
def test_a_closure_without_ground_is_refused(administrator, change, word):
    asked = {"unit": "18673", "since": FRIDAY, "until": MONDAY} | change
    with pytest.raises(Refusal) as refused:
        closure(approved_by=administrator, **asked)
    assert refused.value.word == word
    assert not UnitClosure.objects.exists()


def test_overlapping_acts_are_refused(administrator):
    hours("18673", JUNE, SUMMER, administrator)
    with pytest.raises(Refusal, match="hours_exist"):
        hours("18673", JUNE, MORNING, administrator)
    closure("18673", FRIDAY, MONDAY, administrator)
    with pytest.raises(Refusal, match="closure_overlaps"):
        closure("18673", date(2026, 6, 7), date(2026, 6, 9), administrator)
    closure("18673", MONDAY, date(2026, 6, 9), administrator)


def test_every_change_of_a_calendar_stands_in_the_ledger(administrator, person):
    enterer = person("hanh", "administrator", "*")
    hours("18673", JUNE, SUMMER, administrator, by=enterer)
    event = store.read("organisation_unithours:18673")[-1].event
    assert (event.act, event.since) == ("09/QĐ-UBND", JUNE)
    assert (event.approved_by, event.by) == (administrator.pseudonym, enterer.pseudonym)


def test_a_calendar_costs_one_statement(administrator, django_assert_num_queries):
    hours("42", JUNE, SUMMER, administrator)
    with django_assert_num_queries(1):
        found = calendar_of("18673.KT", TODAY)
    assert calendar_of("18673", TODAY).hours == found.hours
