"""Which other systems are told: each by an act, approved by a second person, and recorded."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from motcua.ledger import keys
from motcua.notices import webhooks
from motcua.notices.models import Receiver
from motcua.organisation.actions import checks
from motcua.organisation.actions.record import record_act
from motcua.organisation.models import Officer
from motcua.organisation.roles import EVERYWHERE
from motcua.organisation.units import unit_at
from motcua.rules.folding import clean_line
from motcua.rules.law import house_rule
from motcua.rules.refusal import Refusal

NAME = 120
MANAGE = "notices.manage_receivers"


@house_rule(86)
@transaction.atomic
def add_receiver(
    name: str,
    address: str,
    unit_code: str,
    *,
    since: date,
    act_number: str,
    approved_by: Officer,
    recorded_at: datetime,
    by: Officer | None = None,
) -> tuple[Receiver, str]:
    """The system is told from a day on; the row and the key, which is shown this once.

    Raises `receiver_name_missing`, `receiver_exists`, `receiver_address_wrong`, `unit_unknown`,
    and what a unit's approval raises.
    """
    act = checks.act(act_number, approved_by, by, recorded_at)
    checks.unit_approval(approved_by, by, localdate(recorded_at), unit_code)
    name = clean_line(name, NAME)
    if not name:
        raise Refusal("receiver_name_missing")
    if unit_code != EVERYWHERE:
        unit_at(unit_code, since)
    if Receiver.objects.filter(name=name).exists():
        raise Refusal("receiver_exists", name=name)
    secret = webhooks.new_secret()
    row = Receiver.objects.create(
        name=name,
        address=webhooks.checked(address.strip()),
        secret=keys.wrap(f"receiver:{name}", secret),
        unit_code=unit_code,
        since=since,
        act_number=act.number,
        approved_by=approved_by,
    )
    record_act(row, str(row.pk), since, act, MANAGE, unit_code)
    return row, webhooks.shown(secret)


@house_rule(86)
@transaction.atomic
def end_receiver(
    receiver: Receiver,
    *,
    until: date,
    act_number: str,
    approved_by: Officer,
    recorded_at: datetime,
    by: Officer | None = None,
) -> Receiver:
    """The system is not told from that day on. Raises `receiver_ended` and as for adding."""
    act = checks.act(act_number, approved_by, by, recorded_at)
    checks.unit_approval(approved_by, by, localdate(recorded_at), receiver.unit_code)
    if receiver.until is not None:
        raise Refusal("receiver_ended", name=receiver.name, until=receiver.until)
    receiver.until = until
    receiver.save(update_fields=["until"])
    record_act(receiver, str(receiver.pk), until, act, MANAGE, receiver.unit_code)
    return receiver
