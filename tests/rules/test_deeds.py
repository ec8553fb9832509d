"""Who may do what when: the table on file against one written by hand."""

from __future__ import annotations

import pytest

from motcua.rules.deeds import all_now, open_now, require, require_entry
from motcua.rules.law import Article, HouseRule, Unverified
from motcua.rules.refusal import Refusal
from motcua.settings.law.regimes import regime
from tests.rules.builders import HOLDERS, World, at, in_progress, office, received, refused
from tests.rules.matrix import BY_DEED

IN_STATE = {
    "nothing": office,
    "submitted": lambda: office().do("submit", "2025-03-03"),
    "awaiting_papers": lambda: office().do("guide", "2025-03-03"),
    "refused_at_counter": lambda: office().do("refuse_at_counter", "2025-03-03"),
    "received": received,
    "in_progress": in_progress,
    "awaiting_supplement": lambda: in_progress().do("request_supplement", "2025-03-04"),
    "awaiting_obligation": lambda: in_progress().do("request_obligation", "2025-03-04"),
    "finished": lambda: in_progress().do("finish", "2025-03-04"),
    "returned": lambda: in_progress().do("finish", "2025-03-04").do("return_result", "2025-03-05"),
    "withdrawn": lambda: received().do("withdraw", "2025-03-04"),
    "stopped": lambda: received().do("stop", "2025-03-04"),
}


@pytest.mark.parametrize("state", IN_STATE)
def test_a_deed_is_open_where_the_hand_written_table_says_so(state):
    world = IN_STATE[state]()
    assert (world.dossier.status.value if world.dossier else "nothing") == state
    for name in ("nd61", "nd118"):
        law = regime(name)
        assert set(law.deeds) == set(BY_DEED)
        for deed, row in BY_DEED.items():
            refusal = open_now(deed, world.dossier, law)
            assert (refusal is None) == row[state], f"{deed} while {state} under {name}"


def test_a_closed_deed_says_which_deed_which_state_and_the_ground():
    world = received()
    refusal = refused(world, "return_result", "2025-03-04")
    assert refusal.word == "deed_not_now"
    assert refusal.facts == {"deed": "return_result", "status": "received"}
    assert str(refusal.grounds[0]) == "Điều 20 khoản 3, 61/2018/NĐ-CP"


def test_every_deed_of_a_dossier_is_listed_with_its_reason_where_it_is_closed():
    world = received()
    listed = all_now(world.now, regime("nd61"))
    assert list(listed) == list(regime("nd61").deeds)
    assert listed["finish"] is None
    assert isinstance(listed["supplement"], Refusal)


@pytest.mark.parametrize(
    ("when", "by", "word", "why"),
    [
        ("2025-03-04", "", "who_is_missing", "an entry without a person is nobody's"),
        ("2025-03-02", "clerk", "before_last_entry", "nothing is slipped in before an entry"),
        ("2025-03-03 08:59", "clerk", "before_last_entry", "not by a minute either"),
    ],
)
def test_an_entry_needs_a_person_and_a_moment_after_the_last(when, by, word, why):
    assert refused(received(), "finish", when, by=by).word == word, why


def test_an_entry_at_the_very_moment_of_the_last_is_taken():
    assert received().do("finish", "2025-03-03").now.finished_at == at("2025-03-03")


def test_a_moment_without_offset_is_no_moment():
    naive = at("2025-03-04").replace(tzinfo=None)
    world = received()
    with pytest.raises(Refusal, match="clock_missing"):
        world.do("finish", "2025-03-04", at=naive)


def test_nothing_is_done_to_a_dossier_whose_data_are_gone():
    world = IN_STATE["returned"]().do("erase", "2030-03-05 10:00")
    assert refused(world, "correct", "2030-03-06").word == "erased"
    assert {
        getattr(each, "word", None) for each in all_now(world.now, regime("nd61")).values()
    } == {
        "erased",
        "deed_not_now",
    }


def grounds_of(name: str) -> dict[str, type]:
    return {deed.name: type(deed.ground) for deed in regime(name).deeds.values()}


def test_a_deed_under_the_decree_we_hold_cites_it_or_a_rule_of_ours():
    assert set(grounds_of("nd61").values()) == {Article, HouseRule}
    silent = {name for name, kind in grounds_of("nd61").items() if kind is HouseRule}
    assert silent == {
        "confirm_handover",
        "decline_handover",
        "take_over",
        "request_obligation",
        "meet_obligation",
        "withdraw",
        "stop",
        "correct",
        "exempt",
        "refund",
    }


@pytest.mark.parametrize("name", ["qd93", "qd09", "nd118"])
def test_a_deed_under_a_text_we_do_not_hold_never_cites_an_article(name):
    assert set(grounds_of(name).values()) == {Unverified, HouseRule}


def test_a_world_without_dossier_has_nothing_to_hand_over():
    assert refused(World(), "hand_over", "2025-03-03").facts["status"] == "nothing_yet"


@pytest.mark.parametrize(
    ("by", "acting_for", "word", "why"),
    [
        ("clerk", None, None, "the holder"),
        ("deputy", "clerk", None, "who acts for the holder"),
        ("other", None, "not_the_holder", "anybody else"),
        ("", "clerk", "who_is_missing", "nobody in somebody's place"),
    ],
)
def test_a_deed_that_is_the_holders_is_required_of_the_holder(by, acting_for, word, why):
    said = {"at": at("2025-03-04"), "by": by, "acting_for": acting_for}
    if word is None:
        require("finish", received().now, regime("nd61"), **said)
        return
    with pytest.raises(Refusal) as no:
        require("finish", received().now, regime("nd61"), **said)
    assert no.value.word == word, why


def test_the_holders_deeds_are_those_written_by_hand():
    for name in ("qd93", "qd09", "nd61", "nd118"):
        deeds = regime(name).deeds.values()
        assert {deed.name for deed in deeds if deed.by_holder} == HOLDERS


@pytest.mark.parametrize(
    ("when", "by", "word", "why"),
    [
        ("2025-03-04", "", "who_is_missing", "an entry of nobody"),
        ("2025-03-02", "system", "before_last_entry", "nothing is slipped in before"),
    ],
)
def test_an_entry_that_is_no_deed_needs_who_and_when_too(when, by, word, why):
    world = received()
    with pytest.raises(Refusal) as no:
        require_entry(world.now, at=at(when), by=by)
    assert no.value.word == word, why
    require_entry(world.now, at=at("2025-03-03"), by="system")
