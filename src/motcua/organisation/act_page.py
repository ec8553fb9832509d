"""The page of every change by an act: a form, the deed, and its sentence when it is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.organisation.forms_people import ActForm
from motcua.rules.refusal import Refusal
from motcua.web import clock
from motcua.web.pages import render
from motcua.web.sentences import sentence

form_page = require_http_methods(["GET", "HEAD", "POST"])


def done(
    request: HttpRequest,
    form: ActForm,
    deed: Callable[[dict[str, object], datetime], None],
    title: str,
    back: str = "organisation:officers",
) -> HttpResponse:
    """The form; after the deed the list `back` again, after a refusal the form with its sentence."""
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                deed(dict(form.cleaned_data), clock.now())
                return redirect(back)
            except Refusal as refusal:
                form.add_error(None, sentence(refusal, gettext))
                status = 409
    context = {"form": form, "title": title, "back": back}
    return render(request, "organisation/act.html", context, status)
