"""Roles and what each may do: the dated table `law/roles.toml`, read once (house rule 60)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Literal

import msgspec

from motcua.rules.law import HouseRule
from motcua.settings.law import read
from motcua.settings.law.entries import typed

FILE = "roles.toml"
EVERYWHERE = "*"


class Grant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one role may do from a day on, in its own unit or also in the units below it."""

    role: str
    name: str
    since: date
    reach: Literal["own", "below"]
    permissions: frozenset[str]
    anywhere: bool = False


GROUND = HouseRule(read(FILE)["house_rule"])
PERMISSIONS: Mapping[str, str] = MappingProxyType(read(FILE)["permissions"])
GRANTS: tuple[Grant, ...] = typed(FILE, "grants", read(FILE)["grants"], Grant)
ROLES: Mapping[str, str] = MappingProxyType({grant.role: grant.name for grant in GRANTS})


def grant_of(role: str, day: date) -> Grant | None:
    """The row of a role that holds on a day; None before its first one or for an unknown role."""
    past = [grant for grant in GRANTS if grant.role == role and grant.since <= day]
    return max(past, key=lambda grant: grant.since, default=None)


@cache
def roles_with(permission: str, day: date) -> frozenset[str]:
    """The roles that hold a permission on a day."""
    return frozenset(grant.role for grant in _in_force(day) if permission in grant.permissions)


@cache
def overseers(day: date) -> frozenset[str]:
    """The roles that on a day also reach the units below theirs."""
    return frozenset(grant.role for grant in _in_force(day) if grant.reach == "below")


def _in_force(day: date) -> list[Grant]:
    return [grant for grant in (grant_of(role, day) for role in ROLES) if grant is not None]
