"""The room of the waiting line."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QueueConfig(AppConfig):
    """Registers what the ledger must know of this room; adds its link."""

    name = "motcua.queue"
    verbose_name = "Xếp hàng"

    def ready(self) -> None:
        from motcua.queue import projection
        from motcua.web.navigation import Link, add

        projection.register()
        add(Link(_("Gọi số"), "queue:desk", "queue.call", order=5))
