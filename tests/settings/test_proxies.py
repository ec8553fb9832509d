"""A proxy is believed when it is named; what anybody else writes about themselves is not."""

from __future__ import annotations

import pytest

from motcua.settings.proxies import client, networks

OURS = networks("127.0.0.1, 10.0.0.0/24, fd00::/8")


@pytest.mark.parametrize(
    ("nearest", "forwarded", "found", "why"),
    [
        ("203.0.113.5", "", "203.0.113.5", "no proxy, no header"),
        ("203.0.113.5", "6.6.6.6", "203.0.113.5", "a stranger's header is not read"),
        ("10.0.1.1", "6.6.6.6", "10.0.1.1", "next to the network is not in it"),
        ("127.0.0.1", "203.0.113.5", "203.0.113.5", "the proxy says who asks"),
        ("127.0.0.1", "6.6.6.6, 203.0.113.5", "203.0.113.5", "forged on the left"),
        ("127.0.0.1", "127.0.0.1, 203.0.113.5", "203.0.113.5", "a forged proxy on the left"),
        ("127.0.0.1", "203.0.113.5,10.0.0.9", "203.0.113.5", "two proxies of ours"),
        ("127.0.0.1", "6.6.6.6, 203.0.113.5, 10.0.0.9", "203.0.113.5", "both, and forged"),
        ("127.0.0.1", "10.0.0.7", "10.0.0.7", "somebody in the network of the proxies"),
        ("127.0.0.1", "", "127.0.0.1", "the proxy asks for itself"),
        ("127.0.0.1", "unknown", "127.0.0.1", "no address"),
        ("127.0.0.1", "203.0.113.5, unknown", "127.0.0.1", "what is left of no address is no news"),
        ("::ffff:127.0.0.1", "203.0.113.5", "203.0.113.5", "an old address the new way"),
        ("fd00::1", "2001:db8::5", "2001:db8::5", "the new addresses"),
        ("", "203.0.113.5", "", "no address at all"),
    ],
)
def test_the_client_is_the_rightmost_address_that_is_no_proxy_of_ours(
    nearest, forwarded, found, why
):
    assert client(nearest, forwarded, OURS) == found, why


def test_without_proxies_nobody_is_believed():
    assert networks("") == networks(" , ") == ()
    assert client("127.0.0.1", "203.0.113.5", ()) == "127.0.0.1"


@pytest.mark.parametrize(
    "text", ["proxy.example", "10.0.0.1/8", "10.0.0.0/33", "1.2.3", "*", "0.0.0.0/0", "::/0"]
)
def test_what_names_no_machine_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        networks(f"127.0.0.1,{text}")
