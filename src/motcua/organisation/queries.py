"""The hot statements of the room: what an officer reaches on a day, and what a unit's calendar is.

Raw SQL, because both walk the tree of units.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db import connection

# `deep` rows go down the tree of units as it was on the day; every row goes back to the units
# wholly merged into one that it reaches (docs/decisions/0061), unless such a code lives on.
# One recursive term with outer joins, because PostgreSQL takes one reference to `reach` only and
# SQLite uses no index inside a UNION there.
REACH = """
WITH RECURSIVE held(code, role, acting_for) AS (
    SELECT a.unit_code, a.role, ''
      FROM organisation_assignment a
     WHERE a.officer_id = %(officer)s
       AND a.since <= %(day)s AND (a.until IS NULL OR a.until > %(day)s)
    UNION
    SELECT a.unit_code, a.role, o.pseudonym
      FROM organisation_substitution s
      JOIN organisation_assignment a ON a.officer_id = s.absent_id AND a.unit_code = s.unit_code
      JOIN organisation_officer o ON o.id = s.absent_id
     WHERE s.substitute_id = %(officer)s AND s.since <= %(day)s AND s.until > %(day)s
       AND a.since <= %(day)s AND (a.until IS NULL OR a.until > %(day)s)
), reach(code, role, acting_for, deep, held) AS (
    SELECT code, role, acting_for, CASE WHEN role IN ({below}) THEN 1 ELSE 0 END, 1 FROM held
    UNION
    SELECT CASE way.n WHEN 1 THEN u.code ELSE s.from_code END, r.role, r.acting_for, r.deep, 0
      FROM reach r
      CROSS JOIN (SELECT 1 AS n UNION ALL SELECT 2) way
      LEFT JOIN organisation_unit u
        ON way.n = 1 AND r.deep = 1 AND u.parent_code = r.code
       AND u.valid_from <= %(day)s AND (u.valid_to IS NULL OR u.valid_to > %(day)s)
      LEFT JOIN organisation_succession s
        ON way.n = 2 AND s.to_code = r.code AND s.day <= %(day)s AND NOT s.partial
       AND s.from_code <> '' AND s.from_code <> s.to_code
       AND NOT EXISTS (SELECT 1 FROM organisation_unit living
                        WHERE living.code = s.from_code AND living.valid_from <= %(day)s
                          AND (living.valid_to IS NULL OR living.valid_to > %(day)s))
     WHERE u.code IS NOT NULL OR s.from_code IS NOT NULL
)
SELECT r.code, r.role, r.acting_for, r.held, COALESCE(u.name, ''), COALESCE(u.agency_code, '')
  FROM reach r
  LEFT JOIN organisation_unit u
    ON r.held = 1 AND u.code = r.code
   AND u.valid_from <= %(day)s AND (u.valid_to IS NULL OR u.valid_to > %(day)s)
 ORDER BY r.held DESC, r.code, r.role
"""


class Reached(NamedTuple):
    """One unit reached in one role; `acting_for` is a pseudonym or "".

    `held` is 1 where the role was given for this very unit; then `name` and `agency_code` are its.
    """

    code: str
    role: str
    acting_for: str
    held: int
    name: str
    agency_code: str = ""


def reach(officer: int, below: Collection[str], day: date) -> list[Reached]:
    """Every unit an officer reaches on a day; `below` names the roles that reach further down."""
    values: dict[str, object] = {
        "officer": officer,
        "day": connection.ops.adapt_datefield_value(day),
    }
    values.update({f"below{n}": role for n, role in enumerate(sorted(below))})
    names = ", ".join(f"%(below{n})s" for n in range(len(below))) or "NULL"
    with connection.cursor() as cursor:
        cursor.execute(REACH.format(below=names), values)
        return [Reached(*row) for row in cursor.fetchall()]


# The unit and those above it on the day, and what each of them set; 6 levels are more than exist.
LAYERS = """
WITH RECURSIVE above(code, n) AS (
    SELECT CAST(%(unit)s AS varchar(32)), 0
    UNION ALL
    SELECT u.parent_code, a.n + 1
      FROM above a
      JOIN organisation_unit u
        ON u.code = a.code
       AND u.valid_from <= %(day)s AND (u.valid_to IS NULL OR u.valid_to > %(day)s)
     WHERE u.parent_code <> '' AND a.n < 6
)
SELECT 'hours', a.n, h.since, h.since, h.sessions, h.act_number
  FROM above a JOIN organisation_unithours h ON h.unit_code = a.code
UNION ALL
SELECT 'closure', a.n, c.since, c.until, c.superior_act_number, c.act_number
  FROM above a JOIN organisation_unitclosure c
    ON c.unit_code = a.code AND c.withdrawn_by_act = ''
 ORDER BY 1, 2, 3
"""


class Layer(NamedTuple):
    """Hours (`says`: the sessions) or a closure (`says`: the superior's act or ""), `above` by n."""

    kind: str
    above: int
    since: date
    until: date
    says: str
    act: str


def layers(unit_code: str, day: date) -> tuple[Layer, ...]:
    """What the unit and the units above it on the day set for their calendars."""
    values = {"unit": unit_code, "day": connection.ops.adapt_datefield_value(day)}
    with connection.cursor() as cursor:
        cursor.execute(LAYERS, values)
        return tuple(
            Layer(kind, above, _day(since), _day(until), says, act)
            for kind, above, since, until, says, act in cursor.fetchall()
        )


def _day(value: date | str) -> date:
    # SQLite hands out text.
    return date.fromisoformat(value) if isinstance(value, str) else value
