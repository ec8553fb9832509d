"""How units come in: the project's own starter set, and rows read from elsewhere.

Loading is idempotent: a row is known by its code and first day, and what the office itself set
(desk, agency code) is never overwritten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.utils.timezone import localdate

from motcua.organisation.actions import checks
from motcua.organisation.actions.record import record_act, record_change
from motcua.organisation.models import CODE, Officer, Succession, Unit
from motcua.organisation.units import as_unit, unit_at
from motcua.rules.folding import clean_line
from motcua.rules.refusal import Refusal
from motcua.settings.law.units import successions, units

# Writers hold the lock for milliseconds (design.md 10).
BATCH = 500
NAME = 200
AGENCY_CODE = 35
UNITS = "organisation.manage_calendar"
COMPARED = ("valid_to", "name", "short_name", "search", "level", "parent_code")
COUNTED = ("units_added", "units_changed", "units_kept", "successions_added", "successions_kept")
Item = TypeVar("Item")


def load_starter(*, recorded_at: datetime) -> dict[str, int]:
    """The project's own units and successions stand in the database; run again, nothing changes."""
    rows = (
        as_unit(row.code, row.name, row.level, row.parent, row.valid_from, row.valid_to)
        for row in units()
    )
    changes = (
        Succession(
            from_code=row.from_code,
            to_code=row.to_code,
            day=row.day,
            kind=row.kind,
            partial=row.partial,
            resolution=row.resolution,
            note="; ".join(filter(None, (row.note, row.unverified))),
        )
        for row in successions()
    )
    return put(rows, changes, source="starter", recorded_at=recorded_at)


def put(
    rows: Iterable[Unit], changes: Iterable[Succession], *, source: str, recorded_at: datetime
) -> dict[str, int]:
    """Rows stored in batches, each with its event; what is there already stays. How many of each."""
    counts = Counter(dict.fromkeys(COUNTED, 0))
    for batch in _batches(rows):
        with transaction.atomic():
            written = _put_units(batch, counts)
            _record(source, written, recorded_at)
    for turn in _batches(changes):
        with transaction.atomic():
            written = _put_successions(turn, counts)
            _record(source, written, recorded_at)
    return dict(counts)


@transaction.atomic
def mark_desk(
    code: str,
    *,
    act_number: str,
    approved_by: Officer,
    recorded_at: datetime,
    agency_code: str = "",
    verified: bool = False,
    by: Officer | None = None,
) -> Unit:
    """The unit has a one-stop desk, with its agency code (mã định danh) when one is given.

    `verified` when the act itself states the code. Raises `unit_unknown` and what an approval
    raises.
    """
    act = checks.act(act_number, approved_by, by, recorded_at)
    day = localdate(recorded_at)
    unit = unit_at(code, day)
    checks.unit_approval(approved_by, by, day, unit.code)
    unit.is_desk = True
    unit.act_number = act.number
    if agency_code:
        unit.agency_code = clean_line(agency_code, AGENCY_CODE)
        unit.agency_code_verified = verified
    unit.save(update_fields=["is_desk", "agency_code", "agency_code_verified", "act_number"])
    record_act(unit, unit.code, unit.valid_from, act, UNITS, unit.code)
    return unit


@transaction.atomic
def add_office(
    code: str,
    name: str,
    parent_code: str,
    *,
    since: date,
    act_number: str,
    approved_by: Officer,
    recorded_at: datetime,
    by: Officer | None = None,
) -> Unit:
    """An office or section stands under its unit from a day on, such as `18673.KT`.

    Raises `unit_unknown` for the parent, `unit_exists`, `name_missing` and what an approval raises.
    """
    act = checks.act(act_number, approved_by, by, recorded_at)
    parent = unit_at(parent_code, since)
    checks.unit_approval(approved_by, by, localdate(recorded_at), parent.code)
    office = as_unit(
        clean_line(code, CODE), clean_line(name, NAME), "office", parent.code, since, None
    )
    if not office.code or not office.name:
        raise Refusal("name_missing")
    there = Unit.objects.filter(code=office.code).exclude(valid_to__lte=since).first()
    if there is not None:
        raise Refusal("unit_exists", unit=office.code, since=there.valid_from)
    office.act_number = act.number
    office.save(force_insert=True)
    record_act(office, office.code, office.valid_from, act, UNITS, parent.code)
    return office


def _put_units(batch: list[Unit], counts: Counter[str]) -> list[Unit]:
    codes = {unit.code for unit in batch}
    there = {(unit.code, unit.valid_from): unit for unit in Unit.objects.filter(code__in=codes)}
    added, changed = [], []
    for unit in batch:
        known = there.setdefault((unit.code, unit.valid_from), unit)
        if known is unit:
            added.append(unit)
        elif any(getattr(known, name) != getattr(unit, name) for name in COMPARED):
            for name in COMPARED:
                setattr(known, name, getattr(unit, name))
            changed.append(known)
    Unit.objects.bulk_create(added)
    Unit.objects.bulk_update(changed, COMPARED, batch_size=100)
    counts["units_added"] += len(added)
    counts["units_changed"] += len(changed)
    counts["units_kept"] += len(batch) - len(added) - len(changed)
    return added + changed


def _put_successions(batch: list[Succession], counts: Counter[str]) -> list[Succession]:
    names = ("from_code", "to_code", "day", "kind")
    codes, days = {row.from_code for row in batch}, {row.day for row in batch}
    known = Succession.objects.filter(from_code__in=codes, day__in=days)
    there = set(known.values_list(*names))
    added = []
    for row in batch:
        key = tuple(getattr(row, name) for name in names)
        if key not in there:
            there.add(key)
            added.append(row)
    Succession.objects.bulk_create(added)
    counts["successions_added"] += len(added)
    counts["successions_kept"] += len(batch) - len(added)
    return added


def _record(source: str, written: list[Unit] | list[Succession], recorded_at: datetime) -> None:
    if written:
        record_change(
            *written,
            key=source,
            since=min(getattr(row, "valid_from", None) or row.day for row in written),
            act=source,
            approved_by="system",
            recorded_at=recorded_at,
        )


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch
