"""What tests of pages send and count: a form's fields as a page shows them, and statements."""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from tests.dossiers import builders

BOOKKEEPING = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK")
SERVE = "/ho-so/serve/"


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that reach the database meanwhile, without those that only frame them."""
    found: list[str] = []

    def note(execute, sql, params, many, context):
        if not sql.startswith(BOOKKEEPING):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def key() -> str:
    """A fresh key of a form."""
    return secrets.token_hex(16)


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"|name="{name}" value="([^"]*)"', page)
    assert found, name
    return html.unescape(found[1] or found[2] or "")


def plain(page: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(html.unescape(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page)).split())


def intake(
    procedure: str = builders.GUARDIAN, case_name: str = "", /, **more: object
) -> dict[str, object]:
    """A filled form of intake."""
    said = {
        "idempotency_key": key(),
        "case": more.pop("case", None) or builders.case_of(procedure, case_name),
        "channel": "counter",
        "name": "Trần Thị Hạnh",
        "number": "042185001234",
        "copies": "1",
        "paper_0_originals": "1",
    }
    return said | more


def served(**more: object) -> dict[str, object]:
    """A filled form of the quick desk."""
    said = {
        "idempotency_key": key(),
        "procedure": builders.COPY,
        "name": "Trần Thị Hạnh",
        "pages": "5",
        "copies": "3",
        "how": "cash",
        "save": "1",
    }
    return said | more
