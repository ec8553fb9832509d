"""Runs every program of this folder and prints the ratios; with --write into docs/performance.md.

A program prints one JSON line a row: {"what", "ratio", "at_least", "limit", "note"}. Absolute
times mean nothing on a shared machine: each runs the bare limit and ours in alternation.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "performance.md"
BEGIN, END = "<!-- ratios -->", "<!-- end of ratios -->"


def rows(program: Path, arguments: list[str]) -> list[dict]:
    """What one program measured."""
    print(f"{program.stem} …", file=sys.stderr, flush=True)
    done = subprocess.run(
        [sys.executable, str(program), *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        return [{"what": program.stem, "ratio": None, "at_least": None, "note": "failed"}]
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def line(row: dict) -> str:
    """One row of the table."""
    ratio, least = row["ratio"], row.get("at_least")
    kept = "" if ratio is None or least is None else ("yes" if ratio >= least else "**no**")
    shown = "–" if ratio is None else f"{ratio:.3g}"
    least = "–" if least is None else f"{least:g}"
    return f"| {row['what']} | {row.get('limit', '')} | {least} | {shown} | {kept} | {row.get('note', '')} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("programs", nargs="*", help="names such as bench_due; all by default")
    parser.add_argument(
        "--write", action="store_true", help="put the table into docs/performance.md"
    )
    options = parser.parse_args()
    wanted = [HERE / f"{name}.py" for name in options.programs] or sorted(HERE.glob("bench_*.py"))
    found = [row for program in wanted for row in rows(program, [])]
    table = [
        f"Python {platform.python_version()}, {os.cpu_count()} cores.",
        "",
        "| what | the limit | at least | measured | kept | note |",
        "|---|---|---|---|---|---|",
        *map(line, found),
    ]
    print("\n".join(table))
    if options.write:
        text = PAGE.read_text("utf-8")
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        PAGE.write_text(f"{before}{BEGIN}\n" + "\n".join(table) + f"\n{END}{after}", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
