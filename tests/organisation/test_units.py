"""Units live in time: a code or a name means a unit on a day."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.organisation.actions.units import load_starter
from motcua.organisation.models import Succession, Unit
from motcua.organisation.units import find_unit, predecessors, short_name, unit_at
from motcua.rules.refusal import Refusal
from tests.organisation.conftest import AT, BEGINNING, TODAY

pytestmark = pytest.mark.django_db
BEFORE = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Thị trấn Cẩm Xuyên", "Cẩm Xuyên"),
        ("Thị xã Kỳ Anh", "Kỳ Anh"),
        ("Xã Xã Lát", "Xã Lát"),
        ("Thành phố Hà Tĩnh", "Hà Tĩnh"),
        ("Phòng Kinh tế", "Phòng Kinh tế"),
        ("Xã", "Xã"),
    ],
)
def test_the_kind_is_no_part_of_the_short_name(name, short):
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("18673", BEFORE, "Thị trấn Cẩm Xuyên"),
        ("18673", BEGINNING, "Xã Cẩm Xuyên"),
        ("446", BEFORE, "Huyện Cẩm Xuyên"),
    ],
)
def test_one_code_is_another_unit_on_another_day(units, code, day, name):
    assert unit_at(code, day).name == name


@pytest.mark.parametrize(
    ("code", "day"), [("446", BEGINNING), ("18673", date(2000, 1, 1)), ("", TODAY)]
)
def test_a_unit_that_was_not_there_on_the_day_is_refused(units, code, day):
    with pytest.raises(Refusal, match="unit_unknown"):
        unit_at(code, day)


@pytest.mark.parametrize(
    ("asked", "day", "code"),
    [
        ("18676", TODAY, "18676"),
        ("thien cam", TODAY, "18676"),
        ("Xã Thiên Cầm", TODAY, "18676"),
        ("XA THIEN CAM", TODAY, "18676"),
        ("huyen cam xuyen", BEFORE, "446"),
        ("thị trấn Cẩm Xuyên", BEFORE, "18673"),
        ("cam xuyen", TODAY, "18673"),
    ],
)
def test_a_unit_is_found_by_code_or_name_without_marks(units, asked, day, code):
    assert find_unit(asked, day).code == code


def test_a_name_that_two_units_have_gives_both_to_choose_from(units):
    with pytest.raises(Refusal) as refused:
        find_unit("cẩm xuyên", BEFORE)
    assert refused.value.word == "unit_ambiguous"
    assert refused.value.facts["choices"] == "18673 Thị trấn Cẩm Xuyên; 446 Huyện Cẩm Xuyên"


@pytest.mark.parametrize("asked", ["huyện Thiên Cầm", "nowhere", "", "cam%", "a" * 200])
def test_a_name_nobody_has_is_refused(units, asked):
    with pytest.raises(Refusal, match="unit_unknown"):
        find_unit(asked, TODAY)


@pytest.mark.parametrize("asked", ["\x00", "\ud800", "x" * 10_000_000])
def test_what_no_keyboard_gives_is_refused(units, asked):
    with pytest.raises(Refusal, match="unusable_text"):
        find_unit(asked, TODAY)


def test_a_unit_knows_what_it_came_from(units):
    assert [row.from_code for row in predecessors("18673", TODAY)] == ["18685", "18697"]
    assert predecessors("18673", BEFORE) == []


class TestTheStarterSet:
    def test_it_holds_the_eight_communes_of_the_land_of_cam_xuyen(self, db):
        counts = load_starter(recorded_at=AT)
        assert counts["units_added"] == Unit.objects.count() > 260
        assert counts["successions_added"] == Succession.objects.count() > 100
        assert unit_at("18673", TODAY).name == "Xã Cẩm Xuyên"
        assert unit_at("18673", BEFORE).parent_code == "446"
        today = Unit.objects.filter(level="commune", valid_to=None)
        assert today.count() == 69

    def test_loading_it_again_changes_nothing(self, db):
        load_starter(recorded_at=AT)
        before = list(Unit.objects.order_by("pk").values())
        again = load_starter(recorded_at=AT)
        assert (again["units_added"], again["units_changed"], again["successions_added"]) == (
            0,
            0,
            0,
        )
        assert list(Unit.objects.order_by("pk").values()) == before

    def test_what_an_office_set_itself_stays(self, db):
        load_starter(recorded_at=AT)
        Unit.objects.filter(code="18673").update(is_desk=True, agency_code="H27.99")
        Unit.objects.filter(code="18676").update(name="Sai tên")
        assert load_starter(recorded_at=AT)["units_changed"] == 2
        assert unit_at("18673", TODAY).agency_code == "H27.99"
        assert unit_at("18676", TODAY).name == "Xã Thiên Cầm"

    def test_every_parent_exists_from_2015_on(self, db):
        load_starter(recorded_at=AT)
        for unit in Unit.objects.exclude(parent_code=""):
            assert unit_at(unit.parent_code, max(unit.valid_from, date(2015, 1, 1)))
