"""Files go past the scanner that an office runs: Debian's clamd, with a signature of our own."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from motcua.files import scanning, store
from motcua.files.actions import save
from motcua.files.models import Attachment
from motcua.rules.refusal import Refusal
from tests.dossiers.builders import MORNING
from tests.files.samples import OBJECTS, PDF, pdf, upload

# Nothing that any scanner but ours knows: a name and the bytes that it stands for.
MARK = b"MOT-CUA-MA-DOC-GIA-DE-THU"
CONF = """Foreground yes
DatabaseDirectory {folder}/signatures
{listen}
LogFile {folder}/log
PidFile {folder}/pid
FixStaleSocket yes
OfficialDatabaseOnly no
StreamMaxLength 25M
"""


def daemon(folder: Path, listen: str) -> subprocess.Popen[bytes]:
    """clamd with one signature, running in the foreground."""
    (folder / "signatures").mkdir()
    (folder / "signatures" / "own.ndb").write_text(f"MotCua.Thu:0:*:{MARK.hex()}\n")
    conf = folder / "clamd.conf"
    conf.write_text(CONF.format(folder=folder, listen=listen))
    return subprocess.Popen(
        [shutil.which("clamd") or "/usr/sbin/clamd", "--config-file", str(conf)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def clamd(tmp_path_factory) -> Iterator[str]:
    """Where it listens, once it answers."""
    if not Path("/usr/sbin/clamd").exists():
        pytest.skip("clamav-daemon is not installed")
    folder = tmp_path_factory.mktemp("clamd")
    where = str(folder / "clamd.ctl")
    process = daemon(folder, f"LocalSocket {where}")
    try:
        while not Path(where).exists() and process.poll() is None:
            time.sleep(0.05)
        assert process.poll() is None, "clamd did not start"
        yield where
    finally:
        process.terminate()
        process.wait()


def marked() -> bytes:
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(MARK), MARK)
    return pdf(*OBJECTS, stream)


@pytest.mark.django_db
def test_a_file_with_malware_is_not_taken_in_and_nothing_of_it_stays(clamd, settings):
    settings.CLAMD = clamd
    with pytest.raises(Refusal, match="malware_found") as fault:
        save(upload(marked(), "don.pdf"), at=MORNING)
    assert fault.value.facts == {"name": "don.pdf", "found": "MotCua.Thu.UNOFFICIAL"}
    assert list(store.all_files()) == []
    assert not Attachment.objects.exists()


@pytest.mark.django_db
def test_a_clean_file_is_taken_in(clamd, settings):
    settings.CLAMD = clamd
    assert save(upload(PDF), at=MORNING).size == len(PDF)
    large = pdf(*OBJECTS, b"<</Length 900000>>stream\n" + b"x" * 900_000 + b"\nendstream")
    assert save(upload(large), at=MORNING).size == len(large)


@pytest.mark.django_db
def test_where_no_scanner_is_set_files_are_taken_in_and_the_state_says_so(settings, capsys):
    settings.CLAMD = ""
    assert save(upload(marked()), at=MORNING)
    call_command("files", "scanner")
    assert "Chưa đặt chương trình quét mã độc" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_scanner_that_is_set_and_silent_lets_nothing_past(settings, tmp_path):
    settings.CLAMD = str(tmp_path / "nobody.ctl")
    with pytest.raises(Refusal, match="scanner_silent"):
        save(upload(PDF), at=MORNING)
    assert list(store.all_files()) == []
    with pytest.raises(CommandError, match="không trả lời"):
        call_command("files", "scanner")


def test_the_state_of_a_scanner_that_answers(clamd, settings, capsys):
    settings.CLAMD = clamd
    call_command("files", "scanner", "--json")
    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_another_program_at_its_place_is_known_for_one(settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMD = f"127.0.0.1:{server.getsockname()[1]}"
        from threading import Thread

        def answer() -> None:
            line, _ = server.accept()
            with line:
                line.sendall(b"220 mail.example ESMTP\0")

        other = Thread(target=answer)
        other.start()
        ok, says = scanning.state()
        other.join()
    assert not ok
    assert "không phải clamd" in says
