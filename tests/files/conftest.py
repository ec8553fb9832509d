"""A folder for files of its own for every test, and files as people really send them."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ATTACHMENT_MB = 1
    return settings.MEDIA_ROOT
