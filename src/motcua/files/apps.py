"""The room's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Files(AppConfig):
    name = "motcua.files"
    verbose_name = "Tệp đính kèm"
