"""What is past its term is listed for anybody and goes by an officer's deed under an act."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection

from motcua.dossiers import actions, retention
from motcua.dossiers.models import DossierRow, KeptRow, Notice
from motcua.files import actions as files
from motcua.files import store as disk
from motcua.files.models import Attachment
from motcua.ledger import erasure, rebuild, sequencer, store
from motcua.ledger.models import IdempotencyKey, StreamSecret
from motcua.organisation.models import Assignment
from motcua.rules.calendar import HANOI
from motcua.web import clock
from tests.dossiers.builders import CAM_XUYEN, MORNING, THIEN_CAM, hand, received, served
from tests.files import samples
from tests.ledger.builders import behind_the_horizon

# A transaction around a test would keep PostgreSQL from vacuuming.
pytestmark = pytest.mark.django_db(transaction=True)
# Certified copies of 2026 are kept through 2028.
BEFORE = datetime(2028, 12, 31, 23, 59, tzinfo=HANOI)
AFTER = datetime(2029, 1, 1, 0, 0, tzinfo=HANOI)


@pytest.fixture
def office(house, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Copies at two desks, one with a file; a guardianship that ended and one that runs."""
    quantri = house["quantri"]
    for name, unit in (("quantri", "*"), ("minh", CAM_XUYEN)):
        Assignment.objects.create(
            officer=house[name],
            role="data_protection_officer",
            unit_code=unit,
            since=MORNING.date(),
            act_number="05/QĐ-UBND",
            approved_by=quantri,
        )
    copies = served(house, "Lý Thị Bưởi").stream
    theirs = served(house, by="sau").stream
    ended, runs = received(house).stream, received(house).stream
    upload = SimpleUploadedFile("khai sinh.pdf", samples.PDF)
    attachment = files.save(upload, at=MORNING)
    actions.attach(ended, attachment.id, hand(house["lan"], MORNING + timedelta(hours=1)))
    actions.stop(ended, "Người nộp đã mất", hand(house["dung"], MORNING + timedelta(hours=2)))
    behind_the_horizon()
    sequencer.drain()
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    monkeypatch.setattr("motcua.dossiers.management.commands.retention.now", lambda: AFTER)
    yield {"copies": copies, "theirs": theirs, "ended": ended, "runs": runs}


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("retention", *arguments, stdout=out)
    return out.getvalue()


def due(at: datetime) -> set[str]:
    return {each.stream for each in retention.due(at.date())}


def still_agrees() -> None:
    behind_the_horizon()
    sequencer.drain()
    assert rebuild.run(mend=False).differences == []


def test_a_dossier_is_due_on_the_first_day_after_its_term_and_not_before(office):
    assert due(BEFORE) == set()
    assert due(AFTER) == {office["copies"], office["theirs"]}
    assert due(datetime(2096, 12, 31, tzinfo=HANOI)) == {office["copies"], office["theirs"]}
    everything_that_ended = {office["copies"], office["theirs"], office["ended"]}
    assert due(datetime(2097, 1, 1, tzinfo=HANOI)) == everything_that_ended


@pytest.mark.parametrize("lot", [1, 2, 200])
def test_the_size_of_a_lot_changes_nothing(office, monkeypatch, lot: int):
    monkeypatch.setattr(retention, "LOT", lot)
    assert due(datetime(2097, 1, 1, tzinfo=HANOI)) == set(office.values()) - {office["runs"]}


def test_the_list_says_what_is_due_since_when_and_by_which_source(office):
    said = run()
    assert "     2  Hồ sơ chứng thực bản sao từ bản chính" in said
    assert "2 năm kể từ hết năm của lần ghi cuối. Quy tắc nội bộ 33. Hết hạn từ 01/01/2029" in said
    assert "20 năm kể từ hết năm của lần ghi cuối. Điều 14 khoản 3, 23/2015/NĐ-CP" in said
    assert DossierRow.objects.get(stream=office["copies"]).code in said
    assert "2 mục đã hết thời hạn lưu." in said
    found = json.loads(run("--json"))
    assert {each["stream"] for each in found["dossiers"]} == {office["copies"], office["theirs"]}
    assert found["dossiers"][0]["over"] == "2029-01-01"
    assert sum(each["due"] for each in found["terms"]) == 2
    assert KeptRow.objects.filter(stream=office["copies"]).exists(), "a list erases nothing"


def test_nothing_due_is_said_so(house):
    assert run().endswith("Không có gì đã hết thời hạn lưu.\n")


