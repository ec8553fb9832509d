"""The rules stand alone: their tests run where Django is not installed, and each has its own."""

from __future__ import annotations

import subprocess
import sys

from tests.guards import house

# Modules of the rules whose statements other tests make, each with where.
TESTED_ELSEWHERE: dict[str, str] = {}

WITHOUT_DJANGO = (
    "import sys; sys.modules['django'] = None; import pytest; "
    "sys.exit(pytest.main(['-p', 'no:django', '-p', 'no:cacheprovider', '--collect-only', '-q', "
    "'tests/rules']))"
)


def untested(modules: set[str], tests: set[str]) -> list[str]:
    """Rule modules that no test file mirrors."""
    return sorted(name for name in modules if f"test_{name}" not in tests)


def test_every_module_of_the_rules_has_its_test():
    modules = {path.stem for path in house.RULES.glob("*.py")} - {"__init__"}
    tests = {path.stem for path in (house.ROOT / "tests" / "rules").glob("test_*.py")}
    house.none(untested(modules - set(TESTED_ELSEWHERE), tests))


def test_the_tests_of_the_rules_load_where_django_is_not_installed():
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO], cwd=house.ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout[-2000:]


def test_the_guard_catches_a_rule_module_without_test():
    assert untested({"due", "fees"}, {"test_due"}) == ["fees"]
