"""The questions on file."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.rules.refusal import Refusal
from motcua.settings.law.ballots import ballot_forms, ballot_named, ballot_on


def test_the_circulars_first_day_has_the_first_set():
    assert ballot_on(date(2019, 1, 6)).name == "house1"
    with pytest.raises(Refusal, match="no_value_in_force"):
        ballot_on(date(2019, 1, 5))


def test_a_set_asks_each_thing_once_and_has_a_name_of_its_own():
    for entry in ballot_forms():
        keys = [each.key for each in entry.value.questions]
        assert len(keys) == len(set(keys))
    assert len(ballot_named()) == len(ballot_forms())
