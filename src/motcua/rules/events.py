"""What can happen to a dossier (hồ sơ): facts in the past tense, and nothing else.

An event holds codes, times, pseudonyms and the ids of kept rows; names and free text never.
`KINDS` gives each its name on the ledger. A changed shape is a new kind `…/2`, old ones stay.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import msgspec

from motcua.rules.limit import Channel, Limit


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When it occurred (aware), whose deed it was, and in whose place.

    `by` is an officer's pseudonym, "applicant" or "system". `reason` is the id of a kept text.
    `late_entry` is the id of the kept reason when it was entered after the fact.
    """

    at: datetime
    by: str
    acting_for: str | None = None
    reason: str | None = None
    late_entry: str | None = None


class Outcome(StrEnum):
    """How the appraisal ended."""

    GRANTED = "granted"
    REFUSED = "refused"


class Direction(StrEnum):
    """Whether a hand-over moves the internal process on or sends it back."""

    FORWARD = "forward"
    BACK = "back"


class Purpose(StrEnum):
    """Why another authority is asked (61/2018/NĐ-CP Điều 19 khoản 5; khoản 6, 7)."""

    OPINION = "opinion"
    JOINT_PART = "joint_part"


class Payment(StrEnum):
    """How a fee was paid (61/2018/NĐ-CP Điều 22)."""

    CASH = "cash"
    TRANSFER = "transfer"
    ONLINE = "online"
    POSTAL = "postal"


class Submitted(Event, frozen=True, kw_only=True):
    """Handed in online; nobody has taken it in yet, only the intake clock runs."""

    procedure: str
    revision: int
    case: int
    channel: Channel
    unit: str
    applicant: str
    owner: str | None = None
    entered_by: str | None = None
    papers: str | None = None
    refiled_of: str | None = None


class GuidanceGiven(Event, frozen=True, kw_only=True):
    """Not complete at the counter or online: one full list of what is missing (phiếu bổ sung)."""

    procedure: str
    unit: str
    missing: str
    applicant: str | None = None
    channel: Channel = Channel.COUNTER


class RefusedAtCounter(Event, frozen=True, kw_only=True):
    """Not taken in (từ chối tiếp nhận), with its reason; it never counts as received."""

    procedure: str
    unit: str
    applicant: str | None = None
    channel: Channel = Channel.COUNTER


class Received(Event, frozen=True, kw_only=True):
    """Taken in: code, law, limit and due moment are fixed from here on.

    `promised` is the hour on the slip, `legal_end` 24:00 of that day. Both are None where the
    catalogue knows no limit; such a dossier has no due date and is shown so.
    """

    code: str
    regime: str
    procedure: str
    revision: int
    case: int
    channel: Channel
    unit: str
    authority: str
    clock_start: datetime
    limit: Limit | None = None
    promised: datetime | None = None
    legal_end: datetime | None = None
    step_minutes: tuple[int, ...] = ()
    applicant: str | None = None
    owner: str | None = None
    entered_by: str | None = None
    papers: str | None = None
    copies: int = 1
    slip: bool = True
    refiled_of: str | None = None


class PassedOn(Event, frozen=True, kw_only=True):
    """Given to the one-stop desk of the authority whose matter it is (18.3)."""

    to_unit: str


class HandedOver(Event, frozen=True, kw_only=True):
    """Offered to the next person or unit; the sender answers for it until it is confirmed."""

    to_unit: str
    step: int
    direction: Direction = Direction.FORWARD
    to_officer: str | None = None


class HandoverConfirmed(Event, frozen=True, kw_only=True):
    """The receiver has it and answers for it from now on."""


class HandoverDeclined(Event, frozen=True, kw_only=True):
    """The receiver does not take it; it stays with the sender."""


class TakenOver(Event, frozen=True, kw_only=True):
    """A colleague answers for the dossier from now on; an offer that waited is taken back."""


class Assigned(Event, frozen=True, kw_only=True):
    """The head gave the dossier to that officer, who answers for it from now on (19.1)."""

    to_officer: str


class SupplementRequested(Event, frozen=True, kw_only=True):
    """The papers went back for completion; what that does to the limit, the regime says.

    `beyond` marks one past the number that the law allows, let through by `approved_by`.
    `overdue` marks a notice later than the law's own limit for it.
    """

    missing: str
    overdue: bool = False
    beyond: bool = False
    approved_by: str | None = None


class Supplemented(Event, frozen=True, kw_only=True):
    """Everything asked for is in: the due moment that holds from now on."""

    papers: str | None = None
    clock_start: datetime | None = None
    promised: datetime | None = None
    legal_end: datetime | None = None


class ObligationRequested(Event, frozen=True, kw_only=True):
    """The applicant has a financial obligation (nghĩa vụ tài chính) to meet."""

    notice: str | None = None


class ObligationMet(Event, frozen=True, kw_only=True):
    """The financial obligation is met."""

    promised: datetime | None = None
    legal_end: datetime | None = None


class OpinionAsked(Event, frozen=True, kw_only=True):
    """Another authority was asked, with its own answer moment."""

    number: int
    authority: str
    answer_due: datetime
    purpose: Purpose = Purpose.OPINION
    question: str | None = None


class OpinionAnswered(Event, frozen=True, kw_only=True):
    """The authority asked has answered."""

    number: int
    answer: str | None = None


class DelayReported(Event, frozen=True, kw_only=True):
    """The head of the desk was told that an answer is late (19.5b)."""

    number: int


