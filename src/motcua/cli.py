"""The command line: `motcua --help` is the table of contents of what it can do.

A command is either a plain module with `parser()` and `run(options) -> int`, which needs no
database, or a Django management command of the same name. Exit 0: done. Exit 1: the answer is no,
something differs, or it could not be done. Exit 2: a wrong command, parameter or setting.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from motcua import __version__
from motcua.contents import CONTENTS, ENDINGS
from motcua.rules.refusal import Refusal
from motcua.settings.env import WrongSetting
from motcua.web.command_line import dress
from motcua.web.sentences import sentence

COMMANDS = {each.name: each for group in CONTENTS.values() for each in group}
MODULES = {each.name: each.module for each in COMMANDS.values() if each.module}
WORDS = list(dict.fromkeys(name.partition(" ")[0] for name in COMMANDS))
# What Django adds to each of its commands and nobody here needs to read.
FRAMEWORK_OPTIONS = {
    "--version",
    "--verbosity",
    "--settings",
    "--pythonpath",
    "--traceback",
    "--no-color",
    "--force-color",
    "--skip-checks",
}

DATABASE_SAYS = {
    "busy": (
        "Cơ sở dữ liệu không trả lời: máy chủ của nó đã dừng, đang bận, hoặc MOTCUA_DATABASE_URL "
        "trỏ sai chỗ. Việc đang làm dở không để lại gì; hãy xem lại rồi chạy lại lệnh."
    ),
    "full": (
        "Ổ đĩa của cơ sở dữ liệu đã đầy. Việc đang làm dở không để lại gì; "
        "hãy dọn chỗ rồi chạy lại lệnh."
    ),
    None: "Cơ sở dữ liệu chưa dùng được; xem MOTCUA_DATABASE_URL, hoặc chạy motcua upgrade.",
}
# A name that was given and leads nowhere is wrong use; a full disk is not.
WRONG_PATH = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError)


def contents() -> str:
    """The help: the commands in groups, one line each."""
    width = max(map(len, COMMANDS))
    lines = ["Một Cửa: bộ phận một cửa với số liệu ai cũng kiểm tra được.", ""]
    lines.append("Cách dùng: motcua LỆNH [THAM SỐ]   (motcua LỆNH --help nói rõ từng lệnh)")
    for title, group in CONTENTS.items():
        lines += ["", title]
        lines += [f"  {each.name:{width}}  {each.says}" for each in group]
    return "\n".join([*lines, "", "Ví dụ: motcua demo", ENDINGS])


def main(argv: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    argv = sys.argv[1:] if argv is None else argv
    if not argv or argv[0] in {"-h", "--help", "help"}:
        _print(contents())
        return 0
    if argv[0] == "--version":
        _print(f"motcua {__version__}")
        return 0
    if not _is_text(argv):
        return _sorry(
            "Tham số có ký tự hỏng, không theo bảng mã UTF-8. Hãy gõ lại, hoặc đổi tên tệp.", 2
        )
    word, *rest = argv
    if word not in WORDS:
        return _unknown(word)
    return _answer(_plain if word in MODULES else _managed, word, rest)


def _answer(run: Callable[[str, list[str]], int], word: str, argv: list[str]) -> int:
    """What a person did wrong ends in a sentence; only our own faults show a traceback."""
    try:
        code = run(word, argv)
        # Here, not when the interpreter ends: there a reader who left would be a traceback.
        sys.stdout.flush()
        return code
    except Refusal as refusal:
        return _sorry(sentence(refusal))
    except WrongSetting as wrong:
        return _sorry(str(wrong), 2)
    except BrokenPipeError:
        # The reader left early (`motcua … | head`); what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        from motcua.web.errors import DISK_FULL

        if error.errno in DISK_FULL:
            return _sorry("Ổ đĩa đã đầy nên lệnh chưa làm xong. Hãy dọn chỗ rồi chạy lại lệnh.")
        named = f" “{error.filename}”" if error.filename else ""
        said = f"Không đọc hoặc ghi được tệp{named}: {error.strerror or error}."
        return _sorry(said, 2 if isinstance(error, WRONG_PATH) else 1)
    except KeyboardInterrupt:
        return _sorry("Đã dừng.", 130)
    except SystemExit as left:
        # A command's own ending (differences: 1), or the parser's (help: 0, not understood: 2).
        return left.code if isinstance(left.code, int) else 0


def parser_of(word: str) -> argparse.ArgumentParser:
    """What the command takes, with what it says of itself."""
    if word in MODULES:
        return dress(import_module(MODULES[word]).parser(), COMMANDS)
    return _parser(_command(word), word)


def _plain(word: str, argv: list[str]) -> int:
    done: int = import_module(MODULES[word]).run(parser_of(word).parse_args(argv))
    return done


def _command(word: str) -> Any:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.settings.django")
    import django
    from django.core.management import get_commands, load_command_class

    django.setup()
    command = load_command_class(get_commands()[word], word)
    command.suppressed_base_arguments = FRAMEWORK_OPTIONS
    # Django's own checks are for its programmers; `doctor` asks what an office needs to know.
    command.requires_system_checks = []
    return command


def _parser(command: Any, word: str) -> argparse.ArgumentParser:
    return dress(command.create_parser("motcua", word), COMMANDS)


def _managed(word: str, argv: list[str]) -> int:
    command = _command(word)
    options = vars(_parser(command, word).parse_args(argv))
    from django.core.management import CommandError
    from django.db import DatabaseError, connections

    from motcua.web.errors import trouble_of

    closed, code = _why_closed()
    if closed:
        return _sorry(closed, code)
    try:
        command.execute(*options.pop("args", ()), **options)
    except CommandError as error:
        return _sorry(str(error), error.returncode)
    except DatabaseError as error:
        return _sorry(f"{DATABASE_SAYS[trouble_of(error)]} ({str(error).strip()})")
    finally:
        connections.close_all()
    return 0


def _why_closed() -> tuple[str, int]:
    """Why no command can work on the database, with its exit code; nothing when it opens."""
    from django.db import DatabaseError, connection

    from motcua.settings.database import obstacle, why_closed
    from motcua.web.errors import trouble_of

    found = obstacle(connection.settings_dict)
    if not found:
        try:
            connection.ensure_connection()
        except DatabaseError as error:
            if trouble_of(error) == "full":
                return DATABASE_SAYS["full"], 1
            found = why_closed(error, connection.settings_dict)
    return found, 2


def _is_text(words: list[str]) -> bool:
    """Bytes that were no UTF-8 come in as halves of letters, which nothing here can write."""
    try:
        "".join(words).encode()
    except UnicodeEncodeError:
        return False
    return True


def _unknown(word: str) -> int:
    near = difflib.get_close_matches(word, WORDS, 1)
    hint = f" Có phải “{near[0]}”?" if near else ""
    return _sorry(f"Không có lệnh “{word[:80]}”.{hint} Gõ motcua --help để xem các lệnh.", 2)


def _sorry(text: str, code: int = 1) -> int:
    sys.stderr.write(text.rstrip() + "\n")
    return code


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
