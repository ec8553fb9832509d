"""The few pages that belong to no room: language, health, files to draw with, components."""

from __future__ import annotations

from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as _set_language

from motcua.web import errors, kept, navigation
from motcua.web.assets import assets
from motcua.web.components import examples
from motcua.web.pages import render

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def first_page(request: HttpRequest) -> HttpResponse:
    """To where this person begins; a room that has a front page of its own comes before this."""
    return redirect(navigation.first_page(request))


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """The chosen language is kept in a cookie; back to the page the person was on."""
    return _set_language(request)


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the process answers and its database does; 503 otherwise. Says nothing more."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def asset(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """A stylesheet, script or font; an address of an older version finds today's for a moment."""
    found = assets().get(name)
    if found is None:
        raise Http404
    if request.headers.get("If-None-Match") == f'"{found.digest}"':
        return HttpResponseNotModified()
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.zipped if zipped else found.body, content_type=found.kind)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    response.headers["ETag"] = f'"{found.digest}"'
    response.headers["Cache-Control"] = FOR_EVER if digest == found.digest else "no-cache"
    return response


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component with its examples, for those who build pages and those who buy them."""
    return render(request, "web/components.html", examples())


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when a form's token does not fit; a form of ours may be sent again from this page.

    The usual cause is a log-in in another tab. Browsers do not let a foreign page name us as
    `Origin`, so a request that does came from a page of ours and keeps what was typed.
    """
    ours = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin") != ours:
        return errors.page(
            request,
            403,
            gettext("Biểu mẫu không được chấp nhận"),
            gettext(
                "Trang gửi biểu mẫu này không thuộc hệ thống hoặc trình duyệt đang chặn cookie. "
                "Chưa có gì được lưu. Hãy mở lại trang, cho phép cookie và làm lại."
            ),
        )
    return errors.page(
        request,
        403,
        gettext("Trang này đã mở trước lần đăng nhập gần nhất"),
        gettext(
            "Việc vừa gửi chưa được lưu, nhưng những gì đã gõ vẫn còn trong trang này. "
            "Hãy bấm Thử lại để gửi."
        ),
        kept=kept.fields(request),
        again=request.get_full_path(),
        files=bool(request.FILES),
    )


for _view in (first_page, set_language, health, asset, components):
    _view.permit = "public"
