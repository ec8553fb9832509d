"""A small province with two communes, their people, and the starter catalogue, by the rooms' own
actions; and the clock that the tests' pages read.

    house = opened_house()              # province, desks, officers, catalogue
    house["lan"]                        # the officer at the desk of CAM_XUYEN
    received(house)                     # a dossier that came in at MORNING

Everything repeats: no chance, no machine's clock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from motcua.dossiers import actions
from motcua.dossiers.kept import Paper, Person
from motcua.organisation.actions import officers, units
from motcua.organisation.models import Officer
from motcua.organisation.units import as_unit
from motcua.procedures import queries as catalogue_of
from motcua.procedures import starter
from motcua.rules.calendar import HANOI
from motcua.rules.limit import Channel
from motcua.settings.law.catalogue import catalogue
from tests import world

# A Thursday, half past nine: five working days on is the Thursday after, with no holiday between.
MORNING = datetime(2026, 3, 5, 9, 30, tzinfo=HANOI)
TODAY = MORNING.date()
BEFORE = datetime(2026, 3, 2, 9, 0, tzinfo=HANOI)
BEGINNING = date(2025, 7, 1)
PASSWORD = "một cửa mở từ bảy giờ"

PROVINCE, CAM_XUYEN, THIEN_CAM = "42", "18673", "18676"
UNITS = (
    (PROVINCE, "Tỉnh Hà Tĩnh", "province", "", date(2004, 8, 31), None),
    (CAM_XUYEN, "Xã Cẩm Xuyên", "commune", PROVINCE, BEGINNING, None),
    (THIEN_CAM, "Xã Thiên Cầm", "commune", PROVINCE, BEGINNING, None),
)
DESKS = {CAM_XUYEN: "H27.17.08", THIEN_CAM: "H27.17.09"}
# User name: full name, role, unit.
PEOPLE = {
    "lan": ("Nguyễn Thị Lan", "desk_officer", CAM_XUYEN),
    "minh": ("Phan Đức Minh", "desk_officer", CAM_XUYEN),
    "thu": ("Hồ Thị Thu", "cashier", CAM_XUYEN),
    "tuan": ("Lê Anh Tuấn", "specialist", CAM_XUYEN),
    "ky": ("Võ Hữu Kỳ", "signer", CAM_XUYEN),
    "van": ("Bùi Thị Vân", "records_clerk", CAM_XUYEN),
    "dung": ("Trần Quang Dũng", "head", CAM_XUYEN),
    "sau": ("Đặng Văn Sáu", "desk_officer", THIEN_CAM),
    "thanh": ("Dương Thị Thanh", "inspector", PROVINCE),
}

# Procedures of the starter catalogue, by what the tests need of them.
COPY = "2.000815"  # served at once, fee by pages
EXTRACT = "2.000635"  # served at once, fee by copies
GUARDIAN = "1.004837"  # three working days, no fee
CONTRACT = "2.001035"  # two working days, a fee of 50,000 đồng
MARRIAGE = "1.000894"  # two cases: one and five working days
ALLOWANCE = "1.001776"  # its limit is not known

House = dict[str, Officer]


def opened_house() -> House:
    """The province with its desks, people and catalogue; officers by user name."""
    world.begun("house", _open)
    return {each.username: each for each in Officer.objects.all()}


def _open() -> None:
    for row in UNITS:
        as_unit(*row).save()
    first = _officer("quantri", "Trần Quản Trị", None)
    _give(first, "administrator", "*", None)
    for name, (full_name, role, unit) in PEOPLE.items():
        _give(_officer(name, full_name, first), role, unit, first)
    for unit, code in DESKS.items():
        units.mark_desk(
            unit,
            agency_code=code,
            act_number="04/QĐ-UBND",
            approved_by=first,
            recorded_at=BEFORE,
        )
    starter.bring_in(catalogue(), at=BEFORE)


def _officer(name: str, full_name: str, approved_by: Officer | None) -> Officer:
    return officers.add_officer(
        name,
        full_name,
        password=PASSWORD,
        act_number="02/QĐ-UBND",
        approved_by=approved_by,
        recorded_at=BEFORE,
    )


def _give(officer: Officer, role: str, unit: str, approved_by: Officer | None) -> None:
    officers.assign(
        officer,
        role,
        unit,
        since=BEGINNING,
        act_number="03/QĐ-UBND",
        approved_by=approved_by,
        recorded_at=BEFORE,
    )


def hand(officer: Officer, now: datetime = MORNING, **more: Any) -> actions.Hand:
    """The officer's deed at a moment; `at` is an earlier one at which it occurred."""
    return actions.Hand(by=officer.pseudonym, now=now, **more)


def order(procedure: str = GUARDIAN, name: str = "Trần Thị Hạnh", **more: Any) -> actions.Order:
    """What is handed in at the desk of Cẩm Xuyên: one paper, two copies of it."""
    said = {
        "unit": CAM_XUYEN,
        "procedure": procedure,
        "applicant": Person(name, number="042185001234", phone="0900123456"),
        "papers": (Paper("Tờ khai đăng ký việc giám hộ", originals=1, copies=2),),
    }
    return actions.Order(**(said | more))


def received(
    house: House, procedure: str = GUARDIAN, *, by: str = "lan", at: datetime = MORNING, **more: Any
) -> actions.Receipt:
    """A dossier that came in at the desk of the officer."""
    unit = PEOPLE[by][2]
    return actions.receive(order(procedure, **({"unit": unit} | more)), hand(house[by], at))


def served(
    house: House,
    name: str = "Trần Thị Hạnh",
    *,
    by: str = "lan",
    at: datetime = MORNING,
    **more: Any,
) -> actions.Receipt:
    """Certified copies, made and paid at once."""
    unit = PEOPLE[by][2]
    return actions.serve(order(COPY, name, unit=unit, papers=(), **more), hand(house[by], at))


def handed_over(
    house: House, stream: str, to: str, *, by: str = "lan", at: datetime, step: int = 1
) -> None:
    """The dossier went to an officer, who confirmed it five minutes later."""
    receiver, unit = house[to], PEOPLE[to][2]
    actions.hand_over(stream, unit, step, hand(house[by], at), to_officer=receiver.pseudonym)
    actions.confirm_handover(stream, hand(receiver, at + timedelta(minutes=5)))


def case_of(procedure: str, name: str, day: date = TODAY) -> int:
    """The id of a case by the beginning of its name."""
    found = catalogue_of.offer(procedure, day).cases
    return next(each.id for each in found if each.name.startswith(name))


def limit_of(procedure: str, channel: Channel = Channel.COUNTER, day: date = TODAY) -> Any:
    """The limit of a procedure with one case."""
    return catalogue_of.terms(procedure, channel, day).limit


def ticking(start: datetime, real: Callable[[], datetime]) -> Callable[[], datetime]:
    """A clock that shows `start` now and goes on as the real one does."""
    began = real()
    return lambda: start + (real() - began)
