"""The portal's 2,642 procedures and 53 real internal processes, counted a second way."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from motcua.procedures import importing, process_files, queries
from motcua.procedures.models import (
    ChannelTerm,
    LegalBasis,
    Paper,
    Procedure,
    Process,
    ProcessStep,
    Result,
    Revision,
)
from motcua.rules.limit import LimitUnit
from tests.procedures.builders import come
from tests.shared import shared

FILE = "data/procedures/procedures_2642.jsonl.gz"
DAY = date(2026, 1, 5)
UNITS = {
    "Giờ": LimitUnit.HOURS,
    "Ngày làm việc": LimitUnit.WORKING_DAYS,
    "Ngày": LimitUnit.CALENDAR_DAYS,
    "Tháng": LimitUnit.MONTHS,
}

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def path():
    return shared(FILE)


@pytest.fixture(scope="module")
def printed(path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(each) for each in file]


@pytest.fixture(scope="module")
def done(path, django_db_setup, django_db_blocker):
    """The whole file is imported once for this module and gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield importing.import_file(path, come(), lambda _: None)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def folder(path, done, django_db_blocker):
    with django_db_blocker.unblock():
        return process_files.import_folder(path.parent, minutes_of_day=480)


def channels(printed) -> list[dict]:
    return [each for row in printed for each in row["cach_thuc"]]


def test_every_procedure_comes_in_and_none_is_rejected(done):
    assert (done.read, done.imported, done.unchanged) == (2642, 2642, 0)
    assert (done.rejected, done.stopped) == ([], None)
    assert Procedure.objects.count() == 2642


def test_what_is_unknown_is_counted_as_a_second_reader_counts_it(done, printed):
    said = channels(printed)
    assert done.repaired["limit_without_unit"] == 861
    assert done.repaired["limit_without_unit"] == sum(
        bool(each["so"]) and not each["don_vi"] for each in said
    )
    assert done.repaired["limit_without_number"] == 334
    assert done.repaired["limit_without_number"] == sum(not each["so"] for each in said)
    assert done.repaired["fee_in_limit_cell"] == 6
    assert done.repaired["no_papers"] == 51 == sum(not r["thanh_phan_ho_so"] for r in printed)
    assert done.repaired["no_law"] == 81 == sum(not r["can_cu_phap_ly"] for r in printed)
    assert done.repaired["no_channel"] == 15 == sum(not r["cach_thuc"] for r in printed)


def test_each_fault_is_flagged_on_its_row(done):
    flagged = Counter(word for term in ChannelTerm.objects.all() for word in term.faults)
    of_terms = {word: n for word, n in done.repaired.items() if word in flagged}
    assert flagged == of_terms
    whole = Counter(
        w for faults in Revision.objects.values_list("faults", flat=True) for w in faults
    )
    assert all(whole[word] == n for word, n in done.repaired.items() if word not in flagged)


def test_every_known_limit_is_the_printed_one_and_no_other_is_known(done, printed):
    expected = Counter(
        (Decimal(each["so"]), UNITS[each["don_vi"]].value)
        for each in channels(printed)
        if each["so"] and each["don_vi"]
    )
    known = ChannelTerm.objects.exclude(limit_amount=None)
    assert Counter(known.values_list("limit_amount", "limit_unit")) == expected
    assert expected[Decimal("1.5"), "working-days"] == 3
    assert ChannelTerm.objects.filter(limit_text="0", limit_amount=None).count() == 9


def test_no_row_of_the_file_is_lost(done, printed):
    assert ChannelTerm.objects.count() == len(channels(printed)) == 7078
    assert Paper.objects.count() == sum(len(r["thanh_phan_ho_so"]) for r in printed)
    assert LegalBasis.objects.count() == sum(len(r["can_cu_phap_ly"]) for r in printed)
    assert Result.objects.count() == sum(len(r["ket_qua"]) for r in printed)


def test_a_second_run_changes_nothing(done, path):
    before = Revision.objects.count()
    again = importing.import_file(path, come(DAY), lambda _: None)
    assert (again.read, again.imported, again.unchanged) == (2642, 0, 2642)
    assert (again.repaired, again.rejected) == (done.repaired, [])
    assert Revision.objects.count() == before


def test_at_least_43_of_53_processes_find_their_procedure(folder):
    assert folder.read == 53
    assert folder.imported >= 43
    assert folder.imported + len(folder.unmatched) == 53
    assert {refusal.word for _, refusal in folder.unmatched} == {"process_without_procedure"}


def test_the_steps_of_each_process_sum_to_the_printed_total_or_say_that_they_do_not(folder, path):
    with (path.parent / "totals.csv").open(encoding="utf-8-sig", newline="") as file:
        totals = [Decimal(row["sum_working_days"]) for row in csv.DictReader(file)]
    assert max(totals) == Decimal("249.5")
    differing = []
    for process in Process.objects.prefetch_related("steps"):
        total = sum(step.working_days or 0 for step in process.steps.all())
        assert process.stated_total in totals
        assert (total == process.stated_total) == ("total_differs" not in process.faults)
        if total != process.stated_total:
            differing.append(process.stated_total)
    assert differing == [Decimal("249.5")], "adoption abroad: conditions, and days of two kinds"


def test_the_meaningless_total_is_flagged(folder):
    flagged = {facts.stated_total: set(faults) for facts, faults in folder.flagged}
    assert {"time_conditional", "total_differs"} <= flagged[Decimal("249.5")]


def test_a_merged_time_is_shared_by_its_steps(folder, path):
    with (path.parent / "steps.csv").open(encoding="utf-8-sig", newline="") as file:
        merged = sum(row["time_merge"] == "merged_with_above" for row in csv.DictReader(file))
    birth = next(each for each in queries.processes_at("1.001193", DAY))
    assert [step.working_days for step in birth.steps.all()] == [1, None, None, None, None]
    shared_steps = ProcessStep.objects.filter(working_days=None).count()
    assert 0 < shared_steps <= merged


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("dang ky khai sinh", "1.001193"),
        ("ket hon", "1.000894"),
        ("2.000635", "2.000635"),
        ("chung thuc ban sao tu ban chinh", "2.000815"),
        ("tình trạng hôn nhân", "1.004873"),
        ("nuoi con nuoi trong nuoc", "2.001263"),
    ],
)
def test_the_commonest_wishes_are_found_first(done, text, code):
    assert queries.search(text, day=DAY)[0].code == code


def test_every_procedure_makes_an_offer(done):
    for code in Procedure.objects.order_by("code").values_list("code", flat=True)[::26]:
        offered = queries.offer(code, DAY)
        assert len(offered.cases) == 1
        assert offered.revision
