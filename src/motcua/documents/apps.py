"""The room of papers: slips, the register, the outage kit."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Offers its papers on a dossier's page and adds its links to the navigation."""

    name = "motcua.documents"
    verbose_name = "Giấy tờ"

    def ready(self) -> None:
        from motcua.documents import offers
        from motcua.dossiers import printing
        from motcua.web.navigation import Link, add

        printing.told_by(offers.offered)
        add(Link(_("Sổ theo dõi"), "documents:show_register", "documents.register", order=5))
