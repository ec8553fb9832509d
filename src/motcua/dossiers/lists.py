"""The work lists: what each holds, in which order, a page at a time by key.

A list is as fast for ten million dossiers as for ten thousand: it is read along an index, in
order, from the key on. An officer's reach is taken apart into the dossiers of each desk, those
a unit holds for another desk, and those offered to it; the parts share none and are merged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.lookups import Exact

from motcua.dossiers.indexed import (
    CAME,
    DUE,
    ELSEWHERE,
    OFFERED,
    OPEN,
    Beyond,
    HasWords,
    Settled,
    Unindexed,
)
from motcua.dossiers.list_views import VIEWS, Reader, condition, numbers
from motcua.dossiers.models import DossierRow
from motcua.dossiers.queries import Row
from motcua.organisation.permits import Part
from motcua.rules.calendar import HANOI
from motcua.rules.folding import words

PAGE = 50
# What the views tell dossiers apart by.
TOLD_APART = (
    "status",
    "unit",
    "holder",
    "holder_unit",
    "pending_unit",
    "pending_officer",
    "promised",
)
# Those with an index: where a dossier has another authority, one of these names it too.
UNITS = ("unit", "holder_unit", "pending_unit")
# What the indexes on the second and third of them ask besides.
ALSO = {"holder_unit": (ELSEWHERE,), "pending_unit": (OPEN, OFFERED)}
WORDED = ("unit", "holder_unit")
# An officer of more units reads along the order of all, and passes over what is out of reach.
MOST_MERGED = 6
# Beyond so many open dossiers the tabs go without their numbers, and the page stays fast.
MOST_COUNTED = 5000
MOST_WORDS = 8
# So many rows are looked through before an index of words is asked.
NEAR = 2000
# A serial, a telephone or an identity number: rare, and found by the index at once.
NUMBER = re.compile("[0-9]{7,}")
PERSON = re.compile("[0-9]{9}|[0-9]{12}")
LITERAL = re.compile("[%_!]")
# A whole code: no list needs to be searched for it.
CODE = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*-[0-9]{6,8}-[0-9]{4,7}")

COLUMNS = (
    "stream",
    "code",
    "status",
    "outcome",
    "procedure",
    "channel",
    "unit",
    "holder",
    "holder_unit",
    "pending_unit",
    "pending_officer",
    "received_at",
    "submitted_at",
    "appointed",
    "promised",
    "last_at",
    "applicant_name",
    "supplements",
    "late_entry",
    "open_fee",
)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a list was asked for; everything but the view may be empty. It lives in the address."""

    view: str
    text: str = ""
    channel: str = ""
    until: date | None = None
    after: str = ""


class Page(msgspec.Struct, frozen=True):
    """Fifty rows at most, and the key from which the next page goes on; "" for the last one."""

    rows: list[Row]
    following: str


class Order(msgspec.Struct, frozen=True):
    """By which moment a list goes, and in which direction."""

    key: Any
    newest_first: bool = False

    @property
    def by(self) -> tuple[str, str]:
        """The two columns to sort by; no two rows are alike in both."""
        return ("-key", "-stream") if self.newest_first else ("key", "stream")


BY_DUE = Order(DUE)
ORDERS = {"all": Order(CAME, newest_first=True), "online": Order(CAME)}


def counts(reader: Reader) -> dict[str, int]:
    """How many dossiers each view of open ones holds; one statement. Empty beyond `MOST_COUNTED`."""
    parts = [part.values(*TOLD_APART, "key") for part in _parts(reader, Asked(view="unit"), BY_DUE)]
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0].order_by("key")
    within, values = rows[: MOST_COUNTED + 1].query.sql_with_params()
    sums, first = numbers(reader)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sums} FROM ({within}) within", (*first, *values))  # noqa: S608
        found = dict(zip(VIEWS, (number or 0 for number in cursor.fetchone()), strict=False))
    return {} if found["unit"] > MOST_COUNTED else found


def asks_for_a_person(text: str) -> bool:
    """Whether an identity number is asked for: nine digits or twelve."""
    return any(PERSON.fullmatch(word) for word in words(text)[:MOST_WORDS])


def work_list(reader: Reader, asked: Asked) -> Page:
    """One page of a view; `asked.after` is the key of the last row before it.

    One statement; a second one where the words asked for are rare.
    """
    order = ORDERS.get(asked.view, BY_DUE)
    typed = words(asked.text)[:MOST_WORDS]
    code = asked.text.strip().upper()
    if CODE.fullmatch(code):
        found = list(_of_code(reader, asked, order, code))
    else:
        frequent = typed and not any(map(NUMBER.fullmatch, typed))
        found = list(_near(reader, asked, order, typed)) if frequent else []
        if len(found) <= PAGE:
            found = list(_merged(_parts(reader, asked, order, typed), order, PAGE + 1))
    shown = found[:PAGE]
    return Page(shown, _key(shown[-1]) if len(found) > PAGE else "")


