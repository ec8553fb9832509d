"""Files are shown to ClamAV's daemon (clamd) before they are taken in, where an office runs one.

Its protocol: `zINSTREAM`, then pieces with their length, then an empty piece; one line comes back.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from motcua.rules.refusal import Refusal

SECONDS = 30
PIECE = 65_536


def scan(path: Path, name: str) -> None:
    """Nothing, or `malware_found`; `scanner_silent` where the daemon that is set does not answer.

    An office that set a scanner wants no file past it, so silence is a no.
    """
    if not settings.CLAMD:
        return
    answer = _asked(path, name)
    if answer.endswith(" FOUND"):
        found = answer.removeprefix("stream: ").removesuffix(" FOUND")
        raise Refusal("malware_found", name=name, found=found)
    if answer != "stream: OK":
        raise Refusal("scanner_silent", name=name)


def state() -> tuple[bool, str]:
    """Whether files are scanned, and a sentence for the administrator that says how."""
    if not settings.CLAMD:
        return True, (
            "Chưa đặt chương trình quét mã độc: tệp được nhận sau khi xem đúng loại, không quét. "
            "Muốn quét, cài clamav-daemon rồi đặt MOTCUA_CLAMD."
        )
    try:
        with _line() as line:
            line.sendall(b"zPING\0")
            answer = _read(line)
    except OSError as fault:
        return False, f"Chương trình quét mã độc ở {settings.CLAMD} không trả lời: {fault}."
    if answer != "PONG":
        return False, f"Ở {settings.CLAMD} có chương trình khác trả lời, không phải clamd."
    return True, f"Tệp được quét mã độc bằng clamd ở {settings.CLAMD}."


def _asked(path: Path, name: str) -> str:
    try:
        with _line() as line, path.open("rb") as file:
            line.sendall(b"zINSTREAM\0")
            while piece := file.read(PIECE):
                line.sendall(len(piece).to_bytes(4, "big") + piece)
            line.sendall(bytes(4))
            return _read(line)
    except OSError as fault:
        raise Refusal("scanner_silent", name=name) from fault


@contextmanager
def _line() -> Iterator[socket.socket]:
    """A line to the daemon: a path is a socket of this machine, else it is HOST:PORT."""
    where = settings.CLAMD
    if where.startswith("/"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(SECONDS)
            line.connect(where)
            yield line
        return
    host, _, port = where.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=SECONDS) as line:
        yield line


def _read(line: socket.socket) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < PIECE:
        piece = line.recv(4096)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0").decode("utf-8", "replace")
