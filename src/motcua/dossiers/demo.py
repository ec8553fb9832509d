"""What the demonstration stands on: eight desks, their people, the catalogue, a month of work.

Everything comes in by the doors that an office uses. The people are invented, and the agency
codes are our own: no list of them was found (docs/decisions/0045).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from django.db import transaction

from motcua.dossiers import actions, bulk, sample
from motcua.dossiers.actions.intake import bound
from motcua.dossiers.kept import Person
from motcua.dossiers.models import DossierRow
from motcua.dossiers.numbers import code_counter
from motcua.ledger import sequencer
from motcua.ledger.models import Counter
from motcua.organisation.actions.officers import add_officer, assign
from motcua.organisation.actions.units import load_starter, mark_desk
from motcua.organisation.models import Officer
from motcua.organisation.units import unit_at
from motcua.procedures import queries as catalogue
from motcua.procedures import starter
from motcua.procedures.models import Process
from motcua.rules.calendar import HANOI
from motcua.rules.codes import dossier_code, pattern_on
from motcua.rules.limit import Channel
from motcua.rules.refusal import Refusal
from motcua.settings.law.catalogue import catalogue as starter_catalogue
from motcua.settings.law.codes import patterns

# The communes that lie on the former district of Cẩm Xuyên since 1 July 2025 (NQ 1665).
COMMUNES = ("18673", "18676", "18682", "18685", "18736", "18739", "18742", "18748")
PASSWORD = "mot-cua-thu-nghiem"  # noqa: S105 - printed by the demonstration itself
ACT = "01/QĐ-THU-NGHIEM"
SINCE = date(2025, 7, 1)
PEOPLE = (
    ("mc", "desk_officer", "Công chức một cửa"),
    ("cv", "specialist", "Chuyên viên"),
    ("cv2", "specialist", "Chuyên viên"),
    ("ky", "signer", "Phó Chủ tịch"),
    ("vt", "records_clerk", "Văn thư"),
    ("ld", "head", "Chủ tịch"),
    ("tq", "cashier", "Thủ quỹ"),
)
MOST_OFFERS = 40


@dataclass(slots=True)
class Seeded:
    """What the demonstration put in, for the line it prints."""

    units: int = 0
    officers: int = 0
    procedures: int = 0
    dossiers: int = 0
    log_ins: list[tuple[str, str]] = field(default_factory=list)


def is_seeded() -> bool:
    """Whether this database already holds the demonstration's people."""
    return Officer.objects.filter(username="quantri").exists()


def is_foreign() -> bool:
    """Whether this database holds somebody's own work, which no demonstration may touch."""
    return Officer.objects.exists() and not is_seeded()


def people(now: datetime, random: Random) -> dict[str, sample.Desk]:
    """The eight desks with their officers; only those of the first commune can log in at once."""
    same = {"act_number": ACT, "recorded_at": now}
    admin = add_officer(
        "quantri", "Quản trị thử nghiệm", password=PASSWORD, approved_by=None, **same
    )
    assign(admin, "administrator", "*", since=SINCE, approved_by=None, **same)
    inspector = add_officer(
        "thanhtra", "Thanh tra thử nghiệm", password=PASSWORD, approved_by=admin, **same
    )
    assign(inspector, "inspector", "*", since=SINCE, approved_by=admin, **same)
    desks = {}
    for place, code in enumerate(COMMUNES):
        mark_desk(
            code,
            agency_code=f"H27.{code}",
            act_number=ACT,
            approved_by=admin,
            recorded_at=now,
        )
        desks[code] = _desk(code, place, admin, now, random)
    return desks


def _desk(code: str, place: int, admin: Officer, now: datetime, random: Random) -> sample.Desk:
    officers: dict[str, list[str]] = {}
    for short, role, position in PEOPLE:
        username = f"{short}.{code}"
        name = sample.person(random).name
        # Hashing fifty passwords would take longer than all the rest: the others set their own.
        officer = add_officer(
            username,
            name,
            password=PASSWORD if place == 0 else None,
            approved_by=admin,
            act_number=ACT,
            recorded_at=now,
        )
        assign(
            officer,
            role,
            code,
            since=SINCE,
            position=position,
            act_number=ACT,
            approved_by=admin,
            recorded_at=now,
        )
        officers.setdefault(role, []).append(officer.pseudonym)
    return sample.Desk(unit=code, officers=officers, care=0.90 + 0.012 * place)


