"""Who may open what: `@may` and `@public` mark a view, `Scope` says over which units.

Whether the law allows a deed now is the rule's business; here only: may this person, there.
Roles are read at each request, so that a role that ends stops working at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext

from motcua.organisation import queries
from motcua.organisation.models import Assignment, Officer
from motcua.organisation.roles import EVERYWHERE, GROUND, PERMISSIONS, overseers, roles_with
from motcua.rules.refusal import Refusal
from motcua.web import clock
from motcua.web.kept import to_log_in
from motcua.web.sentences import sentence

View = Callable[..., HttpResponse]
Row = TypeVar("Row", bound=Model)

PUBLIC = "public"
LOGGED_IN = "logged_in"


@dataclass(frozen=True, slots=True)
class Part:
    """Rows whose field `through` names one of `units`, and whose fields `but` name none in reach.

    With no field it is all rows; with several, whatever is found through any of them.
    """

    through: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """The units over which an officer holds a permission, and in whose place there.

    `substituted` names who is absent where the permission is only theirs; `absent` everybody in
    whose place the officer acts at a unit, also beside a role of their own.
    """

    units: frozenset[str] = frozenset()
    everything: bool = False
    substituted: Mapping[str, str] = field(default_factory=dict)
    absent: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.everything or bool(self.units)

    def allows(self, *unit_codes: str) -> bool:
        """Whether one of the units is within reach."""
        return self.everything or not self.units.isdisjoint(unit_codes)

    def acting_for(self, *unit_codes: str) -> str | None:
        """The pseudonym of the absent officer, when the permission at these units is only theirs."""
        inside = [code for code in unit_codes if code in self.units]
        if self.everything or any(code not in self.substituted for code in inside):
            return None
        return next((self.substituted[code] for code in inside), None)

    def stands_in_for(self, officer: str, *unit_codes: str) -> bool:
        """Whether the permission is held in that officer's place at one of the units."""
        return any(officer in self.absent.get(code, ()) for code in unit_codes)

    def limit(self, queryset: QuerySet[Row], *fields: str) -> QuerySet[Row]:
        """The rows with one of the fields naming a unit within reach; no others, ever."""
        if self.everything:
            return queryset
        if not self.units:
            return queryset.none()
        condition = Q()
        for name in fields or ("unit_code",):
            condition |= Q(**{f"{name}__in": self.units})
        return queryset.filter(condition)

    def parts(self, *fields: str, alone: int = 1, most: int) -> list[Part]:
        """`limit` in parts that share no row, so that each can be read along an index in its order.

        Up to `alone` units are taken one by one; beyond `most`, and for everything, there is one
        part of all fields.
        """
        if self.everything:
            return [Part()]
        units = tuple(sorted(self.units))
        if not units or len(units) > most:
            return [Part(fields, units)]
        groups = [(code,) for code in units] if len(units) <= alone else [units]
        return [
            Part((name,), group, fields[:before])
            for before, name in enumerate(fields)
            for group in groups
        ]


@dataclass(frozen=True, slots=True)
class Reach:
    """Every unit an officer reaches on a day, in which role and in whose place."""

    day: date
    rows: tuple[queries.Reached, ...] = ()

    def scope(self, permission: str) -> Scope:
        """The units over which the roles held give the permission."""
        roles = roles_with(known(permission), self.day)
        given = [row for row in self.rows if row.role in roles]
        own = {row.code for row in given if not row.acting_for}
        substituted = {
            row.code: row.acting_for
            for row in sorted(given, reverse=True)
            if row.acting_for and row.code not in own
        }
        absent: dict[str, frozenset[str]] = {}
        for row in given:
            if row.acting_for:
                absent[row.code] = absent.get(row.code, frozenset()) | {row.acting_for}
        return Scope(
            units=frozenset(own | substituted.keys()) - {EVERYWHERE},
            everything=EVERYWHERE in own,
            substituted=substituted,
            absent=absent,
        )

    def own_units(self, permission: str) -> tuple[str, ...]:
        """The units for which a role with the permission was given, not merely reached."""
        roles = roles_with(known(permission), self.day)
        found = {row.code: None for row in self.rows if row.held and row.role in roles}
        return tuple(code for code in found if code != EVERYWHERE)

    def agency_code(self, unit_code: str) -> str:
        """The agency code of a unit for which a role was given; empty for every other."""
        return next((row.agency_code for row in self.rows if row.code == unit_code), "")

    def backers(self, permission: str, unit_code: str = "") -> frozenset[str]:
        """In whose power the permission is held at a unit, or anywhere without one.

        "" is the officer's own, a pseudonym that of an absent one; nothing when it is not held.
        """
        roles = roles_with(known(permission), self.day)
        return frozenset(
            row.acting_for
            for row in self.rows
            if row.role in roles
            and (
                row.code == unit_code
                or not unit_code
                or (row.code == EVERYWHERE and not row.acting_for)
            )
        )

    @property
    def unit_name(self) -> str:
        """The name of the unit that the officer works in; empty for a role without a unit."""
        return next((row.name for row in self.rows if row.name and not row.acting_for), "")


