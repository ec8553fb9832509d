"""Where the bytes lie: `MEDIA_ROOT/ab/cd/<id>`, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from motcua.rules.refusal import Refusal
from motcua.web.errors import DISK_FULL

INCOMING = "incoming"


def place(attachment_id: str) -> Path:
    """The path of a stored file. The id is hexadecimal, so it never leaves the folder."""
    if not _is_id(attachment_id):
        raise LookupError(attachment_id)
    return Path(settings.MEDIA_ROOT) / attachment_id[:2] / attachment_id[2:4] / attachment_id


def write(chunks: Iterable[bytes], name: str) -> tuple[Path, int, str]:
    """The bytes on the disk under a temporary name, with their number and SHA-256.

    Raises `too_large`, `empty_file` and `disk_full`; then nothing is left behind.
    """
    folder = Path(settings.MEDIA_ROOT) / INCOMING
    path = folder / secrets.token_hex(16)
    digest, size = hashlib.sha256(), 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            for chunk in chunks:
                size += len(chunk)
                _small_enough(size, name)
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if not size:
            raise Refusal("empty_file", name=name)
    except BaseException as fault:
        path.unlink(missing_ok=True)
        if isinstance(fault, OSError) and fault.errno in DISK_FULL:
            raise Refusal("disk_full", name=name) from fault
        raise
    return path, size, digest.hexdigest()


def keep(path: Path, attachment_id: str) -> None:
    """The file stands under its id, also after a power cut."""
    end = place(attachment_id)
    end.parent.mkdir(parents=True, exist_ok=True)
    path.rename(end)
    # The name is safe only when the folders that hold it are on the disk too.
    for folder in (end.parent, end.parent.parent, end.parent.parent.parent):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(attachment_id: str) -> None:
    """The file is gone; nothing happens when it was already."""
    place(attachment_id).unlink(missing_ok=True)


def all_files() -> Iterator[Path]:
    """Every file of ours under the folder, one folder at a time; what others put there is not."""
    for folder, _, names in os.walk(settings.MEDIA_ROOT):
        for name in sorted(names):
            path = Path(folder) / name
            if _is_id(name) and (path.parent.name == INCOMING or path == place(name)):
                yield path


def _is_id(name: str) -> bool:
    return len(name) == 32 and not set(name) - set("0123456789abcdef")


def _small_enough(size: int, name: str) -> None:
    limit = settings.ATTACHMENT_MB
    if size > limit * 1_048_576:
        raise Refusal("too_large", name=name, limit=limit)
