"""The law is pure: rules, their data and the desk's sentences load without Django."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOADS = """
import pkgutil, sys
from importlib import import_module
sys.path[:0] = ["src", "."]
import motcua.rules, motcua.settings.law
for room in (motcua.rules, motcua.settings.law):
    for each in pkgutil.iter_modules(room.__path__, room.__name__ + "."):
        import_module(each.name)
import motcua.dossiers.texts, tests.rules.builders, tests.rules.legality
assert "motcua.rules.intake" in sys.modules
assert "django" not in sys.modules
"""


def test_the_rules_never_load_django():
    run = subprocess.run([sys.executable, "-c", LOADS], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
