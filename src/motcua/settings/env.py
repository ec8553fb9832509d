"""Every variable that an installation may set: `MOTCUA_*`, each with a sentence.

`docs/settings.md` is printed from `SETTINGS`. A wrong value stops the program with a sentence
that names the variable, what was found and what is wanted.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T", bool, int, str)

PREFIX = "MOTCUA_"
# How the names begin that CI, the tests and the benches read, and never the program.
ELSEWHERE = ("REQUIRE_", "BENCH_")


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: its name without prefix, its default as text, and what it says."""

    name: str
    default: str
    says: str


SETTINGS: dict[str, Setting] = {}


class WrongSetting(SystemExit):
    """A variable holds what cannot be used; its text is the sentence for the person who set it."""


def _switch(text: str) -> bool:
    words = {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}
    return words[text.strip().lower()]


_READERS: dict[type, tuple[Callable[[str], object], str]] = {
    bool: (_switch, "yes hoặc no"),
    int: (int, "một số nguyên"),
    str: (str, "một chuỗi ký tự"),
}


def env(name: str, default: T, says: str, valid: Callable[[T], bool] | None = None) -> T:
    """The variable `MOTCUA_<name>`, of the type of its default; refused with `WrongSetting`."""
    SETTINGS[name] = Setting(name, str(default), says)
    text = os.environ.get(PREFIX + name)
    if text is None:
        return default
    read, wanted = _READERS[type(default)]
    try:
        value = read(text)
    except (KeyError, ValueError):
        value = None
    if value is None or (valid is not None and not valid(value)):  # type: ignore[arg-type]
        raise WrongSetting(
            f"Biến {PREFIX}{name} có giá trị “{text}” không dùng được; cần {wanted}. {says}"
        )
    return value  # type: ignore[return-value]


def refuse_unknown() -> None:
    """Every `MOTCUA_*` variable that is set means something; `WrongSetting` names one that does not.

    A misspelt name would be a setting that somebody believes in and that nobody reads.
    """
    named = (name.removeprefix(PREFIX) for name in os.environ if name.startswith(PREFIX))
    unknown = sorted(
        name for name in named if name not in SETTINGS and not name.startswith(ELSEWHERE)
    )
    if not unknown:
        return
    near = difflib.get_close_matches(unknown[0], SETTINGS, 1, cutoff=0.0)
    raise WrongSetting(
        f"Không có biến {PREFIX}{unknown[0]}; có phải {PREFIX}{near[0]}? "
        "Sửa tên hoặc bỏ biến đó; docs/settings.md liệt kê mọi biến."
    )


def secret_file(name: str, says: str) -> str:
    """What the file named by the variable holds, without its line's end; empty for no variable."""
    path = env(name, "", says)
    if not path:
        return ""
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(
            f"Biến {PREFIX}{name} chỉ đến tệp “{path}” không đọc được. {says}"
        ) from error
