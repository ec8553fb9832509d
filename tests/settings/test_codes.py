"""The patterns on file are those the decree and the circulars gave, each from its day."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.rules.codes import Scheme, dossier_code, parse_code, pattern_on
from motcua.rules.law import Article, HouseRule, Unverified
from motcua.settings.law.articles import wording
from motcua.settings.law.codes import PatternEntry, patterns
from motcua.settings.law.entries import DataError, typed


@pytest.mark.parametrize(
    ("day", "ground", "why"),
    [
        ("2015-03-02", HouseRule, "no text in our hands says how codes looked"),
        ("2018-06-21", Article, "61/2018/NĐ-CP Điều 26"),
        ("2019-01-06", Article, "01/2018/TT-VPCP Điều 19"),
        ("2025-09-14", Article, "01/2018/TT-VPCP Điều 19"),
        ("2026-11-02", Unverified, "03/2025/TT-VPCP is not in our hands"),
    ],
)
def test_the_ground_of_a_code_is_said(day, ground, why):
    assert isinstance(pattern_on(patterns(), date.fromisoformat(day)).ground, ground), why


def test_a_pattern_that_cites_the_law_cites_what_is_on_file():
    cited = [each.ground for each in patterns() if isinstance(each.ground, Article)]
    assert cited
    for article in cited:
        assert wording(article).text


def test_any_code_ever_given_is_read_by_the_patterns_on_file():
    for each in patterns():
        agency = "000.19.04.H27" if each.agency is Scheme.QCVN_102 else "H27.19.04"
        for serial in (1, 10**each.digits - 1, 10**each.overflow - 1):
            code = dossier_code(each, agency, each.since, serial)
            assert parse_code(code, patterns()) == (agency, each.since, serial)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"law": ""}, "exactly one of law"),
        ({"unverified": "nghe nói"}, "exactly one of law"),
        ({"law": "1/1900/NĐ-CP Điều 1"}, "unknown instrument"),
        ({"overflow": 3}, "overflow is at least digits"),
        ({"day_format": "MMDDYY"}, "Invalid enum value"),
        ({"colour": "red"}, "unknown field `colour`"),
    ],
)
def test_a_slip_in_the_file_is_named_by_its_place(change, fault):
    row = {
        "since": date(2019, 1, 6),
        "agency": "qcvn102",
        "day_format": "YYMMDD",
        "digits": 4,
        "overflow": 5,
        "law": "01/2018/TT-VPCP Điều 19 khoản 1",
    } | change
    with pytest.raises(DataError, match=rf"codes.toml, pattern 1 \(không tên\): .*{fault}"):
        typed("codes.toml", "pattern", [row], PatternEntry)
