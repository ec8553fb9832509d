"""A time limit is kept exactly as the catalogue says it."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from motcua.rules.limit import Channel, Limit, LimitUnit


@pytest.mark.parametrize(
    "limit",
    [
        Limit(Decimal("0.5"), LimitUnit.WORKING_DAYS),
        Limit(Decimal(4), LimitUnit.HOURS),
        Limit(Decimal(1), LimitUnit.WORKING_DAYS, same_day=True),
    ],
)
def test_a_limit_survives_being_written_down(limit):
    assert msgspec.json.decode(msgspec.json.encode(limit), type=Limit) == limit


def test_half_a_day_is_exactly_half():
    written = msgspec.json.encode(Limit(Decimal("1.5"), LimitUnit.WORKING_DAYS))
    assert msgspec.json.decode(written, type=Limit).amount * 2 == 3


def test_the_words_of_units_and_channels_are_those_of_the_command_line():
    assert LimitUnit("working-days") is LimitUnit.WORKING_DAYS
    assert Channel("post") is Channel.POST
