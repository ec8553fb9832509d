"""Sums kept by position, so that a page never counts events."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class DailyCount(models.Model):
    """How many events of a kind occurred in a unit on a day in Hanoi.

    `unit` is the desk that received the dossier, known from its first event on the ledger.
    """

    KIND: ClassVar = "projection"

    unit = models.CharField(max_length=32)
    day = models.DateField()
    kind = models.CharField(max_length=48)
    value = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "day", "kind"], name="one_count_a_day"),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.unit} {self.day} {self.kind} {self.value}"
