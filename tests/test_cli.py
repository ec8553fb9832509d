"""The command line as somebody in front of it meets it: contents, sentences, exit codes."""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
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


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a new database of today's version."""
    address = f"sqlite:///{tmp_path_factory.mktemp('upgraded') / 'motcua.sqlite3'}"
    assert motcua("upgrade", MOTCUA_DATABASE_URL=address).returncode == 0
    return address


@pytest.mark.parametrize("argv", [[], ["--help"], ["-h"], ["help"]])
def test_help_is_a_table_of_contents_with_one_line_for_each_command(argv, capsys):
    assert cli.main(argv) == 0
    lines = capsys.readouterr().out.splitlines()
    for title, group in cli.CONTENTS.items():
        assert title in lines
        for each in group:
            assert [line for line in lines if line.split("  ")[1:2] == [each.name]], each.name


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A parser and those of its deeds."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for deed in action.choices.values():
                yield from parsers(deed)


@cache
def deeds() -> dict[str, argparse.ArgumentParser]:
    """Every command that somebody can call, by its words."""
    every = [each for word in cli.WORDS for each in parsers(cli.parser_of(word))]
    return {each.prog.removeprefix("motcua "): each for each in every if not each._subparsers}


def test_the_table_of_contents_lists_every_command_and_nothing_else():
    assert set(deeds()) == set(cli.COMMANDS)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_every_command_says_what_it_does_explains_its_parameters_and_shows_an_example(each, capsys):
    assert cli.main([*each.name.split(), "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Cách dùng: motcua {each.name} ")
    assert each.says in said
    assert "Ví dụ:\n  motcua " in said
    assert not re.search("usage|options|arguments|show this|Skip", said)
    assert max(map(len, said.partition("Ví dụ:")[0].splitlines())) <= 96
    for action in deeds()[each.name]._actions:
        if action.help == argparse.SUPPRESS:
            continue
        assert action.help, action.dest
        assert action.metavar or action.choices or action.nargs == 0, action.dest


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_every_example_is_one_that_the_command_understands(each):
    for example in each.examples:
        program, word, *rest = shlex.split(example)
        assert program == "motcua"
        assert example.startswith(f"motcua {each.name}")
        assert cli.parser_of(word).parse_args(rest)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_what_a_command_does_not_know_is_one_sentence_and_exit_2(each, capsys):
    assert cli.main([*each.name.split(), "--bogus"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.endswith(f"Gõ motcua {each.name} --help để xem cách dùng.\n") or (
        "--bogus" in said.err
    )
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("word", cli.WORDS)
def test_a_group_of_commands_lists_its_deeds(word, capsys):
    assert cli.main([word, "--help"]) == 0
    said = capsys.readouterr().out
    for name, each in cli.COMMANDS.items():
        first, *more = name.split()
        if first == word and len(more) == 1:
            assert more[0] in said.split()
            assert each.says[:40] in said


def test_every_command_of_the_rooms_stands_in_the_table_of_contents():
    listed = {each.name.partition(" ")[0] for each in ALL if not each.module}
    assert listed == MANAGED


WRONG_USE = [
    (["backup"], "the file is missing"),
    (["serve", "--port", "many"], "a port is a number"),
    (["serve", "--port", "70000"], "a port has at most 65535"),
    (["calendar", "close", "1", "2026-02-30"], "a day that does not exist"),
    (["procedures", "import", "nowhere.jsonl"], "a file that is not there"),
    (["procedures", "processes", "import", "nowhere"], "a folder that is not there"),
    (["units", "import", "nowhere"], "a folder that is not there"),
    (["dossiers", "show", "H.1", "--by", "nobody"], "an account that is not there"),
]


@pytest.mark.parametrize("argv, why", WRONG_USE)
def test_wrong_use_is_one_sentence_and_exit_2(argv, why, upgraded):
    run = motcua(*argv, MOTCUA_DATABASE_URL=upgraded)
    assert (run.returncode, run.stdout) == (2, ""), why
    assert len(run.stderr.splitlines()) == 1, run.stderr
    assert "Traceback" not in run.stderr


def test_the_help_says_what_each_exit_code_means(capsys):
    assert cli.main(["--help"]) == 0
    assert "0 là xong" in capsys.readouterr().out


def test_an_unknown_command_is_answered_with_the_nearest_one(capsys):
    assert cli.main(["unverifed"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "“unverified”" in said.err


def test_a_refusal_is_a_sentence_on_the_error_stream_and_exit_1(capsys):
    def refuses(word: str, argv: list[str]) -> int:
        raise Refusal("wrong_log_in", ONE_STOP["Điều 19 khoản 4"])

    assert cli._answer(refuses, "due", []) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.endswith("(Căn cứ: Điều 19 khoản 4, 61/2018/NĐ-CP)\n")
    assert "Traceback" not in said.err


def test_a_file_that_is_not_there_is_named_in_a_sentence(capsys):
    def reads(word: str, argv: list[str]) -> int:
        Path(argv[0]).read_text()
        return 0

    assert cli._answer(reads, "due", ["nowhere.csv"]) == 2
    assert "“nowhere.csv”" in capsys.readouterr().err


def test_stopping_a_command_shows_no_traceback(capsys):
    def stopped(word: str, argv: list[str]) -> int:
        raise KeyboardInterrupt

    assert cli._answer(stopped, "due", []) == 130
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


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_taken_port_is_named_before_anything_is_built(command, upgraded):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = motcua(command, "--port", str(port), MOTCUA_DATABASE_URL=upgraded)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == f"Cổng {port} đang có chương trình khác dùng; thử --port {port + 1}.\n"
