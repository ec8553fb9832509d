"""Which machines in front of ours are believed when they say for whom they ask, and over what."""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks(text: str) -> tuple[Network, ...]:
    """The addresses and networks of "127.0.0.1, 10.0.0.0/8"; a `ValueError` for anything else.

    Everybody at once is no proxy: then every forged header would be believed.

    >>> networks("127.0.0.1,fd00::/8")
    (IPv4Network('127.0.0.1/32'), IPv6Network('fd00::/8'))
    """
    found = tuple(ipaddress.ip_network(each.strip()) for each in text.split(",") if each.strip())
    if any(each.prefixlen == 0 for each in found):
        raise ValueError(text)
    return found


def address(text: str) -> Address | None:
    """The address that a text is, an old one written the new way as the old one; else None."""
    try:
        found = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def trusted(asking: Address | None, proxies: tuple[Network, ...]) -> bool:
    """Whether an address is that of one of the proxies."""
    return asking is not None and any(asking in each for each in proxies)


def client(nearest: str, forwarded: str, proxies: tuple[Network, ...]) -> str:
    """The nearest address that no proxy of ours has, read from right to left.

    Further left stands what the client itself may have written.

    >>> client("127.0.0.1", "6.6.6.6, 203.0.113.5", networks("127.0.0.1"))
    '203.0.113.5'
    >>> client("203.0.113.5", "6.6.6.6", networks("127.0.0.1"))
    '203.0.113.5'
    """
    found = address(nearest)
    hops = forwarded.split(",")
    while hops and trusted(found, proxies):
        hop = address(hops.pop())
        if hop is None:
            break
        found = hop
    return nearest if found is None else str(found)
