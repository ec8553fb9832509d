"""What `motcua due` answers, and how it says no."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from motcua.due_command import main


def test_the_promised_hour_is_the_answer(capsys):
    assert main(["2025-04-25T09:00", "5", "--in", "working-days"]) == 0
    assert capsys.readouterr().out == "2025-05-06 17:00\n"


def test_the_answer_explains_itself(capsys):
    assert main(["2025-04-25T09:00", "5", "--explain"]) == 0
    said = capsys.readouterr().out
    assert "Điều 147 khoản 2, 91/2015/QH13" in said
    assert "Ngày Chiến thắng" in said


def test_json_has_the_day_the_hour_the_end_and_the_lines(capsys):
    assert main(["2025-04-25T09:00", "5", "--in", "working-days", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["date", "promised", "legal_end", "lines"]
    assert answer["date"] == "2025-05-06"
    assert answer["promised"] == "2025-05-06T17:00:00+07:00"
    assert answer["legal_end"] == "2025-05-07T00:00:00+07:00"
    assert len(answer["lines"]) > 5


@pytest.mark.parametrize(
    ("argv", "names"),
    [
        (["2025-02-30T09:00", "5"], "2025-02-30"),
        (["2025-04-25T25:00", "5"], "25:00"),
        (["2025-04-25T09:00", "-5"], "-5"),
        (["2025-04-25T09:00", "NaN"], "NaN"),
        (["2025-04-25T09:00", "1e999"], "1E+999"),
        (["2025-04-25T09:00", "999999"], "999999"),
        (["2030-01-01T09:00", "5"], "31/12/2027"),
        (["2027-12-31T09:00", "5"], "31/12/2027"),
        (["2025-04-25T09:00", "5", "--in", "weeks"], "weeks"),
        (["2025-04-25T09:00", "5", "--channel", "fax"], "fax"),
        (["x" * 10_000_000, "5"], "xxx"),
        (["2025-04-25T09:00", "9" * 10_000_000], "999"),
        (["2025-04-25\x00T09:00", "5"], "2025-04-25?"),
        (["2025-04-25T09:00", "5", "6"], "--help"),
        ([], "--help"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(argv, names, capsys):
    assert main(argv) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert names in said.err
    assert said.err.count("\n") == 1
    assert len(said.err) < 600
    assert "Traceback" not in said.err


def test_no_database_is_needed():
    code = "import sys, motcua.due_command as d; d.main(['2025-04-25T09:00','5']); print('django' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "2025-05-06 17:00\nFalse\n"
