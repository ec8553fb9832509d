"""The room's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Web(AppConfig):
    name = "motcua.web"
    verbose_name = "Trang"
