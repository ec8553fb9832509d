"""A file is taken in, erased at the end of its term, and what nobody refers to is swept away."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import transaction

from motcua.files import pdfs, scanning, store
from motcua.files.models import Attachment, new_id
from motcua.files.sniff import EXTENSIONS, PDF, media_type
from motcua.rules.refusal import Refusal
from motcua.web.errors import DISK_FULL

NAME = 150
# A file waits this long for the transaction that names it.
ORPHAN_AFTER = timedelta(days=1)
_UNWANTED = re.compile(r'[\\/:*?"<>|]+')


class Upload(Protocol):
    """What a form hands over: Django's `UploadedFile`, or anything with these three."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterable[bytes]: ...


def clean_name(given: str | None, kind: str = "") -> str:
    """The name for people: no folders, no signs that hide or break, the ending of its content.

    >>> clean_name("C:\\\\giấy tờ\\\\khai sinh.PDF", "application/pdf")
    'khai sinh.PDF'
    >>> clean_name("thiep.exe", "image/png")
    'thiep.exe.png'
    """
    last = re.split(r"[\\/]", given or "")[-1]
    text = unicodedata.normalize("NFC", _UNWANTED.sub(" ", last))
    # Cc and Cf hold line breaks, NUL and the signs that turn writing around; Cs half letters.
    kept = "".join(letter for letter in text if unicodedata.category(letter)[0] != "C")
    name = " ".join(kept.split()).strip(". ")[:NAME] or "tep"
    endings = EXTENSIONS.get(kind, ())
    if endings and not name.lower().endswith(endings):
        name += endings[0]
    return name


def save(upload: Upload, *, at: datetime) -> Attachment:
    """The file is on the disk and has its row in the caller's transaction.

    Raises `too_large`, `empty_file`, `type_not_allowed`, `two_types_at_once`, `pdf_locked`,
    `pdf_broken`, `malware_found`, `scanner_silent` and `disk_full`; then nothing of it is kept.
    """
    said = clean_name(upload.name)
    if (upload.size or 0) > settings.ATTACHMENT_MB * 1_048_576:
        raise Refusal("too_large", name=said, limit=settings.ATTACHMENT_MB)
    path, size, sha256 = store.write(upload.chunks(), said)
    try:
        kind = media_type(path, said)
        if kind == PDF:
            pdfs.examine(path, said)
        scanning.scan(path, said)
        row = Attachment(
            id=new_id(),
            name=clean_name(upload.name, kind),
            media_type=kind,
            size=size,
            sha256=sha256,
            saved_at=at,
        )
        store.keep(path, row.id)
    except BaseException as fault:
        path.unlink(missing_ok=True)
        if isinstance(fault, OSError) and fault.errno in DISK_FULL:
            raise Refusal("disk_full", name=said) from fault
        raise
    row.save(force_insert=True)
    return row


@transaction.atomic
def erase(attachment: Attachment, *, at: datetime) -> None:
    """Name, digest and bytes are gone for good; that there was a file, and its size, stays."""
    attachment.name = ""
    attachment.sha256 = ""
    attachment.erased_at = at
    attachment.save(update_fields=["name", "sha256", "erased_at"])
    transaction.on_commit(partial(store.remove, attachment.id))


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep found: files removed, files looked at, rows whose file is missing."""

    looked_at: int
    removed: int
    missing: tuple[str, ...]


def sweep(*, at: datetime) -> Swept:
    """Files that no row names for a day are gone; rows without their file are named."""
    looked_at = removed = 0
    oldest = (at - ORPHAN_AFTER).timestamp()
    files = store.all_files()
    while turn := list(islice(files, 500)):
        looked_at += len(turn)
        known = set(
            Attachment.objects.filter(
                id__in=[path.name for path in turn], erased_at__isnull=True
            ).values_list("id", flat=True)
        )
        for path in turn:
            if path.name not in known or path.parent.name == store.INCOMING:
                removed += _remove_old(path, oldest)
    return Swept(looked_at, removed, tuple(_missing()))


def _remove_old(path: Path, oldest: float) -> bool:
    try:
        if os.stat(path).st_mtime > oldest:
            return False
        path.unlink()
    except FileNotFoundError:
        return False
    return True


def _missing() -> Iterable[str]:
    rows = Attachment.objects.filter(erased_at__isnull=True).order_by("id")
    for found in rows.values_list("id", flat=True).iterator(chunk_size=500):
        if not store.place(found).exists():
            yield found
