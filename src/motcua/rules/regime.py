"""The law that holds for a dossier: a dated table of figures and deeds, not a branch in code.

A dossier keeps the regime of the day it was received. Where we hold no text of a regime's
instrument, every ground it gives is `Unverified` and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from enum import StrEnum

import msgspec

from motcua.rules.law import ONE_STOP, Article, Ground, Unverified, cites, house_rule
from motcua.rules.refusal import Refusal


class Status(StrEnum):
    """Where a dossier stands (trạng thái hồ sơ); each maps to one of the ten national codes."""

    SUBMITTED = "submitted"
    AWAITING_PAPERS = "awaiting_papers"
    REFUSED_AT_COUNTER = "refused_at_counter"
    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_OBLIGATION = "awaiting_obligation"
    FINISHED = "finished"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class Deed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One deed (việc được làm): in which states it is open, to which roles, on what ground.

    An empty `states` entry "" means that no dossier exists yet. `by_holder` keeps it to whoever
    holds the dossier (người đang giữ) and those who act for them.
    """

    name: str
    states: frozenset[str]
    roles: frozenset[str]
    ground: Ground
    by_holder: bool


class Regime(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One set of rules on the one-stop mechanism, from a day to a day.

    Days are working days where the name says so; `restart` says that the limit is counted anew
    after a supplement; `text_held` that our copy of the law has the instrument's text;
    `apology_same_day_below` under how many days of limit a letter on the due day is in time.
    """

    name: str
    title: str
    since: date
    until: date | None
    text_held: bool
    source: str
    restart: bool
    notice_working_days: int
    supplements: int
    apology_days_before: int
    apology_same_day_below: int
    new_dates: int
    handover_cutoff: time
    deeds: Mapping[str, Deed]

    def ground(self, article: Article) -> Ground:
        """The article itself where its regime's text is held, else the source, unverified."""
        if self.text_held or article.instrument != ONE_STOP:
            return article
        return Unverified(self.source)


@cites(ONE_STOP["Điều 40 khoản 1"])
@house_rule(20)
def regime_on(regimes: Iterable[Regime], day: date) -> Regime:
    """The regime in force on the day of receipt, which the dossier then keeps.

    Refuses `no_regime` for a day before the first one known.
    """
    for each in regimes:
        if each.since <= day and (each.until is None or day <= each.until):
            return each
    raise Refusal("no_regime", day=day)