def reach(officer: Officer, at: datetime) -> Reach:
    """What an officer's roles and substitutions reach at a moment: one statement."""
    return reach_on(officer, localdate(at))


def reach_on(officer: Officer, day: date) -> Reach:
    """What an officer's roles and substitutions reach on a day: one statement."""
    if not officer.is_authenticated or not officer.is_active:
        return Reach(day)
    return Reach(day, tuple(queries.reach(officer.pk, overseers(day), day)))


def scope(officer: Officer, permission: str, at: datetime) -> Scope:
    """The reach of one permission at a moment: one statement."""
    return reach(officer, at).scope(permission)


authorised = scope


def in_place_of(
    officer: Officer | None, permission: str, at: datetime, *unit_codes: str
) -> str | None:
    """The pseudonym of whom the officer stands in for when doing this at these units, or anywhere.

    None for one's own deed and for the command line.
    """
    if officer is None:
        return None
    found = scope(officer, permission, at)
    return found.acting_for(*(unit_codes or found.units))


def permitted(
    queryset: QuerySet[Row],
    officer: Officer,
    permission: str,
    at: datetime,
    field: str | Iterable[str] = "unit_code",
) -> QuerySet[Row]:
    """The rows an officer may see: the one way by which lists, counts, exports and pages read."""
    fields = (field,) if isinstance(field, str) else tuple(field)
    return scope(officer, permission, at).limit(queryset, *fields)


def known(permission: str) -> str:
    """The permission, if `roles.toml` knows it; a slip is a `LookupError`, not a closed door."""
    if permission not in PERMISSIONS:
        raise LookupError(permission)
    return permission


def anybody_may(permission: str, day: date, *unit_codes: str) -> bool:
    """Whether an active officer holds the permission on a day over all these units by own roles."""
    held = Assignment.objects.filter(
        Q(until__isnull=True) | Q(until__gt=day),
        role__in=roles_with(known(permission), day),
        since__lte=day,
        officer__is_active=True,
    )
    if not unit_codes:
        return held.exists()
    officers = Officer.objects.filter(pk__in=held.values("officer"))
    found = (reach_on(officer, day) for officer in officers.iterator())
    return any(all("" in each.backers(permission, unit) for unit in unit_codes) for each in found)


def require(found: Scope, permission: str, *unit_codes: str) -> None:
    """Nothing, or `PermissionDenied` with a sentence: no reach at all, or not to these units."""
    if found and (not unit_codes or found.allows(*unit_codes)):
        return
    refusal = Refusal("not_permitted", GROUND, permission=PERMISSIONS[permission])
    raise PermissionDenied(sentence(refusal, gettext)) from refusal


def reach_of(request: HttpRequest) -> Reach:
    """The reach of whoever asks, read once per request."""
    if not hasattr(request, "reach"):
        request.reach = reach(request.user, clock.now())  # type: ignore[attr-defined]
    return request.reach  # type: ignore[attr-defined]


def holds(request: HttpRequest, permission: str) -> bool:
    """Whether whoever asks holds a permission anywhere: what the navigation shows."""
    return bool(reach_of(request).scope(permission))


def unit_name(request: HttpRequest) -> str:
    """The unit that whoever asks works in: what the mast names."""
    return reach_of(request).unit_name


def public(view: View) -> View:
    """Mark a view that anybody may open."""
    view.permit = PUBLIC  # type: ignore[attr-defined]
    return view


def may(
    permission: str, unit: Callable[..., str | Iterable[str]] | None = None
) -> Callable[[View], View]:
    """Open a view to those who hold the permission; `unit(request, …)` names the units it needs.

    The scope is left on `request.scope`; strangers go to the log-in page with their form kept.
    """
    known(permission)

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not request.user.is_authenticated:
                return to_log_in(request)
            found = reach_of(request).scope(permission)
            request.scope = found  # type: ignore[attr-defined]
            needed = unit(request, *args, **kwargs) if unit else ()
            require(found, permission, *((needed,) if isinstance(needed, str) else needed))
            return view(request, *args, **kwargs)

        guarded.permit = permission  # type: ignore[attr-defined]
        return guarded

    return mark


def logged_in(view: View) -> View:
    """Open a view to every officer, for what concerns only themselves."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_log_in(request)
        return view(request, *args, **kwargs)

    guarded.permit = LOGGED_IN  # type: ignore[attr-defined]
    return guarded
