"""Events to canonical bytes and back; pure.

Equal events give equal bytes: sorted names, no spaces, NFC, UTF-8, instants in UTC, decimals as
text without trailing zeros, and fields at their default left out. Bytes are never migrated: a
changed shape is a new kind, and the reader of the old kind stays in `KINDS`.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec

from motcua.rules.events import KINDS, Event
from motcua.rules.refusal import Refusal

# Integers beyond this are not the same number for every reader of JSON (RFC 8785, RFC 7493).
LARGEST = 2**53 - 1
_NATIVE = (datetime, date, Decimal)
_ENCODER = msgspec.json.Encoder()
# A class that several kinds read into is written under the latest of them.
_KIND_OF: dict[type[Event], str] = {event: kind for kind, event in KINDS.items()}


def kind_of(event: Event) -> str:
    """The name under which an event stands on the ledger, such as `dossier.received/1`."""
    return _KIND_OF[type(event)]


def encode(event: Event) -> bytes:
    """The event's canonical bytes, readable again by `decode`.

    `ValueError` for a moment without time zone, a number JSON cannot hold or a field of a wrong
    type; `Refusal("unreadable_text")` for half a character (a lone surrogate).
    """
    body = json_of(msgspec.to_builtins(event, builtin_types=_NATIVE))
    # What cannot be read back must never stand in a log that is never corrected in place.
    decode(kind_of(event), body)
    return body


def decode(kind: str, body: bytes) -> Event:
    """The event that `encode` wrote; `Refusal("unknown_kind")` where this version has no reader."""
    return decoder(kind).decode(body)


def json_of(value: object) -> bytes:
    """One value as canonical JSON; what `encode` does to every field."""
    try:
        return _ENCODER.encode(_plain(value))
    except UnicodeEncodeError as error:
        raise Refusal("unreadable_text") from error


@cache
def decoder(kind: str) -> msgspec.json.Decoder[Event]:
    """What reads the bodies of one kind; refused as `decode` refuses."""
    if kind not in KINDS:
        raise Refusal("unknown_kind", kind=kind)
    return msgspec.json.Decoder(KINDS[kind])


def _plain(value: Any) -> object:
    if isinstance(value, str):
        # Half of all strings are codes; the check is ten times cheaper than the normal form.
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return {key: _plain(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return _scalar(value)


def _scalar(value: object) -> object:
    # A datetime is a date: it must be asked for first, or every time of day vanishes.
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise ValueError(f"{value} is not the same number for every reader of JSON")
        return value
    raise ValueError(f"{type(value).__name__} has no canonical form")


def _instant(value: datetime) -> datetime:
    if value.utcoffset() is None:
        raise ValueError(f"{value.isoformat()} has no time zone")
    return value.astimezone(UTC)


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"{value} is not a number")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
