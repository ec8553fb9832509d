"""What is kept for a term is thrown away by the background process."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db.models import QuerySet

from motcua.dossiers.retention import overdue_notices
from motcua.ledger import idempotency
from motcua.ledger.management.commands import sequence
from motcua.ledger.models import IdempotencyKey
from motcua.organisation import throttle
from motcua.web import background, housekeeping

AT = datetime(2026, 3, 5, tzinfo=UTC)


def test_the_rooms_have_told_what_they_keep_for_a_term():
    told = {
        "idempotency_key": idempotency.overdue,
        "log_in_failures": throttle.overdue,
        "notice": overdue_notices,
    }
    assert told.items() <= housekeeping._REGISTERED.items()


@pytest.mark.django_db
def test_what_is_past_its_term_goes_and_the_rest_stays():
    old, new = AT - timedelta(days=1), AT + timedelta(days=1)
    for key, end in (("a", old), ("b", new)):
        IdempotencyKey.objects.create(origin="x", key=key, digest=b"", expires_at=end)
    assert housekeeping.waiting(AT)["idempotency_key"] == 1
    assert housekeeping.run(AT) == 1
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["b"]


@pytest.mark.django_db
def test_the_background_process_does_it_while_it_waits(monkeypatch):
    done: list[datetime] = []

    def overdue(at: datetime) -> QuerySet[IdempotencyKey]:
        done.append(at)
        return IdempotencyKey.objects.none()

    monkeypatch.setattr(housekeeping, "_REGISTERED", {"idempotency_key": overdue})
    monkeypatch.setattr(background, "_REGISTERED", {})
    monkeypatch.setattr(sequence, "FORGET_EVERY", 1)

    def wait(seconds: float) -> None:
        if done:
            raise KeyboardInterrupt

    monkeypatch.setattr(sequence.time, "sleep", wait)
    with pytest.raises(KeyboardInterrupt):
        call_command("sequence", "--follow")
    assert len(done) == 1
