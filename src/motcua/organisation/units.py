"""Units in time: which unit a code or a name means on a day, and what it came from."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from motcua.organisation.models import Succession, Unit
from motcua.rules.folding import clean_line, fold
from motcua.rules.refusal import Refusal

KINDS_OF_UNIT = (
    "thành phố",
    "thị trấn",
    "đặc khu",
    "phường",
    "thị xã",
    "huyện",
    "quận",
    "tỉnh",
    "xã",
)
FOLDED_KINDS = tuple(f"{fold(kind)} " for kind in KINDS_OF_UNIT)


def short_name(name: str) -> str:
    """The name without its kind: "Thị trấn Cẩm Xuyên" is "Cẩm Xuyên"."""
    lowered = name.lower()
    kind = next((each for each in KINDS_OF_UNIT if lowered.startswith(f"{each} ")), "")
    return name[len(kind) :].strip()


def on(day: date) -> QuerySet[Unit]:
    """The units that exist on a day."""
    return Unit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


def unit_at(code: str, day: date) -> Unit:
    """The unit of a code as it is on a day; raises `unit_unknown`."""
    found = on(day).filter(code=code).order_by("-valid_from").first()
    if found is None:
        raise Refusal("unit_unknown", unit=code, day=day)
    return found


def find_unit(text: str, day: date) -> Unit:
    """The one unit that a code, a full name or a short name means on a day, marks left out.

    Raises `unit_unknown`, and `unit_ambiguous` with the codes to choose from.
    """
    asked = clean_line(text, 200)
    exact = on(day).filter(code=asked).first()
    if exact is not None:
        return exact
    folded = fold(asked)
    without_kind = {folded.removeprefix(kind) for kind in FOLDED_KINDS if folded.startswith(kind)}
    named = [
        unit
        for unit in on(day).filter(search__in={folded, *without_kind}).order_by("code")
        if folded in (unit.search, fold(unit.name))
    ]
    if not named:
        raise Refusal("unit_unknown", unit=asked, day=day)
    if len(named) > 1:
        choices = "; ".join(f"{unit.code} {unit.name}" for unit in named)
        raise Refusal("unit_ambiguous", unit=asked, day=day, choices=choices)
    return named[0]


def predecessors(code: str, day: date) -> list[Succession]:
    """What went into a unit up to a day, oldest first."""
    return list(Succession.objects.filter(to_code=code, day__lte=day).order_by("day", "from_code"))


def as_unit(code: str, name: str, level: str, parent: str, first: date, end: date | None) -> Unit:
    """An unsaved row with its folded short name."""
    short = short_name(name)
    return Unit(
        code=code,
        valid_from=first,
        valid_to=end,
        name=name,
        short_name=short,
        search=fold(short),
        level=level,
        parent_code=parent,
    )
