"""What every test shares: the rules go first, properties repeat, files go to a place of the run.

Nothing here imports Django: the tests of the rules run where it is not installed.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as properties

# A shared machine is slow at times; a property is about what is true, never about speed.
properties.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.register_profile("ci", properties.get_profile("here"), derandomize=True)
properties.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Journeys need a browser's driver, which only CI installs; CI asks for them by name."""
    if collection_path.name == "journeys" and not find_spec("playwright"):
        return True
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The rules first: the fastest answer to whether something is broken."""
    items.sort(key=lambda item: "rules" not in item.path.parts)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Before the test database is made: its logs may be emptied between tests that commit."""
    from tests.emptying import let_the_runner_empty_tables

    let_the_runner_empty_tables()


@pytest.fixture(autouse=True)
def _files_of_the_run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """Attachments and keys that a test makes never reach the data of this machine."""
    if request.config.pluginmanager.has_plugin("django") and "rules" not in request.path.parts:
        folder = tmp_path_factory.getbasetemp()
        settings = request.getfixturevalue("settings")
        settings.MEDIA_ROOT = folder / "files"
        settings.KEY_FILE = folder / "keys" / "kek"


@pytest.fixture(autouse=True)
def _quick_passwords(request: pytest.FixtureRequest) -> None:
    """Hashing is slow on purpose; what production uses is in `settings`, tried once as it is."""
    if request.config.pluginmanager.has_plugin("django") and "rules" not in request.path.parts:
        request.getfixturevalue("settings").PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]
