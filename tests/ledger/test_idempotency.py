"""A form sent twice is done once; a key is never taken for another request."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from motcua.ledger import idempotency, store
from motcua.ledger.models import Event, IdempotencyKey
from motcua.rules.refusal import Refusal
from tests.ledger.builders import NOW, received

pytestmark = pytest.mark.django_db
BODY = b"d" * 32


def intake(stream: str = "dossier:1") -> bytes:
    store.append(stream, [received()], after_version=0, recorded_at=NOW)
    return stream.encode()


def once(key="k1", origin="0f3a5c7e9b1d2f40", body=BODY, now=NOW, stream="dossier:1") -> bytes:
    with transaction.atomic():
        return idempotency.once(key, origin, body, lambda: intake(stream), now=now)


def test_the_same_form_sent_again_gets_the_same_answer_and_is_done_once():
    assert once() == once() == b"dossier:1"
    assert Event.objects.count() == 1


def test_the_same_key_with_another_form_is_refused():
    once()
    with pytest.raises(Refusal, match="key_reused"):
        once(body=b"e" * 32, stream="dossier:2")
    assert Event.objects.count() == 1


def test_two_officers_may_happen_on_the_same_key():
    assert once() == b"dossier:1"
    assert once(origin="another", stream="dossier:2") == b"dossier:2"


def test_a_deed_that_was_refused_may_be_sent_again_under_its_key():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        idempotency.once("k1", "0f3a5c7e9b1d2f40", BODY, lambda: bytes(1 // 0), now=NOW)
    assert once() == b"dossier:1"


def test_an_answer_is_kept_for_its_term_and_then_forgotten():
    once()
    before = NOW + idempotency.TERM - timedelta(seconds=1)
    assert idempotency.overdue(before).count() == 0
    assert once(now=before, stream="dossier:2") == b"dossier:1"
    after = NOW + idempotency.TERM
    assert once(now=after, body=b"e" * 32, stream="dossier:2") == b"dossier:2"
    assert idempotency.overdue(after + idempotency.TERM).delete()[0] == 1
    assert IdempotencyKey.objects.count() == 0


@pytest.mark.parametrize("key", ["", "k" * 65, "k 1", "k\n", "khoá", "k\x00"])
def test_a_key_that_no_form_of_ours_has_is_refused(key: str):
    with pytest.raises(Refusal, match="key_malformed"):
        once(key=key)


@pytest.mark.django_db(transaction=True)
def test_of_eight_sendings_at_once_one_is_done_and_all_get_its_answer(postgres):
    start = Barrier(8)

    def send(n: int) -> bytes:
        try:
            start.wait()
            return once(stream=f"dossier:{n}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as senders:
        answers = set(senders.map(send, range(8)))
    assert len(answers) == 1
    assert [event.stream.encode() for event in Event.objects.all()] == list(answers)
