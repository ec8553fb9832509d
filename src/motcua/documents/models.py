"""The books of a desk: every number once given stays given, so these rows are only added.

Numbers are drawn by the sequencer's follower (`followers.py`) in the order of the ledger.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class BookEntry(models.Model):
    """One number in a book of a desk's year: which event has it.

    `book` is `register` for dossiers that came in, else the name of the slip that is numbered.
    """

    KIND: ClassVar = "log"

    unit = models.CharField(max_length=32)
    book = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    stream = models.CharField(max_length=32)
    version = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "book", "year", "number"], name="one_entry_per_number"
            ),
            models.UniqueConstraint(
                fields=["stream", "version", "book"], name="one_number_per_event"
            ),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.book} {self.unit} {self.number}/{self.year}"


class ClosedRegister(models.Model):
    """A year's register takes no more entries; `last` is its last number, `by` a pseudonym."""

    KIND: ClassVar = "log"

    unit = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=16)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year"], name="a_register_is_closed_once"),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


class ReservedSheets(models.Model):
    """Numbers set aside for slips that are filled in by hand while the system does not answer."""

    KIND: ClassVar = "log"

    unit = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=16)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "year", "first"], name="sheets_are_set_aside_once"
            ),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.unit} {self.year} {self.first}-{self.last}"
