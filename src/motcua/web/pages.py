"""How a view answers with a page: `render(request, "dossiers/show.html", {...})`."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as _render


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a Jinja template; a name the template asks for and nobody gave is an error."""
    return _render(request, template, dict(context or {}), status=status)