def procedures(now: datetime) -> int:
    """The starter catalogue is in force; how many procedures it has."""
    read, _ = starter.bring_in(starter_catalogue(), at=now)
    return read


def offers(unit: str, day: date) -> list[sample.Offer]:
    """What the desks are asked for: the procedures that have an internal process, no more."""
    codes = (
        Process.objects.filter(valid_from__lte=day)
        .order_by("procedure__code")
        .values_list("procedure__code", flat=True)
        .distinct()[:MOST_OFFERS]
    )
    found = []
    for code in codes:
        try:
            found.append(_offer(code, unit, day))
        except Refusal:
            continue
    return found


def _offer(code: str, unit: str, day: date) -> sample.Offer:
    offered = catalogue.offer(code, day)
    at = datetime.combine(day, datetime.min.time(), HANOI)
    order = actions.Order(
        unit=unit,
        procedure=code,
        applicant=Person("—"),
        case=offered.cases[0].id,
        channel=Channel.COUNTER,
    )
    terms = bound(order, at, actions.law_for(unit, at))
    immediate = offered.no_appointment or bool(terms.limit and terms.limit.same_day)
    found = catalogue.terms(code, Channel.COUNTER, day, offered.cases[0].id)
    papers = tuple(paper.name for paper in offered.papers if not paper.when)[:6]
    return sample.Offer(terms, papers, found.fee or 0, 6 if immediate else 2, immediate)


def _codes(unit: str, moments: Sequence[datetime], used: dict[str, int]) -> Iterator[str]:
    """The codes of a desk in the order of receipt, counted by day; `used` learns the last ones."""
    serials: dict[date, Iterator[int]] = {}
    agency = unit_at(unit, SINCE).agency_code
    for at in moments:
        day = at.astimezone(HANOI).date()
        serial = next(serials.setdefault(day, count(1)))
        used[code_counter(unit, day)] = serial
        yield dossier_code(pattern_on(patterns(), day), agency, day, serial)


def dossiers(
    desks: dict[str, sample.Desk], now: datetime, per_day: int, random: Random
) -> Iterator[int]:
    """A month of work at every desk, by the bulk path; yields how many after each batch."""
    used: dict[str, int] = {}
    day = now.astimezone(HANOI).date()
    for desk in desks.values():
        law = actions.law_for(desk.unit, now)
        world = sample.World(law.regime, law.calendar, now - timedelta(days=30), now)
        moments = sample.moments(world, per_day, random)
        codes = _codes(desk.unit, moments, used)
        yield from bulk.write(
            sample.histories(world, desk, offers(desk.unit, day), moments, codes, random)
        )
    with transaction.atomic():
        Counter.objects.bulk_create(Counter(name=name, value=last) for name, last in used.items())


def seed(now: datetime, *, tick, per_day: int = 9, number: int = 20251124) -> Seeded:  # type: ignore[no-untyped-def]
    """The whole demonstration is in the database and every event has its position."""
    random = Random(number)  # noqa: S311 - invented people, not secrets
    done = Seeded()
    done.units = load_starter(recorded_at=now)["units_added"]
    done.procedures = procedures(now)
    tick(200)
    desks = people(now, random)
    done.officers = Officer.objects.count()
    tick(200)
    for written in dossiers(desks, now, per_day, random):
        tick(written)
    done.dossiers = DossierRow.objects.count()
    sequencer.drain()
    done.log_ins = log_ins()
    return done


def log_ins() -> list[tuple[str, str]]:
    """The accounts that can log in, with what each is for."""
    first = COMMUNES[0]
    return [(f"{short}.{first}", position) for short, _, position in PEOPLE] + [
        ("thanhtra", "Thanh tra"),
        ("quantri", "Quản trị"),
    ]
