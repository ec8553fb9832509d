"""When the term ends, the secret and the personal rows are gone for ever; the log stays whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from motcua.ledger import commitment, erasure, keys, rebuild, store, verify
from motcua.ledger.models import StreamSecret
from motcua.rules.refusal import Refusal
from tests.ledger import desk as room
from tests.ledger.builders import NOW, finished, received, sequence_all, write

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture(autouse=True)
def dossiers(desk: None) -> None:
    for stream in ("dossier:1", "dossier:2"):
        write(stream, received(), finished())
        room.Name.objects.create(stream=stream, name="Nguyễn Thị Bưởi")
    room.show(["dossier:1", "dossier:2"])
    sequence_all()


def erase(stream: str = "dossier:1") -> store.Recorded:
    return erasure.erase(stream, NOW, "system", recorded_at=NOW)


def test_the_log_says_that_and_when_a_dossier_was_erased():
    entry = erase()
    assert entry.kind == "dossier.erased/1"
    assert [each.version for each in store.read("dossier:1")] == [1, 2, 3]


def test_the_secret_and_the_name_are_gone_and_only_of_this_dossier():
    erase()
    assert list(StreamSecret.objects.values_list("stream", flat=True)) == ["dossier:2"]
    assert list(room.Name.objects.values_list("stream", flat=True)) == ["dossier:2"]
    assert room.Row.objects.get(stream="dossier:1").name == ""


def test_rows_derived_again_after_an_erasure_are_the_rows_we_have():
    erase()
    sequence_all()
    assert rebuild.run(mend=False).differences == []
    verdict = verify.check()
    assert verdict.sound
    assert verdict.erased == 1


def test_the_ledger_and_its_leaves_do_not_change_by_a_byte():
    before = [(entry.body, entry.leaf) for entry in store.read("dossier:1")]
    erase()
    assert [(entry.body, entry.leaf) for entry in store.read("dossier:1")][:2] == before


def test_nothing_more_is_written_to_an_erased_dossier():
    erase()
    for version in (0, 3):
        with pytest.raises(Refusal):
            write("dossier:1", received(), after_version=version)
    with pytest.raises(Refusal, match="stream_erased"):
        erase()
    assert len(store.read("dossier:1")) == 3


def test_a_dossier_that_never_was_cannot_be_erased():
    with pytest.raises(LookupError):
        erase("dossier:9")


def test_if_a_room_cannot_forget_nothing_is_erased():
    def stumble(stream: str) -> None:
        raise RuntimeError("a room's own fault")

    erasure.register(stumble)
    with pytest.raises(RuntimeError):
        erase()
    assert StreamSecret.objects.count() == 2
    assert room.Name.objects.count() == 2
    assert len(store.read("dossier:1")) == 2


def test_no_table_holds_the_pseudonym_or_a_salt_afterwards():
    wrapped = bytes(StreamSecret.objects.get(stream="dossier:1").wrapped)
    secret = keys.unwrap("dossier:1", wrapped)
    salts = [commitment.salt(secret, seq, name) for seq in (1, 2, 3) for name in ("at", "unit")]
    erase()
    held = everything()
    assert wrapped not in held
    for trace in (secret, *salts):
        assert trace not in held
        assert trace.hex().encode() not in held


def everything() -> bytes:
    """Every value of every table, and for SQLite the file itself."""
    held: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            held += [
                bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                for row in cursor.fetchall()
                for value in row
            ]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        held.append(connection.connection.serialize())
    return b"\n".join(held)


def test_the_file_of_the_database_holds_no_trace_either(sqlite, tmp_path: Path):
    wrapped = bytes(StreamSecret.objects.get(stream="dossier:1").wrapped)
    assert wrapped in everything(), "or this test could not fail"
    erase()
    assert wrapped not in everything()
