"""Rows derived again from the ledger are the rows we had; one that is not is named and mended."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.ledger import histories, rebuild
from motcua.ledger.difference import Difference
from tests.ledger import desk as room
from tests.ledger.builders import finished, received, returned, sequence_all, write

pytestmark = pytest.mark.usefixtures("desk")
STREAMS = [f"dossier:{n}" for n in range(6)]


@pytest.fixture(autouse=True)
def dossiers(desk: None) -> None:
    """Six dossiers with names, shown and added up; and a stream of another room."""
    for n, stream in enumerate(STREAMS):
        write(stream, received(n), finished(n + 1), returned(n + 2))
        room.Name.objects.create(stream=stream, name=f"Nguyễn Thị {n}")
    write("unit:H27.19", finished())
    room.show(STREAMS)
    sequence_all(limit=4)


def differences(*, mend: bool = False) -> list[Difference]:
    return rebuild.run(mend=mend).differences


def test_what_was_written_along_the_way_is_what_the_ledger_gives():
    seen: list[int] = []
    report = rebuild.run(mend=False, tick=seen.append)
    assert report == rebuild.Report(events=19, streams=7)
    assert sum(seen) == 19


@pytest.mark.parametrize("batch", [1, 2, 3, 4, 19, 20])
def test_the_size_of_a_batch_changes_nothing(monkeypatch, batch: int):
    monkeypatch.setattr(histories, "BATCH", batch)
    assert differences() == []
    room.Row.objects.all().delete()
    assert len(differences(mend=True)) == 6
    assert differences() == []


def test_a_table_that_was_emptied_is_counted_whole_and_named_in_part(monkeypatch):
    monkeypatch.setattr(rebuild, "NAMED", 4)
    monkeypatch.setattr(rebuild, "CHUNK", 2)
    before = list(room.Row.objects.order_by("stream").values())
    room.Row.objects.all().delete()
    report = rebuild.run(mend=True)
    assert (report.wrong, len(report.differences)) == (6, 4)
    assert list(room.Row.objects.order_by("stream").values()) == before


@pytest.mark.parametrize(
    ("harm", "found", "why"),
    [
        (
            lambda: room.Row.objects.filter(stream="dossier:2").update(unit="H27.20", version=9),
            Difference("test_row", "dossier:2", "differs", ("version", "unit")),
            "a row was edited by hand",
        ),
        (
            lambda: room.Row.objects.filter(stream="dossier:3").delete(),
            Difference("test_row", "dossier:3", "missing"),
            "a row was lost",
        ),
        (
            lambda: room.Row.objects.create(
                stream="dossier:x", version=1, unit="H27", received_at=received().at
            ),
            Difference("test_row", "dossier:x", "extra"),
            "a row without any event",
        ),
        (
            lambda: room.Row.objects.create(
                stream="unit:H27.19", version=1, unit="H27", received_at=received().at
            ),
            Difference("test_row", "unit:H27.19", "extra"),
            "a row from a stream that gives none",
        ),
        (
            lambda: room.Sum.objects.filter(kind="dossier.finished/1").update(value=99),
            Difference("test_sum", "dossier.finished/1", "differs", ("value",)),
            "a sum was made nicer",
        ),
        (
            lambda: room.Sum.objects.filter(kind="dossier.finished/1").delete(),
            Difference("test_sum", "dossier.finished/1", "missing"),
            "a sum was lost",
        ),
        (
            lambda: room.Sum.objects.create(kind="dossier.stopped/1", value=3),
            Difference("test_sum", "dossier.stopped/1", "extra"),
            "a sum of nothing",
        ),
    ],
)
def test_a_row_that_differs_is_named_and_mended(harm, found: Difference, why: str):
    before = list(room.Row.objects.order_by("stream").values()), sums()
    harm()
    assert differences() == [found], why
    assert differences() == [found], "looking changes nothing"
    assert differences(mend=True) == [found]
    assert differences() == []
    assert (list(room.Row.objects.order_by("stream").values()), sums()) == before


def sums() -> dict[str, int]:
    return dict(room.Sum.objects.values_list("kind", "value"))


def test_events_without_positions_are_not_missing_from_the_sums():
    write("dossier:new", received())
    room.show(["dossier:new"])
    assert differences() == []


def run(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("rebuild", *arguments, stdout=out)
    except SystemExit as stopped:
        return int(stopped.code), out.getvalue()
    return 0, out.getvalue()


def test_the_command_says_in_one_line_that_all_is_well():
    assert run("--check") == (0, "7 luồng từ 19 sự kiện: 0 dòng khác.\n")


def test_the_command_names_what_differs_and_never_what_it_holds():
    room.Row.objects.filter(stream="dossier:2").update(name="Trần Văn Bí Mật")
    code, said = run("--check")
    assert code == 1
    assert "khác: test_row dossier:2 name" in said
    assert "Bí Mật" not in said
    assert "Nguyễn" not in said
    code, said = run("--check", "--json")
    assert code == 1
    assert json.loads(said)["differences"] == [
        {"table": "test_row", "key": "dossier:2", "why": "differs", "fields": ["name"]}
    ]
    assert run()[0] == 0
    assert run("--check")[0] == 0


def test_a_rebuild_asks_no_more_questions_when_there_are_more_dossiers(monkeypatch):
    monkeypatch.setattr(rebuild, "_REGISTERED", [room.ROWS])

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert differences() == []
        return len(asked)

    with_six = questions()
    more = [f"dossier:more-{n}" for n in range(30)]
    for stream in more:
        write(stream, received())
    room.show(more)
    assert questions() == with_six
