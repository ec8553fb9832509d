"""The room's name for Django, and the guard that re-creates what migrations drop silently."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class Ledger(AppConfig):
    name = "motcua.ledger"
    verbose_name = "Sổ cái"

    def ready(self) -> None:
        from motcua.ledger import append_only, idempotency
        from motcua.web import housekeeping

        post_migrate.connect(append_only.after_migrate, dispatch_uid="ledger.append_only")
        housekeeping.register("idempotency_key", idempotency.overdue)
        checks.register(append_only.check, checks.Tags.database)
