"""The tables of internal processes as offices keep them: index.csv, steps.csv, totals.csv.

A process finds its procedure by its title within the field that the document's name gives;
what finds none is listed with its reason, never forced (docs/decisions/0073).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from motcua.procedures import processes
from motcua.procedures.models import Origin, Revision, State
from motcua.procedures.processes import ProcessFacts, StepRow
from motcua.rules.folding import fold, nfc
from motcua.rules.refusal import Refusal
from motcua.settings.law.catalogue import Level

LARGEST = 16 * 1024 * 1024
SHARED = "merged_with_above"
FIELDS = {
    "quy_trinh_cap_ho_tich_cap_xa": "Hộ tịch",
    "quy_trinh_chung_thuc": "Chứng thực",
    "quy_trinh_nuoi_con_nuoi": "Nuôi con nuôi",
}
ROLES = (
    ("lanh dao", "signer"),
    ("van thu", "records_clerk"),
    ("can bo tiep nhan", "desk_officer"),
    ("cong chuc tiep nhan", "desk_officer"),
    ("bo phan tiep nhan", "desk_officer"),
    ("cong chuc tu phap", "specialist"),
    ("chuyen vien", "specialist"),
    ("cong chung vien", "specialist"),
    ("phong chuyen mon", "specialist"),
    ("van phong hdnd", "specialist"),
)
COLUMNS = {
    "index.csv": {"doc", "code", "title", "issue"},
    "steps.csv": {"doc", "action", "responsible", "time", "time_merge", "time_other_case"},
    "totals.csv": {"doc", "sum_working_days"},
}
_LEADING = re.compile(r"(quy trình|thủ tục)\s+")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_AMOUNT = re.compile(r"(½|1/2|\d{1,3}(?:[.,]\d{1,2})?)\s*(?:ngày|$)")
_PLAIN = re.compile(r"(½|1/2|\d{1,3}([.,]\d{1,2})?)(\s*ngày)?")

Row = Mapping[str, str]


@dataclass(slots=True)
class Processes:
    """What an import of processes did; `flagged` were stored and say what is wrong."""

    read: int = 0
    imported: int = 0
    unchanged: int = 0
    flagged: list[tuple[ProcessFacts, list[str]]] = field(default_factory=list)
    unmatched: list[tuple[Row, Refusal]] = field(default_factory=list)


def import_folder(folder: Path, *, minutes_of_day: int) -> Processes:
    """Every process that finds its procedure is in force from its day of issue on.

    Raises `columns_missing`, `table_too_large`, `table_torn`, `line_not_text` for a table that is
    none of ours.
    """
    steps = _by_document(_table(folder / "steps.csv"))
    totals = {row["doc"]: row["sum_working_days"] for row in _table(folder / "totals.csv")}
    titles = _titles()
    done = Processes()
    for row in _table(folder / "index.csv"):
        done.read += 1
        try:
            facts = _facts(row, steps.get(row["doc"], []), totals.get(row["doc"], ""), titles)
            stored = processes.adopt(facts)
        except Refusal as refusal:
            done.unmatched.append((row, refusal))
            continue
        done.imported += stored is not None
        done.unchanged += stored is None
        limits = processes.limits_of(facts.procedure, facts.valid_from)
        found = processes.faults(facts.rules_steps(), facts.faults, limits, minutes_of_day)
        if found:
            done.flagged.append((facts, found))
    return done


def _table(path: Path) -> Iterator[Row]:
    if path.stat().st_size > LARGEST:
        raise Refusal("table_too_large", file=path.name, largest=LARGEST)
    try:
        text = nfc(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refusal("line_not_text", position=error.start) from error
    reader = csv.DictReader(io.StringIO(text.replace("\x00", ""), newline=""))
    try:
        missing = COLUMNS[path.name] - set(reader.fieldnames or ())
        if missing:
            raise Refusal("columns_missing", file=path.name, columns=", ".join(sorted(missing)))
        for row in reader:
            yield {key: value or "" for key, value in row.items() if isinstance(key, str)}
    except csv.Error as error:
        raise Refusal("table_torn", file=path.name, line=reader.line_num) from error


def _by_document(rows: Iterator[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["doc"], []).append(row)
    return found


def _titles() -> dict[tuple[str, str], set[str]]:
    """The codes of the published procedures that bear a title in a field."""
    published = Revision.objects.exclude(state=State.DRAFT).filter(field__in=FIELDS.values())
    found: dict[tuple[str, str], set[str]] = {}
    for in_field, name, code in published.values_list("field", "name", "procedure__code"):
        found.setdefault((in_field, normalised(name)), set()).add(code)
    return found


def normalised(title: str) -> str:
    """A title without case, doubled blanks and the words that say what it is a title of."""
    bare = " ".join(nfc(title).lower().split())
    while match := _LEADING.match(bare):
        bare = bare[match.end() :]
    return bare


def _facts(
    row: Row, steps: list[Row], total: str, titles: dict[tuple[str, str], set[str]]
) -> ProcessFacts:
    rows = tuple(map(_step, steps))
    stated = _decimal(total)
    counted = sum((each.working_days or Decimal(0) for each in rows), Decimal(0))
    found = {
        "time_conditional": any(_is_conditional(each.time_text) for each in rows),
        "step_time_missing": any(
            not step["time"].strip() and step["time_merge"] != SHARED for step in steps
        ),
        "total_differs": stated is not None and stated != counted,
    }
    return ProcessFacts(
        procedure=_procedure(row, titles),
        level=Level.PROVINCE if "/CT-" in row["code"] else Level.COMMUNE,
        title=" ".join(row["title"].split()),
        code=row["code"],
        steps=rows,
        valid_from=_issued(row["issue"]),
        source=f"Quy trình nội bộ {row['code']}, {row['issue']}",
        origin=Origin.IMPORT,
        stated_total=stated,
        faults=tuple(word for word, is_so in found.items() if is_so),
    )


def _procedure(row: Row, titles: dict[tuple[str, str], set[str]]) -> str:
    in_field = FIELDS.get(row["doc"].partition("__")[0])
    if in_field is None:
        raise Refusal("process_of_unknown_field", document=row["doc"])
    codes = sorted(titles.get((in_field, normalised(row["title"])), ()))
    if not codes:
        raise Refusal("process_without_procedure", field=in_field)
    if len(codes) > 1:
        raise Refusal("process_of_several", codes=", ".join(codes))
    return codes[0]


def _step(row: Row) -> StepRow:
    time = " ".join(row["time"].split())
    return StepRow(
        name=" ".join(row["action"].split()),
        role=role_of(row["responsible"]),
        responsible=" ".join(row["responsible"].split()),
        working_days=days(time),
        time_text=time,
        other_time=" ".join(row["time_other_case"].split()),
    )


def role_of(responsible: str) -> str:
    """The role that the printed words stand for; empty for another authority."""
    folded = fold(responsible)
    return next((role for words, role in ROLES if folded.startswith(words)), "")


def days(time: str) -> Decimal | None:
    """The first number of days in a cell; None when the cell has none."""
    match = _AMOUNT.search(time)
    if match is None:
        return None
    amount = match.group(1)
    return Decimal("0.5") if amount in {"½", "1/2"} else Decimal(amount.replace(",", "."))


def _is_conditional(time: str) -> bool:
    return bool(time) and _PLAIN.fullmatch(time) is None


def _issued(text: str) -> date:
    match = _DAY.search(text)
    if match is None:
        raise Refusal("process_without_day", issue=text)
    day, month, year = map(int, match.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Refusal("process_without_day", issue=text) from error


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
