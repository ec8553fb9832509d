"""The statistics office's dated lists of units, line by line; what cannot be used is named.

Three files: units in time, their changes, and the map of 1/7/2025. The units of Hà Tĩnh are never
taken from them: the project states those itself, with the known faults of the lists put right
(docs/decisions/0042).
"""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from motcua.organisation.models import Succession, Unit
from motcua.organisation.units import as_unit
from motcua.rules.folding import clean
from motcua.rules.refusal import Refusal
from motcua.settings.law.units import units

UNITS = "units_temporal_2004_2025.csv.gz"
CHANGES = "unit_changes_2004_2025.csv.gz"
MAP = "map_2025-07-01_old_to_new.csv.gz"
MAP_DAY = date(2025, 7, 1)
LEVELS = {"tinh": "province", "huyen": "district", "xa": "commune"}
LONGEST = 4000
Made = TypeVar("Made")
Line = dict[str, str]


@dataclass(slots=True)
class Reading:
    """The files of a folder, and what reading them has met so far."""

    folder: Path
    read: int = 0
    rejected: list[dict[str, object]] = field(default_factory=list)
    own: int = 0
    own_codes: frozenset[str] = field(
        default_factory=lambda: frozenset(row.code for row in units())
    )

    def units(self) -> Iterator[Unit]:
        """The rows of units in time; provinces and districts come before their parts."""
        seen: set[tuple[str, date]] = set()

        def made(line: Line) -> Unit | None:
            unit = _unit(line)
            if unit.code in self.own_codes:
                self.own += 1
                return None
            if (unit.code, unit.valid_from) in seen:
                raise ValueError("trùng mã và ngày đầu với một dòng trước")
            seen.add((unit.code, unit.valid_from))
            return unit

        return self._made(UNITS, made)

    def successions(self) -> Iterator[Succession]:
        """The changes, then the map of 1/7/2025."""
        yield from self._made(CHANGES, lambda line: self._foreign(_change(line)))
        yield from self._made(MAP, lambda line: self._foreign(_merged(line)))

    def _foreign(self, row: Succession) -> Succession | None:
        if {row.from_code, row.to_code} & self.own_codes:
            self.own += 1
            return None
        return row

    def _made(self, name: str, make: Callable[[Line], Made | None]) -> Iterator[Made]:
        for number, line in _lines(self.folder / name):
            self.read += 1
            try:
                found = make(line)
            except (ValueError, KeyError, Refusal) as fault:
                reason = f"thiếu cột {fault}" if isinstance(fault, KeyError) else str(fault)
                self.rejected.append({"file": name, "line": number, "reason": reason})
                continue
            if found is not None:
                yield found


def _lines(path: Path) -> Iterator[tuple[int, Line]]:
    """(line number, columns by name); raises `units_file_missing` and `units_file_torn`."""
    if not path.is_file():
        raise Refusal("units_file_missing", file=path.name, folder=path.parent)
    try:
        # What is no UTF-8 becomes U+FFFD, and its line alone is rejected.
        with gzip.open(path, "rt", encoding="utf-8-sig", errors="replace", newline="") as file:
            rows = csv.DictReader(file, restval="")
            for row in rows:
                yield rows.line_num, {str(name): text for name, text in row.items()}
    except (EOFError, zlib.error, gzip.BadGzipFile, csv.Error) as fault:
        raise Refusal("units_file_torn", file=path.name) from fault


def _unit(line: Line) -> Unit:
    level = LEVELS.get(line["level"])
    if level is None:
        raise ValueError(f"không rõ cấp “{line['level']}”")
    code, name = _text(line["code"], 32), _text(line["name"], 200)
    if not code or not name:
        raise ValueError("thiếu mã hoặc tên")
    first = date.fromisoformat(line["valid_from"])
    end = date.fromisoformat(line["valid_to"]) if line["valid_to"] else None
    if end is not None and end <= first:
        raise ValueError("hết hiệu lực trước khi bắt đầu")
    above = "" if level == "province" else line["district_code"] or line["province_code"]
    return as_unit(code, name, level, _text(above, 32), first, end)


def _change(line: Line) -> Succession:
    code = _text(line["code"], 32)
    kind = {"created": "create", "abolished": "abolish"}.get(line["change"])
    if kind is None and line["change"] != "changed":
        raise ValueError(f"không rõ thay đổi “{line['change']}”")
    kind = kind or ("rename" if line["old_name"] != line["new_name"] else "move")
    basis = _text(line["legal_basis"], LONGEST)
    # The source lists every resolution of the day; only a single one is surely this change's.
    single = basis.rstrip("; ").count(";") == 0
    return Succession(
        from_code="" if kind == "create" else code,
        to_code="" if kind == "abolish" else code,
        day=date.fromisoformat(line["effective_date"]),
        kind=kind,
        partial=False,
        resolution=basis.partition(":")[0][:300] if single else "",
        note="" if single else basis,
    )


def _merged(line: Line) -> Succession:
    partial = line["merge_type"] == "partial"
    if not partial and line["merge_type"] != "full":
        raise ValueError(f"không rõ kiểu sáp nhập “{line['merge_type']}”")
    return Succession(
        from_code=_text(line["old_code"], 32),
        to_code=_text(line["new_code"], 32),
        day=MAP_DAY,
        kind="split" if partial else "merge",
        partial=partial,
    )


def _text(text: str, longest: int) -> str:
    if "\ufffd" in text:
        raise ValueError("không phải UTF-8")
    return clean(text, longest)
