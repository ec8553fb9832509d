"""Real servers on this machine: one that takes mail, one that takes webhooks."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer

from aiosmtpd.controller import Controller


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Mailbox:
    """Takes every letter, or answers what `says` tells it to."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.says = ""

    async def handle_DATA(self, server, session, envelope) -> str:
        if self.says:
            return self.says
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@contextmanager
def mail_server(port: int = 0) -> Iterator[tuple[Mailbox, int]]:
    """A mail server that is there until the block ends, and its port."""
    box, port = Mailbox(), port or free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield box, port
    finally:
        server.stop()


class Inbox(HTTPServer):
    """Keeps the headers and body of each POST, and answers `status` with `headers`."""

    allow_reuse_address = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        self.headers: dict[str, str] = {}


class _Handler(BaseHTTPRequestHandler):
    server: Inbox

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), body))
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: a test's output is its own."""


@contextmanager
def webhook_server(port: int = 0) -> Iterator[tuple[Inbox, int]]:
    """A system that takes webhooks until the block ends, and its port."""
    inbox = Inbox(port)
    thread = threading.Thread(target=inbox.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield inbox, inbox.server_port
    finally:
        inbox.shutdown()
        thread.join()
        inbox.server_close()
