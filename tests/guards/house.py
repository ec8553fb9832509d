"""What the guards look at: the files of the house, read as text and syntax without running them."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "motcua"
RULES = PACKAGE / "rules"
LAW = PACKAGE / "law"
DECISIONS = ROOT / "docs" / "decisions"
# Made on this machine, or by a tool: no part of the house.
NOT_OURS = {".git", ".venv", "var", "node_modules", "migrations", "dist", "build"}


def place(path: Path) -> str:
    """A file's name as the house says it: `src/motcua/cli.py`."""
    return path.relative_to(ROOT).as_posix()


def files(*folders: str) -> Iterator[Path]:
    """Every file below these folders of the checkout, caches and migrations left out."""
    for folder in folders:
        start = ROOT / folder
        found = [start] if start.is_file() else sorted(start.rglob("*"))
        for path in found:
            inside = path.relative_to(ROOT).parts
            if path.is_file() and not any(_left_out(part) for part in inside):
                yield path


def _left_out(part: str) -> bool:
    return part in NOT_OURS or part.endswith(("_cache", "__pycache__")) or part == ".hypothesis"


def python_files(*folders: str) -> list[Path]:
    """Every Python file below these folders."""
    return [path for path in files(*folders) if path.suffix == ".py"]


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax of a Python file."""
    return ast.parse(path.read_text("utf-8"))


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """Every call of `name(…)` or `something.name(…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) == name:
            yield node


def called(call: ast.Call) -> str:
    """The last word of what is called: `b` for `a.b(…)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def literal(node: ast.AST | None) -> object:
    """The value of a literal, else None."""
    return node.value if isinstance(node, ast.Constant) else None


def law_data() -> dict[str, dict[str, Any]]:
    """Every data file of the law, parsed, by its name below `law/`."""
    return {
        path.relative_to(LAW).as_posix(): tomllib.loads(path.read_text("utf-8"))
        for path in sorted(LAW.rglob("*.toml"))
    }


def entries(node: Any) -> Iterator[dict[str, Any]]:
    """Every table in parsed data, at any depth."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from entries(value)
    elif isinstance(node, list):
        for value in node:
            yield from entries(value)


def none(found: Iterable[object]) -> None:
    """Fails with the whole list, one fault a line, when there is any."""
    faults = [str(each) for each in found]
    assert not faults, "\n".join(["", *faults])
