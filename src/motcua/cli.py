"""The command line: `motcua --help` is the table of contents of what it can do.

A command is either a plain module with `main(argv) -> int`, which needs no database, or a Django
management command of the same name. A refusal is a sentence on the error stream and exit 1.
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from motcua import __version__
from motcua.rules.refusal import Refusal
from motcua.settings.env import WrongSetting
from motcua.web.sentences import sentence


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the table of contents; `module` is set when no database is needed."""

    name: str
    says: str
    module: str = ""


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

CONTENTS: dict[str, tuple[Command, ...]] = {
    "Bắt đầu": (
        Command("demo", "Dựng một cơ quan dùng thử rồi chạy"),
        Command("serve", "Chạy máy chủ web và tiến trình nền"),
    ),
    "Ngày hẹn": (
        Command("due", "Tính ngày hẹn trả và giải thích từng bước", "motcua.due_command"),
    ),
    "Hồ sơ": (
        Command("dossiers receive", "Tiếp nhận một hồ sơ, dưới tên một cán bộ"),
        Command("dossiers show", "Xem một hồ sơ: đang ở đâu, đã qua những việc gì"),
        Command("dossiers do", "Làm một việc trên hồ sơ: bàn giao, bổ sung, trả kết quả…"),
    ),
    "Đơn vị, cán bộ": (
        Command("units starter", "Nạp các đơn vị của Hà Tĩnh đi kèm phần mềm"),
        Command("units import", "Nhập danh mục đơn vị cả nước từ một thư mục"),
        Command("units show", "Xem một đơn vị hôm nay"),
        Command("units desk", "Ghi đơn vị có bộ phận một cửa"),
        Command("units office", "Lập một cơ quan, bộ phận dưới một đơn vị"),
        Command("officers add", "Lập tài khoản cán bộ"),
        Command("officers assign", "Giao vai trò ở một đơn vị"),
        Command("officers end", "Kết thúc một vai trò"),
        Command("officers deactivate", "Ngừng một tài khoản"),
        Command("officers list", "Ai đang giữ vai trò gì"),
        Command("calendar show", "Giờ làm việc và ngày nghỉ của một đơn vị"),
        Command("calendar hours", "Đặt giờ làm việc từ một ngày, theo văn bản"),
        Command("calendar close", "Ghi ngày nghỉ của đơn vị, theo văn bản"),
        Command("calendar reopen", "Bãi bỏ ngày nghỉ đã ghi"),
    ),
    "Danh mục": (
        Command("procedures import", "Nhập thủ tục từ tệp jsonl hoặc jsonl.gz"),
        Command("procedures processes import", "Nhập quy trình nội bộ từ thư mục"),
        Command("procedures starter", "Đưa danh mục khởi đầu vào"),
    ),
    "Căn cứ": (
        Command(
            "unverified",
            "Liệt kê các giá trị pháp luật chưa kiểm chứng, kèm nguồn",
            "motcua.unverified_command",
        ),
    ),
    "Sổ cái": (
        Command("sequence", "Đánh số thứ tự cho sự kiện mới và chuyển cho bên theo dõi"),
        Command("rebuild", "Suy lại mọi dòng dữ liệu từ sổ cái; --check chỉ so sánh"),
        Command("check_ledger", "Kiểm tra toàn bộ sổ cái, từng byte một"),
    ),
    "Vận hành": (
        Command("doctor", "Khám hệ thống: cơ sở dữ liệu, khóa, chỗ trống, đồng hồ"),
        Command("backup", "Sao lưu cơ sở dữ liệu ra một tệp"),
        Command("restore", "Thử một bản sao lưu (--check) hoặc đưa nó vào dùng (--into)"),
        Command("upgrade", "Nâng cấp cơ sở dữ liệu: sao lưu, chuyển đổi, so lại với sổ cái"),
        Command("retention", "Dữ liệu đã hết thời hạn lưu: liệt kê, hoặc xóa theo văn bản"),
        Command("files sweep", "Dọn tệp đính kèm không thuộc hồ sơ nào, báo tệp bị thiếu"),
    ),
}


def contents() -> str:
    """The help: the commands in groups, one line each."""
    width = max(len(each.name) for group in CONTENTS.values() for each in group)
    lines = ["Một Cửa: bộ phận một cửa với số liệu ai cũng kiểm tra được.", ""]
    lines.append("Cách dùng: motcua LỆNH [THAM SỐ]   (motcua LỆNH --help nói rõ từng lệnh)")
    for title, group in CONTENTS.items():
        lines += ["", title]
        lines += [f"  {each.name:{width}}  {each.says}" for each in group]
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code is 0 done, 1 refused, 2 not understood."""
    argv = sys.argv[1:] if argv is None else argv
    if not argv or argv[0] in {"-h", "--help", "help"}:
        _print(contents())
        return 0
    if argv[0] == "--version":
        _print(f"motcua {__version__}")
        return 0
    word, *rest = argv
    known = {each.name.partition(" ")[0]: each for group in CONTENTS.values() for each in group}
    if word not in known:
        return _unknown(word, list(known))
    module = known[word].module
    run = import_module(module).main if module else lambda argv: _manage(word, argv)
    return _answer(run, rest)


def _answer(run: Callable[[list[str]], int], argv: list[str]) -> int:
    """What a person did wrong ends in a sentence; only our own faults show a traceback."""
    try:
        return run(argv)
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
        return _sorry(f"Không đọc hoặc ghi được tệp{named}: {error.strerror or error}.")
    except KeyboardInterrupt:
        return _sorry("Đã dừng.", 130)


def _manage(name: str, argv: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.settings.django")
    import django
    from django.core.management import CommandError, get_commands, load_command_class
    from django.db import DatabaseError, connections

    django.setup()
    from motcua.web.errors import trouble_of

    command = load_command_class(get_commands()[name], name)
    command.suppressed_base_arguments = FRAMEWORK_OPTIONS
    command._called_from_command_line = True  # a wrong argument shows the usage
    options = vars(command.create_parser("motcua", name).parse_args(argv))
    closed = _why_closed()
    if closed:
        return _sorry(closed, 2)
    try:
        command.execute(*options.pop("args", ()), **options)
    except CommandError as error:
        return _sorry(str(error), error.returncode)
    except DatabaseError as error:
        return _sorry(f"{DATABASE_SAYS[trouble_of(error)]} ({str(error).strip()})")
    finally:
        connections.close_all()
    return 0


def _why_closed() -> str:
    """Why no command can work on the database, in a sentence; nothing when it opens."""
    from django.db import DatabaseError, connection

    from motcua.settings.database import obstacle, why_closed

    found = obstacle(connection.settings_dict)
    if not found:
        try:
            connection.ensure_connection()
        except DatabaseError as error:
            found = why_closed(error, connection.settings_dict)
    return found


def _unknown(word: str, known: list[str]) -> int:
    near = difflib.get_close_matches(word, known, 1)
    hint = f" Có phải “{near[0]}”?" if near else ""
    return _sorry(f"Không có lệnh “{word}”.{hint} Gõ motcua --help để xem các lệnh.", 2)


def _sorry(text: str, code: int = 1) -> int:
    sys.stderr.write(text.rstrip() + "\n")
    return code


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
