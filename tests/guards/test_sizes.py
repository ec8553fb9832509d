"""A file of at most 400 lines, a function of at most 40, and each module says what it is for."""

from __future__ import annotations

import ast

from tests.guards import house

FILE_WALL = 400
FUNCTION_WALL = 40
# What may be longer, each with its reason; a name is `file` or `file:function`.
REASONS: dict[str, str] = {
    "src/motcua/rules/events.py": "one list of all that can happen; a reader looks for one place",
}


def long_functions(tree: ast.Module) -> list[tuple[str, int]]:
    """Functions above the wall, with their lines."""
    lines = [
        (node.name, (node.end_lineno or 0) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return [(name, count) for name, count in lines if count > FUNCTION_WALL]


def silent(tree: ast.Module) -> bool:
    """A module with code that does not open with what it is for."""
    return bool(tree.body) and ast.get_docstring(tree) is None


def unfinished(text: str) -> list[str]:
    """Words that say the work is not done."""
    words = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    return [line.strip() for line in text.splitlines() if any(word in line for word in words)]


def checked() -> list:
    return house.python_files("src", "tests", "tools", "bench")


def test_no_file_is_longer_than_one_can_hold_in_mind():
    long = {
        house.place(path): count
        for path in checked()
        if (count := len(path.read_text("utf-8").splitlines())) > FILE_WALL
        and house.place(path) not in REASONS
    }
    assert long == {}


def test_no_function_is_longer_than_a_screen():
    long = [
        f"{house.place(path)}:{name} ({count})"
        for path in checked()
        for name, count in long_functions(house.parsed(path))
        if f"{house.place(path)}:{name}" not in REASONS
    ]
    house.none(long)


def test_every_module_opens_with_what_it_is_for():
    house.none([house.place(path) for path in checked() if silent(house.parsed(path))])


def test_nothing_is_left_for_later():
    found = {house.place(path): unfinished(path.read_text("utf-8")) for path in checked()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_guard_catches_what_is_too_long_silent_or_unfinished():
    tree = ast.parse("def f():\n" + "    x = 1\n" * 40)
    assert long_functions(tree) == [("f", 41)]
    assert silent(tree)
    assert unfinished("# TO" + "DO: later") == ["# TO" + "DO: later"]
