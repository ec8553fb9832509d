"""Every reading of one person's data leaves a row, and lists show identity numbers masked.

The rows are append-only and hold pseudonyms and ids, no names: who read, whose, when, why.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from motcua.organisation.models import AccessRow, Officer
from motcua.web.patience import as_a_reader

SHOWN = 3
HIDDEN = "•"


def note_reading(
    officer: Officer, subject: str, why: str, at: datetime, *, page: str = ""
) -> AccessRow:
    """That the officer read the data of `subject` (an id, never a name) stands in the log.

    `why` is the permission or deed the reading served, `page` the name of the view. A busy database
    raises `OperationalError` soon, and then the page shows nothing: no reading without its row.
    """
    with as_a_reader():
        return AccessRow.objects.create(
            at=at, officer=officer.pseudonym, subject=subject, page=page, purpose=why
        )


def note_readings(
    officer: Officer, subjects: Iterable[str], why: str, at: datetime, *, page: str = ""
) -> None:
    """The same for several at once, in one statement: what a search for a person showed."""
    rows = [
        AccessRow(at=at, officer=officer.pseudonym, subject=subject, page=page, purpose=why)
        for subject in subjects
    ]
    AccessRow.objects.bulk_create(rows)


def masked(identity_number: str) -> str:
    """The number with its middle hidden; one too short to hide anything is hidden whole.

    >>> masked("038204001234"), masked("12345"), masked("")
    ('038••••••234', '•••••', '')
    """
    hidden = len(identity_number) - 2 * SHOWN
    if hidden < SHOWN:
        return HIDDEN * len(identity_number)
    return identity_number[:SHOWN] + HIDDEN * hidden + identity_number[-SHOWN:]
