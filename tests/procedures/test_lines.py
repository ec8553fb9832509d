"""Files from outside: plain, packed, damaged, and made to fill the memory."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest

from motcua.procedures.lines import TOO_LONG, lines
from motcua.rules.refusal import Refusal

MEGABYTE = 1 << 20


def read(path, **bounds):
    return list(lines(path, **bounds))


@pytest.mark.parametrize(
    ("held", "found", "why"),
    [
        (b"a\nb\n", [(1, b"a"), (2, b"b")], "one line each"),
        (b"a\r\nb", [(1, b"a"), (2, b"b")], "ends of Windows, and none at the end"),
        (b"a\n\n  \nb\n", [(1, b"a"), (4, b"b")], "empty lines are counted, not told"),
        (b"\xef\xbb\xbfa\n", [(1, b"a")], "a byte order mark is no letter"),
        (b"", [], "an empty file"),
        (b"x" * 9 + b"\na\n", [(1, TOO_LONG), (2, b"a")], "a long line is passed over"),
        (b"x" * 8 + b"\na\n", [(1, b"x" * 8), (2, b"a")], "one just as long as allowed is not"),
        (b"a\n" + b"x" * 99, [(1, b"a"), (2, TOO_LONG)], "a long line at the end"),
    ],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_lines_keep_their_numbers(tmp_path, held, found, why, packed):
    path = tmp_path / "file"
    path.write_bytes(gzip.compress(held) if packed else held)
    assert read(path, longest=8) == found, why


def test_a_file_cut_off_in_the_middle_gives_what_came_before(tmp_path):
    path = tmp_path / "file.gz"
    path.write_bytes(gzip.compress(b"".join(b"%d\n" % n for n in range(99_999)))[:-2000])
    reader = lines(path)
    assert [next(reader), next(reader)] == [(1, b"0"), (2, b"1")]
    with pytest.raises(Refusal, match="file_damaged"):
        list(reader)


def test_a_gzip_bomb_fills_no_memory(tmp_path):
    path = tmp_path / "bomb.gz"
    with gzip.open(path, "wb", compresslevel=1) as bomb:
        for _ in range(64):
            bomb.write(bytes(MEGABYTE))
    tracemalloc.start()
    try:
        with pytest.raises(Refusal, match="file_too_large"):
            read(path, largest=48 * MEGABYTE)
        assert tracemalloc.get_traced_memory()[1] < 8 * MEGABYTE
    finally:
        tracemalloc.stop()
