"""What is published does not change, by whatever door one tries."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.procedures import actions, immutable, processes
from motcua.procedures.facts import Notice
from motcua.procedures.models import (
    Case,
    ChannelTerm,
    LegalBasis,
    Origin,
    Paper,
    Process,
    ProcessStep,
    Result,
    Revision,
    SectorNotice,
)
from motcua.procedures.processes import ProcessFacts, StepRow
from motcua.settings.law.catalogue import Level
from tests.procedures.builders import AT, JULY, content, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    return published(notice=Notice(5, "Luật A Điều 7"))


@pytest.fixture
def process(revision):
    facts = ProcessFacts(
        procedure=revision.procedure.code,
        level=Level.COMMUNE,
        title="Đăng ký khai sinh",
        steps=(StepRow("Nhận", "desk_officer", minutes=60),),
        valid_from=JULY,
        source="Thử",
        origin=Origin.OFFICE,
    )
    return processes.adopt(facts)


def refused(deed) -> bool:
    try:
        with transaction.atomic():
            deed()
    except DatabaseError as error:
        return immutable.MESSAGE in str(error)
    return False


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Revision, {"name": "Tên khác"}),
        (Revision, {"valid_from": "2020-01-01"}),
        (Revision, {"same_day": True}),
        (Revision, {"state": "draft"}),
        (Revision, {"act_number": "99/QĐ-UBND"}),
        (Case, {"name": "Trường hợp khác"}),
        (ChannelTerm, {"limit_amount": 30}),
        (ChannelTerm, {"fee": 1_000_000}),
        (Paper, {"originals": 9}),
        (LegalBasis, {"number": "1/2000/QH10"}),
        (Result, {"name": "Kết quả khác"}),
        (SectorNotice, {"working_days": 30}),
        (Process, {"title": "Tên khác"}),
        (Process, {"state": "draft"}),
        (ProcessStep, {"minutes": 1}),
    ],
)
def test_nothing_published_is_edited_or_deleted(process, model, change):
    assert refused(lambda: model.objects.update(**change))
    assert refused(lambda: model.objects.all()._raw_delete(using="default"))


def test_nothing_is_added_to_what_is_published(revision, process):
    case = revision.cases.get()
    deeds = (
        lambda: Case.objects.create(revision=revision, order=9),
        lambda: ChannelTerm.objects.create(case=case, order=9, channel="post"),
        lambda: Paper.objects.create(revision=revision, order=9, name="Giấy thêm"),
        lambda: LegalBasis.objects.create(revision=revision, order=9, number="1/2026/QH16"),
        lambda: Result.objects.create(revision=revision, order=9, name="Thêm"),
        lambda: ProcessStep.objects.create(process=process, order=9, name="Thêm"),
    )
    assert all(map(refused, deeds))


def test_a_paper_of_a_draft_is_not_moved_into_what_is_published(revision):
    draft = actions.draft(content("2.000635"), source="Soạn", valid_from=JULY, at=AT, by="a")
    assert refused(lambda: draft.papers.update(revision=revision))


def test_a_draft_may_still_change(revision):
    draft = actions.draft(content("2.000635"), source="Soạn", valid_from=JULY, at=AT, by="a")
    draft.papers.all().delete()
    Revision.objects.filter(pk=draft.pk).update(name="Tên khác")
    draft.refresh_from_db()
    assert (draft.name, draft.papers.count()) == ("Tên khác", 0)


def test_replacing_a_row_by_its_number_is_refused_too(revision):
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is a word of SQLite only")

    def replace():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT OR REPLACE INTO procedures_paper SELECT * FROM procedures_paper LIMIT 1"
            )

    assert refused(replace)


def test_a_missing_trigger_is_reported_and_put_back():
    name, table = next(iter(immutable.names().items()))
    place = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{place}")
    assert [each.id for each in immutable.missing_triggers(["default"])] == ["procedures.E001"]
    immutable.install_after_migrate("default")
    assert immutable.missing_triggers(["default"]) == []
