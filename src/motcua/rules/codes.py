"""The code of a dossier (mã số hồ sơ): which authority received it, on which day, as which one.

The pattern changed over time, so it is a dated value (`law/codes.toml`). A code is given once
and never again, not even when its dossier is handed over or restored; whoever counts the day's
serials (per authority and day, from 1) sees to that. Codes of other systems are not ours to
read: they are kept as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import msgspec

from motcua.rules.law import AGENCY_CODES, ONE_STOP, ONE_STOP_FORMS, Ground, cites, house_rule
from motcua.rules.refusal import Refusal

LONGEST_AGENCY_CODE = 35
LONGEST_CODE = LONGEST_AGENCY_CODE + len("-20260609-0092637")


class Scheme(StrEnum):
    """How the authority's identifier (mã định danh) is built."""

    QCVN_102 = "qcvn102"
    """V1V2V3.Z1Z2.Y1Y2.MX1X2: smallest unit first, always four groups."""
    QD_20 = "qd20"
    """MX1X2, then one group for each level below, from left to right."""


class DayFormat(StrEnum):
    """How the day of receipt is written in a code."""

    DDMMYYYY = "DDMMYYYY"
    YYMMDD = "YYMMDD"
    YYYYMMDD = "YYYYMMDD"


class Pattern(msgspec.Struct, frozen=True):
    """The form of a dossier's code from a day on.

    A serial is written with `digits` digits; one that needs more takes as many as it needs, up
    to `overflow` digits. A day has no more dossiers than that.
    """

    since: date
    agency: Scheme
    day_format: DayFormat
    digits: int
    overflow: int
    ground: Ground


class DossierCode(NamedTuple):
    """What a code says."""

    agency: str
    day: date
    serial: int


_AGENCY = {
    Scheme.QCVN_102: re.compile(r"[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z][0-9]{2}"),
    Scheme.QD_20: re.compile(r"[A-Y][0-9]{2}(\.[0-9A-Z]+)*"),
}
_STRFTIME = {
    DayFormat.DDMMYYYY: "%d%m%Y",
    DayFormat.YYMMDD: "%y%m%d",
    DayFormat.YYYYMMDD: "%Y%m%d",
}
_PARTS = re.compile(r"([0-9A-Z.]+)-([0-9]{6}|[0-9]{8})-([0-9]+)")


@cites(ONE_STOP["Điều 26 khoản 2 điểm a"], ONE_STOP_FORMS["Điều 19 khoản 1"])
@cites(AGENCY_CODES["Điều 4 khoản 1"], AGENCY_CODES["Điều 4 khoản 2"])
def is_agency_code(text: str, scheme: Scheme) -> bool:
    """Whether a text has the form of an authority's identifier; not whether it was given out.

    >>> is_agency_code("000.19.04.H27", Scheme.QCVN_102), is_agency_code("H27.19.04", Scheme.QD_20)
    (True, True)
    """
    return len(text) <= LONGEST_AGENCY_CODE and _AGENCY[scheme].fullmatch(text) is not None


def pattern_on(patterns: Iterable[Pattern], day: date) -> Pattern:
    """The pattern by which codes were given on a day; refused (`no_value_in_force`) before any."""
    past = [pattern for pattern in patterns if pattern.since <= day]
    if not past:
        raise Refusal("no_value_in_force", day=day)
    return max(past, key=lambda pattern: pattern.since)


@cites(ONE_STOP["Điều 26 khoản 2"], ONE_STOP_FORMS["Điều 19 khoản 1"])
@house_rule(40)
def dossier_code(pattern: Pattern, agency_code: str, day: date, serial: int) -> str:
    """The code of the serial-th dossier that an authority received on a day.

    Refusals: `wrong_agency_code`, `serial_out_of_range`.
    """
    if not is_agency_code(agency_code, pattern.agency):
        raise Refusal(
            "wrong_agency_code", pattern.ground, agency_code=agency_code, scheme=pattern.agency
        )
    most = 10**pattern.overflow - 1
    if not 1 <= serial <= most:
        raise Refusal("serial_out_of_range", pattern.ground, serial=serial, most=most)
    written = day.strftime(_STRFTIME[pattern.day_format])
    return f"{agency_code}-{written}-{serial:0{pattern.digits}d}"


@cites(ONE_STOP["Điều 26 khoản 2"], ONE_STOP_FORMS["Điều 19 khoản 1"])
@house_rule(40)
def parse_code(text: str, patterns: Iterable[Pattern]) -> DossierCode:
    """What a code says, whichever of the patterns it was given by.

    Letters may be small and spaces stand around it, as people type. Refused as
    `unreadable_code` when no pattern can have produced it.
    """
    if parts := _PARTS.fullmatch(text.strip().upper()):
        for pattern in patterns:
            if code := _read(pattern, *parts.groups()):
                return code
    raise Refusal("unreadable_code", text=text[:LONGEST_CODE])


@cites(ONE_STOP["Điều 26 khoản 2"], ONE_STOP_FORMS["Điều 19 khoản 1"])
@house_rule(40)
def serial_of(code: str, pattern: Pattern, day: date) -> int | None:
    """The serial in a code that this pattern gave on this day; None for any other code.

    >>> from motcua.rules.law import HouseRule
    >>> ours = Pattern(date(2019, 1, 6), Scheme.QCVN_102, DayFormat.YYMMDD, 4, 5, HouseRule(40))
    >>> serial_of("000.19.04.H27-190106-0012", ours, date(2019, 1, 6))
    12
    """
    before, _, serial = code.rpartition("-")
    if not before.endswith(_written(pattern.day_format, day)) or not serial.isdecimal():
        return None
    number = int(serial[: pattern.overflow + 1])
    return number if serial == f"{number:0{pattern.digits}d}" else None


@lru_cache(maxsize=4096)
def _written(layout: DayFormat, day: date) -> str:
    return f"-{day.strftime(_STRFTIME[layout])}"


def _read(pattern: Pattern, agency: str, written: str, serial: str) -> DossierCode | None:
    """The code as this pattern reads it, if this pattern writes it exactly so."""
    layout = _STRFTIME[pattern.day_format]
    if len(written) != len(pattern.day_format) or len(serial) > pattern.overflow:
        return None
    try:
        day = datetime.strptime(written, layout).date()  # noqa: DTZ007 - a day has no zone
        again = dossier_code(pattern, agency, day, int(serial))
    except (ValueError, Refusal):
        return None
    same = again == f"{agency}-{written}-{serial}"
    return DossierCode(agency, day, int(serial)) if same else None
