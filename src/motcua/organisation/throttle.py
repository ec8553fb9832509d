"""Guessing of passwords is slowed down without locking anybody out of their own account.

Three counters in the database, over a quarter of an hour (docs/decisions/0064): the account at
one address, the address, and the account from everywhere. The last two neither hold nor count an
account at an address from which it logged in lately, so a stranger's guesses never shut out the
officer at the desk. Only keyed hashes are stored.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from motcua.organisation.models import LogInFailures
from motcua.rules.law import HouseRule
from motcua.rules.refusal import Refusal
from motcua.settings.law import retention

GROUND = HouseRule(64)
WINDOW = timedelta(minutes=15)
AT_ONE_ADDRESS, ADDRESS, ACCOUNT = 5, 100, 50
KNOWN_FOR = retention.days("log_in_failures")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to log in: which account, from which address (IPv6 as its /64 network)."""

    account: str
    address: str

    def key(self, kind: str) -> str:
        parts = {"account": [self.account], "address": [self.address]}
        said = parts.get(kind, [self.account, self.address])
        return salted_hmac(f"motcua.organisation.throttle.{kind}", "\n".join(said)).hexdigest()


def attempt(account: str, address: str) -> Attempt:
    """The attempt with account and address in one form each."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return Attempt(account.lower(), "")
    if found.version == 6:
        network = ipaddress.ip_network((found, 64), strict=False)
        return Attempt(account.lower(), str(found.ipv4_mapped or network))
    return Attempt(account.lower(), str(found))


@transaction.atomic
def count(tried: Attempt, at: datetime) -> None:
    """The attempt is counted, before the password is looked at, so that a hundred at once are too.

    Raises `too_many_log_ins` with the minutes to wait.
    """
    limits = [("pair", AT_ONE_ADDRESS)]
    if not _known(tried, at):
        limits += [("address", ADDRESS), ("account", ACCOUNT)]
    waits = [_count(tried.key(kind), limit, at) for kind, limit in limits]
    longest = max(waits)
    if longest > timedelta():
        raise Refusal("too_many_log_ins", GROUND, minutes=ceil(longest / timedelta(minutes=1)))


def _count(key: str, limit: int, at: datetime) -> timedelta:
    """The wait from now on, nothing while within the limit; a counter over its limit stands still."""
    row, _ = LogInFailures.objects.select_for_update().get_or_create(
        key=key, defaults={"since": at}
    )
    if row.since <= at - WINDOW:
        row.since, row.failures = at, 0
    if row.failures >= limit:
        return row.since + WINDOW - at
    row.failures += 1
    row.save(update_fields=["since", "failures"])
    return timedelta()


def _known(tried: Attempt, at: datetime) -> bool:
    """Whether the account logged in from this address lately."""
    known = LogInFailures.objects.filter(key=tried.key("known"), since__gt=at - KNOWN_FOR)
    return known.exists()


@transaction.atomic
def succeeded(tried: Attempt, at: datetime) -> None:
    """The right password takes its own attempt back, and its address is known for a while."""
    LogInFailures.objects.filter(key=tried.key("pair")).delete()
    # An attempt of a known pair was not counted there, so it takes nobody else's back.
    for kind in () if _known(tried, at) else ("address", "account"):
        for row in LogInFailures.objects.select_for_update().filter(key=tried.key(kind)):
            row.failures = max(row.failures - 1, 0)
            row.save(update_fields=["failures"])
    LogInFailures.objects.update_or_create(key=tried.key("known"), defaults={"since": at})


def overdue(at: datetime) -> QuerySet[LogInFailures]:
    """Rows past their term."""
    return LogInFailures.objects.filter(since__lte=at - KNOWN_FOR)
