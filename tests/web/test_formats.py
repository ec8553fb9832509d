"""Days, moments, sums and codes as official documents write them, and as English readers expect."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from motcua.rules.limit import Limit, LimitUnit
from motcua.web import formats

SEVENTEEN = datetime(2025, 9, 5, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "vi", "en", "why"),
    [
        (date(2025, 9, 5), "thứ Sáu, 05/9/2025", "Friday, 5 September 2025", "a day below ten"),
        (date(2026, 2, 1), "Chủ nhật, 01/02/2026", "Sunday, 1 February 2026", "months 01 and 02"),
        (date(2025, 12, 31), "thứ Tư, 31/12/2025", "Wednesday, 31 December 2025", "no zeros"),
        (
            datetime(2025, 9, 5, 17, 30, tzinfo=UTC),
            "thứ Bảy, 06/9/2025",
            "Saturday, 6 September 2025",
            "after midnight in Hanoi",
        ),
        (None, "—", "—", "nothing is shown as a dash"),
    ],
)
def test_a_day(value, vi, en, why):
    assert formats.day(value) == vi, why
    with translation.override("en"):
        assert formats.day(value) == en, why


def test_a_moment_is_told_in_the_time_of_hanoi():
    assert formats.moment(SEVENTEEN) == "thứ Sáu, 05/9/2025, 17:00"
    assert formats.short_moment(SEVENTEEN) == "05/9/2025 17:00"
    with translation.override("en"):
        assert formats.moment(SEVENTEEN) == "Friday, 5 September 2025, 17:00"


@pytest.mark.parametrize(
    ("amount", "unit", "vi", "en"),
    [
        ("3", LimitUnit.WORKING_DAYS, "3 ngày làm việc", "3 working days"),
        ("1", LimitUnit.WORKING_DAYS, "1 ngày làm việc", "1 working day"),
        ("1.5", LimitUnit.WORKING_DAYS, "1,5 ngày làm việc", "1.5 working days"),
        ("0", LimitUnit.HOURS, "0 giờ làm việc", "0 working hours"),
        ("10.0", LimitUnit.CALENDAR_DAYS, "10 ngày", "10 days"),
        ("2", LimitUnit.MONTHS, "2 tháng", "2 months"),
    ],
)
def test_a_limit(amount, unit, vi, en):
    limit = Limit(Decimal(amount), unit)
    assert formats.duration(limit).replace("\u00a0", " ") == vi
    with translation.override("en"):
        assert formats.duration(limit).replace("\u00a0", " ") == en


def test_a_limit_nobody_knows_says_so():
    assert formats.duration(None) == "chưa rõ thời hạn"
    assert formats.duration(Limit(Decimal(0), LimitUnit.HOURS, same_day=True)) == "trong ngày"


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (12000, "12.000 đ", "12,000 VND"),
        (0, "0 đ", "0 VND"),
        (Decimal("1234567.50"), "1.234.567,5 đ", "1,234,567.5 VND"),
        (None, "—", "—"),
    ],
)
def test_a_sum(value, vi, en):
    assert formats.money(value).replace("\u00a0", " ") == vi
    with translation.override("en"):
        assert formats.money(value).replace("\u00a0", " ") == en


def test_a_code_breaks_between_its_groups_and_copies_whole():
    shown = formats.grouped_code("H40.17.08-250905-0012")
    assert shown.striptags() == "H40.17.08-250905-0012"
    assert shown.count("<wbr>") == 4


def test_a_code_from_outside_cannot_write_into_the_page():
    assert "<script>" not in formats.grouped_code("<script>-1")
    assert formats.grouped_code(None) == "—"
