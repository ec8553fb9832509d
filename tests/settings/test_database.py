"""An address of the database that cannot be used is named in a sentence, and its password is not."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from motcua.settings.database import NAME, database, obstacle, why_closed
from motcua.settings.env import WrongSetting
from tests.guards import house

SECRET = "MatKhau"
NOBODY = 65534

UNUSABLE = [
    ("", "an empty variable is no address"),
    ("nonsense", "no scheme at all"),
    (f"mysql://u:{SECRET}@h/db", "an engine that the program does not know"),
    (f"u:{SECRET}@h/db", "the scheme was forgotten"),
    (f"postgresql://u:{SECRET}@h:port/db", "a port that is no number"),
    (f"postgresql://u:1/{SECRET}@h/db", "a slash in the password ends the host early"),
    (f"postgresql://u:1#{SECRET}@h/db", "so does a hash"),
    (f"postgresql://u:{SECRET}@h", "no name of a database"),
    ("sqlite://", "a database in memory is lost with the process"),
]


@pytest.mark.parametrize("address, why", UNUSABLE)
def test_an_address_that_cannot_be_used_is_refused_without_its_password(address, why):
    with pytest.raises(WrongSetting) as wrong:
        database(address, Path("var"))
    said = str(wrong.value)
    assert NAME in said, why
    assert SECRET not in said, why


def test_the_wrong_scheme_is_repeated_so_that_it_can_be_found():
    with pytest.raises(WrongSetting) as wrong:
        database("mysql://u@h/db", Path("var"))
    assert "“mysql://”" in str(wrong.value)


def test_what_the_address_asks_of_the_connection_is_kept():
    found = database("postgresql://u@h/db?sslmode=require&connect_timeout=3", Path("var"))
    assert found["OPTIONS"]["sslmode"] == "require"
    assert str(found["OPTIONS"]["connect_timeout"]) == "3"
    assert "lock_timeout" in found["OPTIONS"]["options"]


# What PostgreSQL 15 and its client say.
SAYINGS = [
    ('FATAL:  password authentication failed for user "an"', "không nhận mật khẩu của “an”"),
    ("fe_sendauth: no password supplied", "không nhận mật khẩu của “an”"),
    ('FATAL:  role "an" does not exist', "không có người dùng “an”"),
    ('FATAL:  database "so" does not exist', "không có cơ sở dữ liệu “so”"),
    ('FATAL:  permission denied for database "so"', "không được vào cơ sở dữ liệu “so”"),
    ('FATAL:  no pg_hba.conf entry for host "10.0.0.2", user "an"', "pg_hba.conf"),
    ("connection timeout expired", "không trả lời kịp"),
    ("could not translate host name", "Không tìm thấy máy “may.invalid”"),
    ("FATAL:  sorry, too many clients already\nDETAIL:  more", "too many clients already."),
]


@pytest.mark.parametrize("says, wanted", SAYINGS)
def test_what_the_server_says_becomes_what_to_change(says, wanted):
    where = database(f"postgresql://an:{SECRET}@may.invalid/so", Path("var"))
    said = why_closed(psycopg.OperationalError(says), where)
    assert wanted in said
    assert NAME in said
    assert SECRET not in said
    assert "\n" not in said


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other users can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """Root may write everywhere; an office does not run as root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    yield
    if root:
        os.seteuid(0)


def _at(path: Path) -> dict[str, object]:
    return database(f"sqlite:///{path}", path.parent)


def test_a_new_file_and_one_of_sqlite_are_no_obstacle(folder):
    assert obstacle(_at(folder / "new.sqlite3")) == ""
    made = sqlite3.connect(folder / "old.sqlite3")
    made.execute("CREATE TABLE one (id)")
    made.close()
    assert obstacle(_at(folder / "old.sqlite3")) == ""


def test_a_missing_folder_a_folder_and_another_file_are_told_apart(folder):
    (folder / "letter").write_text("Kính gửi Ủy ban nhân dân")
    assert "Không có, hoặc không vào được, thư mục" in obstacle(_at(folder / "no" / "db"))
    assert "không phải một tệp" in obstacle(_at(folder))
    assert "không phải cơ sở dữ liệu SQLite" in obstacle(_at(folder / "letter"))


def test_a_folder_that_cannot_be_written_is_named(folder, request):
    folder.chmod(0o555)
    request.getfixturevalue("as_nobody")
    said = obstacle(_at(folder / "motcua.sqlite3"))
    assert said.startswith(f"Không có quyền ghi vào thư mục {folder}")
    assert NAME in said


def test_a_file_that_can_only_be_read_is_named(folder, request):
    path = folder / "motcua.sqlite3"
    path.touch(mode=0o444)
    folder.chmod(0o777)
    request.getfixturevalue("as_nobody")
    assert str(path) in obstacle(_at(path))


def motcua(*argv: str, address: str) -> subprocess.CompletedProcess[str]:
    """What a command says to this database."""
    return subprocess.run(
        [sys.executable, "-m", "motcua", *argv],
        cwd=house.ROOT,
        env={**os.environ, NAME: address},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("command", ["serve", "doctor", "demo"])
def test_nobody_at_the_address_ends_every_command_with_one_line_and_exit_2(command):
    with socket.socket() as taken:
        # Bound but not listening: whoever connects is refused.
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        done = motcua(command, address=f"postgresql://an:{SECRET}@127.0.0.1:{port}/so")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert NAME in done.stderr
    assert SECRET not in done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize(
    "user, name, wanted",
    [
        ("motcua", "chua_tao", "không có cơ sở dữ liệu “chua_tao”"),
        ("la_mat", "postgres", "không có người dùng “la_mat”"),
    ],
)
def test_a_living_server_without_that_name_is_told_from_one_without_that_user(user, name, wanted):
    if connection.vendor != "postgresql":
        pytest.skip("asks what only PostgreSQL does: set MOTCUA_DATABASE_URL")
    where = connection.settings_dict
    user = where["USER"] if user == "motcua" else user
    address = f"postgresql://{user}:{SECRET}@{where['HOST']}:{where['PORT']}/{name}"
    done = motcua("doctor", address=address)
    assert done.returncode == 2
    assert wanted in done.stderr
    assert SECRET not in done.stderr
