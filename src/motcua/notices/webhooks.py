"""What another system gets: a CloudEvents 1.0 event signed as Standard Webhooks asks; no names.

The id is the event's place in the log, so a receiver that sees it twice can tell. Whoever enters
an address cannot make us call machines inside: the address is looked up here, checked, and the
connection goes to the very address that was checked.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import json
import secrets
import socket
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import urllib3
from django.conf import settings
from urllib3.exceptions import HTTPError

from motcua.notices.trouble import Trouble
from motcua.rules.dossier import Dossier
from motcua.rules.refusal import Refusal

CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8"
PREFIX = "whsec_"
SECRET_BYTES = 32
LONGEST = 500
TIMEOUT = urllib3.Timeout(connect=5, read=15)
GONE, TOO_MANY = 410, 429
_PORTS = {"https": 443, "http": 80}
# IPv6 that leads to an IPv4 address written inside it (compatible, NAT64, 6to4), and site-local:
# `ipaddress` of some Pythons calls these global.
_TRANSLATED = tuple(map(ipaddress.ip_network, ("::/96", "64:ff9b::/96", "2002::/16", "fec0::/10")))


def new_secret() -> bytes:
    """A fresh key for signing, 32 bytes."""
    return secrets.token_bytes(SECRET_BYTES)


def shown(secret: bytes) -> str:
    """The key as the receiver's administrator types it in: `whsec_…`."""
    return PREFIX + base64.b64encode(secret).decode()


def checked(address: str) -> str:
    """The address, if it may be one; refuses `receiver_address_wrong`.

    https, or http to a network that the installation names; no user, no fragment.
    """
    try:
        parts = urlsplit(address)
        usable = parts.hostname and parts.port != 0 and not (parts.username or parts.fragment)
    except ValueError:
        usable = False
    schemes = ("https", "http") if settings.WEBHOOK_NETWORKS else ("https",)
    if (
        not usable
        or len(address) > LONGEST
        or not address.startswith(tuple(f"{each}://" for each in schemes))
    ):
        raise Refusal("receiver_address_wrong", address=address[:LONGEST])
    return address


def event_of(stream: str, version: int, kind: str, at: datetime, dossier: Dossier) -> bytes:
    """The event as JSON, the same bytes whenever it is asked for."""
    name, number = kind.split("/")
    facts = {
        "code": dossier.code,
        "procedure": dossier.procedure,
        "unit": dossier.unit,
        "status": dossier.status.value,
        "promised": _instant(dossier.promised),
        "appointed": _instant(dossier.appointed),
    }
    said: dict[str, Any] = {
        "specversion": "1.0",
        "id": identity(stream, version),
        "source": f"{settings.PUBLIC_ADDRESS or 'urn:motcua'}/dossiers",
        "type": f"motcua.{name}.v{number}",
        "time": _instant(at),
        "datacontenttype": "application/json",
        "data": {name: value for name, value in facts.items() if value},
    }
    if dossier.code:
        said["subject"] = dossier.code
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def identity(stream: str, version: int) -> str:
    """What names a message for its receiver, however often it is sent."""
    digest = hashlib.sha256(f"{stream}/{version}".encode()).hexdigest()
    return f"msg_{digest[:32]}"


def signed(secret: bytes, message: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers of a message: its id, the moment of sending, and the signature over both."""
    moment = str(int(at.timestamp()))
    digest = hmac.digest(secret, b"%b.%b.%b" % (message.encode(), moment.encode(), body), "sha256")
    return {
        "Content-Type": CONTENT_TYPE,
        "webhook-id": message,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def post(address: str, body: bytes, headers: dict[str, str]) -> None:
    """The receiver has it (2xx); raises `Trouble` with a word, and when to try again if it said so."""
    parts = urlsplit(address)
    host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
    inside = _address(host, port)
    host = _in_ascii(host)
    pool: urllib3.HTTPConnectionPool = (
        urllib3.HTTPSConnectionPool(
            inside, port, timeout=TIMEOUT, server_hostname=host, assert_hostname=host
        )
        if parts.scheme == "https"
        else urllib3.HTTPConnectionPool(inside, port, timeout=TIMEOUT)
    )
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    with pool:
        try:
            answer = pool.request(
                "POST", target, body=body, headers={"Host": _named(host, parts.port), **headers},
                redirect=False, retries=False, preload_content=False,
            )  # fmt: skip
            answer.close()
        except (HTTPError, OSError) as error:
            raise Trouble("unreachable") from error
    _judge(answer.status, answer.headers.get("Retry-After", ""))


def _in_ascii(host: str) -> str:
    """A Vietnamese name as certificates and headers hold it; an address as it is."""
    return host if ":" in host else host.encode("idna").decode()


def _named(host: str, port: int | None) -> str:
    """The host as the header says it, an IPv6 address in brackets."""
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{port}" if port else name


def _judge(status: int, retry_after: str) -> None:
    if 200 <= status < 300:
        return
    if status == GONE:
        raise Trouble("gone", final=True)
    seconds = int(retry_after) if retry_after.isdecimal() and len(retry_after) < 6 else 0
    if status == TOO_MANY or status >= 500:
        raise Trouble("busy", wait=seconds)
    raise Trouble("refused")


def _address(host: str, port: int) -> str:
    """An address of the machine that may be called; every one it has must be allowed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Trouble("unreachable") from error
    addresses = [str(each[4][0]) for each in found]
    if not all(_allowed(each) for each in addresses):
        raise Trouble("address_inside", final=True)
    return addresses[0]


def _allowed(address: str) -> bool:
    there = ipaddress.ip_address(address.partition("%")[0])
    there = getattr(there, "ipv4_mapped", None) or there
    named = any(there in network for network in settings.WEBHOOK_NETWORKS)
    hidden = any(there in network for network in _TRANSLATED)
    return named or (there.is_global and not there.is_multicast and not hidden)


def _instant(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
