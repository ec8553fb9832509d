"""What was told to whom by which way, and the systems that asked to be told."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from motcua.dossiers.models import Notice


class State(models.TextChoices):
    """Where a delivery stands; `IN_DOUBT`: begun and never heard of again."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    IN_DOUBT = "in_doubt"
    GIVEN_UP = "given_up"


class Receiver(models.Model):
    """A system that is told by webhook of the dossiers of one unit, or of all (`*`).

    `secret` signs what it gets, locked with the key file. Ends by a day, is never removed.
    """

    KIND: ClassVar = "reference"

    name = models.CharField(max_length=120, unique=True)
    address = models.CharField(max_length=500)
    secret = models.BinaryField()
    unit_code = models.CharField(max_length=32)
    since = models.DateField()
    until = models.DateField(null=True)
    act_number = models.CharField(max_length=80)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One notice on one way; no address and no text is kept, both are found when it is sent.

    A row for (notice, way, receiver) is made once, so nothing is sent twice for one event.
    """

    KIND: ClassVar = "kept"
    RETENTION: ClassVar = "notice"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    way = models.CharField(max_length=8)
    # A receiver's number for webhooks, 0 for the applicant.
    receiver = models.IntegerField(default=0)
    unit = models.CharField(max_length=32)
    state = models.CharField(max_length=10, default=State.WAITING)
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=40, blank=True)
    parts = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "way", "receiver"], name="told_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["way", "state", "next_at", "id"], name="deliveries_due"),
            models.Index(fields=["unit", "state", "id"], name="deliveries_of_a_unit"),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.way} {self.notice_id}"
