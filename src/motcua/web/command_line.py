"""How every command explains itself and says that it was not understood, in Vietnamese.

A parser is built by its command and then dressed: headings, `--help`, examples, and errors as one
sentence with exit 2. Nothing here needs Django.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

JSON = "in kết quả dạng JSON"
SHOWN = 150

# The library's own messages, which it has in English alone; what is not here is said as it is.
_FAULTS = (
    (r"the following arguments are required: (.*)", "Thiếu {}"),
    (r"unrecognized arguments: (.*)", "Không có tham số {}"),
    (r"argument (.*?): expected .*", "{} cần một giá trị"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", "{} không nhận {}; chọn {}"),
    (r"argument (.*?): invalid int value: (.*)", "{} cần một số nguyên, không phải {}"),
    (r"argument (.*?): invalid .* value: (.*)", "{} không nhận {}"),
    (r"one of the arguments (.*) is required", "Cần một trong {}"),
    (r"argument (.*?): not allowed with argument (.*)", "{} không đi cùng {}"),
    (r"ambiguous option: (.*?) could match (.*)", "{} chưa rõ là tham số nào: {}"),
    (r"argument (.*?): (“.*)", "{}: {}"),
)


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the table of contents; `module` is set when no database is needed."""

    name: str
    says: str
    examples: tuple[str, ...]
    module: str = ""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Examples keep their lines; every help has the same width wherever it is read."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=96)

    def add_usage(
        self,
        usage: str | None,
        actions: object,
        groups: object,
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: ")  # type: ignore[arg-type]


def dress(
    parser: argparse.ArgumentParser, commands: Mapping[str, Command]
) -> argparse.ArgumentParser:
    """The parser and those of its deeds, each with its sentence, headings and examples."""
    own = commands.get(parser.prog.partition(" ")[2])
    parser.formatter_class = _Formatter
    parser._positionals.title = "Tham số"
    parser._optionals.title = "Tùy chọn"
    if own:
        parser.description = own.says if own.says.endswith("…") else f"{own.says}."
        parser.epilog = "\n".join(["Ví dụ:", *(f"  {each}" for each in own.examples)])
    parser.error = lambda message: _refuse(parser.prog, message)  # type: ignore[method-assign]
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            action.help = "in hướng dẫn này rồi thôi"
        elif isinstance(action, argparse._SubParsersAction):
            _dress_deeds(parser.prog, action, commands)
    return parser


def _dress_deeds(
    prog: str,
    deeds: argparse._SubParsersAction[argparse.ArgumentParser],
    commands: Mapping[str, Command],
) -> None:
    deeds.metavar = "VIỆC"
    for name, deed in deeds.choices.items():
        deed.prog = f"{prog} {name}"
        dress(deed, commands)
    for listed in deeds._choices_actions:
        own = commands.get(f"{prog} {listed.dest}".partition(" ")[2])
        listed.help = own.says if own else listed.help


def _refuse(prog: str, message: str) -> NoReturn:
    sys.stderr.write(f"{fault(message)}. Gõ {prog} --help để xem cách dùng.\n")
    raise SystemExit(2)


def fault(message: str) -> str:
    """What the library found wrong, in Vietnamese; what was typed is cut to a readable length."""
    for pattern, sentence in _FAULTS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return sentence.format(*map(_short, found.groups()))
    return f"Chưa hiểu tham số: {_short(message)}"


def _short(text: str) -> str:
    clean = "".join(each if each.isprintable() else "?" for each in text[: SHOWN + 1])
    return clean if len(clean) <= SHOWN else f"{clean[:SHOWN]}…"


def day(text: str) -> date:
    """A day as it is typed, 2026-06-01, of the years in which days can be counted."""
    from motcua.web.forms import FIRST_YEAR, LAST_YEAR

    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(
            f"“{text[:20]}” không phải một ngày từ năm {FIRST_YEAR} đến {LAST_YEAR}; "
            "hãy gõ như 2026-03-02"
        )
    return found
