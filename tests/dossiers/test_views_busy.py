"""A database that somebody else holds: a sentence, the form kept, and later the same form does it."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction

from motcua.dossiers.models import DossierRow
from motcua.ledger.models import Event
from tests.dossiers import builders
from tests.dossiers.requests import SERVE, intake, served

PATIENCE = {"sqlite": "PRAGMA busy_timeout = 50", "postgresql": "SET lock_timeout = '50ms'"}
HOLD = {
    "sqlite": "UPDATE organisation_unit SET act_number = act_number",
    "postgresql": "LOCK TABLE ledger_counter, ledger_idempotencykey",
}


@contextmanager
def somebody_else_holds_the_database() -> Iterator[None]:
    """Another connection has what a deed needs, and we do not wait long for it."""
    holds, go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(HOLD[connection.vendor])
            holds.set()
            go.wait(20)
        connections.close_all()

    other = threading.Thread(target=hold)
    with connection.cursor() as cursor:
        cursor.execute(PATIENCE[connection.vendor])
    other.start()
    try:
        assert holds.wait(10)
        yield
    finally:
        go.set()
        other.join()
        connection.close()


def kept(page: str) -> dict[str, str]:
    """The fields that the page would send again."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("address", "form"),
    [(SERVE, served), (f"/ho-so/receive/{builders.GUARDIAN}/", lambda: intake(save="1"))],
)
def test_a_busy_database_keeps_the_form_and_takes_it_later(house, browser, address, form):
    client, typed = browser("lan"), form()
    with somebody_else_holds_the_database():
        answer = client.post(address, typed)
    assert answer.status_code == 503
    assert "Hệ thống đang bận" in answer.text
    again = kept(answer.text)
    assert again["name"] == "Trần Thị Hạnh"
    assert Event.objects.filter(kind__startswith="dossier.").count() == 0
    assert client.post(address, again).status_code == 302
    assert DossierRow.objects.count() == 1
