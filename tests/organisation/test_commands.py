"""An installation's first people and calendars come from the command line."""

from __future__ import annotations

import io
import json
import sys
from datetime import timedelta

import pytest
from django.core.management import call_command

from motcua.ledger import store
from motcua.organisation.calendars import calendar_of
from motcua.organisation.models import Officer
from motcua.rules.refusal import Refusal
from motcua.web import clock
from tests.organisation.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def run(*words):
    out = io.StringIO()
    call_command(*words, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def typed(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))


def test_the_first_administrator_then_an_officer_with_a_role(units, monkeypatch, typed):
    run("officers", "add", "quantri", "--name", "Trần Quản Trị", "--act", "1/QĐ")
    run("officers", "assign", "quantri", "administrator", "*", "--act", "1/QĐ")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
    by = ("--act", "2/QĐ", "--approved-by", "quantri")
    run("officers", "add", "hanh", "--name", "Nguyễn Thị Hạnh", *by)
    run("officers", "assign", "hanh", "desk_officer", "18673", *by)
    listed = [(row["username"], row["role"]) for row in run("officers", "list")["officers"]]
    assert listed == [("quantri", "administrator"), ("hanh", "desk_officer")]
    assert Officer.objects.get(username="hanh").check_password(PASSWORD)
    run("officers", "end", "hanh", "desk_officer", "18673", *by)
    with pytest.raises(Refusal, match="role_not_held"):
        run("officers", "end", "hanh", "desk_officer", "18673", *by)
    assert run("officers", "deactivate", "hanh", *by) == {"username": "hanh", "active": False}


def test_a_second_account_without_an_approver_is_refused(administrator, typed):
    with pytest.raises(Refusal, match="approver_missing"):
        run("officers", "add", "hanh", "--name", "Hạnh", "--act", "1")
    with pytest.raises(Refusal, match="officer_unknown"):
        run("officers", "assign", "khongco", "cashier", "18673", "--act", "1")


def test_signs_that_nobody_sees_are_in_no_name_and_no_code(administrator, typed):
    """Zero width space, byte order mark, right-to-left override, line separator."""
    by = ("--act", "2\u200b/QĐ", "--approved-by", "quan\u200btri")
    made = run("officers", "add", "\ufeffhanh", "--name", "Nguyễn\u2028 H\u202eạnh", *by)
    officer = Officer.objects.get(pseudonym=made["pseudonym"])
    assert (officer.username, officer.full_name) == ("hanh", "Nguyễn Hạnh")
    run("officers", "assign", "hanh\u200d", "cashier", "18673\u200b", *by)
    assert officer.assignments.get().act_number == "2/QĐ"
    with pytest.raises(Refusal, match="full_name_missing"):
        run("officers", "add", "lan", "--name", "\u200b\ufeff", *by)
    with pytest.raises(Refusal, match="username_taken"):
        run("officers", "add", "h\u00adanh", "--name", "Hạnh", *by)


def test_hours_and_closures_are_set_shown_and_withdrawn(administrator):
    by = ("--act", "9/QĐ", "--approved-by", "quantri")
    first = clock.today()
    day = calendar_of("18673", first).next_working(first + timedelta(days=1))
    run("calendar", "hours", "18673", str(first), "06:30-11:00", "14:00-17:30", *by)
    superior = ("--reason", "bão", "--superior-act", "77/CĐ-TTg")
    said = run("calendar", "close", "18673", str(day), str(day), *superior, *by)
    assert said["moves_due_dates"]
    shown = run("calendar", "show", "18673")
    assert shown["sessions"] == "06:30-11:00 14:00-17:30"
    assert shown["closed"] == {str(day): "9/QĐ"}
    assert not calendar_of("18673", first).is_working(day)
    run("calendar", "reopen", "18673", str(day), *by)
    assert calendar_of("18673", first).is_working(day)
    with pytest.raises(Refusal, match="closure_unknown"):
        run("calendar", "reopen", "18673", str(day), *by)


@pytest.mark.parametrize("sessions", ["7-11", "11:00-07:00", "sáng", "07:00"])
def test_hours_nobody_can_read_are_a_sentence(administrator, sessions):
    with pytest.raises(Refusal, match="hours_wrong"):
        run(
            "calendar", "hours", "18673", "2026-06-01", sessions,
            "--act", "9", "--approved-by", "quantri",
        )  # fmt: skip


def test_units_are_shown_as_they_are_today(db):
    assert run("units", "starter")["units_added"] > 260
    assert run("units", "show", "18673")["name"] == "Xã Cẩm Xuyên"


def test_an_office_is_set_up_and_a_desk_marked_by_an_act(administrator):
    by = ("--act", "9/QĐ", "--approved-by", "quantri")
    said = run("units", "office", "18676.VH", "Phòng Văn hóa", "18676", *by)
    assert (said["parent"], said["desk"]) == ("18676", False)
    with pytest.raises(Refusal, match="unit_exists"):
        run("units", "office", "18676.VH", "Phòng Văn hóa", "18676", *by)
    with pytest.raises(Refusal, match="name_missing"):
        run("units", "office", "18676.XX", " ", "18676", *by)
    with pytest.raises(Refusal, match="unit_unknown"):
        run("units", "office", "1.X", "Phòng", "99999", *by)
    said = run("units", "desk", "18676", "--agency-code", "H27.99", *by)
    assert (said["desk"], said["agency_code"]) == (True, "H27.99")
    assert [e.event.act for e in store.read("organisation_unit:18676")] == ["9/QĐ"]
