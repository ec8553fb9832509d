"""What may be printed for a dossier, told by the room above that prints.

    printing.told_by(offers.offered)

The room is asked by each dossier's page; where no room prints, the page offers nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest

from motcua.dossiers.models import DossierRow
from motcua.dossiers.page import DossierPage


@dataclass(frozen=True, slots=True)
class Print:
    """One paper: its title, the day of its deed, its address; `key` prints it from the keyboard."""

    text: str
    at: datetime
    href: str
    key: str = ""
    others: dict[str, str] = field(default_factory=dict)


Offers = Callable[[HttpRequest, DossierRow, DossierPage], list[Print]]
_told: list[Offers] = []


def told_by(offers: Offers) -> None:
    """From now on a dossier's page shows what this function offers."""
    _told[:] = [offers]


def offered(request: HttpRequest, row: DossierRow, page: DossierPage) -> list[Print]:
    """Every paper of a dossier that this officer may print, the newest first."""
    return [each for offers in _told for each in offers(request, row, page)]
