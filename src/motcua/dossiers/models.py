"""What the desk keeps beside the ledger: rows that can be derived again, and kept personal data."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.dossiers.indexed import CAME, DUE, ELSEWHERE, OFFERED, OPEN


class DossierRow(models.Model):
    """A dossier as lists and pages read it; derived from its stream and its kept rows.

    `erased` says that the kept rows are gone; the name is empty then.
    """

    KIND: ClassVar = "projection"

    stream = models.CharField(max_length=32, primary_key=True)
    version = models.IntegerField()
    # Null, not empty, before receipt: the codes that exist are unique.
    code = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001
    status = models.CharField(max_length=24)
    regime = models.CharField(max_length=16, blank=True)
    procedure = models.CharField(max_length=32)
    revision = models.BigIntegerField(default=0)
    case = models.BigIntegerField(default=0)
    channel = models.CharField(max_length=8)
    unit = models.CharField(max_length=32)
    authority = models.CharField(max_length=32, blank=True)
    holder = models.CharField(max_length=16, blank=True)
    holder_unit = models.CharField(max_length=32, blank=True)
    pending_unit = models.CharField(max_length=32, blank=True)
    pending_officer = models.CharField(max_length=16, blank=True)
    step = models.IntegerField(default=0)
    submitted_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    promised = models.DateTimeField(null=True)
    appointed = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, blank=True)
    supplements = models.IntegerField(default=0)
    apologies = models.IntegerField(default=0)
    open_fee = models.BigIntegerField(default=0)
    late_entry = models.BooleanField(default=False)
    refiled_of = models.CharField(max_length=64, blank=True)
    applicant_name = models.CharField(max_length=200, blank=True)
    search = models.CharField(max_length=300, blank=True)
    erased = models.BooleanField(default=False)

    class Meta:
        # Open dossiers are few among all that ever were; `lists` reads along these, in order.
        indexes: ClassVar = [
            models.Index("unit", DUE, "stream", name="open_at_desk", condition=Q(OPEN)),
            models.Index(
                "holder_unit", DUE, "stream", name="open_elsewhere", condition=Q(OPEN) & ELSEWHERE
            ),
            models.Index(
                "pending_unit", DUE, "stream", name="offered", condition=Q(OPEN) & Q(OFFERED)
            ),
            models.Index("holder", DUE, "stream", name="open_of_officer", condition=Q(OPEN)),
            models.Index(DUE, "stream", name="open_anywhere", condition=Q(OPEN)),
            models.Index("unit", CAME, "stream", name="all_at_desk"),
            models.Index("holder_unit", CAME, "stream", name="all_elsewhere", condition=ELSEWHERE),
            models.Index(CAME, "stream", name="all_anywhere"),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return self.code or self.stream


class KeptRow(models.Model):
    """Personal data, papers and free text of one dossier, named by id in its events.

    `what` is person, text, papers or secret; `body` its JSON. Goes when the dossier is erased.
    """

    KIND: ClassVar = "kept"
    RETENTION: ClassVar = "dossier"

    id = models.CharField(max_length=32, primary_key=True)
    stream = models.CharField(max_length=32, db_index=True)
    what = models.CharField(max_length=12)
    body = models.JSONField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.what} {self.id}"


class Notice(models.Model):
    """One message to the outside (outbox), written in the transaction of its event."""

    KIND: ClassVar = "kept"
    RETENTION: ClassVar = "notice"

    stream = models.CharField(max_length=32, db_index=True)
    event = models.CharField(max_length=48)
    version = models.IntegerField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sent_at", "id"], name="notices_waiting")]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.event} {self.stream}"


class FeeRow(models.Model):
    """One movement of money, derived from the fee events: the lines of the day sheet."""

    KIND: ClassVar = "projection"

    id = models.CharField(max_length=48, primary_key=True)
    stream = models.CharField(max_length=32, db_index=True)
    code = models.CharField(max_length=64)
    unit = models.CharField(max_length=32)
    till = models.CharField(max_length=32)
    officer = models.CharField(max_length=16)
    day = models.DateField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=8)
    how = models.CharField(max_length=10)
    amount = models.BigIntegerField()
    receipt = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "day", "till", "officer"], name="day_sheet")
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
