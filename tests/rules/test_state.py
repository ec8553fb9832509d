"""The plain values of a dossier, and the few sums they answer themselves."""

from __future__ import annotations

import pytest

from motcua.rules.state import Charge
from tests.rules.builders import at, received


@pytest.mark.parametrize(
    ("charge", "still_open", "why"),
    [
        (Charge(1, "copy", 20_000), 20_000, "nothing paid yet"),
        (Charge(1, "copy", 20_000, paid=20_000), 0, "paid"),
        (Charge(1, "copy", 20_000, exempt=True), 0, "exempt: the amount stays to be seen"),
        (Charge(1, "copy", 20_000, paid=20_000, refunded=20_000), 0, "money back opens nothing"),
    ],
)
def test_what_is_still_to_be_paid(charge, still_open, why):
    assert charge.open == still_open, why


def test_a_letter_without_a_new_moment_is_no_new_date():
    world = received().do("apologise", "2025-03-05")
    assert world.now.new_dates == 0
    assert world.do("apologise", "2025-03-06", new_promised=at("2025-03-20")).now.new_dates == 1


def test_the_state_of_a_dossier_cannot_be_changed_behind_its_events():
    with pytest.raises(AttributeError):
        received().now.status = "returned"  # type: ignore[misc]
