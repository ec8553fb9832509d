"""Every setting has a sentence and stands in docs/settings.md; nothing else reads variables."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.guards import house

from motcua.settings import django as settings_file
from motcua.settings.env import PREFIX, SETTINGS, Setting

READER = "src/motcua/settings/env.py"
# Where else the environment may be touched, each with its reason.
TOUCHES = {
    READER: "the one reader",
    "src/motcua/ledger/backup.py": "hands its environment on to PostgreSQL's programs",
    "src/motcua/ledger/restore.py": "hands its environment on to the process that checks",
}


def undescribed(settings: dict[str, Setting], page: str) -> list[str]:
    """Settings without a full sentence, or absent from the page."""
    return [
        name
        for name, each in settings.items()
        if len(each.says.split()) < 3 or not each.says.endswith(".") or PREFIX + name not in page
    ]


def reads_environment(tree: ast.Module) -> list[str]:
    """What a module reads of the environment; naming the settings file for Django is no reading."""
    found = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
    ]
    named = [
        call
        for call in house.calls(tree, "setdefault")
        if call.args and house.literal(call.args[0]) == "DJANGO_SETTINGS_MODULE"
    ]
    return found[len(named) :]


def declares_setting(path: Path) -> bool:
    return any(house.calls(house.parsed(path), "env"))


def test_every_setting_says_what_it_is_for_and_stands_in_the_docs():
    assert settings_file.DATABASES
    page = (house.ROOT / "docs" / "settings.md").read_text("utf-8")
    house.none(undescribed(SETTINGS, page))


def test_only_the_settings_room_declares_settings():
    declared = [house.place(path) for path in house.python_files("src") if declares_setting(path)]
    assert [each for each in declared if not each.startswith("src/motcua/settings/")] == []


def test_only_the_reader_of_settings_reads_the_environment():
    readers = {
        house.place(path)
        for path in house.python_files("src")
        if reads_environment(house.parsed(path))
    }
    house.none(sorted(readers - set(TOUCHES)))


def test_the_guard_catches_a_setting_nobody_described():
    silent = Setting("NEW", "1", "")
    assert undescribed({"NEW": silent}, "MOTCUA_NEW") == ["NEW"]
    hidden = Setting("NEW", "1", "Số ngày giữ bản nháp.")
    assert undescribed({"NEW": hidden}, "") == ["NEW"]


def test_the_guard_catches_a_variable_read_on_the_side():
    assert reads_environment(ast.parse("import os\nos.environ.get('X')")) == ["os.environ"]
    assert reads_environment(ast.parse("import os\nos.getenv('X')")) == ["os.getenv"]
