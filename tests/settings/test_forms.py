"""The slips an office may print on a day, with the numbers their instrument gives them."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.rules.law import Article, Unverified
from motcua.rules.refusal import Refusal
from motcua.settings.law.articles import wording
from motcua.settings.law.forms import form_on, forms


@pytest.mark.parametrize(
    ("name", "day", "number", "why"),
    [
        ("receipt_slip", "2019-01-06", "01", "the circular's first day"),
        ("apology_slip", "2025-09-14", "04", "the last day of the circular's forms"),
        ("control_slip", "2019-01-06", "05", "01/2018/TT-VPCP"),
        ("control_slip", "2025-09-15", "06", "a notice of stopping came before it"),
        ("dossier_register", "2025-09-15", "07", "the last of seven"),
        ("stop_notice", "2025-09-15", "05", "new"),
    ],
)
def test_a_form_has_the_number_of_its_time(name, day, number, why):
    assert form_on(name, date.fromisoformat(day)).number == number, why


@pytest.mark.parametrize(
    ("name", "day"), [("receipt_slip", "2019-01-05"), ("stop_notice", "2025-09-14")]
)
def test_before_a_form_was_prescribed_there_is_none(name, day):
    with pytest.raises(Refusal, match="no_value_in_force"):
        form_on(name, date.fromisoformat(day))


def test_the_titles_and_numbers_of_2019_are_those_of_the_circular():
    for name in forms():
        for entry in forms()[name]:
            if isinstance(entry.ground, Article):
                said = f"Mẫu số {entry.value.number} | Mẫu {entry.value.title.lower()} |"
                assert said in wording(entry.ground).text


def test_the_forms_of_2025_say_that_their_circular_was_not_seen():
    late = [form_on(name, date(2026, 1, 5)) for name in forms()]
    assert len(late) == 7
    assert all(isinstance(form.ground, Unverified) for form in late)
