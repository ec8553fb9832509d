"""What one enters another approves, and only who has the power there and on that day."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from motcua.ledger import store
from motcua.organisation.actions import absences, calendars, officers, units
from motcua.organisation.models import (
    Absence,
    Assignment,
    Officer,
    Substitution,
    Unit,
    UnitClosure,
    UnitHours,
)
from motcua.rules.calendar import Session
from motcua.rules.refusal import Refusal
from tests.organisation.conftest import AT, PASSWORD, TODAY, give

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=10)
MORNING = (Session(time(7, 0), time(12, 0)),)
OF_PEOPLE = ("add_officer", "deactivate", "assign", "end_assignment", "record_absence",
             "end_absence", "substitute", "end_substitution")  # fmt: skip
OF_UNITS = ("set_hours", "close_unit", "withdraw_closure", "mark_desk", "add_office")
REFUSED = {
    "head": "entered_by_approver",
    "another unit's head": "approver_may_not",
    "term ended yesterday": "approver_may_not",
    "account closed": "approver_is_inactive",
    "no such role": "approver_may_not",
    "role begins tomorrow": "approver_may_not",
}
ROWS = (Absence, Assignment, Officer, Substitution, Unit, UnitClosure, UnitHours)


@pytest.fixture
def deed(person, administrator):
    """`deed("assign", approved_by, by)`: each change of the room, for Lan at Cẩm Xuyên."""
    lan, hanh = person("lan", "signer"), person("hanh", "desk_officer")
    act = {"act_number": "7/QĐ", "approved_by": administrator, "recorded_at": AT}
    days = {"since": TODAY, "until": LATER}
    away = absences.record_absence(lan, **days, **act)
    standing = absences.substitute(lan, hanh, "18673", **days, **act)
    closed = calendars.close_unit("18673", reason="mất điện", **days, **act)
    role = lan.assignments.get()
    later = {"since": LATER, "until": LATER + timedelta(days=3)}
    deeds = {
        "add_officer": lambda act: officers.add_officer("moi", "Lê Mới", password=PASSWORD, **act),
        "deactivate": lambda act: officers.deactivate(lan, **act),
        "assign": lambda act: officers.assign(lan, "cashier", "18673", since=TODAY, **act),
        "end_assignment": lambda act: officers.end_assignment(role, until=TODAY, **act),
        "record_absence": lambda act: absences.record_absence(lan, **later, **act),
        "end_absence": lambda act: absences.end_absence(away, until=TODAY, **act),
        "substitute": lambda act: absences.substitute(lan, hanh, "18673", **later, **act),
        "end_substitution": lambda act: absences.end_substitution(standing, until=TODAY, **act),
        "set_hours": lambda act: calendars.set_hours("18673", MORNING, since=LATER, **act),
        "close_unit": lambda act: calendars.close_unit("18673", reason="bão", **later, **act),
        "withdraw_closure": lambda act: calendars.withdraw_closure(closed, **act),
        "mark_desk": lambda act: units.mark_desk("18673", **act),
        "add_office": lambda act: units.add_office(
            "18673.VH", "Phòng Văn hóa", "18673", since=TODAY, **act
        ),
    }

    def done(name, approved_by, by):
        act = {"act_number": "8/QĐ", "recorded_at": AT, "approved_by": approved_by, "by": by}
        return deeds[name](act)

    return done


@pytest.fixture
def people(person, administrator):
    """Those who might approve at Cẩm Xuyên, and those who might not."""
    former = person("cu", "head", until=TODAY)
    gone = person("nghi", "administrator")
    act = {"act_number": "6/QĐ", "approved_by": administrator, "recorded_at": AT}
    officers.deactivate(gone, **act)
    return {
        "administrator": administrator,
        "head": person("dung", "head", since=TODAY),
        "province": person("tinh", "head", "42"),
        "another unit's head": person("xa", "head", "18676"),
        "term ended yesterday": former,
        "account closed": gone,
        "no such role": person("ky", "signer"),
        "role begins tomorrow": person("mai", "administrator", since=TODAY + timedelta(days=1)),
    }


def stored():
    return {row: sorted(map(str, row.objects.values())) for row in ROWS}


@pytest.mark.parametrize("name", OF_PEOPLE + OF_UNITS)
@pytest.mark.parametrize("approver", ["administrator", "head", "province"])
def test_who_has_the_power_over_the_unit_approves(deed, people, name, approver):
    before = stored()
    deed(name, people[approver], people["administrator" if approver == "head" else "head"])
    assert stored() != before


@pytest.mark.parametrize(
    ("name", "approver", "word"),
    [
        (name, approver, word)
        for name in OF_PEOPLE + OF_UNITS
        for approver, word in REFUSED.items()
        # An account alone belongs to no unit: who may approve somewhere may approve it.
        if (name, approver) != ("add_officer", "another unit's head")
    ],
)
def test_who_has_not_does_not(deed, people, name, approver, word):
    before = stored()
    with pytest.raises(Refusal) as refused:
        deed(name, people[approver], people["head"])
    assert refused.value.word == word
    assert str(refused.value.grounds[0]).endswith("62" if name in OF_PEOPLE else "63")
    assert stored() == before


@pytest.mark.parametrize("name", OF_PEOPLE)
def test_without_an_approver_nothing_is_entered_by_anybody(deed, people, name):
    for by in (None, people["head"]):
        with pytest.raises(Refusal, match="approver_missing"):
            deed(name, None, by)


class TestABorrowedPower:
    @pytest.fixture
    def stand_in(self, person, people):
        """The signer stands in for the head."""
        absences.substitute(
            people["head"],
            people["no such role"],
            "18673",
            since=TODAY,
            until=LATER,
            act_number="7/QĐ",
            approved_by=people["administrator"],
            recorded_at=AT,
        )
        return people["no such role"]

    def test_a_stand_in_approves_in_the_heads_place(self, deed, people, stand_in):
        deed("assign", stand_in, people["administrator"])

    def test_what_a_stand_in_enters_says_in_whose_place(self, deed, people, stand_in, person):
        deed("record_absence", people["administrator"], stand_in)
        row = Absence.objects.latest("pk")
        event = store.read(f"organisation_absence:{row.pk}")[-1].event
        assert (event.by, event.acting_for) == (stand_in.pseudonym, people["head"].pseudonym)
        deed("end_absence", people["administrator"], people["head"])
        row = Absence.objects.earliest("pk")
        event = store.read(f"organisation_absence:{row.pk}")[-1].event
        assert (event.by, event.acting_for) == (people["head"].pseudonym, None)

    def test_but_not_what_the_head_enters(self, deed, people, stand_in):
        with pytest.raises(Refusal, match="approver_may_not"):
            deed("assign", stand_in, people["head"])

    def test_nor_what_the_head_gains_by(self, people, stand_in, deed):
        with pytest.raises(Refusal, match="approver_may_not"):
            officers.assign(
                people["head"],
                "cashier",
                "18673",
                since=TODAY,
                act_number="9",
                approved_by=stand_in,
                by=people["administrator"],
                recorded_at=AT,
            )


def test_who_has_roles_in_two_units_is_shut_out_by_who_may_in_both(person, people):
    lan = person("lan", "signer")
    give(lan, "signer", "18676", approved_by=people["administrator"])
    act = {"act_number": "9", "recorded_at": AT}
    for name in ("head", "another unit's head"):
        with pytest.raises(Refusal, match="approver_may_not"):
            officers.deactivate(lan, approved_by=people[name], **act)
    officers.deactivate(lan, approved_by=people["province"], **act)


def test_a_role_for_everything_needs_an_approver_for_everything(person, people):
    with pytest.raises(Refusal, match="approver_may_not"):
        give(person("moi"), "inspector", "*", approved_by=people["province"])
    give(person("khac"), "inspector", "*", approved_by=people["administrator"])


class TestFromTheCommandLine:
    def test_what_nobody_could_approve_is_given_without_an_approver(self, units):
        """A first officer of one commune would otherwise shut the door on the first administrator."""
        act = {"act_number": "1/QĐ", "approved_by": None, "recorded_at": AT}
        first = officers.add_officer("lan", "Lan", password=PASSWORD, **act)
        officers.assign(first, "personnel_officer", "18673", since=TODAY, **act)
        with pytest.raises(Refusal, match="approver_missing"):
            officers.assign(first, "cashier", "18673", since=TODAY, **act)
        officers.assign(first, "administrator", "*", since=TODAY, **act)
        with pytest.raises(Refusal, match="approver_missing"):
            officers.assign(first, "cashier", "18676", since=TODAY, **act)


def test_the_day_that_counts_is_the_day_it_is_entered(person, people):
    """A head who begins today approves what is dated back; one who has left does not."""
    officer = person("moi")
    give(officer, "cashier", "18673", approved_by=people["head"], since=date(2025, 8, 1))
    with pytest.raises(Refusal, match="approver_may_not"):
        give(officer, "signer", "18673", approved_by=people["term ended yesterday"])
