"""`bin/motcua` from a clean checkout: it makes its environment once, or says what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.guards import house


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A fresh checkout whose path holds a space, with a lock that names no package."""
    root = tmp_path / "Một cửa của xã"
    for folder in ("bin", "tools"):
        shutil.copytree(house.ROOT / folder, root / folder)
    package = root / "src" / "motcua"
    package.mkdir(parents=True)
    package.joinpath("__init__.py").touch()
    package.joinpath("__main__.py").write_text("import sys; print('here', *sys.argv[1:])")
    root.joinpath("requirements.lock").touch()
    return root


def run(checkout: Path, *argv: str, path: str = "") -> subprocess.CompletedProcess[str]:
    """`bin/motcua` called from another folder."""
    return subprocess.run(
        [str(checkout / "bin" / "motcua"), *argv],
        cwd=checkout.parent,
        env={**os.environ, **({"PATH": path} if path else {})},
        capture_output=True,
        text=True,
    )


def pretend_python(folder: Path, script: str) -> str:
    """A search path on which every python3 is this script."""
    folder.mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        folder.joinpath(name).write_text(f"#!/bin/sh\n{script}\n")
        folder.joinpath(name).chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


def test_a_missing_package_is_named_in_both_languages(checkout, tmp_path):
    only_venv_fails = 'case "$2" in *ensurepip*) exit 1;; esac'
    said = run(checkout, path=pretend_python(tmp_path / "p", only_venv_fails))
    assert said.returncode == 2
    assert "Thiếu gói python3-venv" in said.stderr
    assert "The package python3-venv is missing" in said.stderr
    assert said.stdout == ""


def test_an_old_python_is_refused_with_the_one_to_install(checkout, tmp_path):
    said = run(checkout, path=pretend_python(tmp_path / "p", "exit 1"))
    assert said.returncode == 2
    assert "Python 3.11" in said.stderr
    assert "apt install python3" in said.stderr


@pytest.mark.slow
def test_a_clean_checkout_makes_its_environment_once(checkout):
    first = run(checkout, "due", "a b")
    assert (first.returncode, first.stdout) == (0, "here due a b\n"), first.stderr
    assert "requirements.lock" in first.stderr
    again = run(checkout, "due")
    assert (again.stdout, again.stderr) == ("here due\n", "")


@pytest.mark.slow
def test_two_who_start_at_once_share_one_environment(checkout):
    started = [
        subprocess.Popen(
            [str(checkout / "bin" / "motcua")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [each.communicate() for each in started]
    assert [out for out, _ in said] == ["here\n", "here\n"]
    assert sorted(bool(err) for _, err in said) == [False, True]


@pytest.mark.slow
def test_a_changed_lock_and_a_moved_checkout_are_noticed(checkout):
    run(checkout)
    checkout.joinpath("requirements.lock").write_text("# another\n")
    assert "requirements.lock" in run(checkout).stderr
    moved = checkout.rename(checkout.parent / "elsewhere")
    said = run(moved, "due")
    assert (said.returncode, said.stdout) == (0, "here due\n"), said.stderr
