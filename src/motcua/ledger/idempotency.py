"""A request sent twice is done once: the second gets the first one's answer (mã gửi)."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet

from motcua.ledger import queries
from motcua.ledger.models import IdempotencyKey
from motcua.rules.law import house_rule
from motcua.rules.refusal import Refusal
from motcua.settings.law import retention

# Over a long weekend a lost form may still be sent again; later it is a new request.
TERM = retention.days("idempotency_key")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


@house_rule(50)
def once(
    key: str, origin: str, body_digest: bytes, make: Callable[[], bytes], *, now: datetime
) -> bytes:
    """What `make` answered to this key of this origin, made at most once.

    Call it inside the transaction of the deed: key and deed stand together or not at all, and of
    two at once the second waits for the first. `origin` is an officer's pseudonym or where an
    applicant's request came from. `Refusal` `key_reused` when the key came with another body,
    `key_malformed`.
    """
    if not _KEY.fullmatch(key):
        raise Refusal("key_malformed")
    if queries.claim_key(origin, key, body_digest, now, now + TERM):
        answer = make()
        queries.keep_answer(origin, key, answer)
        return answer
    row = IdempotencyKey.objects.get(origin=origin, key=key)
    if not hmac.compare_digest(bytes(row.digest), body_digest):
        raise Refusal("key_reused")
    return bytes(row.answer)


def overdue(now: datetime) -> QuerySet[IdempotencyKey]:
    """Answers whose term has ended."""
    return IdempotencyKey.objects.filter(expires_at__lte=now)
