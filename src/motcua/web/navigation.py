"""What stands in the mast and under it: the unit's name, the way in and out, the rooms' links.

A room adds its links when it starts; each is shown to those who may open it.

    navigation.add(Link(_("Việc của tôi"), "dossiers:mine", "dossiers.read", order=20))

The room that knows permissions and units says so once, with `navigation.decided_by(may, unit)`;
until then whoever is logged in sees every link, and the mast names the one-stop desk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse

May = Callable[[HttpRequest, str], bool]
Unit = Callable[[HttpRequest], str]
PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Link:
    """One entry: its words (lazily translated), the view's name, the permission it asks for.

    `key` is a letter that opens it from the keyboard, such as `n` for taking in a dossier.
    """

    text: str
    view: str
    permit: str = PUBLIC
    order: int = 50
    key: str = ""

    @property
    def address(self) -> str:
        """Where the link leads."""
        return reverse(self.view)


def inside(request: HttpRequest) -> bool:
    """Whether somebody is logged in."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


@dataclass(slots=True)
class _Knowledge:
    may: May
    unit: Unit


_links: dict[str, Link] = {}
_known = _Knowledge(may=lambda request, _permit: inside(request), unit=lambda _request: "")


def add(*links: Link) -> None:
    """These links are in the navigation from now on; the same view again replaces its link."""
    _links.update((link.view, link) for link in links)


def decided_by(may: May, unit: Unit | None = None) -> None:
    """From now on `may(request, permit)` and `unit(request)` say who sees what, and whose desk."""
    _known.may = may
    _known.unit = unit or _known.unit


def links_for(request: HttpRequest) -> list[Link]:
    """What this person may open, in order; the public links are for everybody."""
    within = inside(request)
    return [
        link
        for link in sorted(_links.values(), key=lambda link: link.order)
        if link.permit == PUBLIC or (within and _known.may(request, link.permit))
    ]


def current(request: HttpRequest, links: list[Link]) -> Link | None:
    """The link under which this page lies: the nearest one, so that never two are marked."""
    over = [link for link in links if request.path.startswith(link.address)]
    near = max(over, key=lambda link: len(link.address), default=None)
    return None if near and near.address == "/" != request.path else near


def first_page(request: HttpRequest) -> str:
    """Where this person begins: an officer's own first link, else the first public one."""
    links = links_for(request)
    own = [link for link in links if link.permit != PUBLIC]
    return next((link.address for link in own + links), "") or way_in()


def unit_name(request: HttpRequest) -> str:
    """The unit at whose desk this person works now; empty for the public."""
    return _known.unit(request) if inside(request) else ""


def way_in() -> str:
    """The address of the log-in page; empty where no room has one."""
    return _address(settings.LOGIN_URL)


def way_out() -> str:
    """The address that logs out (POST); empty where no room has one."""
    return _address("organisation:log_out")


def _address(name: str) -> str:
    try:
        return resolve_url(name)
    except NoReverseMatch:
        return ""
