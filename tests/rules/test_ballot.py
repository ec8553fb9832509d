"""What counts as an answer to a ballot."""

from __future__ import annotations

from datetime import datetime

import pytest

from motcua.rules.ballot import BallotForm, Question, answer_ballot, counted
from motcua.rules.calendar import HANOI
from motcua.rules.events import BallotWay
from motcua.rules.law import HouseRule
from motcua.rules.refusal import Refusal

AT = datetime(2026, 3, 5, 9, 30, tzinfo=HANOI)
FORM = BallotForm(
    "test",
    (
        Question("time", "Bao giờ?", ("Sớm", "Đúng", "Muộn"), HouseRule(87)),
        Question("costs", "Trả thêm?", ("Không", "Có"), HouseRule(87)),
    ),
)


def answered(given, **more):
    said = {"dossier": "a", "version": 1, "at": AT, "way": BallotWay.ONLINE}
    return answer_ballot(FORM, given, **(said | more))


@pytest.mark.parametrize(
    ("given", "comment", "why"),
    [
        ({"time": 0, "costs": 1}, None, "every question answered"),
        ({"time": 2}, None, "a question may stay open"),
        ({}, "5d41", "a free word alone is an answer"),
    ],
)
def test_a_ballot_takes_what_the_applicant_wants_to_say(given, comment, why):
    event = answered(given, comment=comment)
    assert ({each.question: each.number for each in event.answers}, event.form, event.by) == (
        given,
        "test",
        "applicant",
    ), why


@pytest.mark.parametrize(
    ("given", "word", "why"),
    [
        ({}, "ballot_empty", "nothing is no answer"),
        ({"time": 3}, "ballot_choice_unknown", "a choice behind the last"),
        ({"time": -1}, "ballot_choice_unknown", "a choice before the first"),
        ({"other": 0}, "ballot_choice_unknown", "a question that is not asked"),
    ],
)
def test_a_ballot_refuses_what_it_does_not_offer(given, word, why):
    with pytest.raises(Refusal) as refused:
        answered(given)
    assert refused.value.word == word, why


def test_the_last_answer_of_a_dossier_counts_and_counts_once():
    first, other = answered({"time": 0}), answered({"time": 1}, dossier="b")
    last = answered({"time": 2}, version=4)
    assert counted([first, other, last]) == {"a": last, "b": other}
