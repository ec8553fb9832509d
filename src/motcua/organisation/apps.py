"""The room's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Organisation(AppConfig):
    name = "motcua.organisation"
    verbose_name = "Tổ chức"
