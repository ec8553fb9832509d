"""Every address of the house with its permit, for tests that walk through all of it.

An address with a new kind of part is tried with a part that nobody has, until a walk names one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Door:
    """One address with its parts still open, and who may open it."""

    parts: tuple[str, ...]
    names: frozenset[str]
    permit: str
    view: str
    converters: dict[str, object] = field(hash=False, compare=False)

    def address(self, values: dict[str, str]) -> str:
        said = "/" + "".join(self.parts)
        for name in self.names:
            value = values.get(name) or self._nobodys(name)
            said = said.replace(f"<{name}>", value)
        return said

    def _nobodys(self, name: str) -> str:
        kind = type(self.converters[name]).__name__
        return {"IntConverter": "0", "UUIDConverter": "0" * 8 + "-0000" * 3 + "-" + "0" * 12}.get(
            kind, "khong-co"
        )


def doors(patterns: list[URLPattern | URLResolver], parts: tuple[str, ...] = ()) -> Iterator[Door]:
    for each in patterns:
        route = "".join(
            f"<{piece.split(':')[-1]}" if place else piece
            for place, piece in enumerate(str(each.pattern).split("<"))
        )
        here = (*parts, route)
        if isinstance(each, URLResolver):
            yield from doors(each.url_patterns, here)
        else:
            converters = dict(each.pattern.converters)
            permit = getattr(each.callback, "permit", "")
            name = f"{each.callback.__module__}.{each.callback.__name__}"
            yield Door(here, frozenset(converters), permit, name, converters)


DOORS = tuple(doors(get_resolver().url_patterns))
