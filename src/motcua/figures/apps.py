"""The room of figures."""

from __future__ import annotations

from django.apps import AppConfig


class Figures(AppConfig):
    """Registers its sums, so that every rebuild derives them again."""

    name = "motcua.figures"
    verbose_name = "Số liệu"

    def ready(self) -> None:
        from motcua.figures import followers
        from motcua.ledger import rebuild

        rebuild.register(followers.ROLL_UP)
