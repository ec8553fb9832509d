"""Drafting, publishing and abolishing a procedure; what held when."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.procedures import actions, queries
from motcua.procedures.facts import Notice
from motcua.procedures.models import Procedure, Revision, State
from motcua.rules.refusal import Refusal
from tests.procedures.builders import AT, CODE, JULY, come, content, published

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 1)
MARCH = date(2026, 3, 1)
EARLIER = date(2025, 1, 1)


def draft(**changes) -> Revision:
    day = changes.pop("day", JULY)
    return actions.draft(content(**changes), source="Soạn", valid_from=day, at=AT, by="author")


def name_on(day: date) -> str:
    return queries.revision_at(CODE, day).name


def test_a_draft_is_seen_by_nobody():
    draft()
    with pytest.raises(Refusal, match="no_procedure_in_force"):
        queries.revision_at(CODE, JULY)
    assert queries.search("khai sinh", day=JULY) == []
    assert queries.fields(JULY) == []


def test_a_published_procedure_says_who_approved_it_and_by_which_decision():
    found = queries.revision_at(CODE, published().valid_from)
    assert (found.state, found.act_number, found.author, found.approver, found.published_at) == (
        State.PUBLISHED,
        "12/QĐ-UBND",
        "author",
        "approver",
        AT,
    )


@pytest.mark.parametrize(
    ("act", "by", "word", "why"),
    [
        ("", "approver", "no_act_number", "a decision has a number"),
        ("  ", "approver", "no_act_number", "blanks are no number"),
        ("12/QĐ\x00", "approver", "unusable_text", "no database keeps it"),
        ("12/QĐ-UBND", "author", "approved_by_author", "two people publish"),
    ],
)
def test_publishing_is_refused(act, by, word, why):
    with pytest.raises(Refusal) as no:
        actions.publish(draft().pk, act_number=act, at=AT, by=by)
    assert no.value.word == word, why


def test_what_is_published_is_not_published_again():
    with pytest.raises(Refusal, match="not_a_draft"):
        actions.publish(published().pk, act_number="13/QĐ-UBND", at=AT, by="third")
    with pytest.raises(Refusal, match="no_such_revision"):
        actions.publish(0, act_number="13/QĐ-UBND", at=AT, by="third")


def test_a_change_is_a_new_revision_and_the_old_one_stays_for_its_dossiers():
    old = published(name="Tên cũ")
    published(name="Tên mới", day=MAY)
    assert (name_on(date(2026, 4, 30)), name_on(MAY)) == ("Tên cũ", "Tên mới")
    old.refresh_from_db()
    assert (old.number, old.valid_to, old.name) == (1, MAY, "Tên cũ")


def test_a_revision_published_late_holds_until_the_one_already_known():
    published(name="Tháng bảy")
    published(name="Tháng năm", day=MAY)
    published(name="Tháng ba", day=MARCH)
    published(name="Trước đó", day=EARLIER)
    names = [name_on(day) for day in (EARLIER, JULY, MARCH, date(2026, 4, 30), MAY)]
    assert names == ["Trước đó", "Tháng bảy", "Tháng ba", "Tháng ba", "Tháng năm"]


def test_a_correction_from_the_same_day_takes_the_place_of_the_wrong_one():
    published(name="Sai")
    published(name="Đúng")
    assert name_on(JULY) == "Đúng"
    assert [each.name for each in queries.history(CODE)] == ["Đúng"]
    assert Revision.objects.count() == 2


def test_an_abolished_procedure_is_gone_from_its_day_on():
    published()
    actions.retire(CODE, day=MAY, act_number="20/QĐ-UBND", at=AT, by="approver")
    assert name_on(date(2026, 4, 30)) == "Đăng ký khai sinh"
    with pytest.raises(Refusal, match="no_procedure_in_force"):
        queries.revision_at(CODE, MAY)
    assert queries.search("khai sinh", day=MAY) == []
    assert len(queries.search("khai sinh", day=date(2026, 4, 30))) == 1


def test_a_late_correction_does_not_revive_what_was_abolished():
    published()
    actions.retire(CODE, day=MAY, act_number="20/QĐ-UBND", at=AT, by="approver")
    published(name="Sửa tên", day=MARCH)
    assert name_on(MARCH) == "Sửa tên"
    with pytest.raises(Refusal, match="no_procedure_in_force"):
        queries.revision_at(CODE, MAY)


@pytest.mark.parametrize(
    ("code", "act", "word", "why"),
    [
        ("9.999999", "20/QĐ-UBND", "no_procedure_in_force", "nothing to abolish"),
        (CODE, "", "no_act_number", "abolished by a decision"),
    ],
)
def test_abolishing_is_refused(code, act, word, why):
    published()
    with pytest.raises(Refusal) as no:
        actions.retire(code, day=MAY, act_number=act, at=AT, by="approver")
    assert no.value.word == word, why


def test_a_procedure_with_a_later_revision_is_not_abolished_before_it():
    published()
    published(name="Tháng năm", day=MAY)
    with pytest.raises(Refusal, match="later_revision_waits"):
        actions.retire(CODE, day=MARCH, act_number="20/QĐ-UBND", at=AT, by="approver")


def test_adopting_the_same_twice_changes_nothing():
    assert actions.adopt([content()], come()) == 1
    assert actions.adopt([content()], come(MAY)) == 0
    assert Revision.objects.count() == 1


def test_a_changed_source_makes_a_new_revision_from_its_day():
    actions.adopt([content()], come())
    assert actions.adopt([content(days="3")], come(MAY)) == 1
    limits = [queries.terms(CODE, "counter", day).limit.amount for day in (JULY, MAY)]
    assert limits == [5, 3]


def test_an_import_keeps_the_flags_that_its_source_does_not_speak_of():
    published(same_day=True, no_appointment=True)
    actions.adopt([content(name="Tên của cổng")], come(MAY))
    found = queries.revision_at(CODE, MAY)
    assert (found.name, found.same_day, found.no_appointment) == ("Tên của cổng", True, True)


def test_a_crash_in_the_middle_leaves_no_half_of_a_procedure(monkeypatch):
    def broken(*_):
        raise OSError("đĩa đầy")

    monkeypatch.setattr("motcua.procedures.rows._store_parts", broken)
    with pytest.raises(OSError, match="đĩa đầy"):
        actions.adopt([content()], come())
    assert (Procedure.objects.count(), Revision.objects.count()) == (0, 0)
    # The mutant without a transaction is seen by the same count.
    with pytest.raises(OSError, match="đĩa đầy"):
        actions.adopt.__wrapped__([content()], come())
    assert (Procedure.objects.count(), Revision.objects.count()) == (1, 1)


def test_the_search_entries_can_be_derived_again():
    published()
    before = queries.search("chung sinh", day=JULY)
    Revision.objects.get().search_entry.delete()
    assert actions.reindex() == 1
    assert queries.search("chung sinh", day=JULY) == before


def test_what_a_sector_rule_says_stays_where_the_next_source_is_silent():
    first = published(notice=Notice(5, "Luật A Điều 7"))
    assert queries.notice_of(first.pk) == Notice(5, "Luật A Điều 7")
    actions.adopt([content(name="Tên mới")], come(MARCH))
    second = queries.revision_at(CODE, MARCH)
    assert second.pk != first.pk
    assert queries.notice_of(second.pk) == Notice(5, "Luật A Điều 7")
    third = published(day=MAY, notice=Notice(7, "Luật B Điều 9"))
    assert queries.notice_of(third.pk) == Notice(7, "Luật B Điều 9")
    assert queries.notice_of(first.pk) == Notice(5, "Luật A Điều 7"), "dossiers under way keep it"


def test_a_procedure_without_a_sector_rule_has_no_notice_and_the_digest_it_always_had():
    assert queries.notice_of(published().pk) is None
    assert queries.notice_of(0) is None
    before = "0d64231ec58c3038eb8d1b72d16d5774c9b1658b69d8ae343755245efea855c6"
    assert content().digest() == before
    assert content(notice=Notice(5, "Luật A")).digest() != before
