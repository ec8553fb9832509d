"""The catalogue for everybody: find a procedure, read one as it stands on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.organisation.permits import public
from motcua.procedures import processes, queries
from motcua.procedures.models import CODE, Process, Revision
from motcua.procedures.texts import FAULTS, LABELS
from motcua.procedures.working_day import minutes_of_working_day
from motcua.rules.folding import clean
from motcua.rules.refusal import Refusal
from motcua.web import clock
from motcua.web.pages import render
from motcua.web.sentences import sentence

# Put right without a guess: counted by the import, no news for a citizen.
MENDED = {"audience_in_pieces", "letters_in_two_parts"}


@public
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """What was searched, one field's procedures, or the fields to choose from."""
    day = clock.today()
    text = request.GET.get("q", "")
    field = request.GET.get("linh-vuc", "")
    context = {"text": text, "field": field, "found": [], "fields": [], "refusal": ""}
    status = 200
    try:
        if text.strip():
            context["found"] = queries.search(text, day=day)
        elif field:
            context["found"] = queries.listed(day, field)
        else:
            context["fields"] = queries.fields(day)
    except Refusal as refusal:
        status = 400
        context |= {"refusal": sentence(refusal, gettext), "text": "", "field": ""}
    return render(request, "procedures/find.html", context, status)


@public
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure as it stands today, or on the day that the address names."""
    day = _day(request.GET.get("ngay", "")) or clock.today()
    try:
        revision = queries.whole(clean(code, CODE), day)
    except Refusal as refusal:
        context = {
            "says": sentence(refusal, gettext),
            "history": [] if refusal.word == "unusable_text" else queries.history(code),
        }
        return render(request, "procedures/absent.html", context, 404)
    context = {
        "revision": revision,
        "day": day,
        "today": clock.today(),
        "history": queries.history(revision.procedure.code),
        "processes": _processes(revision, day),
        "label": _label,
        "notice": getattr(revision, "sector_notice", None),
        "unclear": _faults(each for each in revision.faults if each not in MENDED),
    }
    return render(request, "procedures/show.html", context)


def _processes(revision: Revision, day: date) -> list[tuple[Process, list[str]]]:
    """The internal processes of a day, each with what is wrong with it under these limits."""
    limits = {term.limit for case in revision.cases.all() for term in case.terms.all()}
    minutes = minutes_of_working_day(day)
    return [
        (each, _faults(processes.faults(queries.steps_of(each), each.faults, limits, minutes)))
        for each in queries.processes_at(revision.procedure.code, day)
    ]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _label(word: str) -> str:
    return gettext(LABELS[word])


def _faults(words: Iterable[str]) -> list[str]:
    return [gettext(FAULTS[word]) for word in words]
