"""What the public tree holds of an event: salted commitments and nothing else; pure.

One secret per stream; its destruction makes every leaf of the stream unreadable for ever, also
for us. A field is opened by giving its salt and value (decision 0051).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime

import msgspec

from motcua.ledger.codec import json_of

SECRET_BYTES = 32
SALT_BYTES = 16
# No field of an event begins with "_" (a test says so), so the envelope's names stand apart.
ENVELOPE = ("_kind", "_recorded_at", "_version")
_FIELDS = msgspec.json.Decoder(dict[str, msgspec.Raw])


class Opening(msgspec.Struct, frozen=True):
    """What lets anybody check one field of one leaf; `value` is its canonical JSON."""

    field: str
    salt: str
    value: str


def new_secret() -> bytes:
    """A fresh secret for a stream, 32 bytes."""
    return secrets.token_bytes(SECRET_BYTES)


def pseudonym(secret: bytes) -> str:
    """The stream's name in the public tree, 32 hexadecimal digits."""
    return hmac.digest(secret, b"pid", "sha256")[:SALT_BYTES].hex()


def salt(secret: bytes, seq: int, field: str) -> bytes:
    """The salt of one field of the stream's event number `seq`."""
    return hmac.digest(secret, f"salt|{seq}|{field}".encode(), "sha256")[:SALT_BYTES]


def commitment(salt: bytes, field: str, value: bytes) -> str:
    """SHA-256 of salt, field name, a zero byte and the value's canonical JSON, in hexadecimal."""
    return hashlib.sha256(b"%b%b\0%b" % (salt, field.encode(), value)).hexdigest()


def leaf(secret: bytes, seq: int, kind: str, recorded_at: datetime, body: bytes) -> bytes:
    """The tree's entry for an event: canonical JSON of commitments, pseudonym and format.

    Kind, server time, version and every field of the body are committed to. A field at its
    default has no commitment: that it is absent can be seen.
    """
    keyed, salted = _keyed(secret), f"salt|{seq}|"
    values: dict[str, bytes | msgspec.Raw] = dict(_FIELDS.decode(body))
    values["_kind"] = json_of(kind)
    values["_recorded_at"] = json_of(recorded_at)
    values["_version"] = b"%d" % seq
    parts = []
    for name in sorted(values):
        committed = commitment(keyed((salted + name).encode()), name, bytes(values[name]))
        parts.append(f'"{name}":"{committed}"')
    return f'{{"c":{{{",".join(parts)}}},"d":"{keyed(b"pid").hex()}","v":1}}'.encode()


def opening(secret: bytes, seq: int, field: str, value: object) -> Opening:
    """What to publish so that anybody can check this field's value against its leaf."""
    return Opening(field, salt(secret, seq, field).hex(), json_of(value).decode())


def opens(entry: bytes, shown: Opening) -> bool:
    """Whether an opening tells the truth about a leaf."""
    committed = msgspec.json.decode(entry)["c"].get(shown.field)
    found = commitment(bytes.fromhex(shown.salt), shown.field, shown.value.encode())
    return committed is not None and hmac.compare_digest(committed, found)


_INNER = bytes(byte ^ 0x36 for byte in range(256))
_OUTER = bytes(byte ^ 0x5C for byte in range(256))


def _keyed(secret: bytes) -> Callable[[bytes], bytes]:
    """HMAC-SHA256 under one secret, first 16 bytes: keyed once for many messages (a third of
    the time).
    """
    block = secret.ljust(64, b"\0")
    inner = hashlib.sha256(block.translate(_INNER))
    outer = hashlib.sha256(block.translate(_OUTER))

    def mac(message: bytes) -> bytes:
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.digest()[:SALT_BYTES]

    return mac
