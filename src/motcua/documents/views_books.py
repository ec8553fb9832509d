"""The year's register on screen, on paper and as a spreadsheet; closing it; slips for an outage."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents import actions, outage, queries, register, serving, signing, spreadsheet
from motcua.documents.forms import CloseForm, SheetsForm
from motcua.documents.models import ReservedSheets
from motcua.documents.office import office
from motcua.dossiers.page import today
from motcua.dossiers.requests import officer_of, only_once, own_unit, scope_of
from motcua.organisation.access import note_reading
from motcua.organisation.permits import may, reach_of, require
from motcua.rules.books import sheet_number, volume_of
from motcua.rules.refusal import Refusal
from motcua.web import clock
from motcua.web.forms import OnceForm
from motcua.web.pages import render
from motcua.web.sentences import sentence

VIEW, CLOSE, RESERVE = (
    "documents.register",
    "documents.close_register",
    "documents.reserve_sheets",
)


_FOUR = re.compile(r"[0-9]{4}")


def _unit(request: HttpRequest, permit: str) -> str:
    """The desk whose book was asked for, within reach; the officer's own where none was."""
    asked = request.GET.get("unit", "")[:32]
    if asked:
        require(scope_of(request), permit, asked)
        return asked
    return own_unit(request, permit)


def _year(request: HttpRequest, unit: str) -> int:
    said = request.GET.get("year", "")
    now = today(clock.now()).year
    return int(said) if _FOUR.fullmatch(said) and 2015 <= int(said) <= now + 1 else now


@may(VIEW)
@require_safe
def show_register(request: HttpRequest) -> HttpResponse:
    """A year's register, fifty lines a page."""
    unit, now = _unit(request, VIEW), clock.now()
    year = _year(request, unit)
    said = request.GET.get("after", "")
    after = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0
    entries = queries.entries(unit, year, after, queries.PAGE + 1)
    last = queries.last_number(unit, year)
    _noted(request, unit, year, "documents:show_register")
    context = {
        "unit": unit,
        "year": year,
        "years": queries.years(unit),
        "desk": office(unit, today(now)).full,
        "lines": register.lines(entries[: queries.PAGE], today(now)),
        "following": entries[queries.PAGE - 1][0] if len(entries) > queries.PAGE else 0,
        "after": after,
        "last": last,
        "volumes": range(1, volume_of(last) + 1) if last else (),
        "closed": queries.closed(unit, year),
        "may_close": year < today(now).year and reach_of(request).scope(CLOSE).allows(unit),
        "may_reserve": reach_of(request).scope(RESERVE).allows(unit),
        "sealed": signing.has_seal(unit),
        "query": f"unit={unit}&year={year}",
    }
    return render(request, "documents/register.html", context)


def _noted(request: HttpRequest, unit: str, year: int, page: str) -> None:
    subject = f"register|{unit}|{year}"
    note_reading(officer_of(request), subject, VIEW, clock.now(), page=page)


@may(VIEW)
@require_safe
def register_pdf(request: HttpRequest) -> HttpResponse:
    """One volume of a year's register as PDF/A; `?volume=2` for the second."""
    unit, now = _unit(request, VIEW), clock.now()
    year = _year(request, unit)
    said = request.GET.get("volume", "1")
    volume = int(said) if said.isascii() and said.isdigit() and int(said[:6]) > 0 else 1
    if volume > 1 and volume > volume_of(queries.last_number(unit, year)):
        raise Http404
    _noted(request, unit, year, "documents:register_pdf")
    seal = signing.seal_of(unit) if "signed" in request.GET else None
    paper = register.book(unit, year, volume, at=now, today=today(now), signed=seal is not None)
    return serving.pdf(request, [paper], f"so-theo-doi-{unit}-{year}-{volume}", now, seal)


@may(VIEW)
@require_safe
def register_xlsx(request: HttpRequest) -> HttpResponse:
    """The register of a year as a spreadsheet."""
    unit, now = _unit(request, VIEW), clock.now()
    year = _year(request, unit)
    _noted(request, unit, year, "documents:register_xlsx")
    title = f"Sổ theo dõi hồ sơ năm {year} – {office(unit, today(now)).full}"
    made = spreadsheet.xlsx(title, register.all_lines(unit, year, today(now)))
    return serving.file(made, serving.XLSX, f"so-theo-doi-{unit}-{year}.xlsx")


