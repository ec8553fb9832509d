"""Every address says who may open it: `@may("…")` or `@public`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver, path
from tests.guards import house


def views(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[Callable[..., object]]:
    """The view behind every address."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from views(each.url_patterns)
        else:
            yield each.callback


def silent(patterns: Iterable[URLPattern | URLResolver]) -> list[str]:
    """The views that do not say who may open them."""
    return sorted(
        f"{view.__module__}.{view.__name__}"
        for view in views(patterns)
        if not getattr(view, "permit", None)
    )


def test_every_view_says_who_may_open_it():
    patterns = get_resolver().url_patterns
    assert patterns
    house.none(silent(patterns))


def test_the_guard_catches_a_view_without_permission():
    def open_to_anyone(request: object) -> None: ...

    assert silent([path("x", open_to_anyone)]) == [f"{__name__}.open_to_anyone"]
