"""An import of procedures: broken lines are told, the rest goes on, a second run changes nothing."""

from __future__ import annotations

import gzip
import json

import pytest
from django.core.management import CommandError, call_command

from motcua.procedures import importing, queries
from motcua.procedures.models import Paper, Revision
from tests.procedures.builders import CODE, JULY, channel, come, line

pytestmark = pytest.mark.django_db


def command(capsys, *words) -> dict:
    call_command("procedures", *map(str, words), "--json")
    return json.loads(capsys.readouterr().out)


def code(number: int) -> str:
    return f"1.{number:06}"


@pytest.fixture
def file(tmp_path):
    """`file(line, line, …)` is the path of a packed file with these lines."""

    def written(*held: bytes):
        path = tmp_path / "thu_tuc.jsonl.gz"
        path.write_bytes(gzip.compress(b"\n".join(held)))
        return path

    return written


def test_the_result_says_what_was_read_imported_repaired_and_rejected(file, capsys):
    path = file(
        line(),
        line(ma_thu_tuc=code(2), cach_thuc=[channel(unit=None), channel(number=None, unit=None)]),
        b"{",
        line(ma_thu_tuc=code(3), thanh_phan_ho_so=[], can_cu_phap_ly=[]),
        line(),
        b"x" * 10_000_000,
    )
    assert command(capsys, "import", path, "--valid-from", "2025-07-01") == {
        "read": 6,
        "imported": 3,
        "unchanged": 0,
        "repaired": {
            "limit_without_number": 1,
            "limit_without_unit": 1,
            "no_law": 1,
            "no_papers": 1,
        },
        "rejected": [
            {
                "line": 3,
                "reason": "Dòng không phải là một bản ghi JSON (Input data was truncated).",
            },
            {
                "line": 5,
                "reason": "Mã thủ tục 1.001193 đã có ở dòng 1. Giữ một trong hai dòng.",
            },
            {"line": 6, "reason": "Dòng dài hơn mức cho phép là 1 MB."},
        ],
    }
    assert queries.revision_at(CODE, JULY).act_number == "163/QĐ-BTP"


def test_a_second_run_changes_nothing_and_says_so(file, capsys):
    path = file(line(), line(ma_thu_tuc=code(2), cach_thuc=[]))
    first = command(capsys, "import", path, "--valid-from", "2025-07-01")
    before = list(Revision.objects.order_by("pk").values())
    second = command(capsys, "import", path, "--valid-from", "2026-01-01")
    assert second == first | {"imported": 0, "unchanged": 2}
    assert list(Revision.objects.order_by("pk").values()) == before


def test_letters_written_in_two_parts_are_stored_in_one(file, capsys):
    command(
        capsys, "import", file(line(ten_thu_tuc="Ca\u0302\u0301p")), "--valid-from", "2025-07-01"
    )
    assert Revision.objects.get().name == "Cấp"


def test_a_damaged_file_keeps_what_was_read_and_ends_with_a_sentence(tmp_path, capsys):
    path = tmp_path / "thu_tuc.jsonl.gz"
    held = [line(ma_thu_tuc=code(number)) for number in range(300)]
    path.write_bytes(gzip.compress(b"\n".join(held))[:-40])
    with pytest.raises(CommandError, match="Tệp nén hỏng"):
        call_command("procedures", "import", str(path), "--json")
    result = json.loads(capsys.readouterr().out)
    assert 0 < result["imported"] == result["read"] == Revision.objects.count()


def test_a_file_that_is_none_of_ours_is_left_after_many_bad_lines(file, monkeypatch):
    monkeypatch.setattr(importing, "MOST_REJECTED", 5)
    done = importing.import_file(file(*[b"x"] * 9), come(), lambda _: None)
    assert (done.stopped.word, len(done.rejected), done.read) == ("too_many_rejected", 5, 5)


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(CommandError, match="Không thấy tệp"):
        call_command("procedures", "import", "khong/co.jsonl")


def test_each_transaction_writes_at_most_some_500_rows(file, monkeypatch):
    papers = [{"ten": f"Giấy {n}", "so_luong": "1 bản chính"} for n in range(90)]
    held = [line(ma_thu_tuc=code(number), thanh_phan_ho_so=papers) for number in range(20)]
    sizes = []
    adopt = importing.actions.adopt

    def counted(contents, provenance):
        sizes.append(sum(each.rows() for each in contents))
        return adopt(contents, provenance)

    monkeypatch.setattr(importing.actions, "adopt", counted)
    done = importing.import_file(file(*held), come(), lambda _: None)
    one = sum(sizes) // done.imported
    assert (done.imported, Paper.objects.count()) == (20, 1800)
    assert max(sizes) <= importing.BATCH + one


def test_the_progress_hears_of_every_procedure(file):
    heard = []
    held = [line(ma_thu_tuc=code(number)) for number in range(200)]
    importing.import_file(file(*held), come(), heard.append)
    assert sum(heard) == 200
