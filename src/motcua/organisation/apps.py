"""The room's name for Django; from here on the navigation asks the roles."""

from __future__ import annotations

from django.apps import AppConfig


class Organisation(AppConfig):
    name = "motcua.organisation"
    verbose_name = "Tổ chức"

    def ready(self) -> None:
        from motcua.organisation.permits import holds, unit_name
        from motcua.web import navigation

        navigation.decided_by(holds, unit_name)
