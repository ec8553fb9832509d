"""Dossiers as an office might have had them: invented people, lawful histories.

Every event is asked of the rules, as the desk's own deeds are, so that a sample can hold nothing
that the desk could not have done. The same seed gives the same sample.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

import msgspec

from motcua.dossiers.bulk import History
from motcua.dossiers.kept import Drawer, Paper, Person
from motcua.rules import apology, closing, handover, intake, money, supplement
from motcua.rules import events as ev
from motcua.rules.calendar import HANOI, Calendar
from motcua.rules.dossier import Dossier, after
from motcua.rules.intake import Filing, Terms
from motcua.rules.limit import Channel
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Regime, Status

SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Võ", "Đặng", "Bùi", "Hồ", "Dương")
MIDDLE = ("Thị", "Văn", "Đức", "Hữu", "Ngọc", "Thanh", "Minh", "Quang", "Xuân", "Thu")
GIVEN = ("Hương", "Hường", "Dũng", "Lan", "Hoa", "Tuấn", "Hải", "Sơn", "Ánh", "Đạt", "Mai", "Ý")
# The signer says no to so many, which ends the process before its last step.
REFUSED = 0.02
STEP_SHARE = (0.25, 0.9)
LATE_STEP_SHARE = (1.2, 2.5)


class Offer(msgspec.Struct, frozen=True):
    """A procedure as the sample draws it: terms, papers, fee in đồng, and how often."""

    terms: Terms
    papers: tuple[str, ...]
    fee: int
    weight: int
    immediate: bool


class Desk(msgspec.Struct, frozen=True):
    """One desk: its unit, the prefix of its codes, the pseudonyms of its people by role."""

    unit: str
    officers: dict[str, list[str]]
    care: float


class World(msgspec.Struct, frozen=True):
    """What the sample stands on: law, calendar, moments from and to, and the code of a serial."""

    regime: Regime
    calendar: Calendar
    first: datetime
    now: datetime


def person(random: Random) -> Person:
    """An invented applicant; number and telephone are of no series in use."""
    name = " ".join(random.choice(part) for part in (SURNAMES, MIDDLE, GIVEN))
    return Person(
        name=name,
        number=f"042{random.randrange(10**9):09d}",
        phone=f"0900{random.randrange(10**6):06d}",
        address=f"Thôn {random.randrange(1, 12)}",
    )


class _Life:
    """One dossier on its way: each deed asked of the rules, until its time runs out."""

    def __init__(self, world: World, desk: Desk, random: Random, stream: str) -> None:
        self.world, self.desk, self.random = world, desk, random
        self.drawer = Drawer(stream)
        self.events: list[ev.Event] = []
        self.dossier: Dossier | None = None

    def add(self, *events: ev.Event) -> None:
        for event in events:
            self.events.append(event)
            self.dossier = after(self.dossier, event)

    def who(self, role: str) -> str:
        return self.random.choice(self.desk.officers[role])

    def later(self, at: datetime, minutes: float) -> datetime:
        return self.world.calendar.add_minutes(at, max(1, int(minutes)))


def _receive(life: _Life, offer: Offer, code: str, at: datetime, channel: Channel) -> None:
    people = life.drawer.person(person(life.random))
    life.drawer.secret()
    filing = Filing(
        unit=life.desk.unit,
        channel=channel,
        applicant=people,
        papers=life.drawer.papers(Paper(name, originals=1) for name in offer.papers),
    )
    by, world = life.who("desk_officer"), life.world
    same = {"at": at, "by": by, "regime": world.regime}
    if offer.immediate:
        received, finished, returned = intake.serve(
            code=code, terms=offer.terms, filing=filing, calendar=world.calendar, **same
        )
    else:
        received = intake.receive(
            None, code=code, terms=offer.terms, filing=filing, calendar=world.calendar, **same
        )
    life.add(received)
    if offer.fee and life.dossier:
        life.add(money.charge(life.dossier, amount=offer.fee, what="procedure", **same))
        receipt = f"M-{code[-11:]}"
        paid = {"number": 1, "how": ev.Payment.CASH, "receipt": receipt, "till": "Q1"}
        life.add(money.pay(life.dossier, **paid, **same))
    if offer.immediate:
        life.add(finished, returned)


def _ask_for_papers(life: _Life, at: datetime) -> datetime:
    """The papers go back once and come in again after a day or several."""
    world, dossier = life.world, life.dossier
    assert dossier is not None  # noqa: S101 - it was received before it is worked
    missing = life.drawer.text("Bản sao giấy tờ tùy thân còn thiếu")
    reason = life.drawer.text("Thành phần hồ sơ chưa đủ theo danh mục đã công bố")
    life.add(
        supplement.request_supplement(
            dossier,
            at=at,
            by=dossier.holder,
            missing=missing,
            reason=reason,
            regime=world.regime,
            calendar=world.calendar,
        )
    )
    back = life.later(at, life.random.uniform(200, 2400))
    if back < world.now:
        life.add(
            supplement.supplement(
                life.dossier,
                at=back,
                by=life.who("desk_officer"),
                papers=None,
                regime=world.regime,
                calendar=world.calendar,
            )
        )
    return back


def _work(life: _Life, at: datetime) -> None:
    """The steps of the internal process, each handed over and confirmed, while time remains."""
    world, random = life.world, life.random
    slow = random.random() > life.desk.care
    roles = ("specialist", "signer", "records_clerk", "desk_officer")
    steps, refused = life.dossier.step_minutes if life.dossier else (), False
    for step in range(1, max(len(steps), 2)):
        low, high = LATE_STEP_SHARE if slow else STEP_SHARE
        at = life.later(at, (steps[step - 1] if steps else 120) * random.uniform(low, high))
        if at >= world.now or life.dossier is None:
            return
        sender, receiver = life.dossier.holder, life.who(roles[min(step, 4) - 1])
        if sender != receiver:
            same = {"regime": world.regime}
            life.add(
                handover.hand_over(
                    life.dossier,
                    at=at,
                    by=sender,
                    to_unit=life.desk.unit,
                    step=step,
                    to_officer=receiver,
                    **same,
                )
            )
            at = life.later(at, random.uniform(5, 60))
            if at >= world.now:
                return
            life.add(handover.confirm_handover(life.dossier, at=at, by=receiver, **same))
        if step == 1 and random.random() < 0.06:
            at = _ask_for_papers(life, at)
            if at >= world.now:
                return
        refused = roles[min(step, 4) - 1] == "signer" and random.random() < REFUSED
        if refused:
            break
    _finish(life, life.later(at, random.uniform(10, 120)), refused=refused)


def _finish(life: _Life, at: datetime, *, refused: bool = False) -> None:
    world, dossier = life.world, life.dossier
    if dossier is None or dossier.status not in {Status.RECEIVED, Status.IN_PROGRESS}:
        return
    same = {"regime": world.regime}
    due = dossier.promised
    if due and at > due and due < world.now:
        eve = max(dossier.last_at, due - timedelta(days=life.random.choice((0, 1, 2))))
        reason = life.drawer.text("Phải xác minh thêm tại cơ sở")
        life.add(
            apology.apologise(
                dossier,
                at=eve,
                by=life.who("head"),
                reason=reason,
                calendar=world.calendar,
                **same,
            )
        )
    if at >= world.now:
        return
    if refused:
        reason = life.drawer.text("Không đủ điều kiện theo quy định")
        life.add(closing.refuse(life.dossier, at=at, by=dossier.holder, reason=reason, **same))
    else:
        life.add(closing.finish(life.dossier, at=at, by=dossier.holder, **same))
    handed = life.later(at, life.random.uniform(5, 1500))
    if handed < world.now:
        taken = life.dossier.applicant if life.dossier else None
        life.add(
            closing.return_result(
                life.dossier, at=handed, by=life.who("desk_officer"), taken_by=taken, **same
            )
        )


def histories(
    world: World,
    desk: Desk,
    offers: Sequence[Offer],
    moments: Sequence[datetime],
    codes: Iterator[str],
    random: Random,
) -> Iterator[History]:
    """One lawful history for each moment of receipt, in order, up to `world.now`."""
    weights = [offer.weight for offer in offers]
    for at in moments:
        offer = random.choices(offers, weights)[0]
        life = _Life(world, desk, random, f"{random.getrandbits(128):032x}")
        channel = Channel.COUNTER if random.random() < 0.92 else Channel.POST
        try:
            _receive(life, offer, next(codes), at, channel)
            if not offer.immediate:
                _work(life, at)
        except Refusal:
            # What the law refuses an office would not have done: the history ends before it.
            if not life.events:
                continue
        yield History(stream=life.drawer.stream, events=life.events, kept=life.drawer.rows)


def moments(world: World, per_day: int, random: Random) -> list[datetime]:
    """Moments of receipt in office hours, about so many a day, in order."""
    found: list[datetime] = []
    day = world.first.astimezone(HANOI).date()
    while day <= world.now.astimezone(HANOI).date():
        if world.calendar.is_working(day):
            opening = world.calendar.opening(day)
            minutes = world.calendar.minutes_between(opening, world.calendar.closing(day))
            count = max(0, round(random.gauss(per_day, per_day / 4)))
            drawn = sorted(random.randrange(minutes) for _ in range(count))
            found += [world.calendar.add_minutes(opening, each) for each in drawn]
        day += timedelta(days=1)
    return [moment for moment in found if moment < world.now]
