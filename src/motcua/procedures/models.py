"""The catalogue's rows. A revision is half open: it holds from `valid_from`, `valid_to` is the
first day on which it no longer holds.

Published revisions and processes are immutable (`immutable.py`): only their end may be set.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.rules.limit import Channel, Limit, LimitUnit
from motcua.settings.law.catalogue import Level, OnlineLevel

CODE = 32
NAME = 2000
LINE = 300
ACT = 80
PSEUDONYM = 16


class State(models.TextChoices):
    DRAFT = "draft", "Bản thảo"
    PUBLISHED = "published", "Đã công bố"
    RETIRED = "retired", "Đã bãi bỏ"


class Origin(models.TextChoices):
    STARTER = "starter", "Danh mục khởi đầu"
    IMPORT = "import", "Nhập từ tệp"
    OFFICE = "office", "Cơ quan nhập"


def _choices(words: type[Channel | LimitUnit | Level | OnlineLevel]) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in words]


class Procedure(models.Model):
    """A procedure (thủ tục hành chính) by its national code; what it says, its revisions say."""

    KIND: ClassVar = "reference"

    code = models.CharField(max_length=CODE, unique=True)

    def __str__(self) -> str:
        return self.code


class Revision(models.Model):
    """What a procedure says during a period. Dossiers keep the id of the one they began with.

    `unverified` says what could not be compared with a text of law, empty when all was;
    `faults` are the words for what its source lacks; `digest` tells whether a source changed.
    """

    KIND: ClassVar = "reference"

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=NAME)
    name_folded = models.CharField(max_length=NAME)
    field = models.CharField(max_length=LINE, blank=True)
    levels = models.JSONField(default=list)
    decision = models.CharField(max_length=ACT, blank=True)
    online_level = models.CharField(
        max_length=8, choices=_choices(OnlineLevel), default=OnlineLevel.UNKNOWN
    )
    same_day = models.BooleanField(default=False)
    no_appointment = models.BooleanField(default=False)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    source = models.CharField(max_length=LINE)
    digest = models.CharField(max_length=64)
    faults = models.JSONField(default=list)
    author = models.CharField(max_length=PSEUDONYM)
    drafted_at = models.DateTimeField()
    act_number = models.CharField(max_length=ACT, blank=True)
    approver = models.CharField(max_length=PSEUDONYM, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    retired_act = models.CharField(max_length=ACT, blank=True)
    retired_by = models.CharField(max_length=PSEUDONYM, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    unverified = models.TextField(blank=True)
    audience = models.JSONField(default=list)
    agency = models.TextField(blank=True)
    conduct = models.TextField(blank=True)
    conditions = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "number"], name="one_revision_per_number"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="revision_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["procedure", "valid_from"], name="revisions_of_a_procedure")
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}/{self.number}"


class Case(models.Model):
    """A case (trường hợp) of a procedure; a source that names none has one without name."""

    KIND: ClassVar = "reference"

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="cases")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME, blank=True)

    class Meta:
        ordering: ClassVar = ["order"]

    def __str__(self) -> str:
        return self.name


class ChannelTerm(models.Model):
    """Limit and fee of a case by one channel; a channel may have several, told apart by text.

    Amount and unit are both known or neither is; `limit_text` keeps what the source says.
    `fee` is in đồng, null when not known or not fixed.
    """

    KIND: ClassVar = "reference"

    case = models.ForeignKey(Case, models.CASCADE, related_name="terms")
    order = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=8, choices=_choices(Channel))
    limit_amount = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    limit_unit = models.CharField(max_length=16, choices=_choices(LimitUnit), blank=True)
    same_day = models.BooleanField(default=False)
    limit_text = models.TextField(blank=True)
    fee = models.BigIntegerField(null=True, blank=True)
    fee_text = models.TextField(blank=True)
    fee_rule = models.CharField(max_length=64, blank=True)
    faults = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(limit_amount__isnull=True, limit_unit="")
                | (Q(limit_amount__gte=0) & ~Q(limit_unit="")),
                name="limit_has_amount_and_unit_or_neither",
            )
        ]

    def __str__(self) -> str:
        return self.channel

    @property
    def limit(self) -> Limit | None:
        """The limit as the rules know it; None when it is not known."""
        if self.limit_amount is None:
            return None
        return Limit(self.limit_amount, LimitUnit(self.limit_unit), self.same_day)


class Paper(models.Model):
    """A paper (giấy tờ) of the dossier; counts are null when the source's cannot be read."""

    KIND: ClassVar = "reference"

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="papers")
    order = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=NAME, blank=True)
    name = models.TextField(blank=True)
    originals = models.PositiveSmallIntegerField(null=True, blank=True)
    copies = models.PositiveSmallIntegerField(null=True, blank=True)
    count_text = models.CharField(max_length=LINE, blank=True)
    form = models.CharField(max_length=LINE, blank=True)
    when = models.CharField(max_length=LINE, blank=True)

    class Meta:
        ordering: ClassVar = ["order"]

    def __str__(self) -> str:
        return self.name


