"""How long a procedure may take, and by which way a dossier comes in."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import msgspec


class Channel(StrEnum):
    """The way a dossier is handed in (cách thức nộp hồ sơ; 61/2018/NĐ-CP Điều 16)."""

    COUNTER = "counter"
    POST = "post"
    ONLINE = "online"


class LimitUnit(StrEnum):
    """What a limit counts."""

    HOURS = "hours"
    WORKING_DAYS = "working-days"
    CALENDAR_DAYS = "calendar-days"
    MONTHS = "months"


class Limit(msgspec.Struct, frozen=True, omit_defaults=True):
    """A time limit (thời hạn giải quyết): an amount, 0 or more, halves occur, and its unit.

    `same_day` marks procedures whose result is due on the day of receipt.
    """

    amount: Decimal
    unit: LimitUnit
    same_day: bool = False
