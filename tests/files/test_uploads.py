"""What is too large is counted while it comes in, and not kept."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from motcua.files import actions
from motcua.files.uploads import UpToTheLimit
from motcua.rules.refusal import Refusal
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
