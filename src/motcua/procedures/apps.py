"""The room's name for Django; what makes published rows immutable is put back after migrations."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import pgettext_lazy


class Procedures(AppConfig):
    name = "motcua.procedures"
    verbose_name = "Thủ tục hành chính"

    def ready(self) -> None:
        from motcua.procedures import immutable
        from motcua.web import navigation

        words = pgettext_lazy("menu", "Thủ tục")
        navigation.add(navigation.Link(words, "procedures:list", order=10))
        post_migrate.connect(
            immutable.install_after_migrate, sender=self, dispatch_uid="procedures.immutable"
        )
        checks.register(immutable.missing_triggers, checks.Tags.database)
