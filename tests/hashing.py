"""Argon2 as in production, at a price that a test can pay a thousand times."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The same algorithm and the same form of what is stored."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
