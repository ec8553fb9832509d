"""What a torn line or a program makes of a request, sent byte by byte to a served office.

Each is answered with less than 500 or not at all, nothing of it is done, and the office goes on.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.dossiers.clerks import Office
from tests.shared import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
HOST = b"Host: localhost\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
PARTS = b"Content-Type: multipart/form-data; boundary=x\r\n"
PART = b'--x\r\nContent-Disposition: form-data; name="code"; filename="a.pdf"\r\n\r\n%PDF'
TO = b"POST /tra-cuu/ HTTP/1.1\r\n"
TORN = [
    (TO + HOST + FORM + b"Content-Length: 500\r\n\r\ncode=H27", "a body that ends early"),
    (TO + HOST + PARTS + b"Content-Length: 5000\r\n\r\n" + PART, "a file that ends early"),
    (TO + HOST + PARTS + b"Content-Length: 70\r\n\r\n" + PART * 50, "a file longer than it says"),
    (
        TO + HOST + FORM + b"Content-Length: 2\r\n\r\ncode=H27&secret=x",
        "a longer body than it says",
    ),
    (TO + HOST + FORM + b"Content-Length: -1\r\n\r\ncode=H27", "less than nothing"),
    (TO + HOST + FORM + b"Content-Length: 9999999999999999999\r\n\r\nx", "more than there is"),
    (TO + HOST + FORM + b"Content-Length: abc\r\n\r\nx", "no length"),
    (
        TO
        + HOST
        + FORM
        + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
        "two lengths, as smugglers send them",
    ),
    (TO + HOST + FORM + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n", "a piece without a size"),
    (TO + HOST + FORM + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab", "a piece that ends early"),
    (TO + FORM + b"Content-Length: 0\r\n\r\n", "no host"),
    (TO + b"Host: evil.example\r\n" + FORM + b"Content-Length: 0\r\n\r\n", "a forged host"),
    (b"GET /tra-cuu/?q=" + b"x" * 200_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", "a long address"),
    (b"GET /tra-cuu/ HTTP/1.1\r\n" + HOST + b"X: y\r\n" * 5000 + b"\r\n", "many headers"),
    (b"GET /tra-cuu/ HTTP/1.1\r\n" + HOST + b"Cookie: " + b"a=b; " * 9000 + b"\r\n\r\n", "cookies"),
    (b"GET /\x00\xff HTTP/1.1\r\n" + HOST + b"\r\n", "an address of broken bytes"),
    (b"GET /../../etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n", "a path out of the house"),
    (b"GET /giao-dien/x/..%2f..%2fsettings HTTP/1.1\r\n" + HOST + b"\r\n", "the same, dressed up"),
    (b"GET /static/..%2f..%2f..%2fetc/passwd HTTP/1.1\r\n" + HOST + b"\r\n", "by the way of files"),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "another protocol"),
    (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\xff" * 100, "a newer protocol, torn"),
    (b"GET / HTTP/9.9\r\n" + HOST + b"\r\n", "a protocol of the future"),
    (b"\r\n" * 1000, "empty lines"),
]


@pytest.fixture(scope="module")
def office(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home = tmp_path_factory.mktemp("office")
    made = Office(home, ROOT / "src", f"sqlite:///{home / 'motcua.sqlite3'}")
    assert made.command("upgrade") == 0
    made.start()
    yield made
    made.kill()


def said(office: Office, request: bytes) -> bytes:
    """What came back before the line was closed."""
    with socket.create_connection(("127.0.0.1", office.port), timeout=60) as line:
        try:
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
            found = b""
            while piece := line.recv(65536):
                found += piece
        except OSError:
            # Closed from the other side, before or after we were done.
            return b""
        return found


@pytest.mark.parametrize(("request_", "why"), TORN, ids=[why for _, why in TORN])
def test_a_torn_request_is_no_fault_and_the_office_goes_on(office: Office, request_, why):
    answer = said(office, request_)
    if answer.startswith(b"HTTP/1"):
        assert int(answer.split()[1]) < 500, answer[:300]
    assert b"Traceback" not in answer and b"root:" not in answer
    assert office.read("/tra-cuu/") == 200
