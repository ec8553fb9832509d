"""What the applicant reads: one letter and one text message for each event that is told.

In Vietnamese, whatever language the office's screens have: nobody asked the applicant for theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from motcua.dossiers.kept import secret_of
from motcua.dossiers.models import KeptRow
from motcua.notices.wordings import CLOSING, GREETING, LETTERS, TRACKING
from motcua.rules import events as ev
from motcua.rules.dossier import Dossier
from motcua.web import formats


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and paragraphs of an e-mail, and the text message that says the same in brief."""

    subject: str
    paragraphs: tuple[str, ...]
    short: str

    @property
    def body(self) -> str:
        """The paragraphs as plain text."""
        return "\n\n".join(self.paragraphs) + "\n"


@dataclass(frozen=True, slots=True)
class Matter:
    """What a letter speaks of: the dossier as it stood after the event, and its names."""

    event: ev.Event
    dossier: Dossier
    kept: Mapping[str, KeptRow]
    procedure: str
    desk: str
    kind: str


def write(matter: Matter) -> Letter:
    """The letter about an event; `LookupError` for one that is not told."""
    with override("vi"):
        wording = LETTERS[matter.kind]
        facts = _facts(matter)
        body = (GREETING, *wording.paragraphs, *_tracking(matter), CLOSING)
        letter = Letter(wording.subject, body, wording.short)
        return _filled(letter, facts)


def _filled(letter: Letter, facts: Mapping[str, str]) -> Letter:
    """The letter with its facts; a paragraph all of whose facts are empty is left out."""
    said = (each % facts for each in letter.paragraphs if _says_something(each, facts))
    return replace(
        letter,
        subject=letter.subject % facts,
        paragraphs=tuple(said),
        short=letter.short % facts,
    )


def _says_something(paragraph: str, facts: Mapping[str, str]) -> bool:
    asked = [name for name in facts if f"%({name})s" in paragraph]
    return not asked or any(facts[name] for name in asked)


def _facts(matter: Matter) -> dict[str, str]:
    dossier, event = matter.dossier, matter.event
    person = matter.kept.get(dossier.applicant or "")
    return {
        "name": str(person.body["name"]) if person else "",
        "code": dossier.code,
        "procedure": matter.procedure,
        "desk": matter.desk,
        "promised": formats.moment(dossier.promised) if dossier.promised else "",
        "appointed": formats.moment(dossier.appointed) if dossier.appointed else "",
        "missing": _text(matter, getattr(event, "missing", None)),
        "reason": _text(matter, getattr(event, "reason", None)),
        "address": _address(),
        "secret": secret_of(dict(matter.kept)),
    }


def _text(matter: Matter, kept_id: str | None) -> str:
    row = matter.kept.get(kept_id or "")
    return str(row.body) if row else ""


def _tracking(matter: Matter) -> tuple[str, ...]:
    """How to follow the dossier; nothing for one that has no code."""
    return (TRACKING,) if matter.dossier.code and _address() else ()


def _address() -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse('portal:track')}" if settings.PUBLIC_ADDRESS else ""
