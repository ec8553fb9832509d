"""Counts by unit, day and kind: kept as events get their positions, and the same counted again."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.figures.followers import ROLL_UP
from motcua.figures.models import DailyCount
from motcua.ledger import rebuild, sequencer, sums
from motcua.ledger.difference import Difference
from tests.ledger.builders import behind_the_horizon, changed, finished, received, returned, write

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, SECOND = date(2025, 3, 3), date(2025, 3, 4)


@pytest.fixture(autouse=True)
def counted(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three dossiers of two units, one event a batch; and reference data, which is not counted."""
    settings.LEDGER_FOLLOWERS = [ROLL_UP.follower]
    monkeypatch.setattr(rebuild, "_REGISTERED", [ROLL_UP])
    write("dossier:1", received(), finished())
    write("dossier:2", received())
    write("dossier:3", received(1, unit="H27.20"), finished(2))
    write("unit:H27.19", changed())
    write("dossier:2", finished(), returned(), after_version=1)
    follow(1)


def follow(limit: int) -> None:
    behind_the_horizon()
    sequencer.drain(limit=limit)


def counts() -> dict[tuple[str, date, str], int]:
    rows = DailyCount.objects.values_list("unit", "day", "kind", "value")
    return {(unit, day, kind.split(".")[1]): value for unit, day, kind, value in rows}


def test_each_event_counts_on_its_day_for_the_unit_its_dossier_came_to():
    assert counts() == {
        ("H27.19", FIRST, "received/1"): 2,
        ("H27.19", SECOND, "finished/1"): 2,
        ("H27.20", SECOND, "received/1"): 1,
        ("H27.20", date(2025, 3, 5), "finished/1"): 1,
        ("H27.19", date(2025, 3, 5), "returned/1"): 1,
    }


@pytest.mark.parametrize("held", [0, 1, sums.HELD])
def test_counted_again_it_is_the_same_however_little_is_held_at_once(monkeypatch, held: int):
    monkeypatch.setattr(sums, "HELD", held)
    assert rebuild.run(mend=False).differences == []


@pytest.mark.parametrize(
    ("harm", "why", "reason"),
    [
        (lambda rows: rows.update(value=9), "differs", "a day was made busier"),
        (lambda rows: rows.delete(), "missing", "a day was lost"),
        (lambda rows: rows.update(unit="H27.21"), "missing", "counted for another unit"),
    ],
)
def test_a_wrong_count_is_named_and_mended(harm, why: str, reason: str):
    before = counts()
    harm(DailyCount.objects.filter(unit="H27.20", kind="dossier.received/1"))
    key = "H27.20|2025-03-04|dossier.received/1"
    fields = ("value",) if why == "differs" else ()
    assert Difference("figures_dailycount", key, why, fields) in rebuild.run(mend=True).differences
    assert (rebuild.run(mend=False).differences, counts()) == ([], before), reason


def test_what_is_followed_while_a_rebuild_reads_is_no_fault():
    write("dossier:4", received())
    assert rebuild.run(mend=False, tick=lambda count: follow(500)).differences == []
    assert counts()[("H27.19", FIRST, "received/1")] == 3
