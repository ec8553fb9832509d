"""Who holds which role where; giving and ending roles by an act; who read whose data."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from motcua.organisation.act_page import done, form_page
from motcua.organisation.actions import officers as actions
from motcua.organisation.forms_people import (
    ONE_DAY,
    AddOfficerForm,
    AssignForm,
    EndForm,
)
from motcua.organisation.models import AccessRow, Assignment, Officer
from motcua.organisation.permits import Scope, holds, may, require
from motcua.organisation.roles import EVERYWHERE, ROLES
from motcua.organisation.units import on
from motcua.web import clock
from motcua.web.names import named
from motcua.web.pages import render

PAGE = 50
MANAGE = "organisation.manage_officers"


@may("organisation.view")
@require_safe
def officers(request: HttpRequest) -> HttpResponse:
    """Roles in force today within reach, fifty at a time, by unit."""
    asked = request.GET.get("unit", "").strip()[:32]
    today = clock.today()
    rows = _held(_scope(request).limit(Assignment.objects.all(), "unit_code"), today)
    if asked:
        rows = rows.filter(unit_code=asked)
    after = request.GET.get("after", "")
    page = list(_after(rows, after)[: PAGE + 1])
    names = dict(on(today).values_list("code", "name").filter(code__in={r.unit_code for r in page}))
    more = page[PAGE - 1].pk if len(page) > PAGE else None
    context = {
        "rows": page[:PAGE],
        "units": names,
        "roles": ROLES,
        "asked": asked,
        "following": more,
        "one_day": ONE_DAY,
        "manages": holds(request, MANAGE),
    }
    return render(request, "organisation/officers.html", context)


@may(MANAGE)
@sensitive_post_parameters("password")
@form_page
def add_officer(request: HttpRequest) -> HttpResponse:
    """A new account; roles come after."""
    form = AddOfficerForm(request.POST or None)

    def deed(typed: dict[str, object], at: datetime) -> None:
        actions.add_officer(**typed, by=request.user, recorded_at=at)

    return done(request, form, deed, gettext("Lập tài khoản cán bộ"))


@may(MANAGE)
@form_page
def assign(request: HttpRequest) -> HttpResponse:
    """A role from a day on, in a unit within reach."""
    form = AssignForm(request.POST or None, initial={"since": clock.today()})

    def deed(typed: dict[str, object], at: datetime) -> None:
        del typed["last"]
        _may_manage(request, str(typed["unit_code"]))
        officer, role, unit = (typed.pop(name) for name in ("officer", "role", "unit_code"))
        more = {"until": form.until(), "by": request.user, "recorded_at": at}
        actions.assign(officer, role, unit, **typed, **more)

    return done(request, form, deed, gettext("Giao vai trò"))


@may(MANAGE)
@form_page
def end_assignment(request: HttpRequest, assignment: int) -> HttpResponse:
    """The role ends, now or after a day to come."""
    row = Assignment.objects.select_related("officer").filter(pk=assignment).first()
    if row is None:
        raise Http404
    _may_manage(request, row.unit_code)
    form = EndForm(request.POST or None)

    def deed(typed: dict[str, object], at: datetime) -> None:
        del typed["last"]
        more = {
            "until": form.until(localdate(at), row.since),
            "by": request.user,
            "recorded_at": at,
        }
        actions.end_assignment(row, **typed, **more)

    said = {"role": named(ROLES[row.role]), "name": row.officer.full_name, "unit": row.unit_code}
    title = gettext("Kết thúc vai trò “%(role)s” của %(name)s tại %(unit)s") % said
    return done(request, form, deed, title)


@may("organisation.view_access")
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """Who read personal data: the officers of the units within reach, newest first."""
    scope = _scope(request)
    subject = request.GET.get("subject", "").strip()[:64]
    rows = AccessRow.objects.order_by("-pk")
    if not scope.everything:
        there = scope.limit(Assignment.objects.all(), "unit_code").values("officer__pseudonym")
        rows = rows.filter(officer__in=there)
    if subject:
        rows = rows.filter(subject=subject)
    after = request.GET.get("after", "")
    if after.isdecimal() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    page = list(rows[: PAGE + 1])
    people = Officer.objects.filter(pseudonym__in={row.officer for row in page[:PAGE]})
    context = {
        "rows": page[:PAGE],
        "names": dict(people.values_list("pseudonym", "full_name")),
        "subject": subject,
        "following": page[PAGE - 1].pk if len(page) > PAGE else None,
    }
    return render(request, "organisation/readings.html", context)


def _scope(request: HttpRequest) -> Scope:
    found: Scope = request.scope  # type: ignore[attr-defined]
    return found


def _may_manage(request: HttpRequest, unit_code: str) -> None:
    """A role for everywhere is given only by who may everywhere."""
    scope = _scope(request)
    require(
        Scope() if unit_code == EVERYWHERE and not scope.everything else scope, MANAGE, unit_code
    )


def _held(rows: QuerySet[Assignment], day: date) -> QuerySet[Assignment]:
    holding = rows.filter(Q(until__isnull=True) | Q(until__gt=day))
    return holding.select_related("officer").order_by("unit_code", "pk")


def _after(rows: QuerySet[Assignment], after: str) -> QuerySet[Assignment]:
    """The rows that come after the one with this number; all for a number nobody has."""
    if not after.isdecimal() or len(after) > 18:
        return rows
    last = Assignment.objects.filter(pk=int(after)).first()
    if last is None:
        return rows
    later = Q(unit_code=last.unit_code, pk__gt=last.pk) | Q(unit_code__gt=last.unit_code)
    return rows.filter(later)
