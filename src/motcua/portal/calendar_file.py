"""The promised moment as a file that telephones put into their calendar (RFC 5545)."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext
from icalendar import Alarm, Calendar, Event

from motcua.portal.tracking import Answer

A_DAY = timedelta(days=1)


def calendar_file(answer: Answer, now: datetime) -> bytes:
    """One entry of an hour up to the promised moment, with a reminder the day before.

    Its id stays the same, so that a new date replaces the old one; the secret is not in it.
    """
    event = Event()
    event.add("uid", f"{hashlib.sha256(answer.code.encode()).hexdigest()[:32]}@motcua")
    event.add("dtstamp", now)
    event.add("sequence", int(now.timestamp()))
    event.add("dtstart", answer.appointed - timedelta(hours=1))
    event.add("dtend", answer.appointed)
    event.add("summary", gettext("Nhận kết quả hồ sơ %(code)s") % {"code": answer.code})
    event.add("description", answer.procedure)
    if settings.PUBLIC_ADDRESS:
        event.add("url", f"{settings.PUBLIC_ADDRESS}/tra-cuu/")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", answer.procedure)
    alarm.add("trigger", -A_DAY)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Một Cửa//motcua//VI")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    found: bytes = calendar.to_ical()
    return found
