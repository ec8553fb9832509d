"""Equal events, equal bytes; and nothing is lost on the way to the ledger and back."""

from __future__ import annotations

import enum
import json
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ledger import codec
from motcua.rules.events import KINDS, Corrected, Event, FeeCharged, ReferenceChanged
from motcua.rules.refusal import Refusal
from tests.ledger.builders import MORNING, received

HANOI = timezone(timedelta(hours=7))
texts = st.text(st.characters(codec="utf-8"), max_size=20)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2199, 1, 1)).flatmap(
    lambda moment: st.sampled_from([UTC, HANOI]).map(lambda zone: moment.replace(tzinfo=zone))
)
amounts = st.decimals(0, 10_000, places=2, allow_nan=False)
integers = st.integers(-(2**53) + 1, 2**53 - 1)


def of_type(wanted: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type, read from msgspec's own description of it."""
    simple = {
        msgspec.inspect.StrType: texts,
        msgspec.inspect.IntType: integers,
        msgspec.inspect.BoolType: st.booleans(),
        msgspec.inspect.NoneType: st.none(),
        msgspec.inspect.DateTimeType: moments,
        msgspec.inspect.DateType: st.dates(date(1990, 1, 1), date(2199, 1, 1)),
        msgspec.inspect.DecimalType: amounts,
    }
    if type(wanted) in simple:
        return simple[type(wanted)]
    if isinstance(wanted, msgspec.inspect.EnumType):
        return st.sampled_from(wanted.cls)
    if isinstance(wanted, msgspec.inspect.UnionType):
        return st.one_of([of_type(each) for each in wanted.types])
    if isinstance(wanted, msgspec.inspect.VarTupleType):
        return st.lists(of_type(wanted.item_type), max_size=3).map(tuple)
    assert isinstance(wanted, msgspec.inspect.StructType), wanted
    fields = {each.name: of_type(each.type) for each in wanted.fields}
    return st.builds(wanted.cls, **fields)


EVENTS = {kind: of_type(msgspec.inspect.type_info(shape)) for kind, shape in KINDS.items()}
any_event = st.one_of(list(EVENTS.values()))


def composed(value: Any, form: str) -> Any:
    """The same event with every text in one of Unicode's forms."""
    if isinstance(value, enum.Enum):
        return value
    if isinstance(value, str):
        return unicodedata.normalize(form, value)
    if isinstance(value, msgspec.Struct):
        fields = {name: composed(getattr(value, name), form) for name in value.__struct_fields__}
        return type(value)(**fields)
    return value


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_every_event_comes_back_as_it_was_written(kind: str, data: st.DataObject):
    event = composed(data.draw(EVENTS[kind]), "NFC")
    assert codec.kind_of(event) == kind
    assert codec.decode(kind, codec.encode(event)) == event


@given(any_event)
def test_a_letter_written_as_two_signs_is_the_same_letter(event: Event):
    assert codec.encode(composed(event, "NFD")) == codec.encode(composed(event, "NFC"))


@given(any_event)
def test_the_bytes_are_those_of_another_canonical_writer(event: Event):
    body = codec.encode(event)
    again = json.dumps(json.loads(body), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert body == again.encode()


@given(any_event)
def test_the_hour_in_hanoi_and_in_utc_is_one_moment(event: Event):
    there = msgspec.structs.replace(event, at=event.at.astimezone(HANOI))
    assert codec.encode(there) == codec.encode(event)


def test_the_hour_and_its_millionth_part_are_kept():
    event = received(at=MORNING.replace(microsecond=7))
    assert b'"at":"2025-03-03T01:30:00.000007Z"' in codec.encode(event)


@pytest.mark.parametrize("amount", ["1.5", "1.50", "01.5", "15E-1"])
def test_one_and_a_half_days_is_written_in_one_way(amount: str):
    limit = msgspec.structs.replace(received().limit, amount=Decimal(amount))
    assert b'"amount":"1.5"' in codec.encode(received(limit=limit))


def fee(**more: Any) -> FeeCharged:
    return FeeCharged(
        **({"at": MORNING, "by": "system", "number": 1, "amount": 1, "what": "x"} | more)
    )


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (fee(at=datetime(2025, 3, 3, 8, 30)), "a moment without a zone is no moment"),
        (fee(amount=2**53), "a number that other readers of JSON would round"),
        (fee(amount=0.1), "a fraction of a đồng in binary"),
        (fee(amount=Decimal("NaN")), "not a number"),
        (fee(amount="nhiều"), "a text where a number belongs could never be read again"),
    ],
)
def test_what_has_no_canonical_form_is_not_written(event: Event, why: str):
    with pytest.raises(ValueError):
        codec.encode(event)


def test_half_a_character_is_refused_with_a_sentence():
    event = Corrected(at=MORNING, by="system", version=1, field="code", value="\ud83d")
    with pytest.raises(Refusal, match="unreadable_text"):
        codec.encode(event)


def test_a_kind_of_a_later_version_is_refused_with_a_sentence():
    with pytest.raises(Refusal, match="unknown_kind"):
        codec.decode("dossier.received/9", b"{}")


def test_defaults_are_told_apart_by_identity_and_therefore_must_be_single_objects():
    # msgspec leaves a default out when the value *is* it; another default could be written twice.
    single = (type(None), bool, enum.Enum)
    for shape in KINDS.values():
        for field in msgspec.structs.fields(shape):
            default = field.default
            known = default is msgspec.NODEFAULT or default == () or isinstance(default, single)
            assert known or (isinstance(default, int) and default < 100), (shape, field.name)
            assert field.default_factory is msgspec.NODEFAULT


def test_a_date_stays_a_day():
    event = ReferenceChanged(
        at=MORNING,
        by="system",
        table="t",
        key="k",
        since=date(2025, 7, 1),
        act="1656/NQ-UBTVQH15",
        approved_by="system",
        digest="00",
    )
    assert b'"since":"2025-07-01"' in codec.encode(event)
