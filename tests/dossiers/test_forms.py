"""What people type at the desk, and what the forms make of it."""

from __future__ import annotations

import pytest

from motcua.dossiers import forms
from motcua.dossiers.deed_pages import PAGES
from motcua.dossiers.fields import LateEntry
from motcua.dossiers.forms_intake import ReceiveForm
from motcua.dossiers.requests import day_of

KEY = {"idempotency_key": "0" * 32}


@pytest.mark.parametrize(
    ("typed", "amount", "why"),
    [
        ("50000", 50_000, "digits"),
        ("50.000", 50_000, "as people write thousands"),
        ("50,000 đ", 50_000, "the English way, with its sign"),
        ("50 000 đồng", 50_000, "in words"),
        ("0.5", None, "never half a million for half a đồng"),
        ("50.00", None, "two figures after a point are no thousands"),
        ("-5", None, "less than nothing"),
        ("nhiều", None, "no number"),
        ("9" * 30, None, "more than there is"),
        ("1" + " " * 1_000_000 + "x", None, "a million blanks, answered at once"),
    ],
)
def test_a_sum_is_read_as_people_write_it(typed, amount, why):
    form = forms.ChargeForm(KEY | {"amount": typed})
    assert form.is_valid() == (amount is not None), why
    if amount is not None:
        assert form.cleaned_data["amount"] == amount, why


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("05/9/2026", "2026-09-05"),
        ("5-9-2026", "2026-09-05"),
        ("2026-09-05", "2026-09-05"),
        (" 5.9.2026 ", "2026-09-05"),
        ("31/2/2026", None),
        ("5/9/26", None),
        ("0/0/0", None),
        ("hôm nay", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(typed, day):
    found = day_of(typed)
    assert (found.isoformat() if found else None) == day


def test_a_late_entry_shows_itself_when_something_of_it_was_typed():
    assert not LateEntry({}).late
    assert LateEntry({"at_0": "5"}).late
    assert LateEntry({"late_reason": "Mất điện"}).late


def test_only_papers_that_came_are_counted():
    form = ReceiveForm(
        [(1, "Một")],
        ["Tờ khai", "Đơn", "Ảnh"],
        KEY
        | {
            "case": "1",
            "channel": "counter",
            "name": "A",
            "copies": "1",
            "paper_0_originals": "1",
            "paper_2_copies": "2",
        },
    )
    assert form.is_valid(), form.errors
    assert form.counted() == [("Tờ khai", 1, 0), ("Ảnh", 0, 2)]


def test_a_paper_of_a_thousand_letters_still_has_its_complaint():
    form = ReceiveForm([(1, "Một")], ["x" * 1000], KEY | {"paper_0_originals": "-1"})
    [says] = form.errors["paper_0_originals"]
    assert "nhỏ quá mức" in says
    assert len(says) < 200


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_every_deed_is_sent_once_and_may_be_entered_late(page):
    assert issubclass(page.form, forms.DeedForm)
    assert {"idempotency_key", "seen", *LateEntry.LATE} <= set(page.form.base_fields)
