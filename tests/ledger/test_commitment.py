"""The public tree holds salted commitments; an opening shows one field and nothing else."""

from __future__ import annotations

import hashlib
import hmac
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ledger import codec, commitment
from motcua.rules.events import KINDS
from tests.ledger.builders import NOW, received

SECRET = bytes(range(32))


def leaf(event=None, secret: bytes = SECRET, seq: int = 3) -> bytes:
    event = event or received()
    return commitment.leaf(secret, seq, codec.kind_of(event), NOW, codec.encode(event))


def test_the_leaf_is_what_the_description_says_computed_with_nothing_but_the_standard_library():
    event = received()
    values = json.loads(codec.encode(event))
    values |= {
        "_kind": "dossier.received/1",
        "_recorded_at": "2025-06-02T03:00:00.123456Z",
        "_version": 3,
    }

    def committed(name: str) -> str:
        salt = hmac.new(SECRET, f"salt|3|{name}".encode(), hashlib.sha256).digest()[:16]
        value = json.dumps(values[name], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(salt + name.encode() + b"\0" + value.encode()).hexdigest()

    entry = {
        "c": {name: committed(name) for name in values},
        "d": hmac.new(SECRET, b"pid", hashlib.sha256).digest()[:16].hex(),
        "v": 1,
    }
    assert leaf(event) == json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()


@given(st.binary(min_size=32, max_size=32), st.integers(1, 10**6), st.sampled_from(["at", "_kind"]))
def test_the_fast_salts_of_a_leaf_are_the_plain_ones(secret: bytes, seq: int, field: str):
    event = received()
    value = event.at if field == "at" else codec.kind_of(event)
    shown = commitment.opening(secret, seq, field, value)
    assert commitment.opens(leaf(event, secret, seq), shown)


@pytest.mark.parametrize("field", received().__struct_fields__)
def test_every_field_can_be_shown_alone(field: str):
    event = received()
    value = msgspec.to_builtins(event).get(field)
    if value is None:
        assert field not in json.loads(leaf(event))["c"]
        return
    shown = commitment.opening(SECRET, 3, field, getattr(event, field) if field in TIMES else value)
    assert commitment.opens(leaf(event), shown)


TIMES = {"at", "clock_start", "promised", "legal_end"}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"value": '"H27.20"'}, "another unit"),
        ({"field": "authority"}, "the value of another field"),
        ({"field": "nothing"}, "a field that the event has not"),
        ({"salt": "00" * 16}, "a salt made up"),
    ],
)
def test_an_opening_that_lies_does_not_open(changed: dict[str, str], why: str):
    honest = commitment.opening(SECRET, 3, "unit", "H27.19")
    assert commitment.opens(leaf(), honest)
    assert not commitment.opens(leaf(), msgspec.structs.replace(honest, **changed))


def test_the_same_words_in_two_dossiers_or_two_events_look_unlike():
    one, other, later = leaf(), leaf(secret=bytes(32)), leaf(seq=4)
    committed = [json.loads(each)["c"]["unit"] for each in (one, other, later)]
    assert len(set(committed)) == 3


def test_no_value_and_no_secret_can_be_read_in_a_leaf():
    entry = leaf()
    for value in json.loads(codec.encode(received())).values():
        assert str(value).encode() not in entry or len(str(value)) < 3
    assert SECRET.hex().encode() not in entry


def test_no_field_of_an_event_can_be_taken_for_the_envelope():
    names = {name for shape in KINDS.values() for name in shape.__struct_fields__}
    assert not any(name.startswith("_") for name in names)
    assert all(name.startswith("_") for name in commitment.ENVELOPE)
