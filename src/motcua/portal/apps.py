"""The room's name for Django; adds its link."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Portal(AppConfig):
    name = "motcua.portal"
    verbose_name = "Cổng công khai"

    def ready(self) -> None:
        from motcua.web.navigation import Link, add

        add(Link(_("Tra cứu hồ sơ"), "portal:track", order=11))
