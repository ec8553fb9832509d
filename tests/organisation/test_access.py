"""Reading one person's data leaves a row that nobody can take away."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from motcua.organisation.access import masked, note_reading
from motcua.organisation.models import AccessRow
from tests.organisation.conftest import AT

pytestmark = pytest.mark.django_db


def test_a_reading_says_who_whose_when_and_why(person):
    officer = person("hanh", "desk_officer")
    note_reading(officer, "H.18673-260302-0001", "dossiers.view", AT, page="dossiers:show")
    row = AccessRow.objects.get()
    assert (row.officer, row.subject, row.at) == (officer.pseudonym, "H.18673-260302-0001", AT)
    assert (row.purpose, row.page) == ("dossiers.view", "dossiers:show")
    assert officer.full_name not in f"{row.__dict__}" and officer.username not in f"{row.__dict__}"


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_a_reading_cannot_be_taken_away(person, deed):
    note_reading(person("hanh"), "H.1", "dossiers.view", AT)
    rows = AccessRow.objects.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(officer="") if deed == "update" else rows._raw_delete(rows.db)
    assert AccessRow.objects.count() == 1


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("038204001234", "038••••••234"),
        ("183456789", "183•••789"),
        ("12345678", "••••••••"),
        ("", ""),
    ],
)
def test_a_list_shows_the_ends_of_an_identity_number(number, shown):
    assert masked(number) == shown
