"""The applicant's ballot, the device at the desk, and what the ballots say."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.ballots import actions, queries, tokens
from motcua.ballots.forms import COMMENT, HELPED, AnswerForm
from motcua.organisation.permits import may, public
from motcua.rules.calendar import HANOI
from motcua.rules.events import BallotWay
from motcua.rules.law import HouseRule
from motcua.rules.refusal import Refusal
from motcua.settings.law.ballots import ballot_on
from motcua.web import clock, navigation
from motcua.web.pages import render
from motcua.web.sentences import sentence

KIOSK = "ballot-kiosk"
A_DAY = 12 * 3600
DAYS = 90


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The ballot of a slip, for whoever holds the slip; never for somebody logged in."""
    try:
        slip = actions.slip_of(*tokens.opened(token))
    except LookupError as error:
        raise Http404 from error
    form = AnswerForm(ballot_on(clock.today()), request.POST or None)
    if navigation.inside(request):
        refusal = Refusal("ballot_of_staff", HouseRule(87))
        return _page(request, form, slip, 403, sentence(refusal, gettext))
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                _answer(request, slip, form)
                return redirect("ballots:thanks")
            except Refusal as refusal:
                form.add_error(None, sentence(refusal, gettext))
                status = 409
    return _page(request, form, slip, status)


@public
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """That the answer arrived, and what becomes of it."""
    return render(request, "ballots/thanks.html", {"kiosk": KIOSK in request.COOKIES})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest) -> HttpResponse:
    """This device stands at the desk: what is answered on it is marked so, for half a day."""
    if request.method != "POST":
        return render(request, "ballots/kiosk.html")
    response = redirect("portal:track")
    response.set_cookie(
        KIOSK, "1", max_age=A_DAY, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return response


@may("ballots.list")
@require_safe
def summary(request: HttpRequest) -> HttpResponse:
    """What the ballots of the last ninety days say about the units within reach."""
    until = clock.now()
    last = localdate(until)
    first = last - timedelta(days=DAYS - 1)
    since = datetime(first.year, first.month, first.day, tzinfo=HANOI)
    scope = request.scope  # type: ignore[attr-defined]
    context = {"found": queries.summary(scope, since, until), "first": first, "last": last}
    return render(request, "ballots/summary.html", context)


def _answer(request: HttpRequest, slip: actions.Slip, form: AnswerForm) -> None:
    actions.answer(
        slip,
        form.given(),
        at=clock.now(),
        way=BallotWay.KIOSK if KIOSK in request.COOKIES else BallotWay.ONLINE,
        helped=form.cleaned_data[HELPED],
        comment=form.cleaned_data[COMMENT],
    )


def _page(
    request: HttpRequest, form: AnswerForm, slip: actions.Slip, status: int, refused: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "kind": slip.kind, "refused": refused}
    return render(request, "ballots/answer.html", context, status)
