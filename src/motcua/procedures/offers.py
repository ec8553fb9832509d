"""What the catalogue answers to other rooms, as values without a database behind them."""

from __future__ import annotations

import msgspec

from motcua.rules.limit import Channel, Limit
from motcua.rules.refusal import Refusal
from motcua.rules.workflow import Step


class Found(msgspec.Struct, frozen=True):
    """One line of a search or a list."""

    code: str
    name: str
    field: str
    revision: int
    same_day: bool
    no_appointment: bool


class PaperLine(msgspec.Struct, frozen=True):
    """One paper of the checklist; counts are None where the source's could not be read."""

    id: int
    name: str
    originals: int | None
    copies: int | None
    form: str
    when: str
    group: str


class TermLine(msgspec.Struct, frozen=True):
    """Limit and fee of one case by one channel; `limit` and `fee` are None when not known."""

    id: int
    case: int
    channel: Channel
    limit: Limit | None
    limit_text: str
    fee: int | None
    fee_text: str
    fee_rule: str
    faults: tuple[str, ...]


class CaseLine(msgspec.Struct, frozen=True):
    """One case and its terms by channel."""

    id: int
    name: str
    terms: tuple[TermLine, ...]


class Offer(msgspec.Struct, frozen=True):
    """What a procedure asks and promises on a day: all that intake needs."""

    code: str
    name: str
    revision: int
    same_day: bool
    no_appointment: bool
    unverified: str
    faults: tuple[str, ...]
    cases: tuple[CaseLine, ...]
    papers: tuple[PaperLine, ...]
    process: int | None
    steps: tuple[Step, ...]

    def case(self, case: int | None = None) -> CaseLine:
        """The case asked for, or the only one there is. Raises `no_such_case`."""
        found = [each for each in self.cases if case in (each.id, None)]
        if len(found) != 1:
            raise Refusal("no_such_case", code=self.code)
        return found[0]


class Terms(msgspec.Struct, frozen=True):
    """What binds one dossier: revision, case, limit, fee, papers, first step, flags.

    Where the source has several terms for the channel that do not agree, `limit` or `fee` is
    None and `alternatives` holds them, for the officer to choose by their text.
    """

    offer: Offer
    case: CaseLine
    channel: Channel
    limit: Limit | None
    fee: int | None
    fee_rule: str
    alternatives: tuple[TermLine, ...]

    @property
    def revision(self) -> int:
        return self.offer.revision

    @property
    def papers(self) -> tuple[PaperLine, ...]:
        return self.offer.papers

    @property
    def first_step(self) -> Step | None:
        return self.offer.steps[0] if self.offer.steps else None
