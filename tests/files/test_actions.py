"""Files are kept whole or not at all, and go when their time is over."""

from __future__ import annotations

import errno
import hashlib
import os
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from motcua.files import actions, store
from motcua.files.models import Attachment
from motcua.rules.refusal import Refusal
from tests.disks import a_small_disk
from tests.files.samples import DOCX, JPEG, PDF, PNG, upload

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def files_on_disk(folder) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def test_a_paper_handed_in_is_on_the_disk_under_a_random_name(folder):
    row = actions.save(upload(PDF, "giấy khai sinh.pdf"), at=AT)
    assert store.place(row.id).read_bytes() == PDF
    assert (row.name, row.size) == ("giấy khai sinh.pdf", len(PDF))
    assert row.sha256 == hashlib.sha256(PDF).hexdigest()
    assert files_on_disk(folder) == [row.id]
    assert "khai" not in str(store.place(row.id))


def test_the_type_comes_from_the_content_not_from_the_name_or_the_browser():
    row = actions.save(upload(PNG, "chứng minh.pdf"), at=AT)
    assert (row.media_type, row.name) == ("image/png", "chứng minh.pdf.png")


@pytest.mark.parametrize(
    ("given", "kept", "why"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf", "no folders"),
        ("C:\\Tài liệu\\đơn.pdf", "đơn.pdf", "no folders of Windows either"),
        ("a\u202efdp.exe", "afdp.exe.pdf", "signs that turn writing around are out"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf", "no line breaks"),
        ("Hồ sơ.pdf", "Hồ sơ.pdf", "one form of each letter"),
        ("\ud800.pdf", "pdf.pdf", "half a letter is out"),
        ("", "tep.pdf", "a file without a name"),
        ("x" * 10_000_000, "x" * 150 + ".pdf", "ten million letters"),
    ],
)
def test_a_name_is_for_people_and_safe(given, kept, why):
    assert actions.clean_name(given, "application/pdf") == kept, why


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty_file"),
        (b"hello", "type_not_allowed"),
        (PDF + b" " * 1_100_000, "too_large"),
        (b"%PDF-1.4\n<script>\n%%EOF\n", "two_types_at_once"),
    ],
)
def test_of_a_refused_file_nothing_is_left(folder, content, word):
    with pytest.raises(Refusal) as refused:
        actions.save(upload(content), at=AT)
    assert refused.value.word == word
    assert files_on_disk(folder) == []
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_a_sentence_and_leaves_nothing(folder, monkeypatch, fault):
    def full(_handle):
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal) as refused:
        actions.save(upload(PDF), at=AT)
    assert refused.value.word == "disk_full"
    assert files_on_disk(folder) == []


def test_an_upload_that_lies_about_its_size_is_still_stopped(folder):
    liar = upload(PDF + b" " * 1_100_000)
    liar.size = 10
    with pytest.raises(Refusal, match="too_large"):
        actions.save(liar, at=AT)
    assert files_on_disk(folder) == []


def test_erasing_takes_name_digest_and_bytes(folder, django_capture_on_commit_callbacks):
    row = actions.save(upload(JPEG, "Nguyễn Văn A.jpg"), at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(row, at=AT)
    row.refresh_from_db()
    assert (row.name, row.sha256, row.erased_at) == ("", "", AT)
    assert row.size == len(JPEG)
    assert files_on_disk(folder) == []


def test_an_erasure_that_did_not_happen_leaves_the_file(folder, django_capture_on_commit_callbacks):
    row = actions.save(upload(JPEG), at=AT)

    class Stop(Exception):
        pass

    with django_capture_on_commit_callbacks(execute=True):  # noqa: SIM117
        with pytest.raises(Stop), transaction.atomic():
            actions.erase(row, at=AT)
            raise Stop
    assert files_on_disk(folder) == [row.id]


def test_a_sweep_takes_what_nobody_names_but_not_what_just_came(folder):
    kept = actions.save(upload(DOCX, "don.docx"), at=AT)
    lost = actions.save(upload(PDF), at=AT)
    fresh = actions.save(upload(PDF), at=AT)
    Attachment.objects.filter(pk__in=[lost.id, fresh.id]).delete()
    interrupted, _, _ = store.write([PDF], "x")
    stranger = folder / "ghi-chú.txt"
    stranger.write_text("của người quản trị")
    old = (AT - timedelta(days=2)).timestamp()
    for path in (store.place(lost.id), store.place(kept.id), interrupted, stranger):
        os.utime(path, (old, old))
    os.utime(store.place(fresh.id), (AT.timestamp(), AT.timestamp()))
    found = actions.sweep(at=AT)
    assert (found.removed, found.missing) == (2, ())
    assert set(files_on_disk(folder)) == {kept.id, fresh.id, stranger.name}


def test_a_sweep_names_the_rows_whose_file_is_missing():
    row = actions.save(upload(PDF), at=AT)
    store.remove(row.id)
    assert actions.sweep(at=AT).missing == (row.id,)


def test_a_paper_for_which_there_is_no_room_is_refused_whole_and_taken_later(settings):
    with a_small_disk(1) as disk:
        settings.MEDIA_ROOT = disk.home / "files"
        first = actions.save(upload(PDF), at=AT)
        disk.fill()
        for content in (PDF, PNG, DOCX):
            with pytest.raises(Refusal, match="disk_full"):
                actions.save(upload(content), at=AT)
        assert files_on_disk(disk.home / "files") == [first.id]
        assert list(Attachment.objects.values_list("pk", flat=True)) == [first.id]
        disk.make_room()
        later = actions.save(upload(PNG), at=AT)
        assert set(files_on_disk(disk.home / "files")) == {first.id, later.id}
        assert actions.sweep(at=AT).missing == ()
