"""Prints `N passed, N failed` over the JUnit reports named: the last line of `.ci/run`.

With `--all-ran` it fails instead when a test was skipped in every report that names it: what is
skipped on one database must have run on the other.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree


def cases(reports: list[str]) -> Iterator[tuple[str, str]]:
    """Each test of each report that exists: its name, and passed, failed or skipped."""
    for report in filter(Path.exists, map(Path, reports)):
        for case in ElementTree.parse(report).iter("testcase"):
            tags = {child.tag for child in case}
            name = f"{case.get('classname')}.{case.get('name')}"
            if tags & {"failure", "error"}:
                yield name, "failed"
            else:
                yield name, "skipped" if "skipped" in tags else "passed"


def summary(reports: list[str]) -> str:
    """How many tests passed, failed (errors too) and were skipped in these reports together."""
    ended = [how for _, how in cases(reports)]
    skipped = f", {ended.count('skipped')} skipped" if "skipped" in ended else ""
    return f"{ended.count('passed')} passed, {ended.count('failed')} failed{skipped}"


def never_ran(reports: list[str]) -> list[str]:
    """The tests that every report naming them skipped."""
    found = list(cases(reports))
    ran = {name for name, how in found if how != "skipped"}
    return sorted({name for name, how in found if how == "skipped"} - ran)


def main(argv: list[str]) -> int:
    """The line, or with `--all-ran` the list of what never ran and exit 1."""
    if argv[:1] != ["--all-ran"]:
        print(summary(argv))
        return 0
    skipped = never_ran(argv[1:])
    print("\n".join(["skipped everywhere:", *skipped] if skipped else ["every test ran somewhere"]))
    return 1 if skipped else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
