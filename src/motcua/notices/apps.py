"""The room of notices: letters to applicants, webhooks to other systems."""

from __future__ import annotations

from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Registers what the background process does for this room; adds its links."""

    name = "motcua.notices"
    verbose_name = "Thông báo"

    def ready(self) -> None:
        from motcua.notices import actions
        from motcua.notices.actions.sending import WAYS
        from motcua.web import background, clock
        from motcua.web.navigation import Link, add

        background.register("pass_on", lambda: bool(actions.pass_on(clock.now())))
        for way in WAYS:
            background.register(way, partial(actions.send_next, way, clock.now))
        add(Link(_("Thông báo"), "notices:deliveries", "notices.list", order=6))
