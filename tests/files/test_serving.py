"""A stored file leaves the house only as a download, and only to who may read it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.http import Http404

from motcua.files import actions, store
from motcua.files.serving import serve
from motcua.rules.refusal import Refusal
from tests.files.samples import PDF, upload

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def test_a_file_is_a_download_that_no_browser_opens_as_a_page(rf):
    row = actions.save(upload(PDF, "đơn.pdf"), at=AT)
    response = serve(rf.get("/"), row.id, lambda request, attachment: True)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert "filename*=utf-8''%C4%91%C6%A1n.pdf" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]


def test_a_stranger_cannot_tell_a_file_of_others_from_none(rf):
    row = actions.save(upload(PDF), at=AT)
    with pytest.raises(Http404):
        serve(rf.get("/"), row.id, lambda request, attachment: False)
    for nowhere in ("0" * 32, "../../../etc/passwd", ""):
        with pytest.raises(Http404):
            serve(rf.get("/"), nowhere, lambda request, attachment: True)


def test_an_erased_file_says_that_it_was_erased(rf):
    row = actions.save(upload(PDF), at=AT)
    actions.erase(row, at=AT)
    with pytest.raises(Refusal, match="attachment_erased"):
        serve(rf.get("/"), row.id, lambda request, attachment: True)


def test_a_file_lost_from_the_disk_is_a_sentence(rf):
    row = actions.save(upload(PDF), at=AT)
    store.remove(row.id)
    with pytest.raises(Refusal, match="attachment_missing"):
        serve(rf.get("/"), row.id, lambda request, attachment: True)
