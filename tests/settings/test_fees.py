"""The amounts on file are those of the circular, and none is guessed for earlier years."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.rules.fees import FixedRate, PageRate
from motcua.rules.law import Article, Unverified
from motcua.rules.refusal import Refusal
from motcua.settings.law.articles import wording
from motcua.settings.law.entries import DataError, typed
from motcua.settings.law.fees import FixedRateEntry, exemptions, rate_on, rates, titles

DAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("name", "each"),
    [
        ("signature", "10.000"),
        ("contract", "50.000"),
        ("contract_change", "30.000"),
        ("contract_correction", "25.000"),
    ],
)
def test_an_amount_on_file_stands_in_the_circular(name, each):
    rate = rate_on(name, DAY)
    assert isinstance(rate, FixedRate)
    assert isinstance(rate.ground, Article)
    assert f"{rate.each:,}".replace(",", ".") == each
    assert f"{each} đồng/" in wording(rate.ground).text


def test_the_page_rule_on_file_is_that_of_the_circular():
    rate = rate_on("certified_copy", DAY)
    assert isinstance(rate, PageRate)
    assert (rate.first_pages, rate.each_first, rate.each_later, rate.cap) == (2, 2000, 1000, 200000)
    assert "Từ trang thứ ba trở lên thu 1.000 đồng/trang" in wording(rate.ground).text
    assert "không quá 200.000 đồng/bản" in wording(rate.ground).text


@pytest.mark.parametrize("name", sorted(rates()))
def test_before_2017_no_amount_is_guessed(name):
    assert rate_on(name, date(2017, 1, 1))
    with pytest.raises(Refusal, match="no_value_in_force"):
        rate_on(name, date(2016, 12, 31))


def test_the_fee_for_civil_status_copies_says_that_its_circular_was_not_seen():
    assert isinstance(rate_on("civil_status_copy", DAY).ground, Unverified)


def test_an_exemption_covers_rates_that_exist_and_has_a_name_for_people():
    assert exemptions()
    for each in exemptions():
        assert each.value.rates <= set(rates())
        assert titles()[each.value.name]
        assert wording(each.value.ground).text


def test_a_negative_amount_on_file_is_named_by_its_place():
    row = {
        "name": "signature",
        "title": "Phí chứng thực chữ ký",
        "since": DAY,
        "piece": "case",
        "each": -1,
        "law": "226/2016/TT-BTC Điều 4",
    }
    with pytest.raises(DataError, match=r"fees.toml, fixed_rate 1 \(signature\): .*0 or more"):
        typed("fees.toml", "fixed_rate", [row], FixedRateEntry)
