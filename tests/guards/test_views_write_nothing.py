"""A page asks and shows; only actions, projections and commands write."""

from __future__ import annotations

import ast

from tests.guards import house

WRITES = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create",
          "update_or_create"}  # fmt: skip

# Pages that write, each with its reason.
REASONS = {
    "src/motcua/organisation/views.py": "a password is the account's own and no fact of the log",
}


def holds_pages(tree: ast.Module) -> bool:
    """A module with a function that says who may open it."""
    return any(
        _word(mark) in {"may", "public"}
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        for mark in node.decorator_list
    )


def _word(mark: ast.expr) -> str:
    named = mark.func if isinstance(mark, ast.Call) else mark
    return named.attr if isinstance(named, ast.Attribute) else getattr(named, "id", "")


def writes(tree: ast.Module) -> list[str]:
    """Calls that write through the ORM: `x.save()`, `Row.objects.….update(…)`."""
    return [
        ast.unparse(call)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and (
            (call.func.attr in WRITES and ".objects" in ast.unparse(call.func.value))
            or (call.func.attr == "save" and not call.args)
        )
    ]


def test_no_page_writes_by_itself():
    house.none(
        f"{house.place(path)}: {written}"
        for path in house.python_files("src")
        if house.place(path) not in REASONS and holds_pages(house.parsed(path))
        for written in writes(house.parsed(path))
    )


def test_the_guard_catches_a_page_that_writes():
    tree = ast.parse("@may('x')\ndef v(r):\n  Row.objects.filter(a=1).update(b=2)\n  row.save()")
    assert holds_pages(tree)
    assert writes(tree) == ["Row.objects.filter(a=1).update(b=2)", "row.save()"]
    assert writes(ast.parse("seen.update(x)")) == []
