"""A refusal carries what a sentence needs: a word, facts and the ground."""

from __future__ import annotations

from motcua.rules.law import ONE_STOP
from motcua.rules.refusal import Refusal


def test_a_refusal_keeps_its_word_its_facts_and_its_grounds():
    refusal = Refusal("too_late", ONE_STOP["Điều 19 khoản 9"], day=3)
    assert (refusal.word, refusal.facts) == ("too_late", {"day": 3})
    assert refusal.grounds == (ONE_STOP["Điều 19 khoản 9"],)


def test_a_refusal_in_a_log_of_errors_shows_its_word_and_facts():
    assert str(Refusal("too_late", day=3)) == "too_late {'day': 3}"
    assert str(Refusal("too_late")) == "too_late"
