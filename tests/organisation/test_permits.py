"""An officer reaches their own unit in their own role, and no other; oversight reaches below."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from motcua.organisation import permits
from motcua.organisation.actions import absences, officers
from motcua.organisation.models import Officer, Succession, Unit
from tests.organisation.conftest import AT, BEGINNING, TODAY, give

pytestmark = pytest.mark.django_db


def codes(officer, permission, at=AT):
    return set(permits.scope(officer, permission, at).units)


@pytest.mark.parametrize(
    ("role", "unit", "permission", "reached", "why"),
    [
        ("desk_officer", "18676", "dossiers.receive", {"18676"}, "their own desk"),
        ("desk_officer", "18676", "dossiers.export", set(), "not what the role cannot do"),
        ("desk_officer", "42", "dossiers.receive", {"42"}, "a desk above reaches no desk below"),
        ("head", "18673", "dossiers.view", {"18673", "18673.KT", "18697"}, "own offices too"),
        (
            "inspector",
            "42",
            "dossiers.view",
            {"42", "18673", "18673.KT", "18676", "18685", "18697"},
            "the province over its communes and what went into them",
        ),
        ("delegate", "42", "dossiers.view", set(), "a delegate reads figures, not dossiers"),
        ("data_protection_officer", "18685", "dossiers.erase", {"18685"}, "one commune"),
    ],
)
def test_a_role_reaches(person, role, unit, permission, reached, why):
    officer = person("hanh", role, unit)
    assert codes(officer, permission) - {"18697"} == reached - {"18697"}, why


def test_the_officers_of_a_unit_reach_what_went_wholly_into_it(person):
    found = permits.scope(person("hanh", "desk_officer", "18673"), "dossiers.view", AT)
    assert found.units == {"18673", "18697"}
    assert not found.allows("18685"), "Cẩm Bình gave a part only, and lives on"


def test_a_code_that_lives_on_as_another_unit_stays_with_that_unit(person):
    Succession.objects.create(from_code="18676", to_code="18673", day=BEGINNING, kind="merge")
    assert codes(person("hanh", "desk_officer"), "dossiers.view") == {"18673", "18697"}


def test_the_tree_is_that_of_the_day(person):
    inspector = person("hanh", "inspector", "42", since=date(2020, 1, 1))
    then = datetime(2024, 5, 6, 2, 0, tzinfo=AT.tzinfo)
    assert codes(inspector, "dossiers.view", then) == {"42", "446", "18673", "18697"}


def test_a_role_holds_from_its_first_day_and_not_on_the_day_it_ends(person, administrator):
    officer = person("hanh", "desk_officer", since=TODAY, until=TODAY + timedelta(days=2))
    day = timedelta(days=1)
    held = [bool(codes(officer, "dossiers.receive", AT + n * day)) for n in (-1, 0, 1, 2)]
    assert held == [False, True, True, False]


def test_the_day_begins_at_midnight_in_hanoi(person):
    officer = person("hanh", "desk_officer", since=TODAY)
    midnight = datetime(2026, 3, 1, 17, 0, tzinfo=AT.tzinfo)
    assert codes(officer, "dossiers.receive", midnight)
    assert not codes(officer, "dossiers.receive", midnight - timedelta(seconds=1))


def test_a_role_that_ends_today_stops_working_now(person, administrator):
    officer = person("hanh", "desk_officer")
    officers.end_assignment(
        officer.assignments.get(),
        until=TODAY,
        act_number="04/QĐ-UBND",
        approved_by=administrator,
        recorded_at=AT,
    )
    assert not permits.scope(officer, "dossiers.receive", AT)


def test_whoever_is_out_of_use_or_nobody_reaches_nothing(person, administrator):
    officer = person("hanh", "inspector", "*")
    officers.deactivate(officer, act_number="05/QĐ-UBND", approved_by=administrator, recorded_at=AT)
    assert not permits.scope(officer, "dossiers.view", AT)
    assert not permits.scope(AnonymousUser(), "dossiers.view", AT)


def test_a_role_for_the_whole_installation_reaches_every_row(person):
    found = permits.scope(person("hanh", "inspector", "*"), "dossiers.view", AT)
    assert found.everything and found.allows("99999") and found.acting_for("18673") is None
    assert found.limit(Unit.objects.all(), "code").count() == Unit.objects.count()


def test_roles_in_two_units_reach_both(person, administrator):
    officer = person("hanh", "desk_officer", "18676")
    give(officer, "cashier", "18685", approved_by=administrator)
    assert codes(officer, "dossiers.pay") == {"18676", "18685"}
    assert codes(officer, "dossiers.receive") == {"18676"}
    assert permits.reach(officer, AT).own_units("dossiers.pay") == ("18676", "18685")


class TestActingFor:
    @pytest.fixture
    def stand_in(self, person, administrator):
        absent = person("lan", "signer", "18676")
        found = person("hanh", "desk_officer", "18685")
        absences.substitute(
            absent,
            found,
            "18676",
            since=TODAY,
            until=TODAY + timedelta(days=3),
            act_number="06/QĐ-UBND",
            approved_by=administrator,
            recorded_at=AT,
        )
        return found

    def test_a_stand_in_has_the_roles_of_the_absent_there_and_then(self, stand_in):
        assert codes(stand_in, "dossiers.refuse") == {"18676"}
        assert not codes(stand_in, "dossiers.refuse", AT + timedelta(days=3))
        assert codes(stand_in, "dossiers.receive") == {"18685"}, "their own role stays their own"

    def test_the_deed_says_for_whom_it_was_done(self, stand_in):
        absent = Officer.objects.get(username="lan")
        found = permits.scope(stand_in, "dossiers.refuse", AT)
        assert found.acting_for("18676") == absent.pseudonym
        assert permits.scope(stand_in, "dossiers.receive", AT).acting_for("18685") is None

    def test_what_one_may_do_oneself_is_done_for_nobody(self, stand_in, administrator):
        give(stand_in, "signer", "18676", approved_by=administrator)
        assert permits.scope(stand_in, "dossiers.refuse", AT).acting_for("18676") is None

    def test_a_stand_in_is_not_stood_in_for(self, stand_in, person, administrator):
        third = person("minh")
        absences.substitute(
            stand_in,
            third,
            "18685",
            since=TODAY,
            until=TODAY + timedelta(days=3),
            act_number="07/QĐ-UBND",
            approved_by=administrator,
            recorded_at=AT,
        )
        assert codes(third, "dossiers.receive") == {"18685"}
        assert not codes(third, "dossiers.refuse"), "what was lent is not lent on"


def test_lists_hold_rows_within_reach_and_no_others(person):
    officer = person("hanh", "desk_officer", "18676")
    rows = permits.permitted(Unit.objects.all(), officer, "dossiers.list", AT, field="code")
    assert {unit.code for unit in rows} == {"18676"}
    either = permits.permitted(
        Unit.objects.all(), officer, "dossiers.list", AT, field=("code", "parent_code")
    )
    assert {unit.code for unit in either} == {"18676"}
    nobody = person("minh")
    assert not permits.permitted(Unit.objects.all(), nobody, "dossiers.list", AT, field="code")


def test_one_statement_says_what_an_officer_reaches(person, django_assert_num_queries):
    officer = person("hanh", "inspector", "42")
    with django_assert_num_queries(1):
        permits.scope(officer, "dossiers.view", AT)
    with django_assert_num_queries(1):
        found = permits.reach(officer, AT)
        assert found.scope("dossiers.view") and not found.scope("dossiers.receive")
        assert found.unit_name == "Tỉnh Hà Tĩnh"


def test_a_permission_nobody_knows_is_a_fault_and_no_closed_door(person):
    with pytest.raises(LookupError):
        permits.scope(person("hanh"), "dossiers.recieve", AT)
    with pytest.raises(LookupError):
        permits.may("dossiers.recieve")


def test_a_door_that_stays_shut_says_why(person):
    found = permits.scope(person("hanh", "desk_officer", "18676"), "dossiers.receive", AT)
    permits.require(found, "dossiers.receive", "18676")
    with pytest.raises(PermissionDenied, match="Tiếp nhận hồ sơ"):
        permits.require(found, "dossiers.receive", "18685")
    with pytest.raises(PermissionDenied, match="Xuất danh sách"):
        permits.require(permits.Scope(), "dossiers.export")
