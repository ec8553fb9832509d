"""The law of the day: which regime holds, and that a dossier keeps it."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from motcua.rules.law import ONE_STOP, POST, Article, Unverified
from motcua.rules.refusal import Refusal
from motcua.rules.regime import regime_on
from motcua.settings.law.regimes import regime, regimes
from tests.rules.builders import World, at, office, received, refused


@pytest.mark.parametrize(
    ("day", "name", "why"),
    [
        ("2007-06-22", "qd93", "the first regime on file begins"),
        ("2015-05-14", "qd93", "its last day"),
        ("2015-05-15", "qd09", "Decision 09/2015 begins"),
        ("2018-06-20", "qd09", "its last day"),
        ("2018-06-21", "nd61", "Decree 61/2018 begins"),
        ("2025-06-30", "nd61", "its last day"),
        ("2025-07-01", "nd118", "Decree 118/2025 begins"),
        ("2027-12-31", "nd118", "and holds"),
    ],
)
def test_the_regime_of_a_day(day, name, why):
    assert regime_on(regimes(), date.fromisoformat(day)).name == name, why


def test_before_the_first_regime_there_is_none_and_nobody_guesses():
    with pytest.raises(Refusal) as caught:
        regime_on(regimes(), date(2007, 6, 21))
    assert (caught.value.word, caught.value.facts) == ("no_regime", {"day": date(2007, 6, 21)})


@pytest.mark.parametrize(
    ("when", "name", "why"),
    [
        ("2018-06-20 16:59", "qd09", "the evening before the decree"),
        ("2018-06-21 07:00", "nd61", "its first morning"),
        ("2025-06-30 23:59", "nd61", "the day is Hanoi's, to its last minute"),
        ("2025-07-01 00:01", "nd118", "and from its first"),
    ],
)
def test_a_dossier_is_received_under_the_law_of_its_day(when, name, why):
    world = office()
    world.do("receive", at(when).astimezone(UTC))
    assert world.now.regime == name, why


def test_handed_in_under_one_law_and_received_under_the_next_it_stands_under_the_next():
    world = office().do("submit", "2025-06-30 20:00").do("receive", "2025-07-01 07:30")
    assert world.now.regime == "nd118"


def across_the_change() -> World:
    return received("2025-06-27").do("request_supplement", "2025-06-30")


def test_a_dossier_keeps_the_law_of_its_day_when_the_law_changes():
    world = across_the_change().do("supplement", "2025-07-02")
    assert world.now.regime == "nd61"
    refusal = refused(world, "request_supplement", "2025-07-03")
    assert isinstance(refusal.grounds[0], Article)
    world.do("finish", "2025-07-09").do("return_result", "2025-07-09")
    assert world.law(at("2025-07-10")).name == "nd61"
    assert world.verdict("nd61", "2025-07-10") == ("on_time", date(2025, 7, 9))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("qd93", Unverified), ("qd09", Unverified), ("nd61", Article), ("nd118", Unverified)],
)
def test_a_regime_whose_text_we_do_not_hold_never_cites_the_decree(name, kind):
    law = regime(name)
    assert isinstance(law.ground(ONE_STOP["Điều 19 khoản 4"]), kind)
    assert law.ground(POST["Điều 7 khoản 4"]) == POST["Điều 7 khoản 4"], "other texts stand"
