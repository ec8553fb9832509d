"""The starter catalogue: the commonest procedures of a commune, as the project's own facts.

The shape is told at the top of `law/catalogue.toml`. An office with the national portal's file
imports that instead; both come into `procedures` by the same door.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

import msgspec

from motcua.rules.limit import Channel, Limit
from motcua.settings.law.entries import entries


class Level(StrEnum):
    """The level of government that handles a procedure or a unit belongs to."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class OnlineLevel(StrEnum):
    """How much of a procedure can be done online (toàn trình, một phần)."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"
    UNKNOWN = "unknown"


class ChannelFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limit and fee of one case by one channel; what is not known is None, never guessed.

    `fee` is in đồng; `fee_rule` names the entry of `fees.toml` by which a fee that depends on
    pages or pieces is computed, and then `fee` is None.
    """

    channel: Channel
    limit: Limit | None = None
    limit_text: str = ""
    fee: int | None = None
    fee_text: str = ""
    fee_rule: str = ""

    def __post_init__(self) -> None:
        if self.limit is None and not self.limit_text:
            raise ValueError("a channel without a limit says why in limit_text")
        if self.fee is None and not self.fee_text:
            raise ValueError("a channel without a fixed fee says why in fee_text")


class CaseFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One case (trường hợp) of a procedure, with what differs by channel."""

    name: str
    channels: tuple[ChannelFacts, ...]


class PaperFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A paper (giấy tờ) of the dossier; `when` says when only some applicants bring it."""

    name: str
    originals: int = 1
    copies: int = 0
    form: str = ""
    when: str = ""


class StepFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step of the internal process (quy trình nội bộ): minutes of work, or working days."""

    name: str
    role: str
    minutes: int | None = None
    working_days: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.minutes is None) == (self.working_days is None):
            raise ValueError("a step has minutes or working_days, one of the two")


class NoticeFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sector rule's own working days for asking for papers, and the article that gives them."""

    working_days: int
    basis: str


class ProcedureFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One administrative procedure (thủ tục hành chính) as it stood from a day on."""

    code: str
    name: str
    field: str
    level: Level
    decision: str
    cases: tuple[CaseFacts, ...]
    papers: tuple[PaperFacts, ...]
    legal_bases: tuple[str, ...]
    results: tuple[str, ...]
    online_level: OnlineLevel
    process: tuple[StepFacts, ...]
    source: str
    valid_from: date
    same_day: bool = False
    no_appointment: bool = False
    notice: NoticeFacts | None = None
    unverified: str = ""

    def __post_init__(self) -> None:
        flags = {each.limit.same_day for case in self.cases for each in case.channels if each.limit}
        if self.same_day != (True in flags):
            raise ValueError("same_day of the procedure and of its limits differ")


@cache
def catalogue() -> tuple[ProcedureFacts, ...]:
    """The starter catalogue, in the order of the file."""
    return entries("catalogue.toml", "procedure", ProcedureFacts)
