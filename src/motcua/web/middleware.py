"""What holds for every page: who asks, the language, what a page may load, and sentences instead of faults.

`PlainSentences` turns what a view let through into a page that keeps what was typed: a rule that
said no, a busy database, a full disk; and it refuses text that no page could have sent.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from motcua.rules.refusal import Refusal
from motcua.settings.proxies import address, client, trusted
from motcua.web import errors

Answer = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'self'; script-src 'self'{nonce}; style-src 'self'{nonce}; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
UNWANTED = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
UTF_8 = ("utf-8", "utf8")
# A byte that was no UTF-8 reaches us as U+FFFD; nobody types that sign.
BROKEN = ("\x00", "\ufffd")
# Nor does a letter carry more than a few marks, and putting a hundred thousand of them in order
# would hold a worker for minutes. Beyond the first plane whole scripts stand for their marks:
# single ones would make the search slow.
MOST_MARKS = 30
_MARKS = "".join(
    letter
    for letter in map(chr, range(0x10000))
    if unicodedata.combining(unicodedata.normalize("NFD", letter)[0])
)
_SCRIPTS_WITH_MARKS = "\U00010100-\U00011fff\U00016a00-\U00016fff\U0001bc00-\U0001e94a"
_MARK = f"[{_MARKS}{_SCRIPTS_WITH_MARKS}]"
# The first mark stands alone so that the search for it is quick.
TOO_MANY_MARKS = re.compile(f"{_MARK}{_MARK}{{{MOST_MARKS}}}")


class BehindProxy:
    """Who asks, and whether over HTTPS, as a proxy that we trust says; anybody else is not heard.

    The first of all: the redirect to HTTPS and the counting of log-ins stand on it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        nearest, proxies = meta.get("REMOTE_ADDR", ""), settings.TRUSTED_PROXIES
        if trusted(address(nearest), proxies):
            meta["REMOTE_ADDR"] = client(nearest, meta.get("HTTP_X_FORWARDED_FOR", ""), proxies)
            # The last word is that of the proxy which speaks to us.
            scheme = meta.get("HTTP_X_FORWARDED_PROTO", "").rpartition(",")[2].strip().lower()
            if scheme in {"http", "https"}:
                meta["wsgi.url_scheme"] = scheme
        return self.get_response(request)


class Language:
    """Vietnamese until somebody switches: the browser's own language is not asked (0080)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        known = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(known):
            request.LANGUAGE_CODE = known
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", known)
            patch_vary_headers(response, ["Cookie"])
            return response


class ContentSecurity:
    """Headers that let a page load only our own files; an inline tag needs `request.csp_nonce`."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        used: list[str] = []

        def nonce() -> str:
            used.append(secrets.token_urlsafe(16))
            return used[0]

        request.csp_nonce = SimpleLazyObject(nonce)
        response = self.get_response(request)
        said = f" 'nonce-{used[0]}'" if used else ""
        headers = response.headers
        headers.setdefault("Content-Security-Policy", POLICY.format(nonce=said))
        headers.setdefault("Permissions-Policy", UNWANTED)
        # Not `no-store`: going back after a lost connection must find the form as it was typed.
        headers.setdefault("Cache-Control", "private, no-cache")
        return response


class PlainSentences:
    """Pages with sentences for what no view caught."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            broken = _unreadable(request)
        except UnreadablePostError:
            # The line broke while the form came in: nobody is left to read an answer.
            return errors.bad_request(request)
        if broken:
            return errors.unreadable(request)
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            return errors.not_this_way(request, response.headers["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for a refusal or a database that cannot now; None leaves the fault to Django."""
        if isinstance(exception, Refusal):
            return errors.refused(request, exception)
        return errors.cannot_now(request, exception)


def _unreadable(request: HttpRequest) -> bool:
    # Every page of ours is UTF-8; under another name bytes may be no letters, or any.
    if (request.content_params or {}).get("charset", "utf-8").lower() not in UTF_8:
        return True
    texts = [request.path]
    for sent in (request.GET, request.POST):
        texts += [text for name, values in sent.lists() for text in (name, *values)]
    texts += [each.name or "" for files in request.FILES.lists() for each in files[1]]
    return any(map(_no_keyboard_gives, texts))


def _no_keyboard_gives(text: str) -> bool:
    if any(sign in text for sign in BROKEN):
        return True
    return not text.isascii() and TOO_MANY_MARKS.search(text) is not None
