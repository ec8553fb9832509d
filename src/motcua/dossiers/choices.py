"""What the forms of the deeds offer to choose from: people, steps, fees, questions, entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from motcua.dossiers.page import DossierPage
from motcua.organisation.models import Assignment
from motcua.organisation.units import on
from motcua.web.formats import money

# Who may be handed a dossier, and what they are called beside their name.
WORKING_ROLES: Mapping[str, Any] = {
    "desk_officer": gettext_lazy("bộ phận một cửa"),
    "specialist": gettext_lazy("công chức chuyên môn"),
    "signer": gettext_lazy("người ký"),
    "records_clerk": gettext_lazy("văn thư"),
}
HEAD = "head"


@dataclass(frozen=True, slots=True)
class Choices:
    """Pairs of value and text; the likeliest first."""

    desks: list[tuple[str, str]] = field(default_factory=list)
    receivers: list[tuple[str, str]] = field(default_factory=list)
    colleagues: list[tuple[str, str]] = field(default_factory=list)
    steps: list[tuple[int, str]] = field(default_factory=list)
    heads: list[tuple[str, str]] = field(default_factory=list)
    opinions: list[tuple[int, str]] = field(default_factory=list)
    entries: list[tuple[int, str]] = field(default_factory=list)
    fees: list[tuple[int, str]] = field(default_factory=list)


def choices(page: DossierPage, officer: str, day: date) -> Choices:
    """What may be chosen on the page of a deed; a few statements."""
    dossier = page.dossier
    desks = {unit.code: unit.short_name for unit in on(day).filter(is_desk=True).order_by("search")}
    staff = _staff({dossier.holder_unit or dossier.unit, dossier.authority} - {""}, day)
    return Choices(
        desks=[(code, name) for code, name in desks.items() if code != dossier.unit],
        receivers=_receivers(page, staff, officer),
        colleagues=_colleagues(page, staff),
        steps=_steps(page),
        # A second list of missing papers is outside the law: only then a head is asked.
        heads=_heads(staff) if len(dossier.supplements) >= page.law.regime.supplements else [],
        opinions=[
            (each.number, f"{each.number}. {page.speakers.authority(each.authority)}")
            for each in dossier.opinions
            if each.answered is None
        ],
        entries=[(each.version, f"{each.version}. {each.title}") for each in page.entries()],
        fees=[(each.number, f"{each.number}. {money(each.amount)}") for each in dossier.charges],
    )


def _staff(units: Iterable[str], day: date) -> list[Assignment]:
    """Who works in these units on a day, by name; one row for each role."""
    rows = Assignment.objects.filter(
        unit_code__in=set(units),
        role__in=[*WORKING_ROLES, HEAD],
        since__lte=day,
        officer__is_active=True,
    ).select_related("officer")
    held = [row for row in rows if row.until is None or row.until > day]
    return sorted(held, key=lambda row: (row.officer.full_name, row.role))


def _receivers(page: DossierPage, staff: list[Assignment], officer: str) -> list[tuple[str, str]]:
    """Everybody but the sender, those whose role the next step asks for first."""
    wanted = page.next_step.role if page.next_step else ""
    found: dict[str, str] = {}
    working = [row for row in staff if row.role in WORKING_ROLES]
    for row in sorted(working, key=lambda row: row.role != wanted):
        if row.officer.pseudonym != officer:
            value = f"{row.unit_code}/{row.officer.pseudonym}"
            found.setdefault(value, f"{row.officer.full_name} – {WORKING_ROLES[row.role]}")
    here = page.dossier.holder_unit or page.dossier.unit
    anybody = gettext("Bất cứ người nào được giao việc ở %(unit)s")
    found[f"{here}/"] = anybody % {"unit": page.speakers.unit(here)}
    return list(found.items())


def _colleagues(page: DossierPage, staff: list[Assignment]) -> list[tuple[str, str]]:
    """Who works where the dossier lies, but the one who holds it."""
    here = page.dossier.holder_unit or page.dossier.unit
    found: dict[str, str] = {}
    for row in staff:
        if row.unit_code == here and row.role in WORKING_ROLES:
            found.setdefault(
                row.officer.pseudonym, f"{row.officer.full_name} – {WORKING_ROLES[row.role]}"
            )
    found.pop(page.dossier.holder, None)
    return list(found.items())


def _heads(staff: list[Assignment]) -> list[tuple[str, str]]:
    return [(row.officer.pseudonym, row.officer.full_name) for row in staff if row.role == HEAD]


def _steps(page: DossierPage) -> list[tuple[int, str]]:
    """The next step, then those to which it may go back."""
    now, count = page.dossier.step, len(page.dossier.step_minutes)
    found = [each for each in (now + 1, *range(now - 1, -1, -1)) if not count or each < count]
    return [
        (each, page.step_name(each) if each > now else _back(page.step_name(each)))
        for each in found
    ]


def _back(name: str) -> str:
    return gettext("Trả lại bước: %(step)s") % {"step": name}
