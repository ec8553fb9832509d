"""Getting in and out, and one's own password. What an officer may do, `permits` says."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.organisation import throttle
from motcua.organisation.forms import ChangePasswordForm, LogInForm
from motcua.organisation.models import Officer
from motcua.organisation.permits import logged_in, public
from motcua.rules.refusal import Refusal
from motcua.web import clock, kept
from motcua.web.pages import render
from motcua.web.sentences import sentence


@public
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """The log-in page; after the right password a new session, and what was typed before."""
    if request.method != "POST":
        if request.user.is_authenticated and not kept.carried(request):
            return redirect(_next(request))
        return _log_in_page(request, LogInForm(), status=200)
    form = LogInForm(request.POST)
    if not form.is_valid():
        return _log_in_page(request, form, status=400)
    try:
        officer = _enter(request, form)
    except Refusal as refusal:
        form.add_error(None, sentence(refusal, gettext))
        return _log_in_page(request, form, 429 if refusal.word == "too_many_log_ins" else 403)
    login(request, officer)
    return kept.carry_on(request) or redirect(_next(request))


@public
@never_cache
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """Nobody is logged in, and the session's row is gone."""
    logout(request)
    return redirect("organisation:log_in")


@logged_in
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """The new password holds; this session stays, every other session of the account ends."""
    form = ChangePasswordForm(request.user, request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid() and _knows_old_password(request, form):
            request.user.set_password(form.cleaned_data["new_password"])
            request.user.save(update_fields=["password"])
            update_session_auth_hash(request, request.user)
            return redirect("organisation:password_changed")
    return render(request, "organisation/change_password.html", {"form": form}, status)


@logged_in
@require_http_methods(["GET", "HEAD"])
def password_changed(request: HttpRequest) -> HttpResponse:
    return render(request, "organisation/password_changed.html")


def _enter(request: HttpRequest, form: LogInForm) -> Officer:
    """The officer whose password it is; raises `wrong_log_in` and `too_many_log_ins`."""
    at = clock.now()
    tried = throttle.attempt(form.cleaned_data["username"], request.META.get("REMOTE_ADDR", ""))
    throttle.count(tried, at)
    officer = authenticate(
        request,
        username=form.cleaned_data["username"],
        password=form.cleaned_data["password"],
    )
    if officer is None:
        raise Refusal("wrong_log_in")
    throttle.succeeded(tried, at)
    return officer


def _knows_old_password(request: HttpRequest, form: ChangePasswordForm) -> bool:
    at = clock.now()
    address = request.META.get("REMOTE_ADDR", "")
    tried = throttle.attempt(request.user.get_username(), address)
    try:
        throttle.count(tried, at)
    except Refusal as refusal:
        form.add_error(None, sentence(refusal, gettext))
        return False
    if request.user.check_password(form.cleaned_data["old_password"]):
        throttle.succeeded(tried, at)
        return True
    form.add_error("old_password", gettext("Mật khẩu đang dùng không đúng. Hãy gõ lại."))
    return False


def _log_in_page(request: HttpRequest, form: LogInForm, status: int) -> HttpResponse:
    context = {
        "form": form,
        "next": _next(request),
        "interrupted": bool(kept.carried(request)),
    }
    return render(request, "organisation/log_in.html", context, status)


def _next(request: HttpRequest) -> str:
    """Where to go after log-in: the page asked for, if it is one of ours."""
    asked = request.POST.get("next", request.GET.get("next", ""))
    ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # An address, never a word: `redirect` would take a word for the name of a view.
    return asked if ours and asked.startswith("/") else resolve_url(settings.LOGIN_REDIRECT_URL)