def test_what_is_due_is_erased_under_the_act_and_every_row_agrees_afterwards(office):
    found = json.loads(run("--erase", "--by", "quantri", "--act", "7/QĐ-UBND", "--json"))
    assert found == {"erased": 2, "rows": 0, "act": "7/QĐ-UBND"}
    for stream in (office["copies"], office["theirs"]):
        assert not KeptRow.objects.filter(stream=stream).exists()
        assert not StreamSecret.objects.filter(stream=stream).exists()
        row = DossierRow.objects.get(stream=stream)
        assert (row.erased, row.applicant_name, row.search) == (
            True,
            "",
            row.code.lower().replace("-", " "),
        )
    for stream in (office["ended"], office["runs"]):
        assert KeptRow.objects.filter(stream=stream).exists(), "not past its term"
    [entry] = store.read("retention:7/QĐ-UBND")
    assert (entry.event.act, entry.event.approved_by) == ("7/QĐ-UBND", entry.event.by)
    assert due(AFTER) == set()
    still_agrees()


def test_an_officer_erases_what_is_within_reach_and_no_more(office):
    assert "1 hồ sơ" in run("--erase", "--by", "minh", "--act", "8/QĐ-UBND")
    assert due(AFTER) == {office["theirs"]}
    assert DossierRow.objects.get(stream=office["theirs"]).unit == THIEN_CAM


@pytest.mark.parametrize(
    ("arguments", "said", "why"),
    [
        (["--by", "quantri"], "--act", "no act"),
        (["--act", "7/QĐ-UBND"], "--by", "nobody"),
        (["--by", "nobody", "--act", "7"], "“nobody”", "no such officer"),
        (["--by", "lan", "--act", "7"], "chưa có quyền", "an officer of the desk"),
    ],
)
def test_nobody_erases_without_name_right_and_act(office, arguments, said: str, why: str):
    with pytest.raises(CommandError, match=said):
        run("--erase", *arguments)
    assert due(AFTER) == {office["copies"], office["theirs"]}, why


def test_what_was_interrupted_is_done_by_doing_it_again(office, monkeypatch):
    eraser = erasure._ERASERS
    done: list[str] = []

    def stumble(stream: str) -> None:
        done.append(stream)
        if len(done) == 2:
            raise RuntimeError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(erasure, "_ERASERS", {**eraser, stumble: ()})
        with pytest.raises(RuntimeError):
            run("--erase", "--by", "quantri", "--act", "7/QĐ-UBND")
    assert due(AFTER) == {done[1]}, "the first is done, the second whole"
    assert KeptRow.objects.filter(stream=done[1]).exists()
    still_agrees()
    run("--erase", "--by", "quantri", "--act", "7/QĐ-UBND")
    assert due(AFTER) == set()
    assert [each.version for each in store.read("retention:7/QĐ-UBND")] == [1, 2]
    still_agrees()


def test_the_files_of_an_erased_dossier_go_with_it(office, house):
    [attachment] = Attachment.objects.all()
    assert disk.place(attachment.id).exists()
    actions.erase(office["ended"], hand(house["quantri"], AFTER))
    attachment.refresh_from_db()
    assert (attachment.name, attachment.sha256, attachment.erased_at) == ("", "", AFTER)
    assert not disk.place(attachment.id).exists()
    still_agrees()


def test_answers_and_sent_notices_go_with_the_rest_and_unsent_ones_stay(office):
    IdempotencyKey.objects.create(origin="x", key="k", digest=b"", expires_at=MORNING)
    sent, *waiting = Notice.objects.order_by("id")
    Notice.objects.filter(pk=sent.pk).update(sent_at=AFTER - timedelta(days=90))
    said = {each["kind"]: each["due"] for each in json.loads(run("--json"))["terms"][4:]}
    assert (said["idempotency_key"], said["notice"], said["access_row"]) == (1, 1, 0)
    found = json.loads(run("--erase", "--by", "quantri", "--act", "7/QĐ-UBND", "--json"))
    assert found["rows"] == 2
    assert list(Notice.objects.order_by("id")) == waiting


def test_no_table_names_the_person_afterwards(office):
    before = tables_naming()
    assert before >= {"dossiers_keptrow", "dossiers_dossierrow"}
    if connection.vendor == "sqlite":
        assert "dossiers_words_data" in before, "the index of words holds it too"
    run("--erase", "--by", "quantri", "--act", "7/QĐ-UBND")
    assert tables_naming() == set()


def tables_naming() -> set[str]:
    """The tables in which the name stands, as written, as searched, or as JSON may write it."""
    forms = ("Lý Thị Bưởi", "ly thi buoi", "buoi", json.dumps("Lý Thị Bưởi").strip('"'))
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            held = " ".join(str(value) for row in cursor.fetchall() for value in row)
            if any(form in held for form in forms):
                found.add(table)
    return found
