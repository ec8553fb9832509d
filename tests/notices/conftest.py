"""An office that is opened, with ways to tell people: real servers on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.utils import timezone

from motcua.web import clock
from tests.dossiers import builders
from tests.dossiers.conftest import browser, house, morning  # noqa: F401
from tests.notices.servers import Inbox, Mailbox, mail_server, webhook_server


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    """The office's mail server."""
    with mail_server() as (box, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.PUBLIC_ADDRESS = "https://motcua.example"
        yield box


@pytest.fixture
def telephone(settings, tmp_path: Path) -> Path:
    """The file of text messages."""
    settings.SMS_ADAPTER = "file"
    settings.SMS_FILE = tmp_path / "sms.jsonl"
    return settings.SMS_FILE


@pytest.fixture
def inbox(settings) -> Iterator[Inbox]:
    """Another system, in a network that the installation names."""
    settings.WEBHOOK_NETWORKS = (ip_network("127.0.0.0/8"),)
    with webhook_server() as (found, _):
        yield found


@pytest.fixture
def told(house, inbox, settings, monkeypatch: pytest.MonkeyPatch) -> str:  # noqa: F811
    """The key of a system that is told of everything."""
    from motcua.notices import actions

    _, key = actions.add_receiver(
        "Cổng tỉnh",
        f"http://127.0.0.1:{inbox.server_port}/webhook?from=commune",
        "*",
        since=builders.BEGINNING,
        act_number="09/QĐ-UBND",
        approved_by=house["quantri"],
        recorded_at=builders.BEFORE,
    )
    monkeypatch.setattr(clock, "now", builders.ticking(builders.MORNING, timezone.now))
    return key
