"""What the pages say exists does exist, and what is printed from code is printed anew."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable

from tests.guards import house

from motcua.cli import CONTENTS

PAGES = (
    "README.md",
    "README.vi.md",
    "CONTRIBUTING.md",
    "docs/tour.md",
    *(house.place(path) for path in house.files("docs/how-to")),
)
# A file in backticks or in a link: at least one slash and an ending.
FILE = re.compile(r"(?:`|\]\()((?:[\w.-]+/)+[\w.-]+\.\w+|[A-Z]+(?:\.vi)?\.md)(?:`|\))")
COMMAND = re.compile(r"bin/motcua ([a-z_]+)")
TARGET = re.compile(r"^(?:`|\s*|.*`)make ([a-z-]+)", re.MULTILINE)


def missing_files(text: str, roots: Iterable) -> list[str]:
    """Files a page names that stand under none of the roots."""
    return [
        name for name in FILE.findall(text) if not any((root / name).exists() for root in roots)
    ]


def unknown_commands(text: str) -> list[str]:
    """Commands of `bin/motcua` a page names that do not exist."""
    known = {each.name.partition(" ")[0] for group in CONTENTS.values() for each in group}
    return [word for word in COMMAND.findall(text) if word not in known]


def unknown_targets(text: str, makefile: str) -> list[str]:
    """`make` words a page names that the Makefile does not have."""
    return [word for word in TARGET.findall(text) if f"\n{word}:" not in makefile]


def text_of(page: str) -> str:
    return (house.ROOT / page).read_text("utf-8")


def test_every_file_that_a_page_names_exists():
    roots = (house.ROOT, house.PACKAGE, house.ROOT / "docs", house.ROOT / "docs" / "how-to")
    found = {page: missing_files(text_of(page), roots) for page in PAGES}
    assert found == {page: [] for page in PAGES}


def test_every_command_that_a_page_names_exists():
    assert {page: unknown_commands(text_of(page)) for page in PAGES} == {page: [] for page in PAGES}


def test_each_vietnamese_page_shows_the_same_commands_as_its_english_one():
    for page in PAGES:
        if ".vi." in page:
            english = text_of(page.replace(".vi.", "."))
            assert COMMAND.findall(text_of(page)) == COMMAND.findall(english), page


def test_every_make_word_that_a_page_names_exists():
    found = {page: unknown_targets(text_of(page), text_of("Makefile")) for page in PAGES}
    assert found == {page: [] for page in PAGES}


def test_the_tour_follows_a_dossier_through_real_files():
    assert len(FILE.findall(text_of("docs/tour.md"))) >= 5


def test_the_printed_pages_are_as_the_code_prints_them():
    run = subprocess.run(
        [sys.executable, "tools/print_docs.py", "--check"],
        cwd=house.ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_decision_has_a_number_of_its_own_and_a_title():
    pages = sorted(house.DECISIONS.glob("*.md"))
    numbers = [page.name[:4] for page in pages]
    assert [number for number in numbers if numbers.count(number) > 1 or not number.isdigit()] == []
    assert [page.name for page in pages if not page.read_text("utf-8").startswith("# ")] == []


def test_the_guard_catches_what_a_page_invents():
    page = "See `rules/nowhere.py` and [this](docs/none.md); run `bin/motcua fly` or `make coffee`."
    assert missing_files(page, [house.PACKAGE, house.ROOT]) == ["rules/nowhere.py", "docs/none.md"]
    assert unknown_commands(page) == ["fly"]
    assert unknown_targets(page, text_of("Makefile")) == ["coffee"]
