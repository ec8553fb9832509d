"""The numbers of a unit's day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class TurnRow(models.Model):
    """One number as pages read it; derived from its stream."""

    KIND: ClassVar = "projection"

    stream = models.CharField(max_length=40, primary_key=True)
    unit = models.CharField(max_length=32)
    day = models.DateField()
    line = models.CharField(max_length=1)
    number = models.IntegerField()
    place = models.CharField(max_length=8)
    calls = models.IntegerField()
    counter = models.CharField(max_length=12, blank=True)
    drawn_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "day", "line", "number"], name="one_of_a_number"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "day", "place", "drawn_at"], name="line_of_a_day")
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.line}{self.number:03}"
