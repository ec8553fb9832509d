"""Kept rows of a dossier: made before the event that names them, written in its transaction."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from typing import Any

import msgspec

from motcua.dossiers.models import KeptRow
from motcua.rules.folding import clean, clean_line
from motcua.rules.law import ONE_STOP
from motcua.rules.refusal import Refusal

# Without 0 O 1 I L: a citizen reads it from paper and types it on a phone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SECRET_LETTERS = 14


# The longest that is kept of each of a person's fields, in characters.
LONGEST = {"name": 200, "number": 20, "phone": 20, "email": 120, "address": 300}


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person or an organisation on a dossier; everything but the name may be empty."""

    name: str
    number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


class Paper(msgspec.Struct, frozen=True, omit_defaults=True):
    """One paper as it was handed in: how many originals and copies."""

    name: str
    originals: int = 0
    copies: int = 0


def _fields(person: Person) -> dict[str, str]:
    return msgspec.structs.asdict(person)


class Drawer:
    """The kept rows that one deed is about to write; `write` puts them down in one statement."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        self.rows: list[KeptRow] = []

    def _put(self, what: str, body: Any) -> str:
        row = KeptRow(id=secrets.token_hex(16), stream=self.stream, what=what, body=body)
        self.rows.append(row)
        return row.id

    def person(self, person: Person | None) -> str | None:
        """The id under which a person is kept, None for nobody.

        Refuses `applicant_missing` for an empty name, `unusable_text` for what cannot be kept.
        """
        if person is None:
            return None
        fields = {name: clean_line(text, LONGEST[name]) for name, text in _fields(person).items()}
        if not fields["name"]:
            raise Refusal("applicant_missing", ONE_STOP["Điều 17 khoản 1"])
        return self._put("person", {name: text for name, text in fields.items() if text})

    def text(self, text: str) -> str:
        """The id under which a text is kept; empty for an empty text."""
        text = clean(text, 20_000).strip()
        return self._put("text", text) if text else ""

    def papers(self, papers: Iterable[Paper]) -> str | None:
        """The id under which a list of papers is kept, None for an empty list."""
        rows = [
            msgspec.to_builtins(msgspec.structs.replace(paper, name=clean(paper.name, 2000)))
            for paper in papers
        ]
        return self._put("papers", rows) if rows else None

    def secret(self) -> str:
        """A new second secret for public tracking, 69 bits, kept so that a slip can be reprinted."""
        secret = "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LETTERS))
        self._put("secret", secret)
        return secret

    def write(self) -> None:
        """The rows are in the database."""
        KeptRow.objects.bulk_create(self.rows)


def read(stream: str) -> dict[str, KeptRow]:
    """Every kept row of a dossier by id."""
    return {row.id: row for row in KeptRow.objects.filter(stream=stream)}


def secret_of(rows: dict[str, KeptRow]) -> str:
    """The second secret among a dossier's kept rows; empty where it was erased."""
    return next((row.body for row in rows.values() if row.what == "secret"), "")


def normal_secret(typed: str) -> str:
    """A typed secret without spaces, dashes and case."""
    return "".join(letter for letter in typed.upper() if letter in ALPHABET)[: SECRET_LETTERS + 1]


def same_secret(typed: str, kept: str) -> bool:
    """Whether the typed secret is the kept one, in a time that tells nothing."""
    return hmac.compare_digest(normal_secret(typed).encode(), (kept or "-" * 3).encode())
