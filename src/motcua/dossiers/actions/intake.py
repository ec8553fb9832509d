"""Deeds at the counter: submit, guide, refuse, receive, serve at once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import transaction

from motcua.dossiers.actions.common import (
    Hand,
    Law,
    law_for,
    read,
    record,
)
from motcua.dossiers.kept import Drawer, Paper, Person
from motcua.dossiers.numbers import next_code, receipt_number
from motcua.procedures import queries as catalogue
from motcua.procedures.offers import Offer
from motcua.rules import events as ev
from motcua.rules import intake, money
from motcua.rules.calendar import HANOI
from motcua.rules.dossier import Dossier, after
from motcua.rules.intake import Filing, Terms
from motcua.rules.law import HouseRule
from motcua.rules.limit import Channel, Limit
from motcua.rules.refusal import Refusal
from motcua.rules.workflow import minutes_of


class Fee(msgspec.Struct, frozen=True):
    """What is to be paid, in đồng; with `how` it is paid at once, on that receipt and till."""

    amount: int
    what: str
    how: ev.Payment | None = None
    receipt: str = ""
    till: str = ""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What an applicant hands in: procedure, case and channel, people, papers, fee.

    Applicant, owner and the one who enters are three people. `limit` is chosen only where the
    catalogue has several that do not agree. `agency_code` is the unit's on the day of the deed,
    where it was read already. `stream` is set for a dossier that waits online or for papers.
    """

    unit: str
    procedure: str
    applicant: Person
    agency_code: str = ""
    authority: str = ""
    limit: Limit | None = None
    case: int = 0
    channel: Channel = Channel.COUNTER
    owner: Person | None = None
    entered_by: Person | None = None
    papers: tuple[Paper, ...] = ()
    copies: int = 1
    fee: Fee | None = None
    slip: bool = True
    refiled_of: str | None = None
    result: str = ""
    stream: str = ""


class Receipt(msgspec.Struct, frozen=True):
    """What the applicant takes home: the code, the second secret, and the dossier as it stands."""

    stream: str
    code: str
    secret: str
    dossier: Dossier


def _filing(order: Order, drawer: Drawer) -> Filing:
    return Filing(
        unit=order.unit,
        channel=order.channel,
        applicant=drawer.person(order.applicant),
        owner=drawer.person(order.owner),
        entered_by=drawer.person(order.entered_by),
        papers=drawer.papers(order.papers),
        copies=order.copies,
        refiled_of=order.refiled_of,
    )


def bound(order: Order, at: datetime, law: Law, offered: Offer | None = None) -> Terms:
    """What the catalogue binds the dossier to on that day, as the rules take it.

    `offered` is what the catalogue offers on that day, where the caller has read it already.
    """
    day = at.astimezone(HANOI).date()
    offered = offered or catalogue.offer(order.procedure, day)
    found = catalogue.terms_of(offered, order.channel, order.case or None)
    working = law.calendar.next_working(day)
    minutes = law.calendar.minutes_between(
        law.calendar.opening(working), law.calendar.closing(working)
    )
    return Terms(
        procedure=order.procedure,
        revision=found.revision,
        case=found.case.id,
        authority=order.authority or order.unit,
        limit=order.limit or found.limit,
        no_appointment=found.offer.no_appointment,
        step_minutes=minutes_of(found.offer.steps, minutes),
    )


def _opened(order: Order) -> tuple[str, Dossier | None]:
    if not order.stream:
        return secrets.token_hex(16), None
    return order.stream, read(order.stream)


def _fees(dossier: Dossier, fee: Fee | None, hand: Hand, law: Law, order: Order) -> list[ev.Event]:
    if fee is None:
        return []
    at, by = hand.moment, hand.by
    charged = money.charge(
        dossier, at=at, by=by, amount=fee.amount, what=fee.what, regime=law.regime
    )
    if fee.how is None:
        return [charged]
    paid = money.pay(
        after(dossier, charged),
        at=at,
        by=by,
        number=charged.number,
        how=fee.how,
        receipt=receipt_number(order.unit, at, fee.receipt),
        till=fee.till or by,
        regime=law.regime,
    )
    return [charged, paid]


