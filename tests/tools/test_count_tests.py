"""What CI says of its tests is what the reports say."""

from __future__ import annotations

import pytest
from tools.count_tests import main, never_ran, summary

SQLITE = """<testsuites><testsuite>
<testcase classname="a" name="one"/>
<testcase classname="a" name="two"><failure/></testcase>
<testcase classname="a" name="three"><skipped/></testcase>
<testcase classname="a" name="four"><skipped/></testcase>
</testsuite></testsuites>"""
POSTGRESQL = """<testsuites><testsuite>
<testcase classname="a" name="one"><error/></testcase>
<testcase classname="a" name="three"/>
</testsuite></testsuites>"""


@pytest.fixture
def reports(tmp_path):
    for name, text in (("1.xml", SQLITE), ("2.xml", POSTGRESQL)):
        (tmp_path / name).write_text(text)
    return [str(tmp_path / name) for name in ("1.xml", "2.xml", "never-written.xml")]


def test_the_last_line_counts_over_all_reports(reports):
    assert summary(reports) == "2 passed, 2 failed, 2 skipped"


def test_a_run_that_never_came_to_testing_has_nothing_passed():
    assert summary(["nowhere.xml"]) == "0 passed, 0 failed"


def test_a_test_skipped_on_one_database_must_have_run_on_the_other(reports, capsys):
    assert never_ran(reports) == ["a.four"]
    assert main(["--all-ran", *reports]) == 1
    assert "a.four" in capsys.readouterr().out
