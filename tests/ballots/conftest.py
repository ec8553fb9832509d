"""The house of the desk's tests."""

from tests.dossiers.conftest import browser, house, morning  # noqa: F401
