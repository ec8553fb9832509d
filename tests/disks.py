"""A small disk of a test's own, to be filled: a file system in memory, mounted by root."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cluster import must_have


@dataclass(frozen=True)
class Disk:
    """A mounted file system with little room."""

    home: Path

    @property
    def _filler(self) -> Path:
        return self.home / "filler"

    def fill(self, but: int = 0) -> None:
        """Not a byte is left, or no more than that."""
        with self._filler.open("ab", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError:
                    continue
            file.truncate(file.tell() - but)

    def make_room(self) -> None:
        """There is room again."""
        self._filler.unlink()


@contextmanager
def a_small_disk(megabytes: int) -> Iterator[Disk]:
    """A disk of that size; skips who may not mount, fails where root in CI may not."""
    if os.getuid() != 0:
        pytest.skip("only root may mount a small disk")
    home = Path(tempfile.mkdtemp(prefix="motcua-disk-"))
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=711", "tmpfs", str(home)]
    try:
        mounted = subprocess.run(words, capture_output=True, text=True, check=False)
        must_have(mounted.returncode == 0, f"no small disk can be mounted here: {mounted.stderr}")
        yield Disk(home)
    finally:
        # Lazily: a process of the test that is still ending must not keep it.
        subprocess.run(["umount", "--lazy", str(home)], check=False)
        home.rmdir()
