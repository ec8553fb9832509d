"""A small province with three communes and their people, built through the room's own actions."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from motcua.organisation.actions import officers
from motcua.organisation.models import Succession
from motcua.organisation.units import as_unit

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
PASSWORD = "một cửa mở từ bảy giờ"
BEGINNING = date(2025, 7, 1)

UNITS = (
    ("42", "Tỉnh Hà Tĩnh", "province", "", date(2004, 8, 31), None),
    ("446", "Huyện Cẩm Xuyên", "district", "42", date(2004, 8, 31), date(2025, 7, 1)),
    ("18697", "Xã Cẩm Quang", "commune", "446", date(2004, 8, 31), date(2025, 7, 1)),
    ("18673", "Thị trấn Cẩm Xuyên", "commune", "446", date(2004, 8, 31), date(2025, 7, 1)),
    ("18673", "Xã Cẩm Xuyên", "commune", "42", date(2025, 7, 1), None),
    ("18676", "Xã Thiên Cầm", "commune", "42", date(2025, 7, 1), None),
    ("18685", "Xã Cẩm Bình", "commune", "42", date(2025, 7, 1), None),
    ("18673.KT", "Phòng Kinh tế", "office", "18673", date(2025, 7, 1), None),
)


@pytest.fixture
def units(db):
    """The units above; Xã Cẩm Quang went wholly, Xã Cẩm Bình partly, into Xã Cẩm Xuyên."""
    for row in UNITS:
        as_unit(*row).save()
    for gone, kind, partial in (("18697", "merge", False), ("18685", "split", True)):
        Succession.objects.create(
            from_code=gone,
            to_code="18673",
            day=BEGINNING,
            kind=kind,
            partial=partial,
        )


@pytest.fixture
def administrator(units):
    """The first one, made from the command line: nobody could approve it yet."""
    officer = officers.add_officer(
        "quantri",
        "Trần Quản Trị",
        password=PASSWORD,
        act_number="01/QĐ-UBND",
        approved_by=None,
        recorded_at=AT,
    )
    give(officer, "administrator", "*", approved_by=None)
    return officer


@pytest.fixture
def person(administrator):
    """`person("hanh", "desk_officer", "18673")` is an officer with that role from 1/7/2025."""

    def made(username, role="", unit="18673", **more):
        officer = officers.add_officer(
            username,
            f"Nguyễn {username.title()}",
            password=PASSWORD,
            act_number="02/QĐ-UBND",
            approved_by=administrator,
            recorded_at=AT,
        )
        if role:
            give(officer, role, unit, approved_by=administrator, **more)
        return officer

    return made


def give(officer, role, unit, *, approved_by, since=BEGINNING, **more):
    """The assignment, by an act."""
    return officers.assign(
        officer,
        role,
        unit,
        since=since,
        act_number="03/QĐ-UBND",
        approved_by=approved_by,
        recorded_at=AT,
        **more,
    )
