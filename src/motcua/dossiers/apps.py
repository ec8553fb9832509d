"""The room of the desk: deeds on dossiers, worklists, fees."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    """Registers what the ledger must know of this room: its projections and erasers; adds its links."""

    name = "motcua.dossiers"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        from motcua.dossiers import projection, retention, word_table
        from motcua.ledger import erasure
        from motcua.web import housekeeping
        from motcua.web.navigation import Link, add

        projection.register()
        erasure.register_sweeper(word_table.sweep)
        housekeeping.register("notice", retention.overdue_notices)
        post_migrate.connect(
            word_table.after_migrate, sender=self, dispatch_uid="dossiers.word_table"
        )
        add(
            Link(_("Hồ sơ"), "dossiers:work", "dossiers.list", order=1),
            Link(_("Tiếp nhận"), "dossiers:choose", "dossiers.receive", order=2, key="n"),
            Link(_("Giải quyết ngay"), "dossiers:serve", "dossiers.serve", order=3, key="g"),
            Link(_("Bảng kê thu"), "dossiers:day_sheet", "dossiers.day_sheet", order=4),
        )
