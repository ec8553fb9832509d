"""The work lists: what each holds, in which order, a page at a time by key.

A list is as fast for ten million dossiers as for ten thousand: it is read along an index, in
order, from the key on. An officer's reach is taken apart into the dossiers of each desk, those
a unit holds for another desk, and those offered to it; the parts share none and are merged.
The statements are written out, because making them of objects took longer than they did.
"""

# ruff: noqa: S608  only our own names are put into a text (`statements`)

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from motcua.dossiers import statements
from motcua.dossiers.list_views import VIEWS, Reader, condition, numbers
from motcua.dossiers.queries import Row
from motcua.dossiers.statements import ROWS, Sql, has_words, is_one_of, spelt
from motcua.organisation.permits import Part
from motcua.rules.calendar import HANOI
from motcua.rules.folding import words

PAGE = 50
# Those with an index: where a dossier has another authority, one of these names it too.
UNITS = ("unit", "holder_unit", "pending_unit")
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
# A whole code: no list needs to be searched for it.
CODE = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*-[0-9]{6,8}-[0-9]{4,7}")
MOMENTS = ("received_at", "submitted_at", "appointed", "promised", "last_at", "key")
COLUMNS = (
    *("stream", "code", "status", "outcome", "procedure", "channel", "unit", "holder"),
    *("holder_unit", "pending_unit", "pending_officer", "received_at", "submitted_at"),
    *("appointed", "promised", "last_at", "applicant_name", "supplements", "late_entry"),
    "open_fee",
)
# What the views tell dossiers apart by.
TOLD_APART = "status, unit, holder, holder_unit, pending_unit, pending_officer, promised"
# What the indexes on the second and third way to a dossier ask besides.
ALSO = {"holder_unit": ("elsewhere",), "pending_unit": ("open", "offered")}


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
    """By which moment a list goes, and in which direction; the stream decides between equals."""

    moment: str
    newest_first: bool = False

    @property
    def by(self) -> str:
        """As a statement says it."""
        return "ORDER BY key DESC, stream DESC" if self.newest_first else "ORDER BY key, stream"


ORDERS = {"all": Order("came", newest_first=True), "online": Order("came")}
BY_DUE = Order("due")


class _Query(msgspec.Struct, frozen=True):
    """One list as it was asked for."""

    reader: Reader
    asked: Asked
    order: Order
    typed: tuple[str, ...] = ()

    def parts(self, *, apart: bool = True) -> list[Part]:
        """The reach, taken apart as this view needs it."""
        # Few enough to be sorted: an officer's own, and what is offered.
        most = MOST_MERGED if apart and self.asked.view not in ("mine", "to_confirm") else 0
        # What has ended is too much to be sorted: one unit's at a time is read in order.
        alone = most if self.asked.view == "all" else 1
        return self.reader.scope.parts(*UNITS, alone=alone, most=most)

    def where(self, part: Part, *, plainly: bool = False) -> Sql:
        """What a row of a part must be, the words aside; `plainly`: looked at, not looked up."""
        found = _reached(part, self.reader, plainly=plainly)
        if self.asked.view != "all":
            found &= spelt("open")
        found &= Sql(*condition(self.asked.view, self.reader))
        if self.asked.channel:
            found &= Sql("channel = %s", [self.asked.channel])
        if self.asked.until:
            end = datetime.combine(self.asked.until, datetime.max.time(), HANOI)
            found &= Sql("promised <= %s", [statements.moment(end)])
        after = _read_key(self.asked.after)
        if after:
            sign = "<" if self.order.newest_first else ">"
            key = spelt(self.order.moment).text
            found &= Sql(
                f"({key}, stream) {sign} (%s, %s)", [statements.moment(after[0]), after[1]]
            )
        return found

    @property
    def select(self) -> str:
        """The columns that a list shows, and its key."""
        return f"SELECT {', '.join(COLUMNS)}, {spelt(self.order.moment).text} AS key FROM {ROWS}"

    def merged(self, most: int, columns: str = "") -> Sql:
        """So many rows of all parts together, in order."""
        select = f"SELECT {columns}, {spelt(self.order.moment).text} AS key FROM {ROWS}"
        select = f"{select if columns else self.select} WHERE "
        end = f" {self.order.by} LIMIT {most}"
        parts = [
            Sql("SELECT * FROM (" + select) + self.where(part) + Sql(f"{end}) part")
            for part in self.parts()
        ]
        return Sql(" UNION ALL ").join(parts) + Sql(end)

    def near(self) -> Sql:
        """What has the words among the first `NEAR` rows: a whole page where they are frequent.

        An index of words would have to sort every Nguyễn of ten years for it.
        """
        found = self.merged(NEAR, "stream, search")
        near = Sql("SELECT stream FROM (") + found + Sql(") near WHERE ")
        near += Sql(" AND ".join([statements.HAS] * len(self.typed)), _patterns(self.typed))
        rows = Sql(f"{self.select} WHERE stream IN (") + near
        return rows + Sql(f") {self.order.by} LIMIT {PAGE + 1}")

    def rare(self) -> Sql:
        """What an index of words finds, gathered and then sorted: no index is walked for order."""
        parts = [
            Sql(f"{self.select} WHERE ")
            + (has_words(part, self.typed) & self.where(part, plainly=True))
            for part in self.parts(apart=statements.merges_words())
        ]
        gathered = statements.gathered(Sql(" UNION ALL ").join(parts))
        return gathered + Sql(f" {self.order.by} LIMIT {PAGE + 1}")


