"""One row per stored file; the bytes lie under `MEDIA_ROOT` by a random name."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models


def new_id() -> str:
    """A random 128-bit id, as 32 hexadecimal digits."""
    return secrets.token_hex(16)


class Attachment(models.Model):
    """A file as it was handed in (tệp đính kèm). Its name is for people, never for the disk."""

    KIND: ClassVar = "kept"
    RETENTION: ClassVar = "dossier"

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    saved_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["saved_at"], name="attachments_by_age")]

    def __str__(self) -> str:
        return self.name
