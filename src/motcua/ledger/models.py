"""The ledger's rows. Only `store`, `sequencer`, `idempotency` and `erasure` write them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

STREAM = 200


class Event(models.Model):
    """One fact, for ever: canonical bytes, and the leaf that the public tree will hold.

    PostgreSQL has one more column, `xid`: the transaction that wrote it (see `sequencer`).
    """

    KIND: ClassVar = "log"

    stream = models.CharField(max_length=STREAM)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=64)
    body = models.BinaryField()
    leaf = models.BinaryField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream", "version"], name="one_writer"),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.version} {self.kind}"


class LedgerPosition(models.Model):
    """The event's place in the published world: 0, 1, 2, … without gaps; the tree's leaf index."""

    KIND: ClassVar = "log"

    position = models.BigIntegerField(primary_key=True)
    # Events cannot be deleted, so the constraint would only cost the sequencer a third of its rate.
    event = models.OneToOneField(Event, models.PROTECT, db_constraint=False)

    class Meta:
        db_table = "ledger_position"

    def __str__(self) -> str:
        return f"{self.position} → {self.event_id}"


class Follower(models.Model):
    """How many positions a follower has taken; written in the transaction of its own rows."""

    KIND: ClassVar = "projection"

    name = models.CharField(max_length=200, primary_key=True)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.position}"


class StreamSecret(models.Model):
    """The secret of a stream, locked with the key file; gone once the stream is erased."""

    KIND: ClassVar = "kept"
    RETENTION: ClassVar = "dossier"

    stream = models.CharField(max_length=STREAM, primary_key=True)
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return self.stream


class IdempotencyKey(models.Model):
    """The answer already given to a request (mã gửi), until it expires; see `idempotency`."""

    KIND: ClassVar = "kept"
    RETENTION: ClassVar = "idempotency_key"

    origin = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    digest = models.BinaryField()
    answer = models.BinaryField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["origin", "key"], name="one_answer_per_key"),
        ]
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="keys_by_age")]

    def __str__(self) -> str:
        return f"{self.origin} {self.key}"


class Counter(models.Model):
    """The last number drawn under a name, such as a unit's codes of one day; see `counters`."""

    KIND: ClassVar = "projection"

    name = models.CharField(max_length=200, primary_key=True)
    value = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