def counts(reader: Reader) -> dict[str, int]:
    """How many dossiers each view of open ones holds; one statement. Empty beyond `MOST_COUNTED`."""
    parts = reader.scope.parts(*UNITS, most=MOST_MERGED)
    rows = [
        Sql(f"SELECT {TOLD_APART} FROM {ROWS} WHERE ") + (_reached(part, reader) & spelt("open"))
        for part in parts
    ]
    # Along the index: nothing is gathered beyond what is counted.
    order = f" ORDER BY {spelt('due').text}" if len(parts) == 1 else ""
    within = Sql(" UNION ALL ").join(rows) + Sql(f"{order} LIMIT {MOST_COUNTED + 1}")
    sums = Sql("SELECT ") + Sql(*numbers(reader)) + Sql(" FROM (") + within + Sql(") within")
    (found,) = statements.answer(sums)
    named = dict(zip(VIEWS, (number or 0 for number in found), strict=False))
    return {} if named["unit"] > MOST_COUNTED else named


def asks_for_a_person(text: str) -> bool:
    """Whether an identity number is asked for: nine digits or twelve."""
    return any(PERSON.fullmatch(word) for word in words(text)[:MOST_WORDS])


def work_list(reader: Reader, asked: Asked) -> Page:
    """One page of a view; `asked.after` is the key of the last row before it.

    One statement; a second one where the words asked for are rare.
    """
    code = asked.text.strip().upper()
    typed = () if CODE.fullmatch(code) else words(asked.text)[:MOST_WORDS]
    query = _Query(reader, asked, ORDERS.get(asked.view, BY_DUE), typed)
    found: list[Row] = []
    if CODE.fullmatch(code):
        found = _of_code(query, code)
    elif not typed:
        found = _rows(query.merged(PAGE + 1))
    else:
        if not any(map(NUMBER.fullmatch, typed)):
            found = _rows(query.near())
        if len(found) <= PAGE:
            found = _rows(query.rare())
    shown = found[:PAGE]
    following = f"{shown[-1]['key'].isoformat()}~{shown[-1]['stream']}" if found[PAGE:] else ""
    return Page(shown, following)


def _of_code(query: _Query, code: str) -> list[Row]:
    scope = query.reader.scope
    (whole,) = scope.parts(*UNITS, most=0)
    return _rows(Sql(f"{query.select} WHERE code = %s AND ", [code]) + query.where(whole))


def _reached(part: Part, reader: Reader, *, plainly: bool = False) -> Sql:
    """The rows of a part."""
    if not part.through:
        return Sql("1 = 1")
    # Words are looked up behind their unit; all its dossiers need not be looked up as well.
    hidden = statements.WORDED if plainly else ()
    names = [f"({name} || '')" if name in hidden else name for name in part.through]
    several = [is_one_of(name, part.units) for name in names]
    found = Sql("(") + Sql(" OR ").join(several) + Sql(")")
    for name in part.but:
        found &= Sql("NOT ") + is_one_of(name, sorted(reader.scope.units))
    for name in ALSO.get(part.through[0], ()) if len(part.through) == 1 else ():
        found &= spelt(name)
    return found


def _patterns(typed: tuple[str, ...]) -> list[Any]:
    return ["% " + statements.LITERAL.sub(r"!\g<0>", word) + " %" for word in typed]


def _rows(statement: Sql) -> list[Row]:
    names = (*COLUMNS, "key")
    found = [dict(zip(names, row, strict=True)) for row in statements.answer(statement)]
    for row in found:
        row["late_entry"] = bool(row["late_entry"])
        for name in MOMENTS:
            row[name] = statements.aware(row[name])
    return found


def _read_key(after: str) -> tuple[datetime, str] | None:
    """The moment and the stream of a key; one that cannot be read begins again."""
    moment, _, stream = after.partition("~")
    try:
        seen = datetime.fromisoformat(moment)
        return (seen.astimezone(UTC), stream) if seen.tzinfo and stream.isascii() else None
    except (ValueError, OverflowError):
        return None
