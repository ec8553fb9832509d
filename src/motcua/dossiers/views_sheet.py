"""The money of a day by till and officer: every movement, and what the drawer must hold."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.dossiers import queries
from motcua.dossiers.page import today
from motcua.dossiers.requests import day_of, officer_of, scope_of
from motcua.dossiers.timeline import PAYMENTS
from motcua.organisation.permits import may
from motcua.web import clock
from motcua.web.pages import render

LONGEST_TILL = 32


@may("dossiers.day_sheet")
@require_safe
def day_sheet(request: HttpRequest) -> HttpResponse:
    """The sheet of a day, of one till or of all within reach."""
    now, scope = clock.now(), scope_of(request)
    day = day_of(request.GET.get("day", "")) or today(now)
    till = request.GET.get("till", "")[:LONGEST_TILL]
    lines = queries.day_sheet(scope, day, till)
    people = {line.officer for line in lines} | {line.till for line in lines}
    names = queries.names([], people, {line.unit for line in lines}, day)
    drawers = sorted(
        queries.drawers(lines),
        key=lambda each: (each.unit, names.officers.get(each.officer, ""), each.till),
    )
    context = {
        "day": day,
        "today": today(now),
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "till": till,
        "tills": queries.tills(scope, day),
        "drawers": drawers,
        "total": sum(line.amount for line in lines),
        "count": len(lines),
        "officers": names.officers,
        "units": names.units,
        "ways": PAYMENTS,
        "printed_by": officer_of(request).full_name,
        "now": now,
    }
    return render(request, "dossiers/day_sheet.html", context)
