"""One answer to who may do a deed: `law/deeds.toml` and `law/roles.toml` name the same roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.guards import house

# Applicants act for themselves, without a role.
NO_ROLE = frozenset({"citizen"})
# What is asked or looked at and changes no dossier, or is no officer's deed on one.
NO_DEED = frozenset({"approve_second_supplement", "view", "list", "export", "day_sheet", "erase"})
ROOM = "dossiers."


def granted(grants: Iterable[dict[str, Any]], day: date) -> dict[str, set[str]]:
    """Permission → the roles that hold it on a day."""
    newest: dict[str, dict[str, Any]] = {}
    for grant in sorted(grants, key=lambda each: each["since"]):
        if grant["since"] <= day:
            newest[grant["role"]] = grant
    found: dict[str, set[str]] = {}
    for role, grant in newest.items():
        for permission in grant["permissions"]:
            found.setdefault(permission, set()).add(role)
    return found


def differences(
    deeds: Iterable[dict[str, Any]], grants: Iterable[dict[str, Any]], day: date
) -> list[str]:
    """Deeds that the two tables give to different roles, and permissions that no deed explains."""
    by_permission, deeds = granted(grants, day), list(deeds)
    names = {deed["name"] for deed in deeds}
    found = [
        f"{deed['name']} on {day}: {sorted(said)} in deeds.toml, {sorted(held)} in roles.toml"
        for deed in deeds
        if (said := set(deed["roles"]) - NO_ROLE)
        != (held := by_permission.get(ROOM + deed["name"], set()))
    ]
    rooms = {each.removeprefix(ROOM) for each in by_permission if each.startswith(ROOM)}
    return found + [f"{each}: a permission without a deed" for each in rooms - names - NO_DEED]


def test_every_deed_is_given_to_the_same_roles_in_both_tables():
    data = house.law_data()
    deeds, grants = data["deeds.toml"]["deed"], data["roles.toml"]["grants"]
    for day in sorted({grant["since"] for grant in grants}):
        house.none(differences(deeds, grants, day))


def test_every_deed_is_a_permission_with_a_name():
    data = house.law_data()
    known = data["roles.toml"]["permissions"]
    house.none(d["name"] for d in data["deeds.toml"]["deed"] if ROOM + d["name"] not in known)


def test_the_guard_catches_a_role_that_one_table_forgets():
    day = date(2020, 1, 1)
    deeds = [{"name": "exempt", "roles": ["cashier", "citizen"]}]
    first = {"role": "cashier", "since": date(2015, 1, 1), "permissions": ["dossiers.exempt"]}
    later = {"role": "cashier", "since": date(2019, 1, 1), "permissions": ["dossiers.fly"]}
    assert differences(deeds, [first], day) == []
    assert differences(deeds, [first, later], date(2018, 1, 1)) == []
    assert differences(deeds, [first, later], day) == [
        "exempt on 2020-01-01: ['cashier'] in deeds.toml, [] in roles.toml",
        "fly: a permission without a deed",
    ]
