"""A rule says what it stands on, and law never looks like a rule of our own."""

from __future__ import annotations

import pytest

from motcua.rules.law import (
    ONE_STOP,
    POST,
    Article,
    HouseRule,
    Unverified,
    article,
    cites,
    house_rule,
    law_of,
)


@pytest.mark.parametrize(
    ("ground", "text", "why"),
    [
        (ONE_STOP["Điều 19 khoản 4"], "Điều 19 khoản 4, 61/2018/NĐ-CP", "the place, then the act"),
        (HouseRule(21), "Quy tắc nội bộ 21", "named as ours"),
        (Unverified("công văn 12"), "Chưa kiểm chứng: công văn 12", "doubt first"),
    ],
)
def test_each_kind_of_ground_reads_differently(ground, text, why):
    assert str(ground) == text, why


def test_a_rule_keeps_every_ground_it_was_marked_with():
    @cites(ONE_STOP["Điều 19"])
    @house_rule(21)
    def rule() -> None: ...

    assert law_of(rule) == (HouseRule(21), ONE_STOP["Điều 19"])


def test_a_function_nobody_marked_stands_on_nothing():
    def helper() -> None: ...

    assert law_of(helper) == ()


def test_a_data_file_names_an_article_by_act_and_place():
    assert article("45/2016/QĐ-TTg Điều 7 khoản 4") == Article(POST, "Điều 7 khoản 4")


def test_an_act_that_nobody_holds_cannot_be_cited():
    with pytest.raises(KeyError):
        article("1/1900/QĐ Điều 1")
