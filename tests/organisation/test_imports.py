"""The national list of units comes in line by line, and again without any change."""

from __future__ import annotations

import gzip
import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from motcua.organisation import imports
from motcua.organisation.models import Succession, Unit
from motcua.organisation.units import find_unit, unit_at
from motcua.rules.refusal import Refusal
from tests.organisation.conftest import TODAY
from tests.shared import shared

pytestmark = pytest.mark.django_db
HEADS = {
    imports.UNITS: "level,code,name,type,district_code,province_code,valid_from,valid_to",
    imports.CHANGES: "effective_date,change,level,code,old_name,new_name,old_parent,new_parent,"
    "province_code,legal_basis",
    imports.MAP: "old_province_code,old_province,old_district_code,old_district,old_code,old_name,"
    "new_code,new_name,new_province_code,n_targets,merge_type",
}


@pytest.fixture
def folder(tmp_path):
    """`folder(imports.UNITS, b"...")` holds all three files, that one with these lines."""

    def made(name="", *lines):
        for each, head in HEADS.items():
            body = [head.encode(), *(lines if each == name else ())]
            (tmp_path / each).write_bytes(gzip.compress(b"\n".join(body) + b"\n"))
        return tmp_path

    return made


def imported(folder):
    out = StringIO()
    call_command("units", "import", str(folder), "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("làng,1,Làng,,,,2004-01-01,", "không rõ cấp"),
        ("tinh,,Tỉnh,,,,2004-01-01,", "thiếu mã"),
        ("tinh,1,,,,,2004-01-01,", "thiếu mã hoặc tên"),
        ("tinh,1,Tỉnh,,,,2004-02-30,", "day is out of range"),
        ("tinh,1,Tỉnh,,,,2004-02-02,2004-02-02", "hết hiệu lực"),
        ("tinh,1,Tỉnh \x00,,,,2004-02-02,", "unusable_text"),
        ("tinh,1", "thiếu mã hoặc tên"),
        ("tinh,99,Tỉnh Khác,,,99,2004-01-01,", "trùng mã"),
        ("tinh,1," + "x" * 1000 + ",,,,2004-01-01,", "unusable_text"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_rest_comes_in(folder, line, reason):
    good = "tinh,99,Tỉnh Nọ,,,99,2004-01-01,"
    said = imported(folder(imports.UNITS, good.encode(), line.encode()))
    assert (said["read"], unit_at("99", TODAY).name) == (2, "Tỉnh Nọ")
    rejected = said["rejected"][0]
    assert (rejected["file"], rejected["line"]) == (imports.UNITS, 3)
    assert reason in rejected["reason"]


def test_a_line_in_another_encoding_is_rejected_alone(folder):
    good = "tinh,99,Tỉnh Nọ,,,99,2004-01-01,"
    said = imported(
        folder(imports.UNITS, "tinh,98,Tỉnh Đó,,,98,2004-01-01,".encode("utf-16"), good.encode())
    )
    assert len(said["rejected"]) == 1
    assert unit_at("99", TODAY).name == "Tỉnh Nọ"


def test_a_change_with_one_resolution_keeps_it_and_with_many_guesses_none(folder):
    one = '2010-01-01,changed,3,99001,Xã A,Xã B,990,990,99,"12/NQ-CP: đổi tên xã A;"'
    many = '2010-01-01,changed,3,99002,Xã C,Xã C,990,991,99,"12/NQ-CP: x; 13/NQ-CP: y;"'
    imported(folder(imports.CHANGES, one.encode(), many.encode()))
    rename, move = Succession.objects.filter(day=date(2010, 1, 1)).order_by("from_code")
    assert (rename.kind, rename.resolution, rename.note) == ("rename", "12/NQ-CP", "")
    assert (move.kind, move.resolution) == ("move", "")
    assert "13/NQ-CP" in move.note


def test_units_the_project_states_itself_are_left_alone(folder):
    said = imported(folder(imports.UNITS, "xa,18673,Xã Sai,Xã,,42,2025-07-01,".encode()))
    assert (said["own"], said["units_changed"]) == (1, 0)
    assert unit_at("18673", TODAY).name == "Xã Cẩm Xuyên"


def test_a_folder_without_the_files_is_a_sentence(tmp_path):
    with pytest.raises(Refusal, match="units_file_missing"):
        imported(tmp_path)


def test_a_torn_file_is_a_sentence(folder):
    place = folder()
    whole = gzip.compress(b"\n".join([HEADS[imports.UNITS].encode()] * 5000))
    (place / imports.UNITS).write_bytes(whole[:-20])
    with pytest.raises(Refusal, match="units_file_torn"):
        imported(place)


@pytest.mark.slow
def test_the_whole_country_comes_in_and_again_without_any_change():
    place = shared("data/units")
    said = imported(place)
    assert said["read"] == 17905 + 4465 + 10599
    assert said["rejected"] == []
    assert find_unit("Phường Ba Đình", TODAY).parent_code == "01"
    assert Unit.objects.filter(level="province", valid_to=None).count() == 34
    assert Unit.objects.filter(level="commune", valid_to=None).count() == 3321
    again = imported(place)
    assert (again["units_added"], again["units_changed"], again["successions_added"]) == (0, 0, 0)
