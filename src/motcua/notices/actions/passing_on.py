"""From an event that is told to the deliveries that tell it: one for each way there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from motcua.dossiers.kept import read as read_kept
from motcua.dossiers.models import DossierRow, Notice
from motcua.ledger import store
from motcua.notices.letters import Matter
from motcua.notices.models import Delivery, Receiver
from motcua.organisation.roles import EVERYWHERE
from motcua.organisation.units import on
from motcua.procedures.models import Procedure
from motcua.rules.dossier import replay

BATCH = 50


@transaction.atomic
def pass_on(now: datetime) -> int:
    """The oldest waiting notices have their deliveries; how many notices, at most fifty."""
    waiting = Notice.objects.select_for_update(skip_locked=True).filter(sent_at=None)
    notices = list(waiting.order_by("id")[:BATCH])
    units = dict(
        DossierRow.objects.filter(stream__in={each.stream for each in notices}).values_list(
            "stream", "unit"
        )
    )
    receivers = list(_told_on(now)) if notices else []
    found = [
        delivery
        for notice in notices
        for delivery in _deliveries(notice, units[notice.stream], receivers, now)
    ]
    Delivery.objects.bulk_create(found)
    Notice.objects.filter(pk__in=[each.pk for each in notices]).update(sent_at=now)
    return len(notices)


def matter_of(notice: Notice) -> Matter:
    """What a notice's letter speaks of: the dossier as its event left it, and names of today."""
    history = store.read(notice.stream)[: notice.version]
    dossier = replay(entry.event for entry in history)
    if dossier is None:
        raise LookupError(notice.stream)
    return Matter(
        event=history[-1].event,
        dossier=dossier,
        kept=read_kept(notice.stream),
        procedure=_procedure(dossier.procedure),
        desk=_desk(dossier.unit, notice.created_at),
        kind=notice.event,
    )


def person_of(matter: Matter) -> dict[str, str]:
    """The applicant's kept fields; empty after an erasure."""
    row = matter.kept.get(matter.dossier.applicant or "")
    return dict(row.body) if row else {}


def _told_on(now: datetime) -> Iterator[Receiver]:
    day = localdate(now)
    return Receiver.objects.filter(
        Q(until__isnull=True) | Q(until__gt=day), since__lte=day
    ).iterator()


def _deliveries(
    notice: Notice, unit: str, receivers: list[Receiver], now: datetime
) -> Iterator[Delivery]:
    person = person_of(matter_of(notice))
    ways = []
    if person.get("email") and settings.EMAIL_HOST:
        ways.append(("email", 0))
    if person.get("phone") and settings.SMS_ADAPTER:
        ways.append(("sms", 0))
    ways += [("webhook", each.pk) for each in receivers if each.unit_code in (unit, EVERYWHERE)]
    for way, receiver in ways:
        yield Delivery(notice=notice, way=way, receiver=receiver, unit=unit, next_at=now)


def _procedure(code: str) -> str:
    names = Procedure.objects.filter(code=code).values_list("revisions__name", flat=True)
    return names.order_by("-revisions__id").first() or code


def _desk(unit: str, at: datetime) -> str:
    return on(localdate(at)).filter(code=unit).values_list("name", flat=True).first() or unit
