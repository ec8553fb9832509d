"""Stream secrets locked with the key file (KEK), which lies outside the database and its backups.

Without that file a stolen database or backup opens nothing, and an erased secret stays erased.
"""

from __future__ import annotations

import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from motcua.ledger.models import StreamSecret
from motcua.rules.refusal import Refusal

KEY_BYTES = 32
NONCE_BYTES = 12


def wrap(stream: str, secret: bytes) -> bytes:
    """The secret locked with the key file, bound to its stream."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + _cipher().encrypt(nonce, secret, stream.encode())


def unwrap(stream: str, wrapped: bytes) -> bytes:
    """The secret that was locked for this stream; `Refusal("key_file_wrong")` under another key."""
    nonce, locked = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
    try:
        return _cipher().decrypt(nonce, locked, stream.encode())
    except InvalidTag as error:
        raise Refusal("key_file_wrong", path=settings.KEY_FILE) from error


def _cipher() -> AESGCM:
    return _cipher_of(Path(settings.KEY_FILE))


@lru_cache(maxsize=4)
def _cipher_of(path: Path) -> AESGCM:
    key = _read(path)
    if key is None:
        # A new key would never open the old secrets, and nobody would notice for a while.
        if StreamSecret.objects.exists():
            raise Refusal("key_file_missing", path=path)
        _make(path)
        key = _read(path)
    if key is None or len(key) != KEY_BYTES:
        raise Refusal("key_file_wrong", path=path)
    return AESGCM(key)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _make(path: Path) -> None:
    """A key is there afterwards, ours or that of a process which was faster; never half a key."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, secrets.token_bytes(KEY_BYTES))
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