def _of_code(reader: Reader, asked: Asked, order: Order, code: str) -> QuerySet[Any]:
    rows = reader.scope.limit(DossierRow.objects.filter(code=code), *UNITS)
    return _narrowed(rows.filter(*_view(reader, asked.view)), order, asked).order_by(*order.by)


def _near(reader: Reader, asked: Asked, order: Order, typed: tuple[str, ...]) -> QuerySet[Any]:
    """What has the words among the first `NEAR` rows: all of a page where the words are frequent.

    An index of words would have to sort every Nguyễn of ten years for it.
    """
    parts = [part.values("stream", "key", "search") for part in _parts(reader, asked, order)]
    near, values = _merged(parts, order, NEAR).query.sql_with_params()
    found = f"SELECT stream FROM ({near}) near WHERE "  # noqa: S608  a statement of Django's
    found += " AND ".join(["' ' || search || ' ' LIKE %s ESCAPE '!'"] * len(typed))
    patterns = ["% " + LITERAL.sub(r"!\g<0>", word) + " %" for word in typed]
    rows = DossierRow.objects.filter(stream__in=RawSQL(found, [*values, *patterns]))  # noqa: S611
    rows = rows.annotate(key=order.key).values(*COLUMNS, "key")
    return rows.order_by(*order.by)[: PAGE + 1]


def _merged(parts: Sequence[QuerySet[Any]], order: Order, most: int) -> QuerySet[Any]:
    """So many rows of all parts together, in order."""
    if len(parts) == 1:
        return parts[0].order_by(*order.by)[:most]
    # PostgreSQL reads a part in its order only when asked to; SQLite does it unasked.
    if connection.features.supports_slicing_ordering_in_compound:
        parts = [part.order_by(*order.by)[:most] for part in parts]
    return parts[0].union(*parts[1:], all=True).order_by(*order.by)[:most]


def _parts(
    reader: Reader, asked: Asked, order: Order, typed: tuple[str, ...] = ()
) -> list[QuerySet[Any]]:
    """The view's rows within reach, with these words, in parts that share none."""
    view = _view(reader, asked.view)
    if typed:
        order = Order(Settled(order.key), order.newest_first)
    # Few enough to be sorted: an officer's own, and what is offered.
    most = 0 if asked.view in ("mine", "to_confirm") else MOST_MERGED
    # What has ended is too much to be sorted: one unit's at a time is read in order.
    alone = most if asked.view == "all" else 1
    return [
        _narrowed(_worded(part, typed).filter(part.others, *view, *ALSO.get(part.through, ())),
                  order, asked)
        for part in reader.scope.parts(*UNITS, alone=alone, most=most)
    ]  # fmt: skip


def _worded(part: Part, typed: tuple[str, ...]) -> QuerySet[DossierRow]:
    """The rows of a part, with these words if there are any."""
    rows = DossierRow.objects.all()
    if not typed:
        return rows.filter(part.own)
    if part.unit and part.through in WORDED:
        # The words name the unit; PostgreSQL would look up all its dossiers as well.
        rows = rows.filter(Exact(Unindexed(part.through), part.unit))
        return rows.filter(HasWords(typed, part.through, part.unit))
    return rows.filter(part.own, HasWords(typed))


def _view(reader: Reader, view: str) -> list[Any]:
    says = RawSQL(*condition(view, reader), output_field=BooleanField())  # noqa: S611  list_views
    return [says] if view == "all" else [OPEN, says]


def _narrowed(rows: QuerySet[DossierRow], order: Order, asked: Asked) -> QuerySet[Any]:
    rows = rows.annotate(key=order.key)
    if asked.channel:
        rows = rows.filter(channel=asked.channel)
    if asked.until:
        end = datetime.combine(asked.until, datetime.max.time(), HANOI)
        rows = rows.filter(promised__lte=end)
    after = _read_key(asked.after)
    if after:
        rows = rows.filter(Beyond(*after, descending=order.newest_first))
    return rows.order_by().values(*COLUMNS, "key")


def _key(row: Row) -> str:
    return f"{row['key'].isoformat()}~{row['stream']}"


def _read_key(after: str) -> tuple[datetime, str] | None:
    """The moment and the stream of a key; one that cannot be read begins again."""
    moment, _, stream = after.partition("~")
    try:
        seen = datetime.fromisoformat(moment)
        return (seen.astimezone(UTC), stream) if seen.tzinfo and stream.isascii() else None
    except (ValueError, OverflowError):
        return None
