"""What a person reads when a rule said no."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from motcua.rules.law import ONE_STOP, HouseRule, Unverified
from motcua.web.sentences import grounds_text, shown

ARTICLE = ONE_STOP["Điều 19 khoản 4"]


@pytest.mark.parametrize(
    ("value", "text", "why"),
    [
        (date(2025, 5, 6), "06/5/2025", "days below ten have two digits"),
        (date(2025, 2, 16), "16/02/2025", "January and February too"),
        (datetime(2025, 5, 6, 10, tzinfo=UTC), "17:00 ngày 06/5/2025", "the hour is Hanoi's"),
        (Decimal("1.5"), "1,5", "a decimal comma"),
        (("A", date(2025, 1, 2)), "A, 02/01/2025", "several facts one after another"),
        ("H08-1", "H08-1", "anything else as it stands"),
    ],
)
def test_a_fact_is_written_as_official_documents_write_it(value, text, why):
    assert shown(value) == text, why


@pytest.mark.parametrize(
    ("grounds", "text", "why"),
    [
        ([], "", "no ground, no brackets"),
        ([ARTICLE], "(Căn cứ: Điều 19 khoản 4, 61/2018/NĐ-CP)", "an article is law"),
        ([HouseRule(21)], "(Quy tắc nội bộ 21)", "a rule of ours is not shown as law"),
        ([Unverified("công văn")], "(Chưa kiểm chứng: công văn)", "nor is what we could not read"),
        (
            [ARTICLE, HouseRule(21)],
            "(Căn cứ: Điều 19 khoản 4, 61/2018/NĐ-CP; Quy tắc nội bộ 21)",
            "law first",
        ),
    ],
)
def test_law_and_house_rules_look_different(grounds, text, why):
    assert grounds_text(grounds) == text, why
