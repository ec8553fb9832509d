"""Without the key file a database opens nothing; and no second key is ever made by mistake."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from motcua.ledger import commitment, keys
from motcua.rules.refusal import Refusal
from motcua.web.sentences import sentence
from tests.ledger.builders import received, write


@pytest.fixture
def key_file(settings, tmp_path: Path) -> Path:
    settings.KEY_FILE = tmp_path / "elsewhere" / "kek"
    return settings.KEY_FILE


@pytest.mark.django_db
def test_the_key_is_made_at_the_first_use_and_only_its_owner_reads_it(key_file: Path):
    secret = commitment.new_secret()
    assert keys.unwrap("dossier:1", keys.wrap("dossier:1", secret)) == secret
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert len(key_file.read_bytes()) == 32
    assert [each.name for each in key_file.parent.iterdir()] == ["kek"]


@pytest.mark.django_db
def test_a_secret_locked_for_one_dossier_does_not_open_for_another(key_file: Path):
    wrapped = keys.wrap("dossier:1", commitment.new_secret())
    with pytest.raises(Refusal, match="key_file_wrong"):
        keys.unwrap("dossier:2", wrapped)


@pytest.mark.django_db
def test_a_lost_key_file_is_named_and_never_replaced(settings, tmp_path: Path):
    write("dossier:1", received())
    settings.KEY_FILE = tmp_path / "lost"
    with pytest.raises(Refusal) as refused:
        write("dossier:2", received())
    assert "khóa" in sentence(refused.value)
    assert str(tmp_path / "lost") in sentence(refused.value)
    assert not settings.KEY_FILE.exists()


@pytest.mark.django_db
def test_a_key_file_of_another_office_is_named(settings, tmp_path: Path):
    write("dossier:1", received())
    settings.KEY_FILE = tmp_path / "other"
    settings.KEY_FILE.write_bytes(bytes(32))
    with pytest.raises(Refusal, match="key_file_wrong"):
        write("dossier:1", received(), after_version=1)


@pytest.mark.django_db
def test_a_torn_key_file_is_named(key_file: Path):
    key_file.parent.mkdir()
    key_file.write_bytes(b"half")
    with pytest.raises(Refusal, match="key_file_wrong"):
        keys.wrap("dossier:1", commitment.new_secret())
