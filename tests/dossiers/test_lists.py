"""Work lists: whole, in order, each dossier once, whoever reads and however many units they reach."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from motcua.dossiers import lists, word_table
from motcua.dossiers.indexed import OPEN, WORD_TABLE
from motcua.dossiers.list_views import VIEWS, Reader
from motcua.dossiers.lists import Asked, counts, work_list
from motcua.dossiers.models import DossierRow
from motcua.dossiers.projection import search_text
from motcua.organisation.permits import Scope
from motcua.rules.regime import Status
from tests.dossiers.requests import counted

NOW = datetime(2026, 3, 5, 3, tzinfo=UTC)
SOON = datetime(2026, 3, 6, 16, 59, tzinfo=UTC)
DAY = timedelta(days=1)
ENDED = {Status.REFUSED_AT_COUNTER, Status.RETURNED, Status.WITHDRAWN, Status.STOPPED}

pytestmark = pytest.mark.django_db


def row(name: str, **more: object) -> DossierRow:
    """A dossier of unit a, received yesterday and due tomorrow, unless said otherwise."""
    code = f"H27.1-20260304-{DossierRow.objects.count():07d}"
    values = {
        "stream": f"{name}-{DossierRow.objects.count()}",
        "version": 1,
        "code": code,
        "status": Status.IN_PROGRESS,
        "procedure": "1.1",
        "channel": "counter",
        "unit": "a",
        "holder_unit": "a",
        "holder": "lan",
        "received_at": NOW - DAY,
        "last_at": NOW - DAY,
        "promised": NOW + DAY,
        "applicant_name": name,
        "search": search_text(code, str(more.pop("number", "")), name),
    }
    return DossierRow.objects.create(**values | more)


def reader(*units: str, officer: str = "lan") -> Reader:
    return Reader(Scope(frozenset(units), everything=not units), officer, NOW, SOON)


def shown(who: Reader, view: str, **more: object) -> list[str]:
    """The names on every page of a list, read on from key to key."""
    found: list[str] = []
    page = work_list(who, Asked(view=view, **more))
    while True:
        found += [each["applicant_name"] for each in page.rows]
        if not page.following:
            return found
        page = work_list(who, Asked(view=view, after=page.following, **more))


def test_what_the_index_calls_open_is_every_state_but_the_last_ones():
    for number, status in enumerate(Status):
        row(status, status=status, stream=f"s{number}")
    found = set(DossierRow.objects.filter(OPEN).values_list("status", flat=True))
    assert found == set(Status) - ENDED


@pytest.mark.parametrize("units", [("a",), ("a", "b"), tuple("abcdefgh"), ()])
def test_a_dossier_that_reaches_a_reader_in_three_ways_is_listed_once(units):
    row("here")
    row("held here", unit="x", holder_unit="a")
    row("offered here", unit="x", holder_unit="x", pending_unit="a")
    row("all at once", pending_unit="a")
    row("elsewhere", unit="x", holder_unit="y", pending_unit="z")
    expected = {"here", "held here", "offered here", "all at once"}
    if not units:
        expected.add("elsewhere")
    for view in ("unit", "all"):
        names = shown(reader(*units), view)
        assert sorted(names) == sorted(expected), view
    assert counts(reader(*units))["unit"] == len(expected)


def test_the_earliest_promise_comes_first_and_no_promise_last():
    row("none", promised=None)
    row("second", promised=NOW + 2 * DAY)
    row("first", promised=NOW - DAY)
    assert shown(reader("a"), "unit") == ["first", "second", "none"]


def test_of_all_dossiers_the_one_received_last_comes_first():
    row("older", received_at=NOW - 3 * DAY, last_at=NOW, status=Status.RETURNED)
    row("not received yet", received_at=None, last_at=NOW - 2 * DAY, status=Status.SUBMITTED)
    row("newest")
    assert shown(reader("a"), "all") == ["newest", "not received yet", "older"]


@pytest.mark.parametrize("units", [("a",), ("a", "b"), ()])
@pytest.mark.parametrize("view", ["unit", "all", "overdue"])
def test_pages_go_on_by_key_through_equal_moments_and_missing_ones(view, units):
    for number in range(2 * lists.PAGE + 7):
        promised = None if number % 3 == 0 and view != "overdue" else NOW - DAY
        row(f"n{number}", promised=promised, unit="a" if number % 2 else "b", holder_unit="a")
    names = shown(reader(*units), view)
    assert len(names) == len(set(names)) == 2 * lists.PAGE + 7


@pytest.mark.parametrize(
    ("view", "expected", "why"),
    [
        ("mine", {"mine", "soon", "late", "with y", "offered y"}, "held by the officer"),
        ("overdue", {"late"}, "past the promised hour"),
        ("soon", {"soon"}, "due by the end of the next working day, and not late yet"),
        ("elsewhere", {"with y", "offered y"}, "taken in here, another unit's turn"),
        ("to_confirm", {"offered a", "offered to lan"}, "offered to the unit or to the officer"),
    ],
)
def test_each_list_holds_what_its_name_says(view, expected, why):
    far = NOW + 9 * DAY
    row("mine", promised=far)
    row("soon", promised=SOON)
    row("late", promised=NOW - DAY)
    row("with y", promised=far, holder_unit="y")
    row("offered y", promised=far, pending_unit="y")
    row("offered a", promised=far, holder="x", unit="x", holder_unit="x", pending_unit="a")
    same = {"promised": far, "holder": "x", "pending_unit": "a"}
    row("offered to lan", pending_officer="lan", **same)
    row("offered to minh", pending_officer="minh", **same)
    assert set(shown(reader("a"), view)) == expected, why
    assert counts(reader("a"))[view] == len(expected)


def test_tabs_go_without_numbers_where_there_are_too_many_to_count(monkeypatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 2)
    for name in "xyz":
        row(name)
    assert counts(reader("a")) == {}
    assert counts(reader()) == {}


@pytest.mark.parametrize("near", [1, lists.NEAR])
@pytest.mark.parametrize("units", [("a",), ("a", "b"), ()])
@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        (
            "đặng  ÁNH",
            {"Đặng Thị Ánh"},
            "marks, case and blanks do not matter, nor what is between",
        ),
        ("anh dang", {"Đặng Thị Ánh"}, "in any order"),
        ("dan", set(), "a word is typed whole"),
        ("042185001234", {"Đặng Thị Ánh"}, "the applicant's number"),
        ("0000001", {"Hồ Ý %_! 'x'"}, "the serial of a code"),
        ("20260304-0000001", {"Hồ Ý %_! 'x'"}, "the end of a code"),
        ("h27.1-20260304-0000000", {"Đặng Thị Ánh"}, "a whole code"),
        ("H27.1-20260304-9999999", set(), "a code that nobody has"),
        ("%", {"Đặng Thị Ánh", "Hồ Ý %_! 'x'"}, "signs alone ask for nothing"),
        ("h_", set(), "a sign is no placeholder"),
        ('"x" OR words', set(), "nothing is understood as a command"),
    ],
)
def test_a_dossier_is_found_by_whole_words(monkeypatch, near, units, text, found, why):
    monkeypatch.setattr(lists, "NEAR", near)
    row("Đặng Thị Ánh", number="042 185 001234")
    row("Hồ Ý %_! 'x'")
    row("Đặng Thị Ánh Xa", unit="z", holder_unit="z", search="dang thi anh xa 042185001234 z")
    expected = found | ({"Đặng Thị Ánh Xa"} if not units and "Đặng Thị Ánh" in found else set())
    if text.lower().startswith("h27") or (text == "%" and units):
        expected = found
    assert set(shown(reader(*units), "all", text=text)) == expected, why


@pytest.mark.parametrize("view", ["mine", "unit", "all"])
def test_words_find_what_a_unit_holds_for_another_desk_in_every_list(view):
    row("Đặng Thị Ánh", unit="x", holder_unit="a", number="042185001234")
    for text in ("anh", "042185001234"):
        assert shown(reader("a"), view, text=text) == ["Đặng Thị Ánh"], text


def test_a_dossier_is_found_where_it_lies_now_and_under_its_new_name():
    found = row("Đặng Thị Ánh")
    assert not shown(reader("b"), "all", text="042185001234")
    found.holder_unit, found.search = "b", search_text(found.code, "042185001234", "Lê Thị Ánh")
    found.save()
    assert shown(reader("b"), "all", text="042185001234") == ["Đặng Thị Ánh"]
    assert shown(reader("b"), "all", text="le")
    assert not shown(reader("a"), "all", text="dang")
    found.delete()
    assert not shown(reader("a", "b"), "all", text="le")


def test_no_list_asks_more_for_more_rows(monkeypatch):
    monkeypatch.setattr(lists, "NEAR", 3)

    def asked() -> dict[tuple[str, str], int]:
        numbers = {}
        for view in VIEWS:
            for text in ("", "nguyen", "042185001234"):
                with counted() as statements:
                    work_list(reader("a"), Asked(view=view, text=text))
                numbers[view, text] = len(statements)
        return numbers

    row("Nguyễn")
    few = asked()
    for _ in range(lists.PAGE + 5):
        row("Nguyễn")
    many = asked()
    assert max(few.values()) <= 2
    assert all(many[each] <= few[each] for each in few)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has an index for it")
def test_words_are_written_anew_where_a_trigger_was_lost():
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER dossiers_words_insert")
    row("Đặng Thị Ánh", number="042185001234")
    assert not shown(reader("a"), "all", text="042185001234")
    word_table.keep(connection)
    assert shown(reader("a"), "all", text="042185001234")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {WORD_TABLE}")
        assert cursor.fetchone() == (1,)
