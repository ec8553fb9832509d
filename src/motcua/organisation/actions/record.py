"""The one place where a change of reference data becomes an event.

Each key of a table is its own stream, so that streams stay short and two changes of one row at
once cannot both win. The event holds a digest of the rows as they stand after the change.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import NamedTuple

import msgspec
from django.db.models import Model

from motcua.ledger import store
from motcua.organisation.models import Officer
from motcua.organisation.permits import in_place_of
from motcua.rules.events import ReferenceChanged

# A row knows its number only after it is stored, and another installation gives another one.
NOT_DIGESTED = ("id",)


def record_change(
    *rows: Model,
    key: str,
    since: date,
    act: str,
    approved_by: str,
    recorded_at: datetime,
    by: str = "system",
    acting_for: str | None = None,
) -> None:
    """The change stands in the ledger: table, key, act, approver and digest, in this transaction.

    Raises `Conflict` when somebody else changed the same key meanwhile.
    """
    table = rows[0]._meta.db_table
    stream = f"{table}:{key}"
    store.append(
        stream,
        [
            ReferenceChanged(
                at=recorded_at,
                by=by,
                acting_for=acting_for,
                table=table,
                key=key,
                since=since,
                act=act,
                approved_by=approved_by,
                digest=digest(*rows),
            )
        ],
        after_version=store.last_version(stream),
        recorded_at=recorded_at,
    )


class Act(NamedTuple):
    """What stands behind a change: an act's number, who approved it, who enters it, and when."""

    number: str
    approved_by: Officer | None
    by: Officer | None
    at: datetime


def record_act(
    row: Model, key: str, since: date, act: Act, permission: str, *unit_codes: str
) -> None:
    """The change of one row by an act, entered under a permission at these units, or anywhere.

    The people stand in the ledger by pseudonym, also in whose place it was entered.
    """
    record_change(
        row,
        key=key,
        since=since,
        act=act.number,
        approved_by=pseudonym(act.approved_by),
        by=pseudonym(act.by),
        recorded_at=act.at,
        acting_for=in_place_of(act.by, permission, act.at, *unit_codes),
    )


def pseudonym(officer: Officer | None) -> str:
    """How an officer is named on the ledger; the command line is "system"."""
    return officer.pseudonym if officer else "system"


def digest(*rows: Model) -> str:
    """SHA-256 over the rows' columns in order, as 64 hexadecimal digits."""
    found = hashlib.sha256()
    for row in rows:
        values = {
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if field.attname not in NOT_DIGESTED
        }
        found.update(msgspec.json.encode(values, order="sorted"))
    return found.hexdigest()
