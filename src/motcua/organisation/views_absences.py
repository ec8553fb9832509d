"""Who is away and who stands in: one's own first, then the units within reach; by an act each."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.organisation.act_page import done, form_page
from motcua.organisation.actions import absences as actions
from motcua.organisation.actions.officers import units_of
from motcua.organisation.forms_people import ONE_DAY, AbsenceForm, EndForm, SubstituteForm
from motcua.organisation.models import Absence, Assignment, Officer, Substitution
from motcua.organisation.permits import Scope, holds, may, require
from motcua.organisation.roles import EVERYWHERE
from motcua.organisation.units import on
from motcua.web import clock
from motcua.web.pages import render

PAGE = 50
BACK = "organisation:absences"
RECORD, SUBSTITUTE = "organisation.record_absence", "organisation.substitute"
Row = TypeVar("Row", Absence, Substitution)


@may("organisation.view")
@require_safe
def absences(request: HttpRequest) -> HttpResponse:
    """Absences and substitutions of today and to come: one's own, and those within reach."""
    today, scope = clock.today(), _scope(request)
    held = Assignment.objects.filter(Q(until__isnull=True) | Q(until__gt=today))
    there = scope.limit(held, "unit_code").values("officer")
    away, more_away = _page(request, "away", _current(Absence, today).filter(officer__in=there))
    standing, more_standing = _page(
        request, "standing", scope.limit(_current(Substitution, today), "unit_code")
    )
    mine = _mine(request.user, today)
    codes = {row.unit_code for row in [*standing, *mine["standing"], *mine["replaced"]]}
    context = {
        "mine": mine,
        "away": away,
        "more_away": more_away,
        "standing": standing,
        "more_standing": more_standing,
        "units": dict(on(today).filter(code__in=codes).values_list("code", "name")),
        "one_day": ONE_DAY,
        "records": holds(request, RECORD),
        "substitutes": holds(request, SUBSTITUTE),
    }
    return render(request, "organisation/absences.html", context)


@may(RECORD)
@form_page
def record_absence(request: HttpRequest) -> HttpResponse:
    """An officer of a unit within reach is away for a while."""
    form = AbsenceForm(request.POST or None, initial={"since": clock.today()})

    def deed(typed: dict[str, object], at: datetime) -> None:
        officer, last = typed.pop("officer"), typed.pop("last")
        _within(request, RECORD, officer, localdate(at))
        more = {"until": last + ONE_DAY, "by": request.user, "recorded_at": at}
        actions.record_absence(officer, **typed, **more)

    return done(request, form, deed, gettext("Ghi vắng mặt"), BACK)


@may(RECORD)
@form_page
def end_absence(request: HttpRequest, absence: int) -> HttpResponse:
    """The officer is back earlier than was said."""
    row = _found(Absence.objects.select_related("officer"), absence)
    _within(request, RECORD, row.officer, clock.today())
    form = EndForm(request.POST or None)

    def deed(typed: dict[str, object], at: datetime) -> None:
        del typed["last"]
        more = {
            "until": form.until(localdate(at), row.since),
            "by": request.user,
            "recorded_at": at,
        }
        actions.end_absence(row, **typed, **more)

    title = gettext("Kết thúc sớm lần vắng mặt của %(name)s") % {"name": row.officer.full_name}
    return done(request, form, deed, title, BACK)


@may(SUBSTITUTE)
@form_page
def substitute(request: HttpRequest) -> HttpResponse:
    """One officer acts for another, in a unit within reach and for a while."""
    form = SubstituteForm(request.POST or None, initial={"since": clock.today()})

    def deed(typed: dict[str, object], at: datetime) -> None:
        absent, stand_in, unit, last = (
            typed.pop(name) for name in ("absent", "stand_in", "unit_code", "last")
        )
        require(_scope(request), SUBSTITUTE, str(unit))
        more = {"until": last + ONE_DAY, "by": request.user, "recorded_at": at}
        actions.substitute(absent, stand_in, unit, **typed, **more)

    return done(request, form, deed, gettext("Cử người làm thay"), BACK)


@may(SUBSTITUTE)
@form_page
def end_substitution(request: HttpRequest, substitution: int) -> HttpResponse:
    """Somebody stands in no longer, earlier than was said."""
    row = _found(Substitution.objects.select_related("absent", "substitute"), substitution)
    require(_scope(request), SUBSTITUTE, row.unit_code)
    form = EndForm(request.POST or None)

    def deed(typed: dict[str, object], at: datetime) -> None:
        del typed["last"]
        more = {
            "until": form.until(localdate(at), row.since),
            "by": request.user,
            "recorded_at": at,
        }
        actions.end_substitution(row, **typed, **more)

    said = {"name": row.substitute.full_name, "absent": row.absent.full_name}
    title = gettext("Kết thúc sớm việc %(name)s làm thay %(absent)s") % said
    return done(request, form, deed, title, BACK)


def _scope(request: HttpRequest) -> Scope:
    found: Scope = request.scope  # type: ignore[attr-defined]
    return found


def _within(request: HttpRequest, permission: str, officer: Officer, day: date) -> None:
    """One of the officer's units is within reach; who has no role is only for who may everywhere."""
    require(_scope(request), permission, *(units_of(officer, day) or (EVERYWHERE,)))


def _found(rows: QuerySet[Row], number: int) -> Row:
    row = rows.filter(pk=number).first()
    if row is None:
        raise Http404
    return row


def _current(kind: type[Row], day: date) -> QuerySet[Row]:
    """Those that hold on the day or later; one that ended before it began never did."""
    people = [field.name for field in kind._meta.fields if field.related_model is Officer]
    return (
        kind.objects.filter(Q(until__gt=day) & Q(until__gt=F("since")))
        .select_related(*people)
        .order_by("pk")
    )


def _mine(officer: Officer, day: date) -> dict[str, list[Absence] | list[Substitution]]:
    there = _current(Substitution, day)
    return {
        "away": list(_current(Absence, day).filter(officer=officer)),
        "replaced": list(there.filter(absent=officer)),
        "standing": list(there.filter(substitute=officer)),
    }


def _page(request: HttpRequest, name: str, rows: QuerySet[Row]) -> tuple[list[Row], int | None]:
    """Fifty rows after the one that the address names, and where the next fifty begin."""
    after = request.GET.get(name, "")
    if after.isdecimal() and len(after) < 19:
        rows = rows.filter(pk__gt=int(after))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None
