"""What the ledger's commands share: one result line or JSON, and a progress bar for a watcher."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from motcua.web.command_line import JSON


class Reporting(BaseCommand):
    """A command that ends in a sentence, or in JSON with `--json`."""

    requires_system_checks: list[str] = []  # noqa: RUF012 - a broken database is what they look at

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help=JSON)

    def say(self, options: dict[str, Any], result: object, *sentences: str) -> None:
        """The result as JSON if asked, else the sentences."""
        if options["json"]:
            sentences = (msgspec.json.encode(result).decode(),)
        for line in sentences:
            self.stdout.write(line)


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], object]]:
    """A bar on the error stream while somebody watches; hears how many more are done."""
    bar = tqdm(total=total, desc=what, unit=" sự kiện", file=sys.stderr, disable=None)
    with bar:
        yield bar.update
