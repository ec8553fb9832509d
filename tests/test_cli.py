"""The command line as somebody in front of it meets it: contents, sentences, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from motcua import cli
from motcua.rules.law import ONE_STOP
from motcua.rules.refusal import Refusal
from tests.guards import house

ALL = [each for group in cli.CONTENTS.values() for each in group]
MANAGED = {
    path.stem
    for path in house.PACKAGE.glob("*/management/commands/*.py")
    if not path.stem.startswith("_")
}


def motcua(*argv: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What `python -m motcua` says, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "motcua", *argv],
        cwd=house.ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("argv", [[], ["--help"], ["-h"], ["help"]])
def test_help_is_a_table_of_contents_with_one_line_for_each_command(argv, capsys):
    assert cli.main(argv) == 0
    lines = capsys.readouterr().out.splitlines()
    for title, group in cli.CONTENTS.items():
        assert title in lines
        for each in group:
            assert [line for line in lines if line.split("  ")[1:2] == [each.name]], each.name


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_every_listed_command_explains_itself(each, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main([*each.name.split(), "--help"])
    assert not left.value.code
    assert each.name.split()[-1] in capsys.readouterr().out


def test_every_command_of_the_rooms_stands_in_the_table_of_contents():
    listed = {each.name.partition(" ")[0] for each in ALL if not each.module}
    assert listed == MANAGED


def test_an_unknown_command_is_answered_with_the_nearest_one(capsys):
    assert cli.main(["unverifed"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "“unverified”" in said.err


def test_a_refusal_is_a_sentence_on_the_error_stream_and_exit_1(capsys):
    def refuses(argv: list[str]) -> int:
        raise Refusal("wrong_log_in", ONE_STOP["Điều 19 khoản 4"])

    assert cli._answer(refuses, []) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.endswith("(Căn cứ: Điều 19 khoản 4, 61/2018/NĐ-CP)\n")
    assert "Traceback" not in said.err


def test_a_file_that_is_not_there_is_named_in_a_sentence(capsys):
    def reads(argv: list[str]) -> int:
        Path(argv[0]).read_text()
        return 0

    assert cli._answer(reads, ["nowhere.csv"]) == 1
    assert "“nowhere.csv”" in capsys.readouterr().err


def test_stopping_a_command_shows_no_traceback(capsys):
    def stopped(argv: list[str]) -> int:
        raise KeyboardInterrupt

    assert cli._answer(stopped, []) == 130
    assert capsys.readouterr().err == "Đã dừng.\n"


def test_python_m_motcua_is_the_same_command_line():
    run = motcua("--version")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("motcua ")


def test_what_is_unverified_is_listed_with_its_source():
    run = motcua("unverified", "--json")
    values = json.loads(run.stdout)
    assert values
    assert all(each["source"] for each in values)
    lines = motcua("unverified").stdout.splitlines()
    assert len(lines) == len(values) + 1


def test_a_reader_who_leaves_early_is_no_error():
    told = subprocess.Popen(
        [sys.executable, "-m", "motcua", "unverified"],
        cwd=house.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    told.stdout.close()
    assert told.stderr.read() == ""
    told.wait()


def test_a_wrong_setting_stops_with_a_sentence_that_names_it():
    for name, value in (
        ("MOTCUA_DATABASE_URL", "mysql://nowhere"),
        ("MOTCUA_TRUSTED_PROXIES", "127.0.0.1,proxy.example"),
        ("MOTCUA_TRUSTED_PROXIES", "0.0.0.0/0"),
    ):
        run = motcua(min(MANAGED), **{name: value})
        assert run.returncode == 2
        assert name in run.stderr
        assert "Traceback" not in run.stderr


def test_https_without_a_proxy_in_front_is_not_served_at_all():
    """Every page would redirect to itself."""
    run = motcua("serve", "--port", "1", MOTCUA_HTTPS="yes", MOTCUA_TRUSTED_PROXIES="")
    assert run.returncode == 2
    assert "MOTCUA_TRUSTED_PROXIES" in run.stderr


def test_a_database_without_tables_is_not_served_but_sent_to_upgrade(tmp_path):
    run = motcua("serve", MOTCUA_DATABASE_URL=f"sqlite:///{tmp_path}/new.sqlite3")
    assert (run.returncode, run.stdout) == (2, "")
    assert "motcua upgrade" in run.stderr
    assert len(run.stderr.splitlines()) == 1
