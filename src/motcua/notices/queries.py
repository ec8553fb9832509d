"""Lists of deliveries for those who may see them, and how many are in trouble."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from motcua.dossiers.models import DossierRow
from motcua.notices.models import Delivery, Receiver, State
from motcua.organisation.permits import Scope

PAGE = 50
IN_TROUBLE = (State.GIVEN_UP, State.IN_DOUBT)


@dataclass(frozen=True, slots=True)
class Line:
    """One delivery with the code of its dossier and the name of the system it goes to."""

    delivery: Delivery
    code: str
    receiver: str


def page(scope: Scope, state: str, before: int | None) -> tuple[list[Line], int | None]:
    """Fifty deliveries within reach, newest first, and the number to go on from; three statements.

    `state` is one of `State`, `trouble` for all that need a person, or "" for all.
    """
    rows = _reachable(scope).select_related("notice").order_by("-id")
    if state == "trouble":
        rows = rows.filter(state__in=IN_TROUBLE)
    elif state:
        rows = rows.filter(state=state)
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    codes = _codes({row.notice.stream for row in shown})
    names = dict(
        Receiver.objects.filter(pk__in={row.receiver for row in shown}).values_list("pk", "name")
    )
    lines = [
        Line(row, codes.get(row.notice.stream, ""), names.get(row.receiver, "")) for row in shown
    ]
    return lines, shown[-1].pk if len(found) > PAGE else None


def counts(scope: Scope) -> dict[str, int]:
    """How many deliveries within reach wait or need a person, by state."""
    rows = _reachable(scope).exclude(state=State.SENT)
    return dict(rows.values_list("state").annotate(Count("id")).order_by())


def reachable(scope: Scope, number: int) -> Delivery | None:
    """The delivery of that number if it is within reach."""
    return _reachable(scope).select_related("notice").filter(pk=number).first()


def receivers() -> QuerySet[Receiver]:
    """Every system that is or was told, by name."""
    return Receiver.objects.select_related("approved_by").order_by("name")


def _reachable(scope: Scope) -> QuerySet[Delivery]:
    return scope.limit(Delivery.objects.all(), "unit")


def _codes(streams: set[str]) -> Mapping[str, str]:
    return dict(
        DossierRow.objects.filter(stream__in=streams, code__isnull=False).values_list(
            "stream", "code"
        )
    )
