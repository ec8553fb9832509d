"""Officers come and go by acts, and nobody gives a role to themselves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.ledger import store
from motcua.organisation.actions import officers
from motcua.organisation.models import Assignment, Officer
from motcua.rules.refusal import Refusal
from motcua.settings import django as in_production
from tests.organisation.conftest import AT, BEGINNING, PASSWORD, TODAY, give

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=10)


def act(approved_by, **more):
    return {"act_number": "20/QĐ-UBND", "approved_by": approved_by, "recorded_at": AT} | more


def added(username, approved_by, **more):
    asked = {"password": PASSWORD, "full_name": "Lê Thị Mới"} | more
    return officers.add_officer(username, asked.pop("full_name"), **asked, **act(approved_by))


def test_a_new_officer_can_log_in_and_may_do_nothing_yet(administrator):
    officer = added("moi", administrator)
    assert officer.check_password(PASSWORD) and not officer.assignments.exists()
    assert officer.password.startswith("argon2$")
    assert len(officer.pseudonym) == 16 and officer.pseudonym != administrator.pseudonym


def test_a_stolen_table_of_passwords_costs_what_production_asks(administrator, settings):
    settings.PASSWORD_HASHERS = in_production.PASSWORD_HASHERS
    officer = added("moi", administrator)
    assert officer.password.startswith("argon2$argon2id$v=19$m=102400,t=2,")
    assert officer.check_password(PASSWORD)


def test_the_ledger_knows_an_officer_by_pseudonym_only(administrator):
    officer = added("moi", administrator)
    found = store.read(f"organisation_officer:{officer.pseudonym}")[0]
    assert found.event.approved_by == administrator.pseudonym
    assert b"moi" not in found.body and "Mới".encode() not in found.body


def test_the_first_one_comes_from_the_command_line_and_nobody_after(administrator):
    assert administrator.assignments.get().approved_by is None
    with pytest.raises(Refusal, match="approver_missing"):
        added("moi", None)
    with pytest.raises(Refusal, match="approver_missing"):
        give(administrator, "head", "18673", approved_by=None)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"username": "quantri"}, "username_taken"),
        ({"username": "  "}, "username_taken"),
        ({"password": "ngan"}, "password_too_weak"),
        ({"password": "password1234"}, "password_too_weak"),
        ({"full_name": " "}, "full_name_missing"),
        ({"full_name": "x" * 10_000_000}, "unusable_text"),
        ({"username": "a\x00b"}, "unusable_text"),
        ({"username": "\ud800"}, "unusable_text"),
    ],
)
def test_an_account_that_cannot_be_is_refused(administrator, change, word):
    asked = {"username": "moi"} | change
    with pytest.raises(Refusal) as refused:
        added(asked.pop("username"), administrator, **asked)
    assert refused.value.word == word
    assert Officer.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"role": "boss"}, "role_unknown"),
        ({"unit": "99999"}, "unit_unknown"),
        ({"unit": "446"}, "unit_unknown"),
        ({"unit": "*"}, "role_not_everywhere"),
        ({"until": BEGINNING - timedelta(days=1)}, "ends_before_it_begins"),
        ({"since": date(2014, 12, 31)}, "role_unknown"),
    ],
)
def test_an_assignment_that_cannot_be_is_refused(person, administrator, change, word):
    officer = person("hanh")
    asked = {"role": "desk_officer", "unit": "18673"} | change
    with pytest.raises(Refusal) as refused:
        give(officer, approved_by=administrator, **asked)
    assert refused.value.word == word


def test_nobody_approves_or_enters_their_own_role(person, administrator):
    officer = person("hanh", "personnel_officer", "*")
    for more in ({"approved_by": officer}, {"approved_by": administrator, "by": officer}):
        with pytest.raises(Refusal, match="approver_is_beneficiary"):
            give(officer, "head", "18673", **more)
    officers.deactivate(officer, **act(administrator))
    with pytest.raises(Refusal, match="approver_is_inactive"):
        give(administrator, "head", "18673", approved_by=officer)
    with pytest.raises(Refusal, match="officer_is_inactive"):
        give(officer, "cashier", "18673", approved_by=administrator)


def test_the_same_role_is_not_given_twice_at_a_time(person, administrator):
    officer = person("hanh", "desk_officer", until=LATER)
    with pytest.raises(Refusal, match="assignment_overlaps"):
        give(officer, "desk_officer", "18673", approved_by=administrator, since=TODAY)
    give(officer, "desk_officer", "18673", approved_by=administrator, since=LATER)
    give(officer, "desk_officer", "18676", approved_by=administrator)


def test_a_unit_has_one_head_at_a_time_and_the_term_is_kept(person, administrator):
    lan = person("lan", "head", position="Chủ tịch UBND", until=LATER)
    minh = person("minh")
    with pytest.raises(Refusal, match="another_head"):
        give(minh, "head", "18673", approved_by=administrator, since=TODAY)
    give(minh, "head", "18673", approved_by=administrator, since=LATER)
    term = lan.assignments.get()
    assert (term.position, term.since, term.until) == ("Chủ tịch UBND", BEGINNING, LATER)


def test_a_role_may_end_earlier_than_was_said_but_not_later(person, administrator):
    row = person("hanh", "desk_officer", until=LATER).assignments.get()
    officers.end_assignment(row, until=TODAY, **act(administrator))
    assert Assignment.objects.get(pk=row.pk).until == TODAY
    for until in (TODAY, LATER):
        with pytest.raises(Refusal, match="assignment_has_ended"):
            officers.end_assignment(row, until=until, **act(administrator))
    with pytest.raises(Refusal, match="ends_before_it_begins"):
        officers.end_assignment(row, until=BEGINNING - timedelta(days=1), **act(administrator))


def test_a_role_taken_back_on_its_first_day_never_held(person, administrator):
    officer = person("hanh", "desk_officer", since=TODAY)
    row = officer.assignments.get()
    officers.end_assignment(row, until=TODAY, **act(administrator))
    give(officer, "desk_officer", "18673", approved_by=administrator, since=TODAY)


def test_every_change_of_roles_has_an_act_and_stands_in_the_ledger(person, administrator):
    row = person("hanh", "desk_officer").assignments.get()
    with pytest.raises(Refusal, match="act_number_missing"):
        officers.end_assignment(row, until=TODAY, **act(administrator, act_number=" "))
    officers.end_assignment(row, until=TODAY, **act(administrator))
    events = [found.event for found in store.read(f"organisation_assignment:{row.pk}")]
    assert [event.act for event in events] == ["03/QĐ-UBND", "20/QĐ-UBND"]
    assert [event.since for event in events] == [BEGINNING, TODAY]
