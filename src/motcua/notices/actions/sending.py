"""One delivery at a time: claimed, tried, and its outcome written down.

A claim is committed before anything leaves. Where the program dies between sending and writing,
a webhook is sent again under the same id, which its receiver knows; a letter or text message is
not, for nobody could tell: it stands as in doubt until a person decides.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from motcua.ledger import keys
from motcua.notices import letters, ways, webhooks
from motcua.notices.actions.passing_on import matter_of, person_of
from motcua.notices.models import Delivery, Receiver, State
from motcua.notices.trouble import Trouble
from motcua.rules.refusal import Refusal

# Seconds to the next try; after the last the delivery is given up, about a day and a half on.
BACK_OFF = (5, 30, 120, 600, 1800, 7200, 21_600, 86_400)
INTERRUPTED_AFTER = timedelta(minutes=10)
# A receiver in trouble of this kind would have the same with every other message.
SHARED = {"email": {"unreachable"}, "sms": {"unreachable"}, "webhook": {"unreachable", "busy"}}
WAYS = tuple(SHARED)
log = logging.getLogger(__name__)


def send_next(way: str, clock: Callable[[], datetime]) -> bool:
    """The delivery on this way that waits longest was tried; False when none is due."""
    now = clock()
    _take_up_interrupted(way, now)
    due = Delivery.objects.filter(way=way, state=State.WAITING, next_at__lte=now)
    for number in due.order_by("next_at", "id").values_list("pk", flat=True)[:1]:
        if _claim(number, now):
            _try(Delivery.objects.select_related("notice").get(pk=number), clock)
        return True
    return False


def send_again(delivery: Delivery, now: datetime) -> None:
    """It waits to be sent once more; refuses `not_to_be_sent_again` unless given up or in doubt."""
    changed = Delivery.objects.filter(
        pk=delivery.pk, state__in=(State.GIVEN_UP, State.IN_DOUBT)
    ).update(state=State.WAITING, attempts=0, next_at=now, trouble="")
    if not changed:
        raise Refusal("not_to_be_sent_again", state=delivery.state)


def _claim(number: int, now: datetime) -> bool:
    """Whether it is ours: two senders at once never have the same."""
    return bool(
        Delivery.objects.filter(pk=number, state=State.WAITING).update(
            state=State.SENDING, began_at=now, attempts=F("attempts") + 1
        )
    )


def _take_up_interrupted(way: str, now: datetime) -> None:
    left = Delivery.objects.filter(
        way=way, state=State.SENDING, began_at__lt=now - INTERRUPTED_AFTER
    )
    if way == "webhook":
        left.update(state=State.WAITING, next_at=now, trouble="interrupted")
    else:
        left.update(state=State.IN_DOUBT, trouble="interrupted")


def _try(delivery: Delivery, clock: Callable[[], datetime]) -> None:
    try:
        parts = _send(delivery, clock())
    except Trouble as trouble:
        _write_down(delivery, trouble, clock())
        return
    except DatabaseError:
        raise
    except Exception:
        # A fault of ours must not be met again every ten minutes for ever, nor hold up others.
        log.exception("Thông báo số %s không gửi được.", delivery.pk)
        _broken_off(delivery, clock())
        return
    _mine(delivery).update(state=State.SENT, sent_at=clock(), parts=parts, trouble="")


def _broken_off(delivery: Delivery, now: datetime) -> None:
    if delivery.way == "webhook":
        _write_down(delivery, Trouble("interrupted"), now)
    else:
        _mine(delivery).update(state=State.IN_DOUBT, trouble="interrupted")


def _mine(delivery: Delivery) -> QuerySet[Delivery]:
    """The delivery while this sender still has it; after ten minutes it may be somebody else's."""
    return Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, attempts=delivery.attempts)


def _send(delivery: Delivery, now: datetime) -> int:
    notice = delivery.notice
    matter = matter_of(notice)
    message = webhooks.identity(notice.stream, notice.version)
    if delivery.way == "webhook":
        receiver = Receiver.objects.get(pk=delivery.receiver)
        if receiver.until is not None and receiver.until <= localdate(now):
            raise Trouble("gone", final=True)
        secret = keys.unwrap(f"receiver:{receiver.name}", bytes(receiver.secret))
        body = webhooks.event_of(
            notice.stream, notice.version, notice.event, matter.event.at, matter.dossier
        )
        webhooks.post(receiver.address, body, webhooks.signed(secret, message, now, body))
        return 1
    person = person_of(matter)
    if not person:
        raise Trouble("erased", final=True)
    letter = letters.write(matter)
    if delivery.way == "email":
        return ways.email(person.get("email", ""), letter, message)
    return ways.text_message(person.get("phone", ""), letter, message)


def _write_down(delivery: Delivery, trouble: Trouble, now: datetime) -> None:
    """It waits for its next try, and with it what would meet the same trouble; or is given up."""
    tried = delivery.attempts
    if trouble.final or tried > len(BACK_OFF):
        _mine(delivery).update(state=State.GIVEN_UP, trouble=trouble.word)
        return
    later = now + timedelta(seconds=max(BACK_OFF[tried - 1], trouble.wait))
    _mine(delivery).update(state=State.WAITING, next_at=later, trouble=trouble.word)
    if trouble.word in SHARED[delivery.way]:
        Delivery.objects.filter(
            way=delivery.way, receiver=delivery.receiver, state=State.WAITING, next_at__lt=later
        ).update(next_at=later)
