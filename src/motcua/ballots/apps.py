"""The room of ballots."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BallotsConfig(AppConfig):
    """Registers what the ledger must know of this room; adds its link."""

    name = "motcua.ballots"
    verbose_name = "Phiếu đánh giá"

    def ready(self) -> None:
        from motcua.ballots import projection
        from motcua.web.navigation import Link, add

        projection.register()
        add(Link(_("Phiếu đánh giá"), "ballots:summary", "ballots.list", order=7))
