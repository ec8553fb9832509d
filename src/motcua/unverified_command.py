"""`motcua unverified`: the values of law whose text we do not hold, each with its source."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import msgspec

from motcua.settings.law.entries import name_of
from motcua.web.command_line import JSON


class UnverifiedValue(msgspec.Struct, frozen=True):
    """Where a value stands (data file and entry) and what it is known from instead of a text."""

    file: str
    entry: str
    source: str


def unverified_values() -> list[UnverifiedValue]:
    """Every value of `motcua/law` that rests on a source instead of a text, in file order."""
    folder = files("motcua") / "law"
    return [
        UnverifiedValue(name, entry or "toàn bộ", source)
        for name, text in sorted(_data_files(folder, ""))
        for entry, source in marked(tomllib.loads(text), "")
    ]


def marked(node: Any, place: str) -> Iterator[tuple[str, str]]:
    """The entries below `node` that say `unverified` or `text_held = false`, with their source."""
    if isinstance(node, dict):
        mark = node.get("unverified") or not node.get("text_held", True)
        if mark:
            yield place, mark if isinstance(mark, str) else str(node.get("source", ""))
        for key, value in node.items():
            yield from marked(value, f"{place}.{key}" if place else key)
    elif isinstance(node, list):
        for number, value in enumerate(node, start=1):
            yield from marked(value, f"{place} {_label(value) or number}")


def _label(entry: Any) -> str:
    if not isinstance(entry, dict):
        return ""
    dated = next((str(entry[key]) for key in ("since", "day", "date") if key in entry), "")
    return name_of(entry) or dated


def _data_files(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _data_files(each, f"{prefix}{each.name}/")
        elif each.name.endswith(".toml"):
            yield prefix + each.name, each.read_text("utf-8")


def parser() -> argparse.ArgumentParser:
    """What the command takes."""
    found = argparse.ArgumentParser("motcua unverified")
    found.add_argument("--json", action="store_true", help=JSON)
    return found


def run(options: argparse.Namespace) -> int:
    """Prints the list, one value a line, or as JSON."""
    values = unverified_values()
    if options.json:
        sys.stdout.write(msgspec.json.encode(values).decode() + "\n")
        return 0
    for each in values:
        sys.stdout.write(f"{each.file}\t{each.entry}\t{each.source}\n")
    sys.stdout.write(f"{len(values)} giá trị chưa kiểm chứng\n")
    return 0
