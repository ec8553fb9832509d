"""Article → rule → test: which test shows that the code carries out which ground."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from importlib import import_module
from pathlib import Path

from motcua.rules.law import Article, HouseRule, law_of

ROOT = Path(__file__).resolve().parents[1]
UNTESTED = "chưa có kiểm thử"


def grounds_of_rules() -> dict[str, list[tuple[str, str]]]:
    """Ground → (module, function) of the rules marked with it."""
    found = defaultdict(list)
    for path in sorted((ROOT / "src/motcua/rules").glob("*.py")):
        module = import_module(f"motcua.rules.{path.stem}")
        for name, value in sorted(vars(module).items()):
            if getattr(value, "__module__", "") == module.__name__ and callable(value):
                for ground in law_of(value):
                    found[ground_name(ground)].append((path.stem, name))
    return dict(found)


def ground_name(ground: object) -> str:
    """An article by its instrument first, so that the index sorts by law."""
    if isinstance(ground, Article):
        return f"{ground.instrument.number} {ground.place}"
    if isinstance(ground, HouseRule):
        pages = sorted((ROOT / "docs/decisions").glob(f"{ground.number:04}-*.md"))
        link = f"decisions/{pages[0].name}" if pages else ""
        return f"[{ground}]({link})"
    return str(ground)


@cache
def syntax(path: Path) -> ast.Module:
    """The syntax of a file."""
    return ast.parse(path.read_text("utf-8"))


@cache
def names_used(path: Path) -> frozenset[str]:
    """Every name that a test file mentions, also in quotes: deeds are done by their name."""
    found = set()
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return frozenset(found)


def doors_to(module: str, rule: str) -> set[str]:
    """The names by which a rule is reached: its own, or for a private one those that use it."""
    if not rule.startswith("_"):
        return {rule}
    functions = [
        node
        for node in syntax(ROOT / f"src/motcua/rules/{module}.py").body
        if isinstance(node, ast.FunctionDef)
    ]
    used_by = [
        each.name
        for each in functions
        if each.name != rule
        and any(isinstance(node, ast.Name) and node.id == rule for node in ast.walk(each))
    ]
    return {door for name in used_by for door in doors_to(module, name)}


def its_test(module: str, rule: str) -> str:
    """The test file of the rule's module, where it names the rule; `UNTESTED` where it does not."""
    path = ROOT / f"tests/rules/test_{module}.py"
    named = path.exists() and doors_to(module, rule) & names_used(path)
    return f"`{path.stem}`" if named else UNTESTED


def in_order(ground: str) -> list[tuple[int, int, str]]:
    """A key that puts Điều 9 before Điều 10."""
    words = ground.replace("]", " ").split()
    return [(0, int(word), "") if word.isdigit() else (1, 0, word) for word in words]


def law_rows() -> list[tuple[str, str, str]]:
    """A row a ground: its rules, and the tests of their modules that name them."""
    return [
        (
            ground,
            ", ".join(f"`{module}.{rule}`" for module, rule in rules),
            ", ".join(dict.fromkeys(its_test(*each) for each in rules)),
        )
        for ground, rules in sorted(grounds_of_rules().items(), key=lambda item: in_order(item[0]))
    ]
