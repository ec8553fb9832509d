"""The room's name for Django; from here on the navigation asks the roles."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Organisation(AppConfig):
    name = "motcua.organisation"
    verbose_name = "Tổ chức"

    def ready(self) -> None:
        from motcua.organisation import throttle
        from motcua.organisation.permits import holds, unit_name
        from motcua.web import housekeeping, navigation
        from motcua.web.navigation import Link

        housekeeping.register("log_in_failures", throttle.overdue)
        navigation.decided_by(holds, unit_name)
        navigation.add(
            Link(_("Vắng mặt"), "organisation:absences", "organisation.view", order=75),
            Link(
                pgettext_lazy("menu", "Cán bộ"),
                "organisation:officers",
                "organisation.view",
                order=80,
            ),
            Link(_("Lượt đọc"), "organisation:readings", "organisation.view_access", order=90),
        )
