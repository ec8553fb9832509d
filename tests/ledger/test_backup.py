"""A backup is one that was restored and found right, byte by byte; anything else is named."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.disks import a_small_disk
from tests.ledger.office import Office, an_office

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def office(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with an_office(tmp_path_factory.mktemp("office")) as made:
        made.write(20)
        yield made


@pytest.fixture
def saved(office: Office, tmp_path: Path) -> Path:
    path = tmp_path / "saved"
    office.answer("backup", path)
    return path


def test_a_backup_describes_itself_and_only_its_owner_reads_it(saved: Path):
    described = json.loads(Path(f"{saved}.json").read_text())
    assert described["tables"]["ledger_event"] == 60
    assert described["positions"] == 60
    assert described["engine"] == connection.vendor
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert not list(saved.parent.glob("*.partial"))


def test_a_backup_does_not_hold_the_key(office: Office, saved: Path):
    key = (office.home / "keys" / "kek").read_bytes()
    assert len(key) == 32
    content = saved.read_bytes()
    assert key not in content
    assert key.hex().encode() not in content


def test_a_backup_is_never_written_over(office: Office, saved: Path):
    before = saved.read_bytes()
    done = office.run("backup", saved)
    assert done.returncode == 1
    assert "đã có" in done.stderr
    assert saved.read_bytes() == before


def test_a_backup_is_restored_beside_and_found_right(office: Office, saved: Path):
    found = office.answer("restore", saved, "--check")
    assert found["sound"]
    assert (found["events"], found["positions"]) == (60, 60)
    assert found["tables"]["ledger_streamsecret"] == 20


def test_a_backup_that_changed_on_its_disk_is_named(office: Office, saved: Path):
    content = bytearray(saved.read_bytes())
    content[len(content) // 2] ^= 1
    saved.write_bytes(content)
    done = office.run("restore", saved, "--check")
    assert done.returncode == 1
    assert "nội dung tệp đã thay đổi" in done.stderr


def test_a_backup_without_its_description_is_named(office: Office, saved: Path):
    Path(f"{saved}.json").unlink()
    done = office.run("restore", saved, "--check")
    assert done.returncode == 1
    assert "không thấy bản sao lưu" in done.stderr.lower()


FORGERIES = [
    (
        "UPDATE ledger_event SET body = replace(body, '12/Q', '13/Q') WHERE id = 1",
        "không đúng từng byte",
        "an act's number was changed in the log",
    ),
    (
        "UPDATE ledger_event SET body = x'7b' WHERE id = 1",
        "chưa so được các dòng suy ra",
        "an event that nobody can read any more",
    ),
    ("DELETE FROM ledger_event WHERE id = 2", "thiếu hoặc thừa phiên bản", "an event was removed"),
    ("DELETE FROM ledger_position WHERE position = 7", "bị hở", "a position was removed"),
    ("DELETE FROM ledger_streamsecret", "không có sự kiện xóa", "secrets were taken out"),
]


@pytest.mark.parametrize(("harm", "said", "why"), FORGERIES)
def test_a_backup_that_somebody_worked_on_is_found_out(
    office: Office, saved: Path, sqlite, harm: str, said: str, why: str
):
    with sqlite3.connect(saved) as forger:
        for (trigger,) in forger.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            forger.execute(f"DROP TRIGGER {trigger}")
        forger.execute(harm)
    forger.close()
    describe_anew(saved)
    done = office.run("restore", saved, "--check")
    assert done.returncode == 1, why
    assert said in done.stdout
    assert "không còn chặn sửa và xóa" in done.stdout


def describe_anew(path: Path) -> None:
    """The forger corrects the digest beside the file too."""
    sidecar = Path(f"{path}.json")
    described = json.loads(sidecar.read_text())
    described["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    sidecar.write_text(json.dumps(described))


def test_a_restore_does_not_wipe_out_a_living_office_by_mistake(office: Office, saved: Path):
    done = office.run("restore", saved, "--into")
    assert done.returncode == 1
    assert "--yes" in done.stderr
    assert office.answer("check_ledger")["events"] == 60


def test_a_restored_office_has_the_old_day_and_keeps_the_new_one_beside(tmp_path: Path, db: None):
    with an_office(tmp_path / "second") as office:
        office.write(5)
        path = tmp_path / "saved"
        office.answer("backup", path)
        office.write(3, first=5)
        found = office.answer("restore", path, "--into", "--yes")
        assert found["sound"]
        assert found["kept"]
        assert office.answer("check_ledger")["events"] == 15
        office.write(2, first=5)
        now = office.answer("check_ledger")
        assert (now["sound"], now["events"], now["positions"]) == (True, 21, 21)
        doctor = office.run("doctor")
        assert doctor.returncode == 0, doctor.stdout


def test_an_upgrade_backs_up_first_and_says_where(office: Office):
    done = office.answer("upgrade")
    assert Path(done["backup"]).is_file()
    assert (done["mended"], done["wrong"]) == (0, 0)


@pytest.mark.parametrize(
    ("share", "why"),
    [(0, "no room at all"), (0.5, "half of it fits"), (1, "no room for its description")],
)
def test_a_backup_for_which_there_is_no_room_says_so_and_leaves_nothing(
    office: Office, saved: Path, share: float, why: str
):
    with a_small_disk(4) as disk:
        pages = -(-saved.stat().st_size // 4096)
        disk.fill(but=int(pages * share) * 4096)
        done = office.run("backup", disk.home / "saved")
        assert (done.returncode, done.stdout) == (1, ""), why
        assert "Ổ đĩa đã đầy" in done.stderr and "chạy lại" in done.stderr, why
        assert "Traceback" not in done.stderr, why
        assert [each.name for each in disk.home.iterdir()] == ["filler"], why
        disk.make_room()
        office.answer("backup", disk.home / "saved")
        assert office.answer("restore", disk.home / "saved", "--check")["sound"], why


def test_a_restore_for_which_there_is_no_room_changes_nothing(saved: Path, sqlite):
    with a_small_disk(8) as disk, an_office(disk.home / "office") as living:
        living.write(5)
        disk.fill()
        done = living.run("restore", saved, "--into", "--yes")
        assert (done.returncode, done.stdout) == (1, "")
        assert "Ổ đĩa" in done.stderr and "đã đầy" in done.stderr
        disk.make_room()
        now = living.answer("check_ledger")
        assert (now["sound"], now["events"]) == (True, 15)


def test_a_doctor_finds_a_healthy_office_healthy(office: Office):
    found = office.answer("doctor")
    assert found["ok"]
    assert len(found["findings"]) >= 8


def test_a_doctor_names_a_key_that_everybody_reads(office: Office):
    key = office.home / "keys" / "kek"
    key.chmod(0o644)
    try:
        done = office.run("doctor")
    finally:
        key.chmod(0o600)
    assert done.returncode == 1
    assert "chmod 600" in done.stdout


def test_a_doctor_names_a_lost_key(office: Office):
    key = office.home / "keys" / "kek"
    key.rename(key.with_name("moved"))
    try:
        done = office.run("doctor")
    finally:
        key.with_name("moved").rename(key)
    assert done.returncode == 1
    assert "Mất tệp khóa" in done.stdout
