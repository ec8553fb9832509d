"""A database that somebody else holds: a sentence, the form kept, and later the same form does it."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction
from django.urls import reverse

from motcua.dossiers.models import DossierRow
from motcua.ledger.models import Event
from motcua.organisation.models import AccessRow
from tests.dossiers import builders
from tests.dossiers.requests import SERVE, intake, served

PATIENCE = {"sqlite": "PRAGMA busy_timeout = 50", "postgresql": "SET lock_timeout = '50ms'"}
HOLD = {
    "sqlite": "UPDATE organisation_unit SET act_number = act_number",
    "postgresql": "LOCK TABLE ledger_counter, ledger_idempotencykey, organisation_accessrow, "
    "organisation_loginfailures",
}


# Less than the twenty seconds for which a deed waits: a reader who waited as long would get in.
GIVES_UP = 14


@contextmanager
def somebody_else_holds_the_database(patience: str = "") -> Iterator[None]:
    """Another connection has what a page must write; `patience` sets how long ours waits for it."""
    holds, go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(HOLD[connection.vendor])
            holds.set()
            go.wait(GIVES_UP)
        connections.close_all()

    other = threading.Thread(target=hold)
    if patience:
        with connection.cursor() as cursor:
            cursor.execute(patience)
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
    with somebody_else_holds_the_database(PATIENCE[connection.vendor]):
        answer = client.post(address, typed)
    assert answer.status_code == 503
    assert "Hệ thống đang bận" in answer.text
    again = kept(answer.text)
    assert again["name"] == "Trần Thị Hạnh"
    assert Event.objects.filter(kind__startswith="dossier.").count() == 0
    assert client.post(address, again).status_code == 302
    assert DossierRow.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_reader_does_not_wait_for_a_writer_and_no_reading_is_without_its_row(house, browser):
    address = f"/ho-so/{builders.received(house).code}/"
    client = browser("lan")
    before = patience()
    with somebody_else_holds_the_database():
        answer = client.get(address)
        assert client.get("/ho-so/").status_code == 200, "what writes nothing opens"
        assert patience() == before, "the next deed waits as long as ever"
    assert answer.status_code == 503
    assert "chưa mở được" in answer.text and "Trần Thị Hạnh" not in answer.text
    assert f'href="{address}"' in answer.text
    assert answer.headers["Retry-After"] == "5"
    assert not AccessRow.objects.exists()
    assert client.get(address).status_code == 200
    assert AccessRow.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_citizen_who_asks_does_not_wait_for_a_writer(house, browser):
    asked = {"code": builders.received(house).code, "secret": "ABCD-EFGH-JKMN-PQ"}
    client = browser("lan")
    with somebody_else_holds_the_database():
        answer = client.post(reverse("portal:track"), asked)
    assert answer.status_code == 503
    assert "Hệ thống đang bận" in answer.text


def patience() -> str:
    """How long a writing of ours waits for somebody else."""
    asked = {"sqlite": "PRAGMA busy_timeout", "postgresql": "SHOW lock_timeout"}
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        return str(cursor.fetchone()[0])
