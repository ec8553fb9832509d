"""The lines of a file from outside, plain or gzip, read with bounded memory.

A line longer than any honest one is passed over without being held; a file that unpacks
without end is left at a fixed size (a gzip bomb).
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from motcua.rules.refusal import Refusal

LONGEST_LINE = 1 << 20
LARGEST_FILE = 1 << 29
GZIP = b"\x1f\x8b"
BOM = b"\xef\xbb\xbf"


class TooLong:
    """Stands in the place of a line longer than `LONGEST_LINE`."""


TOO_LONG = TooLong()


def lines(
    path: Path, longest: int = LONGEST_LINE, largest: int = LARGEST_FILE
) -> Iterator[tuple[int, bytes | TooLong]]:
    """Each line that is not empty, with its number from 1 and without its end.

    Raises `file_damaged` and `file_too_large` at the place where reading cannot go on.
    """
    with _opened(path) as file:
        read = number = 0
        try:
            while line := file.readline(longest + 1):
                number += 1
                read += len(line)
                whole = len(line) <= longest or line.endswith(b"\n")
                while not line.endswith(b"\n") and (rest := file.readline(longest)):
                    read += len(rest)
                    whole, line = False, rest
                    _bound(read, number, largest)
                _bound(read, number, largest)
                if not whole:
                    yield number, TOO_LONG
                elif said := line.removeprefix(BOM).strip():
                    yield number, said
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise Refusal("file_damaged", line=number + 1) from error


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        packed = file.read(len(GZIP)) == GZIP
    return gzip.open(path, "rb") if packed else path.open("rb")


def _bound(read: int, number: int, largest: int) -> None:
    if read > largest:
        raise Refusal("file_too_large", line=number, largest=largest)
