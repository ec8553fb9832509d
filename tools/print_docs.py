"""Prints the pages that stand in code and data: settings, the law's index, what is unverified.

tools/print_docs.py           writes them under docs/
tools/print_docs.py --check   exit 1 when one is not as the code prints it
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
# The pages show defaults, whatever is set on this machine.
for name in [each for each in os.environ if each.startswith("MOTCUA_")]:
    del os.environ[name]

from tools.law_index import law_rows  # noqa: E402

from motcua.settings import django as _settings_file  # noqa: E402, F401  (fills SETTINGS)
from motcua.settings.env import PREFIX, SETTINGS  # noqa: E402
from motcua.unverified_command import unverified_values  # noqa: E402

PRINTED = "<!-- Printed by tools/print_docs.py: edit the code, then `make docs`. -->"


def table(*rows: tuple[str, ...]) -> str:
    """A Markdown table; the first row is its head."""
    head, *body = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    lines = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def settings_page() -> str:
    """Every variable with its default and its sentence."""
    rows = [
        (f"`{PREFIX}{each.name}`", f"`{default(each.default)}`", each.says)
        for each in sorted(SETTINGS.values(), key=lambda each: each.name)
    ]
    return page(
        "Settings (cấu hình)",
        "An installation sets environment variables; a wrong value stops the program with a "
        "sentence that names it. What an authority decides (hours, closures, fees) is dated data, "
        "not a setting.",
        table(("Biến", "Mặc định", "Để làm gì"), *rows),
    )


def default(text: str) -> str:
    """A default as everybody has it: paths from the checkout."""
    return text.replace(f"{ROOT}/", "") or " "


def law_page() -> str:
    """Article → rule → test."""
    return page(
        "The law in code (căn cứ → quy tắc → kiểm thử)",
        "Rules live in `src/motcua/rules`, their tests in the file of the same name under "
        "`tests/rules`; a guard fails where that file does not name the rule. The wording of each "
        "article is in `src/motcua/law/articles.toml`; a house rule is a decision of ours where "
        "the law is silent.",
        table(("Căn cứ", "Quy tắc", "Kiểm thử"), *law_rows()),
    )


def unverified_page() -> str:
    """Every value of law that rests on a source instead of a text."""
    rows = [(f"`{each.file}`", each.entry, each.source) for each in unverified_values()]
    return page(
        "Unverified values (giá trị chưa kiểm chứng)",
        "The text of law behind these values is not held; each is known from the source beside "
        "it. `bin/motcua unverified` prints the same list.",
        table(("Tệp", "Mục", "Nguồn"), *rows),
    )


def page(title: str, says: str, body: str) -> str:
    """One printed page."""
    return f"# {title}\n\n{PRINTED}\n\n{says}\n\n{body}\n"


PAGES = {
    "docs/settings.md": settings_page,
    "docs/law-index.md": law_page,
    "docs/unverified.md": unverified_page,
}


def main(argv: list[str]) -> int:
    """Write the pages, or say which are not current."""
    stale = []
    for name, printed in PAGES.items():
        path, text = ROOT / name, printed()
        if argv == ["--check"]:
            if not path.exists() or path.read_text("utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, "utf-8")
    if stale:
        print(f"not as the code prints them: {', '.join(stale)}; run `make docs`")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
