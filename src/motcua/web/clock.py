"""The only reader of the clock. Views and commands ask once and hand the answer down."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This instant, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The day it is in Hanoi."""
    return timezone.localdate(now())
