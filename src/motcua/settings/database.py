"""Where the database is, from `MOTCUA_DATABASE_URL`; and why it cannot be opened, in a sentence.

No sentence repeats the address: it may hold a password, also where nobody would look for one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dj_database_url

from motcua.settings.env import PREFIX, WrongSetting

NAME = f"{PREFIX}DATABASE_URL"
WANTED = "sqlite:///ĐƯỜNG/DẪN hoặc postgresql://NGƯỜI:MẬT_KHẨU@MÁY/TÊN"
SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}://", re.IGNORECASE)
ENGINES = {"sqlite3", "postgresql"}
CONNECT_SECONDS = 10
MEMORY = ":memory:"
_SEE_FILE = f"Xem {NAME}; mặc định là một tệp trong {PREFIX}HOME."

# What PostgreSQL and its client say, in the words of a server that speaks English. The client has
# no code for a connection that never was; an unknown saying is handed on as it is.
_SAYINGS = (
    (
        "password authentication failed|no password supplied",
        "PostgreSQL tại {where} không nhận mật khẩu của “{user}”; sửa người dùng hoặc mật khẩu "
        "trong {setting}.",
    ),
    (
        'role ".*" does not exist',
        "PostgreSQL tại {where} không có người dùng “{user}”; tạo bằng createuser, hoặc sửa "
        "{setting}.",
    ),
    (
        'database ".*" does not exist',
        "PostgreSQL tại {where} không có cơ sở dữ liệu “{name}”; tạo bằng createdb, hoặc sửa tên "
        "trong {setting}.",
    ),
    (
        "permission denied for database",
        "Người dùng “{user}” không được vào cơ sở dữ liệu “{name}” tại {where}; cấp quyền CONNECT, "
        "hoặc sửa {setting}.",
    ),
    (
        "no pg_hba.conf entry",
        "PostgreSQL tại {where} không cho “{user}” vào “{name}” từ máy này; thêm một dòng vào "
        "pg_hba.conf của máy chủ, hoặc sửa {setting}.",
    ),
    (
        "refused|no such file or directory",
        "Không có PostgreSQL nào trả lời tại {where}; xem máy chủ đã chạy chưa, và máy, cổng trong "
        "{setting} có đúng không.",
    ),
    (
        "timeout|timed out|unreachable|no route",
        "Máy chủ PostgreSQL tại {where} không trả lời kịp; xem mạng, và máy, cổng trong {setting} "
        "có đúng không.",
    ),
    (
        "resolve|translate host name|name or service not known",
        "Không tìm thấy máy “{host}”; sửa tên máy trong {setting}.",
    ),
)


def database(address: str, home: Path) -> dict[str, Any]:
    """Django's settings of the database at this address; `WrongSetting` where there can be none."""
    try:
        # A / or ? or # before the @ would end the password early, and show it as a name.
        found = {} if set(_who(address)) & set("/?#") else dict(dj_database_url.parse(address))
    except ValueError:
        found = {}
    engine = str(found.get("ENGINE", "")).rpartition(".")[2]
    if engine not in ENGINES:
        raise WrongSetting(_unusable(address))
    if found["NAME"] in {"", MEMORY}:
        raise WrongSetting(f"Biến {NAME} không nói tên cơ sở dữ liệu; cần {WANTED}.")
    # Kept open between requests: on SQLite too, where opening costs four statements and the last
    # one to close writes the whole log back.
    found["CONN_MAX_AGE"] = None
    return _sqlite(found, home) if engine == "sqlite3" else _postgresql(found)


def _who(address: str) -> str:
    """User and password as they were written, of an address that has them."""
    return address.partition("://")[2].rpartition("@")[0]


def _unusable(address: str) -> str:
    scheme = SCHEME.match(address)
    if scheme is None:
        return f"Biến {NAME} không phải một địa chỉ; cần {WANTED}."
    if scheme.group() in {"sqlite://", "postgres://", "postgresql://"}:
        return (
            f"Biến {NAME} không đọc được; cần {WANTED}. Trong tên và mật khẩu, ký tự đặc biệt "
            "viết dạng %, ví dụ / là %2F."
        )
    return f"Biến {NAME} bắt đầu bằng “{scheme.group()}” không dùng được; cần {WANTED}."


def _sqlite(found: dict[str, Any], home: Path) -> dict[str, Any]:
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA recursive_triggers=ON;PRAGMA foreign_keys=ON"
        ),
    }
    # A file, as in an office: a database in memory knows no second connection.
    return {
        **found,
        "OPTIONS": options,
        "TEST": {"NAME": str(home / f"test-{os.getpid()}.sqlite3")},
    }


def _postgresql(found: dict[str, Any]) -> dict[str, Any]:
    options = {
        "connect_timeout": CONNECT_SECONDS,
        # What the address asks for, such as sslmode=require.
        **found.get("OPTIONS", {}),
        # For many short statements at once: compiling one (jit) was seen to take seconds and to
        # start helpers tens of milliseconds where running it takes one; reading along an index
        # costs on no disk of today what PostgreSQL supposes.
        "options": (
            "-c lock_timeout=10s -c statement_timeout=60s"
            " -c jit=off -c random_page_cost=1.1 -c max_parallel_workers_per_gather=0"
        ),
    }
    return {**found, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def obstacle(where: Mapping[str, Any]) -> str:
    """What stands in the way before anybody connects: SQLite opens what it may only read."""
    if not _on_sqlite(where):
        return ""
    found = _why_no_file(Path(str(where["NAME"])).absolute())
    return f"{found} {_SEE_FILE}" if found else ""


def why_closed(error: Exception, where: Mapping[str, Any]) -> str:
    """The sentence for a database that did not open: what is wrong and what to change."""
    if _on_sqlite(where):
        return obstacle(where) or f"{_unknown(error)} {_SEE_FILE}"
    said = str(error)
    facts = {
        "where": f"{where['HOST'] or 'máy này'}:{where['PORT'] or 5432}",
        "host": where["HOST"],
        "user": where["USER"],
        "name": where["NAME"],
        "setting": NAME,
    }
    for saying, sentence in _SAYINGS:
        if re.search(saying, said, re.IGNORECASE):
            return sentence.format(**facts)
    return f"{_unknown(error)} Xem {NAME}."


def _on_sqlite(where: Mapping[str, Any]) -> bool:
    return str(where["ENGINE"]).endswith("sqlite3")


def _unknown(error: Exception) -> str:
    first = next(iter(str(error).strip().splitlines()), type(error).__name__)
    return f"Không mở được cơ sở dữ liệu: {first}."


def _why_no_file(path: Path) -> str:
    """What keeps SQLite from a file that people may write; nothing where nothing does."""
    folder = path.parent
    if not os.path.isdir(folder):
        return f"Không có, hoặc không vào được, thư mục {folder} để giữ cơ sở dữ liệu."
    if not _may(folder, os.W_OK | os.X_OK):
        return f"Không có quyền ghi vào thư mục {folder} của cơ sở dữ liệu."
    if not path.exists():
        return ""
    if not path.is_file():
        return f"{path} không phải một tệp; cần tên một tệp SQLite."
    if not _may(path, os.R_OK | os.W_OK):
        return f"Không có quyền đọc và ghi tệp cơ sở dữ liệu {path}."
    return "" if _is_sqlite(path) else f"Tệp {path} không phải cơ sở dữ liệu SQLite."


def _may(path: Path, what: int) -> bool:
    return os.access(path, what, effective_ids=True)


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) in {b"", b"SQLite format 3\0"}