@transaction.atomic(savepoint=False)
def submit(order: Order, hand: Hand) -> Receipt:
    """The dossier waits online; the applicant has a secret to follow it by."""
    stream, dossier = secrets.token_hex(16), None
    law, drawer = law_for(order.unit, hand.moment), Drawer(stream)
    secret = drawer.secret()
    event = intake.submit(
        dossier,
        at=hand.moment,
        by=hand.by,
        terms=bound(order, hand.moment, law),
        filing=_filing(order, drawer),
        regime=law.regime,
    )
    return Receipt(stream, "", secret, record(stream, dossier, event, drawer, hand, law))


@transaction.atomic(savepoint=False)
def receive(order: Order, hand: Hand, offered: Offer | None = None) -> Receipt:
    """The dossier is in, under a new code that nobody else has, with its fee charged or paid."""
    stream, dossier = _opened(order)
    law, drawer = law_for(order.unit, hand.moment), Drawer(stream)
    secret = drawer.secret() if dossier is None else ""
    received = intake.receive(
        dossier,
        at=hand.moment,
        by=hand.by,
        code="",
        terms=bound(order, hand.moment, law, offered),
        filing=_filing(order, drawer) if dossier is None else _again(order, drawer),
        regime=law.regime,
        calendar=law.calendar,
        slip=order.slip,
    )
    return _record(stream, dossier, [received], drawer, hand, law, order, secret)


def _again(order: Order, drawer: Drawer) -> Filing:
    """A dossier that waited keeps its people; papers brought since are added."""
    return Filing(unit=order.unit, channel=order.channel, papers=drawer.papers(order.papers))


@transaction.atomic(savepoint=False)
def serve(order: Order, hand: Hand, offered: Offer | None = None) -> Receipt:
    """Received, paid, finished and returned in one deed.

    Refuses `not_immediate`, and `fee_open` for a fee that is not paid at once: a result goes out
    when its fee is settled (docs/decisions/0026).
    """
    if order.fee and order.fee.how is None:
        raise Refusal("fee_open", HouseRule(26), amount=order.fee.amount)
    stream = secrets.token_hex(16)
    law, drawer = law_for(order.unit, hand.moment), Drawer(stream)
    secret = drawer.secret() if order.slip else ""
    events = intake.serve(
        at=hand.moment,
        by=hand.by,
        code="",
        terms=bound(order, hand.moment, law, offered),
        filing=_filing(order, drawer),
        regime=law.regime,
        calendar=law.calendar,
        result=drawer.text(order.result) or None,
        slip=order.slip,
    )
    return _record(stream, None, list(events), drawer, hand, law, order, secret)


def _record(
    stream: str,
    dossier: Dossier | None,
    events: Sequence[ev.Event],
    drawer: Drawer,
    hand: Hand,
    law: Law,
    order: Order,
    secret: str,
) -> Receipt:
    """Every refusal is behind us; the counters are locked last, and the whole is written."""
    code = next_code(order.unit, hand.moment, order.agency_code)
    received = msgspec.structs.replace(events[0], code=code)
    fees = _fees(after(dossier, received), order.fee, hand, law, order)
    found = record(stream, dossier, [received, *fees, *events[1:]], drawer, hand, law)
    return Receipt(stream, code, secret, found)


@transaction.atomic(savepoint=False)
def guide(order: Order, missing: str, reason: str, hand: Hand) -> Receipt:
    """The applicant has one full list of what is missing; nothing is received yet."""
    stream, dossier = _opened(order)
    law, drawer = law_for(order.unit, hand.moment), Drawer(stream)
    secret = drawer.secret() if dossier is None else ""
    event = intake.guide(
        dossier,
        at=hand.moment,
        by=hand.by,
        procedure=order.procedure,
        filing=_filing(order, drawer),
        missing=drawer.text(missing),
        reason=drawer.text(reason),
        regime=law.regime,
    )
    return Receipt(stream, "", secret, record(stream, dossier, event, drawer, hand, law))


@transaction.atomic(savepoint=False)
def refuse_at_counter(order: Order, reason: str, hand: Hand) -> Receipt:
    """The dossier is not taken in; the applicant has the reason in writing."""
    stream, dossier = _opened(order)
    law, drawer = law_for(order.unit, hand.moment), Drawer(stream)
    event = intake.refuse_at_counter(
        dossier,
        at=hand.moment,
        by=hand.by,
        procedure=order.procedure,
        filing=_filing(order, drawer),
        reason=drawer.text(reason),
        regime=law.regime,
    )
    return Receipt(stream, "", "", record(stream, dossier, event, drawer, hand, law))
