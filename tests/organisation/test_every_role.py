"""Every role knocks at every address, for a dossier of its own unit and one of another.

Rooms that come later are walked without a change here.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.utils import timezone

from motcua.organisation.actions import absences, officers
from motcua.organisation.permits import LOGGED_IN, PUBLIC
from motcua.organisation.roles import EVERYWHERE, ROLES, grant_of
from tests.doors import DOORS, Door
from tests.dossiers import builders

pytestmark = pytest.mark.django_db
OWN, OTHER = builders.CAM_XUYEN, builders.THIEN_CAM
NOBODY = "nobody"


# Parts of addresses that name something of a unit; the same word is filled for both units.
OF_A_UNIT = frozenset({"ref", "assignment", "absence", "substitution"})


@dataclass(frozen=True)
class World:
    own: dict[str, str]
    other: dict[str, str]
    client: Client
    role: str

    def holds(self, permit: str) -> bool:
        if permit == PUBLIC:
            return True
        if self.role == NOBODY:
            return False
        grant = grant_of(self.role, timezone.localdate())
        return permit == LOGGED_IN or permit in grant.permissions

    def knock(self, door: Door, values: dict[str, str], method: str):
        before = self.client.cookies.copy()
        with transaction.atomic():
            response = getattr(self.client, method)(door.address(values))
            body = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
        # One of the doors logs out.
        self.client.cookies = before
        return (
            response.status_code,
            response.headers.get("Location", ""),
            body.decode(errors="replace"),
        )


@pytest.fixture
def quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(params=[*ROLES, NOBODY])
def world(request, db, quiet):
    """One officer with one role at Cẩm Xuyên, a dossier there and a dossier at Thiên Cầm."""
    house = builders.opened_house()
    refs = {
        OWN: builders.received(house, by="lan").code,
        OTHER: builders.received(house, by="sau").code,
    }
    client = Client(raise_request_exception=False)
    if request.param != NOBODY:
        client.force_login(_holder(house, request.param))
    places = {"procedure": builders.GUARDIAN, "code": builders.GUARDIAN}
    own, other = (
        {"ref": refs[unit], **places, **_rows(house, absent, unit)}
        for unit, absent in ((OWN, "lan"), (OTHER, "sau"))
    )
    return World(own, other, client, request.param)


def _rows(house, absent: str, unit: str) -> dict[str, str]:
    """The numbers of the absent officer's role, absence and substitution in the unit."""
    today = timezone.localdate()
    act = {"act_number": "8", "approved_by": house["quantri"], "recorded_at": builders.BEFORE}
    act |= {"since": today, "until": today + timedelta(days=3)}
    away = absences.record_absence(house[absent], **act)
    standing = absences.substitute(house[absent], house["minh"], unit, **act)
    held = house[absent].assignments.get()
    return {
        "assignment": str(held.pk),
        "absence": str(away.pk),
        "substitution": str(standing.pk),
    }


def _holder(house, role: str):
    act = {"act_number": "9", "approved_by": house["quantri"], "recorded_at": builders.BEFORE}
    officer = officers.add_officer("moi", "Người Mới", password=builders.PASSWORD, **act)
    if role == "head":
        held = house["dung"].assignments.get()
        officers.end_assignment(held, until=builders.BEGINNING, **act)
    officers.assign(officer, role, OWN, since=builders.BEGINNING, **act)
    return officer


def test_every_role_opens_what_it_may_and_nothing_else(world):
    faults = []
    for door in DOORS:
        for method in ("get", "post"):
            for whose, values in (("own", world.own), ("other", world.other)):
                status, location, _ = world.knock(door, values, method)
                fault = judged(world, door, method, whose, status, location)
                if fault:
                    faults.append(f"{method} {door.address(values)} ({whose}): {status}, {fault}")
    assert not faults, "\n".join(["", *faults])


def judged(world, door, method, whose, status, location) -> str:
    """What is wrong with an answer; empty when it is as the roles say."""
    if status >= 500:
        return "a fault of the program"
    if not world.holds(door.permit):
        return barred(world, method, status, location)
    if status == 403 and whose == "own":
        return f"shut, although the role holds {door.permit}"
    if whose == "other" and door.names & OF_A_UNIT and door.permit != PUBLIC:
        return "" if status in {403, 404, 405} else "opened what belongs to another unit"
    named = bool(door.names) and not door.names <= set(world.own)
    if method == "get" and status not in {200, 302, 405} and not (named and status == 404):
        return "does not open"
    return ""


def barred(world, method, status, location) -> str:
    if world.role != NOBODY:
        return "" if status == 403 else "opened without the permission"
    to_log_in = resolve_url(django_settings.LOGIN_URL)
    if method == "get":
        return "" if status == 302 and location.startswith(to_log_in) else "opened to nobody"
    return "" if status == 401 else "did a deed for nobody"


def test_no_page_without_a_part_shows_a_dossier_of_another_unit(world):
    shown = [
        door.view
        for door in DOORS
        if not door.names and world.other["ref"] in world.knock(door, {}, "get")[2]
    ]
    assert shown == []


def test_the_walk_goes_everywhere():
    assert {door.permit for door in DOORS} > {
        PUBLIC,
        LOGGED_IN,
        "dossiers.list",
        "dossiers.receive",
    }
    assert all(door.permit for door in DOORS)
    assert EVERYWHERE not in (OWN, OTHER)
