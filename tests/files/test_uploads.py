"""What is too large is counted while it comes in, and not kept."""

from __future__ import annotations

import gc
import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from motcua.files import actions
from motcua.files.uploads import UpToTheLimit
from motcua.rules.refusal import Refusal
from tests.disks import a_small_disk
from tests.files.samples import PDF, upload


def received(content: bytes):
    request = RequestFactory().post("/", {"paper": upload(content), "note": "ghi chú"})
    assert request.POST["note"] == "ghi chú"
    return request.FILES["paper"]


def test_a_small_file_arrives_as_it_was_sent():
    assert received(PDF).read() == PDF


@pytest.mark.django_db
def test_a_file_past_the_limit_arrives_empty_with_its_true_size():
    found = received(b"%PDF" + b"x" * 5_000_000)
    assert (found.read(), found.size) == (b"", 5_000_004)
    with pytest.raises(Refusal, match="too_large"):
        actions.save(found, at=None)


def test_django_asks_our_handler_first(settings):
    name = f"{UpToTheLimit.__module__}.{UpToTheLimit.__name__}"
    assert settings.FILE_UPLOAD_HANDLERS[0] == name


@pytest.mark.django_db
def test_a_file_that_finds_no_room_while_it_comes_in_is_a_sentence(settings, monkeypatch):
    # A record of the fault would keep the request, and with it what came of the file.
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    settings.ATTACHMENT_MB = 20
    large = SimpleUploadedFile("scan.pdf", b"%PDF" + b"x" * 5_000_000)
    with a_small_disk(1) as disk:
        settings.FILE_UPLOAD_TEMP_DIR = str(disk.home)
        browser = Client(raise_request_exception=False)
        answer = browser.post(reverse("organisation:log_in"), {"paper": large})
        assert answer.status_code == 507
        assert "ổ đĩa của máy chủ đã đầy" in answer.text
        del answer, browser
        gc.collect()
        assert list(disk.home.glob("*.upload*")) == []
