"""What the rules know of one dossier (hồ sơ): its state as plain, frozen values."""

from __future__ import annotations

from datetime import datetime

import msgspec

from motcua.rules.events import Direction, Outcome, Purpose
from motcua.rules.limit import Channel, Limit
from motcua.rules.regime import Status


class Interval(msgspec.Struct, frozen=True):
    """A time in which the office waited for the applicant; open while `end` is None."""

    start: datetime
    end: datetime | None = None


class Apology(msgspec.Struct, frozen=True):
    """One letter of apology: when, whether a day ahead, and the new moment it names."""

    at: datetime
    in_time: bool
    new_promised: datetime | None


class Pending(msgspec.Struct, frozen=True):
    """A hand-over that the receiver has not confirmed yet."""

    at: datetime
    sender: str
    to_unit: str
    to_officer: str | None
    step: int
    direction: Direction
    passing: bool = False


class Opinion(msgspec.Struct, frozen=True):
    """A question to another authority and what became of it."""

    number: int
    authority: str
    purpose: Purpose
    asked: datetime
    answer_due: datetime
    answered: datetime | None = None
    delay_reported: datetime | None = None


class Charge(msgspec.Struct, frozen=True):
    """One fee: đồng due, paid and refunded; `open` is what is still to be paid."""

    number: int
    what: str
    amount: int
    paid: int = 0
    refunded: int = 0
    exempt: bool = False

    @property
    def open(self) -> int:
        """Đồng still to be paid; nothing where it is exempt."""
        return 0 if self.exempt else self.amount - self.paid


class Dossier(msgspec.Struct, frozen=True):
    """Everything that the rules know of one dossier; moments are aware, amounts đồng.

    `promised` and `legal_end` are the due moments that the law counts; `original_promised`
    the first slip's. `appointed` is the latest moment the citizen was told, an apology's too; it
    measures nothing. `first_seen` is when the citizen first handed anything in. `resumes` is the
    state to which a wait for papers or an obligation leads back.
    """

    version: int
    status: Status
    last_at: datetime
    procedure: str = ""
    revision: int = 0
    case: int = 0
    channel: Channel = Channel.COUNTER
    unit: str = ""
    authority: str = ""
    code: str = ""
    regime: str = ""
    applicant: str | None = None
    owner: str | None = None
    papers: str | None = None
    first_seen: datetime | None = None
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    clock_start: datetime | None = None
    limit: Limit | None = None
    original_promised: datetime | None = None
    promised: datetime | None = None
    legal_end: datetime | None = None
    appointed: datetime | None = None
    step_minutes: tuple[int, ...] = ()
    step: int = 0
    step_since: datetime | None = None
    resumes: Status = Status.RECEIVED
    holder: str = ""
    holder_unit: str = ""
    pending: Pending | None = None
    first_handover: datetime | None = None
    supplements: tuple[Interval, ...] = ()
    beyond: int = 0
    late_notices: int = 0
    obligations: tuple[Interval, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    apologies: tuple[Apology, ...] = ()
    charges: tuple[Charge, ...] = ()
    outcome: Outcome | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    ended_at: datetime | None = None
    refiled_of: str | None = None
    late_entry: bool = False
    corrections: int = 0
    erased: bool = False

    @property
    def new_dates(self) -> int:
        """How many apologies named a new moment."""
        return sum(apology.new_promised is not None for apology in self.apologies)
