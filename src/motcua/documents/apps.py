"""The room of papers: slips, the register, the outage kit."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Adds its papers to a dossier's page and its links to the navigation."""

    name = "motcua.documents"
    verbose_name = "Giấy tờ"
