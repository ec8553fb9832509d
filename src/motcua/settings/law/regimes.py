"""Regimes, deeds and states from `law/regimes.toml` and `law/deeds.toml`, as values."""

from __future__ import annotations

from functools import cache
from typing import Any

from motcua.rules.law import Ground, HouseRule, Unverified, article
from motcua.rules.regime import Deed, Regime, Status
from motcua.settings.law import read


def _ground(entry: dict[str, Any], regime: dict[str, Any]) -> Ground:
    if "house" in entry:
        return HouseRule(entry["house"])
    return article(entry["law"]) if regime["text_held"] else Unverified(regime["source"])


def _deeds(regime: dict[str, Any]) -> dict[str, Deed]:
    return {
        entry["name"]: Deed(
            name=entry["name"],
            states=frozenset(entry["states"]),
            roles=frozenset(entry["roles"]),
            ground=_ground(entry, regime),
            by_holder=entry.get("by_holder", False),
        )
        for entry in read("deeds.toml")["deed"]
        if regime["name"] in entry.get("regimes", [regime["name"]])
    }


@cache
def regimes() -> tuple[Regime, ...]:
    """Every regime known, oldest first."""
    table = read("regimes.toml")
    figures = {name: figure["value"] for name, figure in table["figures"].items()}
    return tuple(
        Regime(**{"until": None, **entry, **figures}, deeds=_deeds(entry))
        for entry in table["regime"]
    )


def regime(name: str) -> Regime:
    """The regime of that name; `KeyError` for one that is not on file."""
    return {each.name: each for each in regimes()}[name]


def national_code(status: Status) -> int:
    """The code (1 to 10) under which the national portal knows a local state; unverified."""
    code: int = read("deeds.toml")["states"][status.value]["code"]
    return code


def state_name(status: Status) -> str:
    """What people call the state, in Vietnamese."""
    name: str = read("deeds.toml")["states"][status.value]["name"]
    return name
