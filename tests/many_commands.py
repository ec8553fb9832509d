"""`python -m tests.many_commands`: runs one command after the other in one process.

Reads a JSON list of words from each line of its input; writes a JSON line with the exit code and
what was said. An exception that left the command line is the code `fault`.
"""

from __future__ import annotations

import io
import json
import sys
import traceback
from typing import Any

from motcua import cli

# For a command that asks for one.
PASSWORD = "một cửa mở từ bảy giờ\n"
# As Python opens them for a terminal: the error stream never fails on a broken letter.
HOW = {"stdout": "strict", "stderr": "backslashreplace"}


def run(words: list[str]) -> dict[str, Any]:
    """The exit code and what was said."""
    kept = {name: getattr(sys, name) for name in ("stdin", *HOW)}
    held = {name: io.BytesIO() for name in HOW}
    mine = {
        name: io.TextIOWrapper(held[name], "utf-8", errors, write_through=True)
        for name, errors in HOW.items()
    }
    try:
        for name, stream in mine.items():
            setattr(sys, name, stream)
        sys.stdin = io.StringIO(PASSWORD)
        code: object = cli.main(words)
    except SystemExit as left:
        code = left.code or 0
    except BaseException:
        code = "fault"
        traceback.print_exc()
    finally:
        for name, stream in kept.items():
            setattr(sys, name, stream)
    return {"code": code, **{name: each.getvalue().decode() for name, each in held.items()}}


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(json.loads(line))) + "\n")
        sys.stdout.flush()
