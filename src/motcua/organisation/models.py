"""The organisation's rows. Every period is half open: it holds from its first day, and `until`
(`valid_to`) is the first day on which it no longer holds, so that ending a role today ends it now.

Days are days in Hanoi. Codes of units are plain text, not foreign keys: a unit is (code, day).
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

CODE = 32


def new_pseudonym() -> str:
    """Sixteen random hexadecimal digits: the only id of an officer that enters the ledger."""
    return secrets.token_hex(8)


def _ends_after(first: str, end: str, name: str) -> models.CheckConstraint:
    holds = Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(first)})
    return models.CheckConstraint(condition=holds, name=name)


class Officers(BaseUserManager["Officer"]):
    def create_user(self, username: str, password: str | None = None, **fields: str) -> Officer:
        """An officer with a hashed password; without one nobody can log in to the account."""
        officer = self.model(username=self.model.normalize_username(username), **fields)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer


class Officer(AbstractBaseUser):
    """A person who works in the system (cán bộ, công chức). What they may do, roles say."""

    KIND: ClassVar = "kept"
    RETENTION: ClassVar = "officer"

    username = models.CharField("Tên đăng nhập", max_length=64, unique=True)
    full_name = models.CharField("Họ và tên", max_length=120)
    email = models.EmailField("Thư điện tử", blank=True)
    pseudonym = models.CharField(max_length=16, unique=True, default=new_pseudonym, editable=False)
    is_active = models.BooleanField("Đang dùng", default=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects = Officers()

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name


class Level(models.TextChoices):
    PROVINCE = "province", "Tỉnh"
    DISTRICT = "district", "Huyện"
    COMMUNE = "commune", "Xã"
    OFFICE = "office", "Cơ quan, bộ phận"


class Unit(models.Model):
    """A unit (đơn vị) as it was during a period; `search` is its short name folded for search."""

    KIND: ClassVar = "reference"

    code = models.CharField(max_length=CODE)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=200)
    search = models.CharField(max_length=200)
    level = models.CharField(max_length=12, choices=Level.choices)
    parent_code = models.CharField(max_length=CODE, blank=True)
    is_desk = models.BooleanField(default=False)
    # The identifier (mã định danh) of QĐ 20/2020; empty where no list of it was found.
    agency_code = models.CharField(max_length=35, blank=True)
    agency_code_verified = models.BooleanField(default=False)
    act_number = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="one_unit_per_code_and_day"
            ),
            _ends_after("valid_from", "valid_to", "unit_ends_after_it_begins"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["parent_code", "code"], name="units_of_a_parent"),
            models.Index(fields=["search"], name="units_by_folded_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Succession(models.Model):
    """What a unit became on a day: merge, split, rename, move (sắp xếp đơn vị)."""

    KIND: ClassVar = "reference"

    from_code = models.CharField(max_length=CODE)
    to_code = models.CharField(max_length=CODE)
    day = models.DateField()
    kind = models.CharField(max_length=16)
    partial = models.BooleanField(default=False)
    resolution = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["from_code", "to_code", "day", "kind"],
                name="one_succession_per_pair_and_day",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["to_code", "day"], name="successions_into")]

    def __str__(self) -> str:
        return f"{self.from_code} → {self.to_code} ({self.day})"


class Assignment(models.Model):
    """An officer holds a role in a unit during a period; a head's row also has the term."""

    KIND: ClassVar = "reference"

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=32)
    unit_code = models.CharField(max_length=CODE)
    position = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    act_number = models.CharField(max_length=80)
    approved_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [_ends_after("since", "until", "assignment_ends_after_it_begins")]
        indexes: ClassVar = [
            models.Index(fields=["officer", "since"], name="roles_of_an_officer"),
            models.Index(fields=["unit_code", "role"], name="roles_in_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.unit_code}"


class Absence(models.Model):
    """An officer is away during a period (vắng mặt)."""

    KIND: ClassVar = "reference"

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="absences")
    since = models.DateField()
    until = models.DateField()
    act_number = models.CharField(max_length=80)
    approved_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [_ends_after("since", "until", "absence_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.since}"


class Substitution(models.Model):
    """One officer acts for another in a unit (làm thay): with the other's roles there, no more."""

    KIND: ClassVar = "reference"

    absent = models.ForeignKey(Officer, models.PROTECT, related_name="substituted_by")
    substitute = models.ForeignKey(Officer, models.PROTECT, related_name="substitutes_for")
    unit_code = models.CharField(max_length=CODE)
    since = models.DateField()
    until = models.DateField()
    act_number = models.CharField(max_length=80)
    approved_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [_ends_after("since", "until", "substitution_ends_after_it_begins")]
        indexes: ClassVar = [models.Index(fields=["substitute", "since"], name="substitutions_by")]

    def __str__(self) -> str:
        return f"{self.substitute_id} → {self.absent_id} @ {self.unit_code}"


class UnitHours(models.Model):
    """A unit's own office sessions from a day on, such as "07:00-11:30 13:30-17:00".

    They hold for the units below that set none of their own.
    """

    KIND: ClassVar = "reference"

    unit_code = models.CharField(max_length=CODE)
    since = models.DateField()
    sessions = models.CharField(max_length=80)
    act_number = models.CharField(max_length=80)
    approved_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit_code", "since"], name="one_set_of_hours_per_day"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.since}"


class UnitClosure(models.Model):
    """Days on which a unit is closed (nghỉ giao dịch).

    Only a closure with a superior's act moves statutory ends (design.md 7); without one it tells
    people that nobody is there, and every due date stays.
    """

    KIND: ClassVar = "reference"

    unit_code = models.CharField(max_length=CODE)
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=200)
    act_number = models.CharField(max_length=80)
    superior_act_number = models.CharField(max_length=80, blank=True)
    approved_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    withdrawn_by_act = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [_ends_after("since", "until", "closure_ends_after_it_begins")]
        indexes: ClassVar = [models.Index(fields=["unit_code", "since"], name="closures_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.since}"


class AccessRow(models.Model):
    """An officer read one person's data: who, whose, when, where and why. No names."""

    KIND: ClassVar = "log"

    at = models.DateTimeField()
    officer = models.CharField(max_length=16)
    subject = models.CharField(max_length=64)
    page = models.CharField(max_length=120)
    purpose = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "at"], name="readers_of_a_subject"),
            models.Index(fields=["officer", "at"], name="readings_by_an_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.subject}"


class LogInFailures(models.Model):
    """Failed log-ins in the current window; `key` is a keyed hash, so no account or address."""

    KIND: ClassVar = "kept"
    RETENTION: ClassVar = "log_in_failures"

    key = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["since"], name="failures_by_age")]

    def __str__(self) -> str:
        return f"{self.failures}"