class LegalBasis(models.Model):
    """The number of an instrument that a procedure rests on (căn cứ pháp lý)."""

    KIND: ClassVar = "reference"

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="bases")
    order = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=LINE)

    class Meta:
        ordering: ClassVar = ["order"]

    def __str__(self) -> str:
        return self.number


class SectorNotice(models.Model):
    """A sector rule's own working days for asking for papers (yêu cầu bổ sung), and its article.

    A revision without one is under the general rule (61/2018/NĐ-CP Điều 19 khoản 4).
    """

    KIND: ClassVar = "reference"

    revision = models.OneToOneField(
        Revision, models.CASCADE, primary_key=True, related_name="sector_notice"
    )
    working_days = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=LINE)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(working_days__gte=1) & ~Q(basis=""),
                name="notice_has_days_and_basis",
            )
        ]

    def __str__(self) -> str:
        return self.basis


class Result(models.Model):
    """What the applicant gets at the end (kết quả)."""

    KIND: ClassVar = "reference"

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="results")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME)
    code = models.CharField(max_length=LINE, blank=True)

    class Meta:
        ordering: ClassVar = ["order"]

    def __str__(self) -> str:
        return self.name


class SearchEntry(models.Model):
    """A published revision's words, folded, each after a blank so that a word's beginning is found."""

    KIND: ClassVar = "projection"

    revision = models.OneToOneField(
        Revision, models.CASCADE, primary_key=True, related_name="search_entry"
    )
    code = models.CharField(max_length=CODE)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    name = models.TextField()
    field = models.TextField()
    papers = models.TextField()

    def __str__(self) -> str:
        return self.code


class SearchToken(models.Model):
    """One row whose token is new after every change of the search entries."""

    KIND: ClassVar = "projection"

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token


class Process(models.Model):
    """An internal process (quy trình nội bộ) of a procedure at one level of government.

    `stated_total` is the sum that its source prints, in working days, where it prints one;
    `faults` are the words for what the source lacks (`processes.faults` adds the limit).
    """

    KIND: ClassVar = "reference"

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="processes")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    level = models.CharField(max_length=10, choices=_choices(Level))
    code = models.CharField(max_length=CODE, blank=True)
    title = models.CharField(max_length=NAME)
    stated_total = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    source = models.CharField(max_length=LINE)
    digest = models.CharField(max_length=64)
    faults = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["procedure", "level", "number"], name="one_process_per_number"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ProcessStep(models.Model):
    """A step: minutes or working days; neither means that it shares the time of the step above.

    `responsible` is what the source prints, `role` the role it stands for, empty when nobody
    of the unit. `other_time` is the time that the source prints for its other case.
    """

    KIND: ClassVar = "reference"

    process = models.ForeignKey(Process, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    name = models.TextField(blank=True)
    role = models.CharField(max_length=32, blank=True)
    responsible = models.CharField(max_length=LINE, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    working_days = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    time_text = models.TextField(blank=True)
    other_time = models.CharField(max_length=LINE, blank=True)

    class Meta:
        ordering: ClassVar = ["order"]

    def __str__(self) -> str:
        return self.name
