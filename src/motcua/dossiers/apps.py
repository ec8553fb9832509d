"""The room of the desk: deeds on dossiers, worklists, fees."""

from __future__ import annotations

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Registers what the ledger must know of this room: its projections and its erasers."""

    name = "motcua.dossiers"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        from motcua.dossiers import projection

        projection.register()
