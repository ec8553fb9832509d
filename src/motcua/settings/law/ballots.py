"""The ballot of a day (`law/ballot.toml`): the questions of the newest set that has begun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import msgspec

from motcua.rules.ballot import BallotForm, Question
from motcua.rules.law import HouseRule
from motcua.rules.parameter import Since, in_force
from motcua.settings.law.entries import entries, ground


class QuestionEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[question]]`; it names exactly one ground and offers at least two choices."""

    form: str
    since: date
    key: str
    text: str
    choices: tuple[str, ...]
    law: str = ""
    house_rule: int = 0

    def __post_init__(self) -> None:
        ground(self.law, self.house_rule)
        if len(self.choices) < 2:
            raise ValueError("a question offers at least two choices")


@cache
def ballot_forms() -> tuple[Since[BallotForm], ...]:
    """Every set of questions, the oldest first."""
    sets: dict[tuple[date, str], list[Question]] = {}
    for row in entries("ballot.toml", "question", QuestionEntry):
        question = Question(row.key, row.text, row.choices, ground(row.law, row.house_rule))
        sets.setdefault((row.since, row.form), []).append(question)
    return tuple(
        Since(since, BallotForm(name, tuple(questions)), HouseRule(87))
        for (since, name), questions in sorted(sets.items())
    )


def ballot_on(day: date) -> BallotForm:
    """The set asked on a day; before the first one refused as `no_value_in_force`."""
    return in_force(ballot_forms(), day).value


@cache
def ballot_named() -> Mapping[str, BallotForm]:
    """Every set by its name."""
    return MappingProxyType({each.value.name: each.value for each in ballot_forms()})
