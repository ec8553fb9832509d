"""The one answer of each dossier that counts."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from django.db import models


class BallotRow(models.Model):
    """The last answer of one dossier; derived from its ballot's stream.

    `answers` holds the number of the choice, from 0, by question; the comment is a kept row.
    """

    KIND: ClassVar = "projection"

    stream = models.CharField(max_length=40, primary_key=True)
    dossier = models.CharField(max_length=32, unique=True)
    version = models.IntegerField()
    form = models.CharField(max_length=16)
    # JSON as text, written alike on every database: a rebuild compares it letter by letter.
    answers = models.TextField()
    way = models.CharField(max_length=8)
    helped = models.BooleanField()
    comment = models.CharField(max_length=32, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["answered_at"], name="ballots_by_day")]
        default_permissions = ()

    def __str__(self) -> str:
        return self.stream

    @property
    def choices(self) -> dict[str, int]:
        """The number of the choice by question."""
        found: dict[str, int] = msgspec.json.decode(self.answers)
        return found
