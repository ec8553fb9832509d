"""Every argument of every command, and every file a command reads, meets what is no answer.

A command that is well called once, then with each of its values spoilt in turn. No traceback, and
whoever is refused reads why.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua import cli
from motcua.organisation.imports import CHANGES, MAP, UNITS
from tests.hostile import VIETNAMESE
from tests.ledger.office import Office, an_office

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ACT = ["--act", "9/QĐ-UBND", "--approved-by", "quantri"]
# Each command as one would call it; its values are those that are no word of the command.
CALLS = [
    ["due", "2025-04-25T09:00", "5", "--in", "working-days"],
    ["unverified", "thừa"],
    ["dossiers", "receive", "--procedure", "1.004837", "--name", "Trần Hạnh", "--by", "lan",
     "--case", "1", "--channel", "counter"],
    ["dossiers", "show", "H27.17.08-20260305-0000001", "--by", "lan"],
    ["dossiers", "do", "charge", "H27.17.08-20260305-0000001", "amount=5000", "--by", "lan"],
    ["units", "show", "18673"],
    ["units", "desk", "18673", "--agency-code", "H27.17.08", *ACT],
    ["units", "office", "18673.KT", "Phòng Kinh tế", "18673", *ACT],
    ["units", "import", "thư-mục"],
    ["officers", "add", "lan2", "--name", "Nguyễn Lan", "--email", "lan@b.vn", *ACT],
    ["officers", "assign", "lan", "cashier", "18673", "--since", "2026-03-02", "--last",
     "2026-04-02", "--position", "Chuyên viên", *ACT],
    ["officers", "end", "lan", "cashier", "18673", "--last", "2026-04-02", *ACT],
    ["officers", "deactivate", "lan", *ACT],
    ["calendar", "show", "18673"],
    ["calendar", "hours", "18673", "2026-06-01", "07:00-11:30", "13:30-17:00", *ACT],
    ["calendar", "close", "18673", "2026-06-01", "2026-06-02", "--reason", "Mất điện",
     "--superior-act", "1/QĐ", *ACT],
    ["calendar", "reopen", "18673", "2026-06-01", *ACT],
    ["procedures", "import", "tệp.jsonl", "--valid-from", "2026-03-02"],
    ["procedures", "processes", "import", "thư-mục"],
    ["procedures", "starter", "thừa"],
    ["sequence", "thừa"], ["rebuild", "thừa"], ["check_ledger", "thừa"], ["doctor", "thừa"],
    ["backup", "/khong/co/thu-muc/nay"],
    ["restore", "tệp", "--check"],
    ["upgrade", "--backup", "/khong/co/thu-muc/nay"],
    ["files", "thừa"], ["notices", "thừa"], ["retention", "thừa"],
    ["retention", "--erase", "--by", "lan", "--act", "1/QĐ"],
    ["papers", "check", "thừa"], ["papers", "copy", "/khong/co/thu-muc/nay"],
    ["serve", "--port", "99999999", "--address", "999.1.1.1", "--workers", "-1"],
    ["demo", "--no-serve", "--catalogue", "tệp", "--per-day", "-1", "--port", "0"],
]  # fmt: skip
WORDS = {
    word for each in cli.CONTENTS.values() for command in each for word in command.name.split()
} | {"charge"}
SPOILT = [
    ("", "nothing"), (" \t", "blanks"), ("0", "zero"), ("-1", "a negative number"),
    ("9" * 30, "too long for any column"), ("9" * 5000, "too long for Python"),
    ("0000-00-00", "a day of no calendar"), ("0001-01-01", "the first day of all"),
    ("9999-12-31", "the last day of all"), ("2026-02-31", "an impossible day"),
    ("0001-01-01T00:00+14:00", "before all days"), ("9999-12-31T23:59-12:00", "after all days"),
    ("25:99-99:00", "hours of no day"), ("17:00-07:00", "a day that ends before it begins"),
    ("../../../etc/passwd", "another's file"), ("/", "a folder"), ("/dev/null", "an empty file"),
    ("x" * 100_000, "a long name"), ("\udcff\udcfe", "bytes that are no UTF-8"),
    ("Ẩ" * 5000, "a long word"), ("%s %(x)s {0} {{x}}", "a template"), ("a\r\nb: c", "two lines"),
    ("\x1b[31m\u202e", "signs that paint and turn"), ("' OR 1=1 --", "a statement"),
]  # fmt: skip
OTHERS = ("CON", "amount=", "=5000", "amount=\udcff", "amount=" + "9" * 5000)


@pytest.fixture(scope="module")
def office(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with an_office(tmp_path_factory.mktemp("office")) as made:
        yield made


@pytest.fixture(scope="module")
def call(
    office: Office, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[list[str]], dict[str, Any]]]:
    """Runs one command in the office; a file that it writes under a spoilt name lies apart."""
    runner = subprocess.Popen(
        [sys.executable, "-m", "tests.many_commands"],
        env=office.environment, cwd=tmp_path_factory.mktemp("cwd"), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip

    def ask(words: list[str]) -> dict[str, Any]:
        assert runner.stdin and runner.stdout
        runner.stdin.write(json.dumps(words) + "\n")
        runner.stdin.flush()
        return json.loads(runner.stdout.readline())

    for words in (
        ["units", "starter"],
        ["procedures", "starter"],
        ["officers", "add", "quantri", "--name", "Trần Quản Trị", "--act", "1"],
        ["officers", "assign", "quantri", "administrator", "*", "--act", "1"],
        ["officers", "add", "lan", "--name", "Nguyễn Thị Lan", *ACT],
        ["officers", "assign", "lan", "desk_officer", "18673", *ACT],
    ):
        done = ask(words)
        assert done["code"] == 0, done
    yield ask
    runner.stdin.close()
    assert runner.wait(60) == 0


def complaint(done: dict[str, Any]) -> str:
    """What is wrong with what a command said; empty for nothing."""
    said = done["stdout"] + done["stderr"]
    if done["code"] not in (0, 1, 2) or "Traceback" in said:
        return said[-300:] or "it said nothing"
    if done["code"] == 1 and not VIETNAMESE.search(said):
        return f"no sentence: {said[-300:]}"
    if done["code"] == 2 and not done["stderr"]:
        return "not a word"
    return ""


def spoilt() -> Iterator[tuple[list[str], str]]:
    for words in CALLS:
        for place, word in enumerate(words):
            if place == 0 or word in WORDS or word.startswith("--"):
                continue
            for value, why in SPOILT:
                yield [*words[:place], value, *words[place + 1 :]], f"{word}: {why}"
    for value in OTHERS:
        yield ["dossiers", "do", "charge", "H27-1", value, "--by", "lan"], value


def test_every_command_is_called():
    called = {" ".join(words) for words in CALLS}
    names = {command.name for group in cli.CONTENTS.values() for command in group}
    missing = {
        name for name in names if not any(each.startswith(name.split()[0]) for each in called)
    }
    assert missing == set()


def test_no_spoilt_value_ends_in_a_traceback(call):
    faults = []
    for words, why in spoilt():
        # A server that starts would not end.
        if words[0] == "serve" and why.startswith("999.1.1.1"):
            continue
        if wrong := complaint(call(words)):
            faults.append(f"{' '.join(words)[:80]!r} ({why}): {wrong}")
    assert not faults, "\n".join(["", *faults])


FILES = [
    (b"", "nothing"),
    (b"\x00" * 1000, "NUL bytes"),
    (b"\xff\xfe" + "{}".encode("utf-16-le"), "UTF-16"),
    ('{"ma_thu_tuc": "Hòa"}'.encode("latin-1"), "Latin-1"),
    (gzip.compress(b"{}")[:12], "an archive that ends early"),
    (gzip.compress(b"{}")[:-4] + b"xxxx", "an archive with a wrong sum"),
    (b"[" * 100_000, "deeply nested"),
    (b'{"a":' * 100_000, "deeply nested, with names"),
    (b'{"ma_thu_tuc": "\\ud800"}', "half a letter"),
    (b'{"ma_thu_tuc": 1e999999}', "a number without end"),
    (b'{"ma_thu_tuc": ' + b"9" * 10_000 + b"}", "a number of ten thousand figures"),
    (b'{"ma_thu_tuc": "' + b"x" * 10_000_000 + b'"}', "a name of ten megabytes"),
    (b'null\n[]\n1\n"x"\ntrue\n', "no objects"),
    (b'"\x00","\r\n' * 100, "a table that is torn"),
    (b"SQLite format 3\x00" + b"x" * 5000, "a torn database"),
    (b"PGDMP" + b"\x00" * 500, "a torn dump"),
]
NAMES = ("index.csv", "steps.csv", "totals.csv", UNITS, CHANGES, MAP, "saved", "saved.json",
         "x.jsonl", "x.jsonl.gz")  # fmt: skip


@pytest.mark.parametrize(("content", "why"), FILES, ids=[why for _, why in FILES])
def test_no_spoilt_file_ends_in_a_traceback(call, tmp_path: Path, content: bytes, why: str):
    for name in NAMES:
        (tmp_path / name).write_bytes(content)
    calls = (
        ["procedures", "import", str(tmp_path / "x.jsonl")],
        ["procedures", "import", str(tmp_path / "x.jsonl.gz")],
        ["procedures", "processes", "import", str(tmp_path)],
        ["units", "import", str(tmp_path)],
        ["restore", str(tmp_path / "saved"), "--check"],
        ["restore", str(tmp_path / "saved"), "--into", "--yes"],
        ["demo", "--no-serve", "--catalogue", str(tmp_path / "x.jsonl"), "--per-day", "0"],
    )
    answers = {" ".join(words): complaint(call(words)) for words in calls}
    assert answers == dict.fromkeys(answers, "")
