"""The starter catalogue comes in by the same door as a file, once."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.management import call_command

from motcua.procedures import actions, processes, queries
from motcua.procedures.models import Origin, Process, Revision
from motcua.procedures.reading import content_of
from motcua.procedures.working_day import minutes_of_working_day
from motcua.settings.law.catalogue import catalogue
from tests.procedures.builders import CODE, come, line

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 5)


@pytest.fixture
def starter(capsys):
    """`starter()` brings the catalogue in and gives what the command said."""

    def run() -> dict:
        call_command("procedures", "starter", "--json")
        return json.loads(capsys.readouterr().out)

    return run


def test_the_commonest_procedures_are_there_without_any_file(starter):
    result = starter()
    assert result == {"read": 20, "imported": 20, "unchanged": 0}
    assert {each.code for each in catalogue()} == {
        revision.procedure.code for revision in queries.in_force(DAY).select_related("procedure")
    }


def test_a_second_time_changes_nothing(starter):
    starter()
    before = (Revision.objects.count(), Process.objects.count())
    assert starter() == {"read": 20, "imported": 0, "unchanged": 20}
    assert (Revision.objects.count(), Process.objects.count()) == before


def test_each_has_limits_papers_law_and_a_process_within_its_limit(starter):
    starter()
    for each in catalogue():
        offered = queries.offer(each.code, DAY)
        assert offered.faults == ()
        assert [case.name for case in offered.cases] == [case.name for case in each.cases]
        assert [len(case.terms) for case in offered.cases] == [len(c.channels) for c in each.cases]
        assert len(offered.papers) == len(each.papers)
        assert offered.same_day == each.same_day
        assert [step.role for step in offered.steps] == [step.role for step in each.process]
        limits = processes.limits_of(each.code, DAY)
        found = processes.faults(offered.steps, (), limits, minutes_of_working_day(DAY))
        assert found == (["limit_unknown"] if None in limits else [])


def test_what_is_not_verified_says_so(starter):
    starter()
    for each in catalogue():
        assert queries.offer(each.code, DAY).unverified == each.unverified


def test_a_file_imported_later_takes_over_and_the_starter_does_not_come_back(starter):
    starter()
    actions.adopt([content_of(line())], come(DAY))
    starter()
    found = queries.revision_at(CODE, DAY)
    assert (found.origin, found.same_day) == (Origin.IMPORT, True)
    assert queries.revision_at(CODE, date(2025, 12, 31)).origin == Origin.STARTER
