"""What each work list holds, said once in SQL: the lists and the numbers on their tabs read it.

A page asks for nine of them at once, and putting nine conditions together as objects took longer
than the database did. Words in braces are filled in from who reads; nothing else is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from motcua.organisation.permits import Scope

Filled = tuple[str, list[Any]]
RUNNING = "status IN ('received', 'in_progress')"
# The work lists in the order of their tabs; `all` also holds what has ended, the rest is open.
VIEWS: Mapping[str, str] = {
    "mine": "holder IN {people}",
    "to_confirm": (
        f"{RUNNING} AND pending_unit <> '' AND {{here}} AND pending_officer IN {{anybody}}"
        " AND holder NOT IN {people}"
    ),
    "overdue": f"{RUNNING} AND promised < {{now}}",
    "soon": f"{RUNNING} AND promised >= {{now}} AND promised <= {{soon}}",
    "waiting": "status IN ('awaiting_papers', 'awaiting_supplement', 'awaiting_obligation')",
    "elsewhere": f"{RUNNING} AND {{elsewhere}}",
    "to_return": "status = 'finished'",
    "online": "status = 'submitted'",
    "unit": "1 = 1",
    "all": "1 = 1",
}
# What is offered here; taken in here and held by, or offered to, another unit.
WITHIN = {
    "here": "pending_unit IN {units}",
    "elsewhere": "unit IN {units} AND (holder_unit NOT IN {units} OR pending_unit NOT IN {nowhere})",
}
# The same for whoever reads everything: seen from the desk that took it in.
ANYWHERE = {
    "here": "1 = 1",
    "elsewhere": "(holder_unit <> unit OR pending_unit NOT IN ('', unit))",
}
BLANK = re.compile(r"\{(\w+)\}")


class Reader(msgspec.Struct, frozen=True):
    """Who reads when: reach and pseudonym, now, and the end of what is due soon."""

    scope: Scope
    officer: str
    now: datetime
    soon: datetime

    @property
    def people(self) -> list[str]:
        """The officer and those in whose place they act."""
        return [self.officer, *sorted(frozenset[str]().union(*self.scope.absent.values()))]


def condition(view: str, reader: Reader) -> Filled:
    """The view's rows among those within reach: SQL and its values."""
    text = VIEWS[view]
    places = ANYWHERE if reader.scope.everything else WITHIN
    for name, says in places.items():
        text = text.replace(f"{{{name}}}", says)
    values: list[Any] = []

    def filled(blank: re.Match[str]) -> str:
        found = _value(blank[1], reader)
        values.extend(found if isinstance(found, list) else [found])
        return f"({', '.join(['%s'] * len(found))})" if isinstance(found, list) else "%s"

    return BLANK.sub(filled, text), values


def numbers(reader: Reader) -> Filled:
    """One sum for each view of open dossiers, in their order."""
    parts = [condition(view, reader) for view in VIEWS if view != "all"]
    sums = [f"SUM(CASE WHEN {sql} THEN 1 ELSE 0 END)" for sql, _ in parts]
    return ", ".join(sums), [value for _, values in parts for value in values]


def _value(name: str, reader: Reader) -> Sequence[str] | Any:
    if name in ("now", "soon"):
        return connection.ops.adapt_datetimefield_value(getattr(reader, name))
    if name in ("people", "anybody"):
        return [*reader.people, *([""] if name == "anybody" else [])]
    return [*sorted(reader.scope.units), *([""] if name == "nowhere" else [])]
