"""No address in a lock file, no path of anybody's machine in any file."""

from __future__ import annotations

import re

from tests.guards import house

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".html",
    ".css",
    ".js",
    ".txt",
    ".yaml",
    ".lock",
    ".po",
    ".jinja",
    "",
}
ADDRESS = re.compile(r"https?:|file:|--index-url|--extra-index-url|--find-links| @ |\.\./|(?<!\S)/")
MACHINE = re.compile("|".join(("/ro" + "ot/", "/wo" + "rk/", "/ho" + r"me/\w+", r"[A-Z]:\\Users")))


def addresses(lock: str) -> list[str]:
    """Lines of a lock file that say where a package comes from."""
    return [line for line in lock.splitlines() if ADDRESS.search(line)]


def machine_paths(text: str) -> list[str]:
    """Paths of a developer's machine in a text."""
    return MACHINE.findall(text)


def test_a_lock_file_holds_no_address_and_no_path():
    locks = sorted(house.ROOT.glob("requirements*.lock"))
    assert len(locks) == 3
    assert {lock.name: addresses(lock.read_text("utf-8")) for lock in locks} == {
        lock.name: [] for lock in locks
    }


def test_every_package_of_a_lock_file_has_its_hash():
    for lock in house.ROOT.glob("requirements*.lock"):
        text = lock.read_text("utf-8")
        named = re.findall(r"^([\w.-]+)==", text, re.MULTILINE)
        hashed = re.findall(r"^([\w.-]+)==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)
        assert named
        assert named == hashed, lock.name


def test_no_file_names_a_place_on_somebodys_machine():
    found = {
        house.place(path): machine_paths(path.read_text("utf-8"))
        for path in house.files("")
        if path.suffix in TEXT
    }
    assert {name: paths for name, paths in found.items() if paths} == {}


def test_the_guard_catches_an_address_and_a_path():
    assert addresses("--index-url x\nsix==1 \\\n    # via -r /tmp/a\nsix @ file:///x\n")
    assert machine_paths("see /ho" + "me/an/notes")
