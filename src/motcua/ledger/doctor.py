"""Is this installation well: each question with a sentence that says what is and what to do."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max

from motcua.ledger import append_only, keys, queries
from motcua.ledger.models import Event, LedgerPosition, StreamSecret
from motcua.rules.refusal import Refusal

OLDEST_POSTGRES = 15
LEAST_SPACE = 2 * 1024**3
# The sequencer runs every second; ten minutes behind, it does not run.
LATEST = timedelta(minutes=10)
SKEW = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """One question's answer; `says` is a sentence for the administrator."""

    name: str
    ok: bool
    says: str


def examine(now: datetime) -> list[Finding]:
    """Every question answered; a database that cannot be asked is an answer too."""
    questions: dict[str, Callable[[datetime], tuple[bool, str]]] = {
        "database": _database,
        "migrations": _migrations,
        "durability": _durability,
        "append_only": _append_only,
        "key_file": _key_file,
        "space": _space,
        "sequencer": _sequencer,
        "clock": _clock,
    }
    return [_ask(name, question, now) for name, question in questions.items()]


def _ask(name: str, question: Callable[[datetime], tuple[bool, str]], now: datetime) -> Finding:
    try:
        ok, says = question(now)
    except DatabaseError as error:
        ok, says = False, f"Cơ sở dữ liệu không trả lời được câu này: {str(error).strip()}"
    return Finding(name, ok, says)


def _database(now: datetime) -> tuple[bool, str]:
    connection.ensure_connection()
    if not queries.on_postgres():
        return True, f"Cơ sở dữ liệu SQLite {connection.settings_dict['NAME']} mở được."
    version = connection.pg_version // 10000
    if version < OLDEST_POSTGRES:
        return False, f"PostgreSQL {version} quá cũ; cần bản {OLDEST_POSTGRES} trở lên."
    return True, f"PostgreSQL {version} tại {connection.settings_dict['HOST']} trả lời."


def waiting_migrations() -> int:
    """How many steps bring the database to the installed version; 0 where it is there."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _migrations(now: datetime) -> tuple[bool, str]:
    waiting = waiting_migrations()
    if waiting:
        return False, f"Còn {waiting} bước nâng cấp cơ sở dữ liệu; hãy chạy motcua upgrade."
    return True, "Cơ sở dữ liệu đúng với phiên bản đang cài."


def _durability(now: datetime) -> tuple[bool, str]:
    wrong = [f"{name} = {found}" for name, found, wanted in _promises() if found not in wanted]
    if wrong:
        return False, f"Mất điện có thể làm mất việc đã báo là xong: {', '.join(wrong)}."
    return True, "Việc đã báo là xong thì còn nguyên sau khi mất điện."


def _promises() -> list[tuple[str, str, set[str]]]:
    with connection.cursor() as cursor:

        def value(statement: str) -> str:
            cursor.execute(statement)
            return str(cursor.fetchone()[0])

        if queries.on_postgres():
            synchronous = {"on", "remote_apply", "remote_write"}
            return [
                ("fsync", value("SHOW fsync"), {"on"}),
                ("full_page_writes", value("SHOW full_page_writes"), {"on"}),
                ("synchronous_commit", value("SHOW synchronous_commit"), synchronous),
            ]
        return [
            ("journal_mode", value("PRAGMA journal_mode"), {"wal"}),
            ("synchronous", value("PRAGMA synchronous"), {"2", "3"}),
        ]


def _append_only(now: datetime) -> tuple[bool, str]:
    missing = append_only.unprotected(connection)
    if missing:
        return False, (
            f"Bảng nhật ký không còn chặn sửa và xóa: {', '.join(missing)}. "
            "Chạy motcua upgrade để đặt lại; tìm xem ai đã bỏ nó."
        )
    return True, "Mọi bảng nhật ký chặn sửa và xóa."


def _key_file(now: datetime) -> tuple[bool, str]:
    path = Path(settings.KEY_FILE)
    row = StreamSecret.objects.first()
    if not path.exists():
        if row is None:
            return True, "Chưa có tệp khóa; hệ thống tạo nó khi ghi hồ sơ đầu tiên."
        return (
            False,
            f"Mất tệp khóa {path}: không mở được bí mật nào. Hãy đặt lại từ bản cất riêng.",
        )
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return False, f"Người khác đọc được tệp khóa {path}; hãy chạy chmod 600 cho nó."
    if row is not None:
        try:
            keys.unwrap(row.stream, bytes(row.wrapped))
        except Refusal:
            return False, f"Tệp khóa {path} không mở được bí mật của cơ sở dữ liệu này."
    return True, "Tệp khóa đúng và chỉ chủ của nó đọc được. Hãy cất riêng một bản."


def _space(now: datetime) -> tuple[bool, str]:
    free = shutil.disk_usage(settings.HOME).free
    says = f"Ổ đĩa của {settings.HOME} còn {free / 1024**3:.1f} GB"
    if free < LEAST_SPACE:
        return False, f"{says}, dưới mức 2 GB; hãy dọn hoặc thêm chỗ."
    return True, f"{says}."


def _sequencer(now: datetime) -> tuple[bool, str]:
    if queries.head().moved:
        return False, (
            "Cơ sở dữ liệu chuyển từ máy chủ PostgreSQL khác: hãy dừng mọi việc ghi rồi chạy "
            "motcua sequence --adopt."
        )
    waiting = Event.objects.count() - LedgerPosition.objects.count()
    oldest = Event.objects.filter(ledgerposition=None).order_by("id").first() if waiting else None
    if oldest is not None and now - oldest.recorded_at > LATEST:
        return False, (
            f"{waiting} sự kiện chờ số thứ tự, lâu nhất từ {oldest.recorded_at:%d/%m/%Y %H:%M} UTC. "
            "Xem motcua sequence --follow có đang chạy không."
        )
    return True, f"{waiting} sự kiện chờ số thứ tự."


def _clock(now: datetime) -> tuple[bool, str]:
    last = Event.objects.aggregate(last=Max("recorded_at"))["last"]
    if last is not None and last > now + SKEW:
        return False, (
            f"Đồng hồ máy chủ ({now:%d/%m/%Y %H:%M} UTC) chạy sau sự kiện đã ghi "
            f"({last:%d/%m/%Y %H:%M} UTC); hãy chỉnh giờ bằng NTP."
        )
    if queries.on_postgres():
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            theirs = cursor.fetchone()[0]
        if abs(theirs - now) > SKEW:
            return False, "Đồng hồ của máy chủ PostgreSQL và của máy này lệch nhau; hãy chỉnh NTP."
    return True, "Đồng hồ không chạy lùi so với sổ cái."
