"""What can happen is written down once, with a name that stays."""

from __future__ import annotations

import re
import typing
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

import msgspec
import pytest

from motcua.rules import events
from motcua.rules.events import KINDS, Event
from motcua.rules.limit import Limit, LimitUnit
from tests.rules.builders import at

# Text that an event may hold: codes, pseudonyms, and ids of kept rows. Anything else is a guess
# that somebody's name or a free text got into the ledger.
CODES = {
    "line",
    "counter",
    "dossier",
    "form",
    "by",
    "acting_for",
    "approved_by",
    "code",
    "procedure",
    "unit",
    "to_unit",
    "to_officer",
    "authority",
    "regime",
    "refiled_of",
    "field",
    "what",
    "receipt",
    "till",
    "table",
    "key",
    "act",
    "digest",
}
KEPT = {
    "comment",
    "reason",
    "late_entry",
    "applicant",
    "owner",
    "entered_by",
    "papers",
    "missing",
    "notice",
    "question",
    "answer",
    "letter",
    "result",
    "taken_by",
    "confirmation",
    "value",
    "attachment",
}


def sample(kind: Any) -> Any:
    """A value of a type, as awkward as it may be."""
    choices = [each for each in typing.get_args(kind) if each is not type(None)]
    if typing.get_origin(kind) is tuple:
        return (sample(choices[0]), sample(choices[0]))
    if choices:
        return sample(choices[0])
    if issubclass(kind, msgspec.Struct) and kind is not Limit:
        return full(kind)
    if issubclass(kind, Enum):
        return list(kind)[-1]
    values: dict[type, Any] = {
        str: "Hương “ß” \u0041\u0300",
        int: 2**40,
        bool: True,
        datetime: at("2025-03-03 23:59") + timedelta(seconds=58, microseconds=1),
        date: date(2024, 2, 29),
        Limit: Limit(Decimal("1.5"), LimitUnit.WORKING_DAYS, same_day=True),
    }
    return values[kind]


def full(kind: Any) -> Any:
    """An event, or a part of one, with every field said."""
    return kind(**{name: sample(type_) for name, type_ in typing.get_type_hints(kind).items()})


@pytest.mark.parametrize("name", KINDS)
def test_an_event_comes_back_from_its_bytes_as_it_was(name):
    event = full(KINDS[name])
    again = msgspec.json.decode(msgspec.json.encode(event), type=KINDS[name])
    assert again == event
    assert again.at.utcoffset() is not None
    assert again.at.microsecond == 1, "not a time of day is lost"


@pytest.mark.parametrize("name", KINDS)
def test_an_event_says_who_and_when(name):
    fields = {each.name: each for each in msgspec.structs.fields(KINDS[name])}
    assert fields["at"].required
    assert fields["by"].required


@pytest.mark.parametrize("name", KINDS)
def test_an_event_holds_codes_and_ids_and_no_text_of_its_own(name):
    hints = typing.get_type_hints(KINDS[name])
    texts = {field for field, kind in hints.items() if kind is str or str in typing.get_args(kind)}
    assert texts <= CODES | KEPT


def test_every_event_has_one_name_in_the_past_tense_with_its_version():
    kinds = {
        value
        for value in vars(events).values()
        if isinstance(value, type) and issubclass(value, Event) and value is not Event
    }
    assert sorted(each.__name__ for each in KINDS.values()) == sorted(x.__name__ for x in kinds)
    for name, kind in KINDS.items():
        words = "_".join(re.findall(r"[A-Z][a-z]+", kind.__name__)).lower()
        thing = name.partition(".")[0]
        assert thing in {"dossier", "reference", "ballot", "queue", "register", "sheets"}
        assert name == f"{thing}.{words.removeprefix(f'{thing}_')}/1"


def test_an_event_cannot_be_changed():
    event = full(events.Received)
    with pytest.raises(AttributeError):
        event.code = "another"  # type: ignore[misc]
