"""The map of Hà Tĩnh on any day, and where every unit went."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from motcua.settings.law.catalogue import Level
from motcua.settings.law.entries import DataError, typed
from motcua.settings.law.units import Kind, UnitEntry, UnitRow, in_order, successions, units
from tests.shared import shared

JULY = date(2025, 7, 1)


def on(day: str | date, level: Level = Level.COMMUNE, parent: str = "") -> list[UnitRow]:
    when = date.fromisoformat(day) if isinstance(day, str) else day
    there = [row for row in units() if row.level is level and row.holds(when)]
    return [row for row in there if not parent or row.parent == parent]


@pytest.mark.parametrize(
    ("day", "communes", "districts", "why"),
    [
        ("2015-01-01", 262, 12, "before the town of Kỳ Anh"),
        ("2015-04-11", 262, 13, "the town of Kỳ Anh is formed"),
        ("2019-12-31", 262, 13, "the last day before 819/NQ-UBTVQH14"),
        ("2020-01-01", 216, 13, "46 communes fewer"),
        ("2024-12-31", 216, 13, "the last day of Lộc Hà district"),
        ("2025-01-01", 209, 12, "1283/NQ-UBTVQH15"),
        ("2025-06-30", 209, 12, "the last day of the districts"),
        ("2025-07-01", 69, 0, "1665/NQ-UBTVQH15: 60 communes and 9 wards"),
        ("2026-12-31", 69, 0, "nothing has changed since"),
    ],
)
def test_so_many_units_on_the_map(day, communes, districts, why):
    assert (len(on(day)), len(on(day, Level.DISTRICT))) == (communes, districts), why
    assert [row.code for row in on(day, Level.PROVINCE)] == ["42"]


@pytest.mark.parametrize(
    ("day", "communes"),
    [("2015-01-01", 27), ("2019-12-31", 27), ("2020-01-01", 23), ("2025-01-01", 21)],
)
def test_cam_xuyen_district_has_so_many_communes(day, communes):
    assert len(on(day, parent="446")) == communes


def test_the_land_of_cam_xuyen_is_eight_communes_today():
    before = {row.code for row in on("2019-12-31", parent="446")}
    for day in sorted({row.day for row in successions() if row.day >= date(2020, 1, 1)}):
        went = {row.from_code: row.to_code for row in successions() if row.day == day}
        before = {went.get(code, code) for code in before}
    today = {row.code: row.name for row in on(JULY)}
    names = [
        "Cẩm Xuyên",
        "Thiên Cầm",
        "Yên Hòa",
        "Cẩm Bình",
        "Cẩm Hưng",
        "Cẩm Duệ",
        "Cẩm Trung",
        "Cẩm Lạc",
    ]
    assert {today[code] for code in before} == {f"Xã {name}" for name in names}


def test_wards_and_communes_of_july_2025_are_as_the_resolution_counts_them():
    kinds = Counter(row.name.split()[0] for row in on(JULY))
    assert kinds == {"Xã": 60, "Phường": 9}
    assert {row.parent for row in on(JULY)} == {"42"}


def test_no_name_is_on_the_map_twice_since_july_2025():
    assert max(Counter(row.name for row in on(JULY)).values()) == 1


def test_every_unit_that_ends_says_what_became_of_it():
    told = {(row.from_code, row.day) for row in successions()}
    silent = [row for row in units() if row.valid_to and (row.code, row.valid_to) not in told]
    assert silent == []


def test_every_unit_that_begins_after_2015_says_what_it_came_from():
    told = {(row.to_code, row.day) for row in successions()}
    new = [row for row in units() if row.valid_from > date(2015, 1, 1)]
    assert [row for row in new if (row.code, row.valid_from) not in told] == []


def test_both_ends_of_every_change_exist():
    eve = timedelta(days=1)
    for change in successions():
        assert [u for u in units() if u.code == change.from_code and u.holds(change.day - eve)], (
            change
        )
        if change.kind is Kind.ABOLISH:
            assert change.to_code == ""
            continue
        assert [u for u in units() if u.code == change.to_code and u.holds(change.day)], change


def test_a_rename_changes_the_name_and_a_move_the_parent():
    for change in successions():
        old = [u for u in units() if u.code == change.from_code and u.valid_to == change.day]
        new = [u for u in units() if u.code == change.to_code and u.valid_from == change.day]
        if change.kind is Kind.RENAME:
            assert old[0].name != new[0].name, change
        if change.kind is Kind.MOVE:
            assert old[0].parent != new[0].parent, change


def test_a_unit_goes_wholly_to_one_or_in_parts_to_several():
    taken = Counter((c.from_code, c.day) for c in successions() if c.kind is Kind.MERGE)
    parts = Counter((c.from_code, c.day) for c in successions() if c.kind is Kind.SPLIT)
    assert set(taken.values()) == {1}
    assert not taken.keys() & parts.keys()
    for (code, day), number in parts.items():
        goes_on = any(u.code == code and u.holds(day) for u in units())
        assert number > 1 or goes_on, (code, day)


def test_every_parent_exists_as_long_as_its_children():
    for row in units():
        last = (row.valid_to or date(2026, 12, 31)) - timedelta(days=1)
        for day in (max(row.valid_from, date(2015, 1, 1)), last):
            if row.parent:
                assert any(u.code == row.parent and u.holds(day) for u in units()), (row, day)


def test_two_periods_of_one_code_never_overlap():
    first = UnitRow("1", date(2015, 1, 1), None, "Xã A", Level.COMMUNE, "42")
    later = UnitRow("1", date(2020, 1, 1), None, "Xã B", Level.COMMUNE, "42")
    with pytest.raises(DataError, match=r"units.toml, commune 2 \(1\): overlaps"):
        in_order([first, later])
    assert in_order(units()) == units()


def test_a_unit_that_ends_before_it_begins_is_named_by_its_place():
    row = {"code": "18673", "since": JULY, "until": JULY, "name": "Xã Cẩm Xuyên"}
    with pytest.raises(DataError, match=r"units.toml, commune 1 \(18673\): .*ends after it begins"):
        typed("units.toml", "commune", [row], UnitEntry)


def test_what_was_put_right_carries_a_note():
    ky_anh = [row for row in units() if row.parent == "447" and row.holds(date(2015, 1, 1))]
    assert len(ky_anh) == 33
    assert all(row.note for row in ky_anh)
    assert {row.code: row.name for row in units() if row.code in ("447", "449")} == {
        "447": "Huyện Kỳ Anh",
        "449": "Thị xã Kỳ Anh",
    }
    assert [row.valid_to for row in units() if row.code == "18448"] == [date(2020, 1, 1)]


def source_rows() -> list[dict[str, str]]:
    """The rows of the statistics office that reach 2015, without those known to be wrong."""
    with shared("data/units/hatinh_units_temporal.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["level"] == "xa"]
    late = [row for row in rows if not row["valid_to"] or row["valid_to"] > "2015-01-01"]
    return [row for row in late if (row["code"], row["valid_from"]) != ("18448", "2025-01-01")]


def test_every_commune_of_the_statistics_office_is_here_unless_put_right():
    ours = {(u.code, u.valid_to, u.name, u.parent): u for u in units()}
    differing = []
    for row in source_rows():
        end = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
        key = (row["code"], end, " ".join(row["name"].split()), row["district_code"] or "42")
        same = ours.get(key)
        if same is None or (str(same.valid_from) != row["valid_from"] and not same.note):
            differing.append(row["code"])
    assert differing == ["18391"]


def named(text: str, names: Iterable[str]) -> set[str]:
    """The names that stand in a text; a name inside a longer one is not meant."""
    found = set()
    for name in sorted(names, key=len, reverse=True):
        if name in text:
            found.add(name)
            text = text.replace(name, "")
    return found


def resolution() -> dict[str, str]:
    """What each clause of 1665/NQ-UBTVQH15 joins, by the name of what it forms."""
    text = shared("law/nq1665_ubtvqh15.md").read_text("utf-8")
    text = " ".join(unicodedata.normalize("NFC", text).replace("*", "").split())
    clause = re.compile(r"Sắp xếp (toàn bộ [^.]+?) mới có tên gọi là ?(?:xã|phường) ?([^.]+)\.")
    return {new: olds for olds, new in clause.findall(text)}


def test_who_went_into_whom_in_july_2025_is_what_the_resolution_says():
    eve = {u.code: re.sub("^(Xã|Phường|Thị trấn) ", "", u.name) for u in on("2025-06-30")}
    today = {u.code: re.sub("^(Xã|Phường) ", "", u.name) for u in on(JULY)}
    ours: dict[str, set[str]] = {}
    for change in successions():
        if change.day == JULY and change.kind in (Kind.MERGE, Kind.SPLIT):
            ours.setdefault(today[change.to_code], set()).add(eve[change.from_code])
    assert ours == {new: named(olds, eve.values()) for new, olds in resolution().items()}
    assert len(ours) == 67