@may(CLOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def close_register(request: HttpRequest) -> HttpResponse:
    """The register of a year that is over is closed, once and for all."""
    unit = _unit(request, CLOSE)
    year = _year(request, unit)
    form = CloseForm(request.POST or None)
    back = f"{reverse('documents:show_register')}?unit={unit}&year={year}"

    def deed() -> str:
        actions.close_register(unit, year, _hand(request, unit))
        return ""

    def done(_: str) -> HttpResponse:
        # The closing is committed: its place in the ledger says which number was the last.
        actions.enter_what_waits()
        closed = queries.closed(unit, year)
        said = gettext("Đã khóa sổ năm %(year)s. Trang này ghi số cuối cùng sau vài giây.")
        if closed:
            said = gettext("Đã khóa sổ năm %(year)s ở số %(last)s.")
        messages.success(request, said % {"year": year, "last": closed.last if closed else 0})
        return redirect(back)

    context = {
        "year": year,
        "desk": office(unit, today(clock.now())).full,
        "last": queries.last_number(unit, year),
        "back": back,
    }
    return _form_page(request, form, "documents/close_register.html", context, deed, done)


@may(RESERVE)
@require_http_methods(["GET", "HEAD", "POST"])
def reserve_sheets(request: HttpRequest) -> HttpResponse:
    """Numbers set aside for an outage: what was printed, what was entered, and a form for more."""
    unit, year = _unit(request, RESERVE), today(clock.now()).year
    form = SheetsForm(request.POST or None)

    def deed() -> str:
        return str(
            actions.reserve_sheets(unit, form.cleaned_data["count"], _hand(request, unit)).first
        )

    def done(first: str) -> HttpResponse:
        messages.success(request, gettext("Đã dành số. Hãy in phiếu và tờ sổ ngay bây giờ."))
        return redirect(f"{reverse('documents:reserve_sheets')}?unit={unit}")

    entered = queries.entered_sheets(unit, year)
    context = {
        "unit": unit,
        "desk": office(unit, today(clock.now())).full,
        "ranges": [_range(each, entered) for each in queries.sheets(unit, year)],
    }
    return _form_page(request, form, "documents/sheets.html", context, deed, done)


def _range(reserved: ReservedSheets, entered: dict[int, list[str]]) -> dict[str, Any]:
    numbers = range(reserved.first, reserved.last + 1)
    return {
        "pk": reserved.pk,
        "first": sheet_number(reserved.year, reserved.first),
        "last": sheet_number(reserved.year, reserved.last),
        "at": reserved.at,
        "count": len(numbers),
        "entered": [
            (sheet_number(reserved.year, number), entered[number])
            for number in numbers
            if number in entered
        ],
    }


@may(RESERVE)
@require_safe
def sheets(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The numbered slips of a range, or its register sheets, as PDF."""
    now = clock.now()
    reserved = ReservedSheets.objects.filter(pk=pk).first()
    if reserved is None or not scope_of(request).allows(reserved.unit):
        raise Http404
    if name == "dossier_register":
        papers = [outage.register_sheets(reserved, now)]
    elif name in outage.SLIPS:
        papers = outage.blank_slips(reserved, name, now)
    else:
        raise Http404
    return serving.pdf(request, papers, f"du-phong-{name}-{reserved.first}", now)


def _hand(request: HttpRequest, unit: str) -> actions.Hand:
    return actions.Hand(
        by=officer_of(request).pseudonym,
        now=clock.now(),
        acting_for=scope_of(request).acting_for(unit),
    )


def _form_page(
    request: HttpRequest,
    form: OnceForm,
    template: str,
    context: dict[str, Any],
    deed: Callable[[], str],
    done: Callable[[str], HttpResponse],
) -> HttpResponse:
    """The page, or what its button does, once; a refusal is said on the page (409)."""
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return done(only_once(request, form.cleaned_data["idempotency_key"], deed))
            except Refusal as refusal:
                form.add_error(None, sentence(refusal, gettext))
                status = 409
    return render(request, template, context | {"form": form}, status)
