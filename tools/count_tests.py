"""Prints `N passed, N failed` over the JUnit reports named: the last line of `.ci/run`."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree


def counts(reports: list[str]) -> tuple[int, int, int]:
    """How many tests passed, failed (errors too) and were skipped in these reports together."""
    ran = failed = skipped = 0
    for report in filter(Path.exists, map(Path, reports)):
        for suite in ElementTree.parse(report).iter("testsuite"):
            ran += int(suite.get("tests", 0))
            failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped += int(suite.get("skipped", 0))
    return ran - failed - skipped, failed, skipped


if __name__ == "__main__":
    passed, failed, skipped = counts(sys.argv[1:])
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
