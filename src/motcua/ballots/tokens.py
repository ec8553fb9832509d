"""The token printed on a slip: it names one event of one dossier, and cannot be made up.

Its last part is derived from the dossier's secret, so nothing is stored and nothing has to be
handed out; after an erasure no token of the dossier opens anything.
"""

from __future__ import annotations

import base64
import hmac
import re

from motcua.ledger import keys
from motcua.ledger.models import StreamSecret

SEAL_BYTES = 10
_TOKEN = re.compile(r"([0-9a-f]{32})-([1-9][0-9]{0,3})-([a-z2-7]{16})")


def token(stream: str, version: int) -> str:
    """The token of the slip that belongs to an event; `LookupError` once the dossier is erased."""
    return f"{stream}-{version}-{_seal(stream, version)}"


def opened(text: str) -> tuple[str, int]:
    """The stream and version that a token names; `LookupError` for every other text."""
    found = _TOKEN.fullmatch(text)
    if found is None:
        raise LookupError(text)
    stream, version = found[1], int(found[2])
    if not hmac.compare_digest(_seal(stream, version), found[3]):
        raise LookupError(text)
    return stream, version


def _seal(stream: str, version: int) -> str:
    wrapped = StreamSecret.objects.filter(pk=stream).values_list("wrapped", flat=True).first()
    if wrapped is None:
        raise LookupError(stream)
    secret = keys.unwrap(stream, bytes(wrapped))
    digest = hmac.digest(secret, f"ballot|{version}".encode(), "sha256")[:SEAL_BYTES]
    return base64.b32encode(digest).decode().lower()