class Apologised(Event, frozen=True, kw_only=True):
    """A letter of apology went out; the original due moment stays the measure.

    `in_time` says whether it left at least a day before the original due date.
    """

    in_time: bool
    new_promised: datetime | None = None
    letter: str | None = None


class Finished(Event, frozen=True, kw_only=True):
    """The result is at the one-stop desk: the handling ends here."""

    outcome: Outcome
    result: str | None = None


class Returned(Event, frozen=True, kw_only=True):
    """The result is in the applicant's hand."""

    channel: Channel
    taken_by: str | None = None


class Withdrawn(Event, frozen=True, kw_only=True):
    """The applicant took the dossier back; `confirmation` is the kept proof of the wish."""

    confirmation: str


class Stopped(Event, frozen=True, kw_only=True):
    """The office ended the handling without a result, with its reason."""


class Corrected(Event, frozen=True, kw_only=True):
    """An earlier entry was wrong: which version, which field; old and new text are kept rows."""

    version: int
    field: str
    value: str


class FeeCharged(Event, frozen=True, kw_only=True):
    """A fee (phí, lệ phí) is due, in đồng."""

    number: int
    amount: int
    what: str


class FeeExempted(Event, frozen=True, kw_only=True):
    """A charged fee need not be paid, with its reason."""

    number: int


class FeePaid(Event, frozen=True, kw_only=True):
    """A charged fee was paid: how, to whom (`by`), on which receipt and till."""

    number: int
    amount: int
    how: Payment
    receipt: str
    till: str


class FeeRefunded(Event, frozen=True, kw_only=True):
    """Money went back to the payer, with its reason."""

    number: int
    amount: int
    till: str


class Attached(Event, frozen=True, kw_only=True):
    """A file was put to the dossier; its content is kept elsewhere."""

    attachment: str


class Erased(Event, frozen=True, kw_only=True):
    """The retention term ended: personal rows and the dossier's secret are gone."""


class BallotWay(StrEnum):
    """Where a ballot was answered: anywhere, or on the device at the desk."""

    ONLINE = "online"
    KIOSK = "kiosk"


class Choice(msgspec.Struct, frozen=True):
    """The number of the choice, from 0, that a question of a ballot got."""

    question: str
    number: int


class BallotAnswered(Event, frozen=True, kw_only=True):
    """An applicant's ballot (phiếu đánh giá) about the slip of one event of a dossier.

    `answers` holds a choice for each question of the named form that got one.
    `helped` says that somebody helped to answer; `comment` is the id of a kept text.
    """

    dossier: str
    version: int
    form: str
    answers: tuple[Choice, ...]
    way: BallotWay
    helped: bool = False
    comment: str | None = None


class QueueDrawn(Event, frozen=True, kw_only=True):
    """A number was drawn at the door (lấy số thứ tự): of which line, in which unit."""

    unit: str
    line: str
    number: int


class QueueCalled(Event, frozen=True, kw_only=True):
    """The number was called to a counter, for the first time or again."""

    counter: str


class QueueEnded(Event, frozen=True, kw_only=True):
    """The person was served, or did not come when called."""

    served: bool


class ReferenceChanged(Event, frozen=True, kw_only=True):
    """Reference data (units, calendars, catalogue) changed by an act; `digest` is of the rows."""

    table: str
    key: str
    since: date
    act: str
    approved_by: str
    digest: str


class RegisterClosed(Event, frozen=True, kw_only=True):
    """The year's register (sổ theo dõi hồ sơ) of a desk was closed (khóa sổ)."""

    unit: str
    year: int


class SheetsReserved(Event, frozen=True, kw_only=True):
    """Numbers of paper slips were set aside for an outage, from `first` to `last` of the year."""

    unit: str
    year: int
    first: int
    last: int


KINDS: dict[str, type[Event]] = {
    "dossier.submitted/1": Submitted,
    "dossier.guidance_given/1": GuidanceGiven,
    "dossier.refused_at_counter/1": RefusedAtCounter,
    "dossier.received/1": Received,
    "dossier.passed_on/1": PassedOn,
    "dossier.handed_over/1": HandedOver,
    "dossier.handover_confirmed/1": HandoverConfirmed,
    "dossier.handover_declined/1": HandoverDeclined,
    "dossier.taken_over/1": TakenOver,
    "dossier.assigned/1": Assigned,
    "dossier.supplement_requested/1": SupplementRequested,
    "dossier.supplemented/1": Supplemented,
    "dossier.obligation_requested/1": ObligationRequested,
    "dossier.obligation_met/1": ObligationMet,
    "dossier.opinion_asked/1": OpinionAsked,
    "dossier.opinion_answered/1": OpinionAnswered,
    "dossier.delay_reported/1": DelayReported,
    "dossier.apologised/1": Apologised,
    "dossier.finished/1": Finished,
    "dossier.returned/1": Returned,
    "dossier.withdrawn/1": Withdrawn,
    "dossier.stopped/1": Stopped,
    "dossier.corrected/1": Corrected,
    "dossier.fee_charged/1": FeeCharged,
    "dossier.fee_exempted/1": FeeExempted,
    "dossier.fee_paid/1": FeePaid,
    "dossier.fee_refunded/1": FeeRefunded,
    "dossier.attached/1": Attached,
    "dossier.erased/1": Erased,
    "ballot.answered/1": BallotAnswered,
    "queue.drawn/1": QueueDrawn,
    "queue.called/1": QueueCalled,
    "queue.ended/1": QueueEnded,
    "reference.changed/1": ReferenceChanged,
    "register.closed/1": RegisterClosed,
    "sheets.reserved/1": SheetsReserved,
}
