"""The work lists: what each holds, in which order, a page at a time by key.

A list is as fast for ten million dossiers as for ten thousand: it is read along an index, in
order, from the key on. An officer's reach is taken apart into the dossiers of each desk, those
a unit holds for another desk, and those offered to it; the parts share none and are merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from django.db.models import Count, F, Q, QuerySet

from motcua.dossiers.indexed import CAME, DUE, ELSEWHERE, OFFERED, OPEN, Beyond, HasWords
from motcua.dossiers.models import DossierRow
from motcua.dossiers.queries import Row
from motcua.organisation.permits import Scope
from motcua.rules.calendar import HANOI
from motcua.rules.folding import words
from motcua.rules.regime import Status

PAGE = 50
WORKING = (Status.RECEIVED, Status.IN_PROGRESS)
WAITING = (Status.AWAITING_PAPERS, Status.AWAITING_SUPPLEMENT, Status.AWAITING_OBLIGATION)
# Those with an index: where a dossier has another authority, one of these names it too.
UNITS = ("unit", "holder_unit", "pending_unit")
# An officer of more units reads along the order of all, and passes over what is out of reach.
MOST_MERGED = 6
# Beyond so many open dossiers the tabs go without their numbers, and the page stays fast.
MOST_COUNTED = 5000
MOST_WORDS = 8
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
# The work lists in the order of their tabs; `all` also holds what has ended.
VIEWS = (
    "mine",
    "to_confirm",
    "overdue",
    "soon",
    "waiting",
    "elsewhere",
    "to_return",
    "online",
    "unit",
    "all",
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


class Reader(msgspec.Struct, frozen=True):
    """Who reads when: reach and pseudonym, now, and the end of what is due soon."""

    scope: Scope
    officer: str
    now: datetime
    soon: datetime

    @property
    def people(self) -> list[str]:
        """The officer and those in whose place they act."""
        return [self.officer, *sorted(set(self.scope.substituted.values()))]


class Order(msgspec.Struct, frozen=True):
    """By which moment a list goes, and in which direction."""

    key: Any
    newest_first: bool = False


BY_DUE = Order(DUE)
ORDERS = {"all": Order(CAME, newest_first=True), "online": Order(CAME)}


def _views(reader: Reader) -> dict[str, Q]:
    """Each view's rows, the reach aside."""
    people = reader.people
    running = Q(OPEN, status__in=WORKING)
    return {
        "mine": Q(OPEN, holder__in=people),
        "to_confirm": Q(OFFERED, running, _here(reader.scope), pending_officer__in=["", *people])
        & ~Q(holder__in=people),
        "overdue": running & Q(promised__lt=reader.now),
        "soon": running & Q(promised__gte=reader.now, promised__lte=reader.soon),
        "waiting": Q(OPEN, status__in=WAITING),
        "elsewhere": running & _elsewhere(reader.scope),
        "to_return": Q(OPEN, status=Status.FINISHED),
        "online": Q(OPEN, status=Status.SUBMITTED),
        "unit": Q(OPEN),
        "all": Q(),
    }


def _here(scope: Scope) -> Q:
    return Q() if scope.everything else Q(pending_unit__in=scope.units)


def _elsewhere(scope: Scope) -> Q:
    """Taken in here and held by, or offered to, another unit."""
    if scope.everything:
        return ELSEWHERE | (Q(OFFERED) & ~Q(pending_unit=F("unit")))
    held = ~Q(holder_unit__in=scope.units)
    offered = ~Q(pending_unit__in=[*scope.units, ""])
    return Q(unit__in=scope.units) & (held | offered)


def counts(reader: Reader) -> dict[str, int]:
    """How many dossiers each view of open ones holds; one statement. Empty beyond `MOST_COUNTED`."""
    views = _views(reader)
    named = {f"n_{name}": Count("pk", filter=views[name]) for name in VIEWS if name != "all"}
    within = reader.scope.limit(DossierRow.objects.all(), *UNITS)
    found = within.filter(OPEN)[: MOST_COUNTED + 1].aggregate(**named)
    if found["n_unit"] > MOST_COUNTED:
        return {}
    return {name.removeprefix("n_"): number for name, number in found.items()}


def work_list(reader: Reader, asked: Asked) -> Page:
    """One page of a view; `asked.after` is the key of the last row before it. One statement."""
    order = ORDERS.get(asked.view, BY_DUE)
    parts = [_narrowed(part, order, asked) for part in _parts(reader, asked)]
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    sign = "-" if order.newest_first else ""
    found = list(rows.order_by(f"{sign}key", f"{sign}stream")[: PAGE + 1])
    shown = found[:PAGE]
    return Page(shown, _key(shown[-1]) if len(found) > PAGE else "")


def _parts(reader: Reader, asked: Asked) -> Iterator[QuerySet[DossierRow]]:
    """The view's rows within reach, in parts that share none."""
    view = _views(reader)[asked.view]
    # Few enough to be sorted: an officer's own, and what is offered.
    most = 0 if asked.view in ("mine", "to_confirm") else MOST_MERGED
    for column, unit, condition in reader.scope.parts(*UNITS, most=most):
        rows = DossierRow.objects.filter(condition & view)
        if column == "holder_unit":
            rows = rows.filter(ELSEWHERE)
        elif column == "pending_unit":
            rows = rows.filter(OFFERED)
        yield _searched(rows, asked.text, column, unit)


def _searched(
    rows: QuerySet[DossierRow], text: str, column: str, unit: str
) -> QuerySet[DossierRow]:
    if CODE.fullmatch(code := text.strip().upper()):
        return rows.filter(code=code)
    asked = words(text)[:MOST_WORDS]
    if asked and column in ("unit", "holder_unit"):
        return rows.filter(HasWords(asked, column, unit))
    return rows.filter(HasWords(asked)) if asked else rows


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
