"""Who is away, who stands in meanwhile, and that both can end early."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.ledger import store
from motcua.organisation.actions import absences
from motcua.organisation.models import Absence, Substitution
from motcua.rules.refusal import Refusal
from tests.organisation.conftest import AT, TODAY

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=10)


def act(approved_by, **more):
    return {"act_number": "20/QĐ-UBND", "approved_by": approved_by, "recorded_at": AT} | more


def test_an_absence_is_noted_once(person, administrator):
    officer = person("lan", "signer")
    absences.record_absence(officer, since=TODAY, until=LATER, **act(administrator))
    with pytest.raises(Refusal, match="absence_overlaps"):
        absences.record_absence(
            officer, since=LATER - timedelta(days=1), until=LATER, **act(administrator)
        )
    assert Absence.objects.count() == 1


@pytest.mark.parametrize(
    ("absent", "stand_in", "word"),
    [
        ("hanh", "hanh", "substitutes_for_oneself"),
        ("minh", "hanh", "absent_has_no_role"),
        ("lan", "away", "substitute_is_absent"),
    ],
)
def test_a_substitution_that_cannot_be_is_refused(person, administrator, absent, stand_in, word):
    people = {
        "lan": person("lan", "signer"),
        "hanh": person("hanh", "signer"),
        "minh": person("minh"),
        "away": person("away"),
    }
    absences.record_absence(people["away"], since=TODAY, until=LATER, **act(administrator))
    with pytest.raises(Refusal) as refused:
        absences.substitute(
            people[absent],
            people[stand_in],
            "18673",
            since=TODAY,
            until=LATER,
            **act(administrator),
        )
    assert refused.value.word == word


def test_nobody_approves_standing_in_and_it_can_end_early(person, administrator):
    lan, hanh, head = person("lan", "signer"), person("hanh"), person("dung", "head")
    asked = {"since": TODAY, "until": LATER}
    with pytest.raises(Refusal, match="approver_is_beneficiary"):
        absences.substitute(lan, hanh, "18673", **asked, **act(hanh))
    row = absences.substitute(lan, hanh, "18673", **asked, **act(head))
    with pytest.raises(Refusal, match="substitution_overlaps"):
        absences.substitute(lan, person("minh"), "18673", **asked, **act(head))
    absences.end_substitution(row, until=TODAY + timedelta(days=1), **act(head))
    assert Substitution.objects.get().until == TODAY + timedelta(days=1)
    with pytest.raises(Refusal, match="substitution_has_ended"):
        absences.end_substitution(row, until=LATER, **act(head))


def test_a_head_may_name_who_stands_in_for_the_head(person, administrator):
    head, deputy, clerk = person("dung", "head"), person("ky"), person("tc", "personnel_officer")
    row = absences.substitute(
        head, deputy, "18673", since=TODAY, until=LATER, **act(head, by=clerk)
    )
    assert (row.approved_by, row.substitute) == (head, deputy)


def test_a_role_for_the_whole_installation_is_not_lent(person, administrator):
    with pytest.raises(Refusal, match="everything_is_not_lent"):
        absences.substitute(
            administrator, person("hanh"), "*", since=TODAY, until=LATER, **act(administrator)
        )


def test_who_comes_back_early_is_away_no_more(person, administrator):
    officer = person("lan", "signer")
    row = absences.record_absence(officer, since=TODAY, until=LATER, **act(administrator))
    absences.end_absence(row, until=TODAY + timedelta(days=2), **act(administrator))
    assert Absence.objects.get().until == TODAY + timedelta(days=2)
    for until in (TODAY + timedelta(days=2), LATER):
        with pytest.raises(Refusal, match="absence_has_ended"):
            absences.end_absence(row, until=until, **act(administrator))
    with pytest.raises(Refusal, match="ends_before_it_begins"):
        absences.end_absence(row, until=TODAY - timedelta(days=1), **act(administrator))
    events = store.read(f"organisation_absence:{row.pk}")
    assert [found.event.since for found in events] == [TODAY, TODAY + timedelta(days=2)]
    absences.record_absence(
        officer, since=TODAY + timedelta(days=2), until=LATER, **act(administrator)
    )
