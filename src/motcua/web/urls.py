"""Every address: those that belong to no room, then each room's under its word."""

from __future__ import annotations

from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from motcua.web import views

ROOMS = {
    "organisation": "",
    "files": "tep/",
    "dossiers": "ho-so/",
    "queue": "xep-hang/",
    "ballots": "danh-gia/",
    "notices": "thong-bao/",
    "documents": "giay-to/",
    "procedures": "thu-tuc/",
    "figures": "so-lieu/",
    "portal": "",
}

handler400 = "motcua.web.errors.bad_request"
handler403 = "motcua.web.errors.forbidden"
handler404 = "motcua.web.errors.not_found"
handler500 = "motcua.web.errors.failed"


def rooms() -> list[URLPattern | URLResolver]:
    """The addresses of the rooms that are built."""
    return [
        path(prefix, include(f"motcua.{room}.urls"))
        for room, prefix in ROOMS.items()
        if apps.is_installed(f"motcua.{room}") and find_spec(f"motcua.{room}.urls")
    ]


urlpatterns = [
    path("", include("motcua.web.shared_urls")),
    *rooms(),
    # Last, so that a room's own front page is found first.
    path("", views.first_page, name="first_page"),
]
