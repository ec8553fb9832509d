"""`motcua serve`: the web and the one background process, until it is told to stop."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from motcua.ledger.doctor import waiting_migrations

LAST_PORT = 65535
# A writer that waits for a busy SQLite holds its thread: the readers need some of their own.
BLOCKING_THREADS = 8
WORKER_STOPS_IN = 10
STOPS_WITHIN = 3
STARTS_AGAIN_IN = 2


class Command(BaseCommand):
    help = "Chạy máy chủ web và tiến trình nền."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port", type=int, default=8000, metavar="CỔNG", help="cổng để nghe (mặc định 8000)"
        )
        parser.add_argument(
            "--address",
            default="127.0.0.1",
            metavar="ĐỊA_CHỈ",
            help="địa chỉ để nghe (mặc định 127.0.0.1: chỉ máy này vào được; 0.0.0.0: mọi máy)",
        )
        parser.add_argument(
            "--workers", type=int, default=2, metavar="SỐ", help="số tiến trình web (mặc định 2)"
        )

    def handle(self, **options: Any) -> None:
        _reachable()
        if waiting_migrations():
            raise CommandError(
                "Cơ sở dữ liệu còn mới hoặc của phiên bản trước; chạy motcua upgrade rồi chạy lại "
                "(để dùng thử: motcua demo).",
                returncode=2,
            )
        run(options["address"], options["port"], options["workers"])


def must_be_free(address: str, port: int) -> None:
    """Nothing where nobody listens; a second server would wait unseen behind the first."""
    if not 0 < port <= LAST_PORT:
        raise CommandError(
            f"Cổng {port} không dùng được; hãy chọn số từ 1 đến {LAST_PORT}.", returncode=2
        )
    try:
        socket.create_connection((address, port), timeout=1).close()
    except OSError:
        return
    raise CommandError(
        f"Cổng {port} đang có chương trình khác dùng; thử --port {port + 1}.", returncode=2
    )


def _reachable() -> None:
    """This server speaks plain HTTP: without a proxy in front, HTTPS only would redirect for ever."""
    if settings.SECURE and not settings.TRUSTED_PROXIES:
        raise CommandError(
            "MOTCUA_HTTPS đang bật mà chưa có máy chủ trung gian nào được tin, nên mọi trang sẽ "
            "chuyển hướng mãi. Đặt máy chủ này sau một máy chủ có chứng thư và ghi địa chỉ của "
            "máy đó vào MOTCUA_TRUSTED_PROXIES.",
            returncode=2,
        )


class Background:
    """The one background process, started again when it ends while the office serves.

    It may end by itself: a database that is away at its start is a sentence and an exit.
    """

    def __init__(self) -> None:
        self.ending = threading.Event()
        self.process = self._started()
        threading.Thread(target=self._keep, daemon=True).start()

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "motcua", "sequence", "--follow"])

    def _keep(self) -> None:
        while True:
            self.process.wait()
            if self.ending.wait(STARTS_AGAIN_IN):
                return
            self.process = self._started()
            if self.ending.is_set():
                self.process.terminate()

    def stop(self) -> None:
        """It has ended, and is not started again."""
        self.ending.set()
        self.process.terminate()
        try:
            self.process.wait(WORKER_STOPS_IN)
        except subprocess.TimeoutExpired:
            self.process.kill()


def run(address: str, port: int, workers: int) -> None:
    """Serves until a signal; the background process ends with it."""
    _reachable()
    must_be_free(address, port)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    background = Background()
    server = Granian(
        "motcua.web.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        log_level=LogLevels.error,
        # A worker that does not end by itself would be waited for without end.
        workers_kill_timeout=STOPS_WITHIN,
    )
    try:
        server.serve()
    finally:
        background.stop()
