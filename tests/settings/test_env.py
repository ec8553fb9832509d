"""A variable means something or stops the program: nobody believes in a setting nobody reads."""

from __future__ import annotations

import pytest

from motcua.settings import django as settings_file
from motcua.settings.env import ELSEWHERE, SETTINGS, WrongSetting, env, refuse_unknown
from tests.guards import house
from tests.test_cli import motcua


@pytest.mark.parametrize(
    "misspelt, nearest",
    [("DATBASE_URL", "DATABASE_URL"), ("HOST", "HOSTS"), ("KEYFILE", "KEY_FILE")],
)
def test_an_unknown_variable_is_named_with_the_nearest_one(misspelt, nearest, monkeypatch):
    assert settings_file.DATABASES
    monkeypatch.setenv(f"MOTCUA_{misspelt}", "x")
    with pytest.raises(WrongSetting) as wrong:
        refuse_unknown()
    assert f"MOTCUA_{misspelt};" in str(wrong.value)
    assert f"MOTCUA_{nearest}?" in str(wrong.value)


def test_every_known_variable_and_those_of_tests_and_benches_are_accepted(monkeypatch):
    for name in [*SETTINGS, "REQUIRE_SHARED", "BENCH_ROWS"]:
        monkeypatch.setenv(f"MOTCUA_{name}", "x")
    monkeypatch.setenv("MOTCUALA", "x")
    refuse_unknown()


def test_variables_of_tests_and_benches_are_read_there_and_nowhere_else():
    text = "\n".join(
        path.read_text("utf-8") for path in house.files("tests", "bench", ".ci", "tools")
    )
    assert [start for start in ELSEWHERE if f"MOTCUA_{start}" not in text] == []
    assert [name for name in SETTINGS if name.startswith(ELSEWHERE)] == []


def test_a_command_stops_at_an_unknown_variable_with_exit_2():
    done = motcua("serve", MOTCUA_DATBASE_URL="x")
    assert (done.returncode, done.stdout) == (2, "")
    assert "MOTCUA_DATABASE_URL?" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_home_that_cannot_be_made_is_named():
    done = motcua("doctor", MOTCUA_HOME="/dev/null/var")
    assert done.returncode == 2
    assert "MOTCUA_HOME" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_value_of_the_wrong_type_is_refused_with_what_is_wanted(monkeypatch):
    before = dict(SETTINGS)
    monkeypatch.setenv("MOTCUA_HTTPS", "perhaps")
    with pytest.raises(WrongSetting, match="yes hoặc no"):
        env("HTTPS", False, SETTINGS["HTTPS"].says)
    assert before == SETTINGS
