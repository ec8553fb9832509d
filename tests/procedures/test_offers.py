"""What intake needs from the catalogue: limit, fee, papers and steps, as they stand on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from motcua.procedures import processes, queries
from motcua.procedures.facts import Case, Term
from motcua.procedures.models import Origin
from motcua.procedures.processes import ProcessFacts, StepRow
from motcua.rules.limit import Channel, Limit, LimitUnit
from motcua.rules.refusal import Refusal
from motcua.rules.workflow import Step
from motcua.settings.law.catalogue import Level
from tests.procedures.builders import CODE, JULY, published

pytestmark = pytest.mark.django_db

DAYS = LimitUnit.WORKING_DAYS


def term(days=None, channel=Channel.COUNTER, fee=0, **changes) -> Term:
    limit = None if days is None else Limit(Decimal(days), DAYS)
    return Term(channel, limit=limit, fee=fee, **changes)


def with_process(code=CODE) -> None:
    steps = (
        StepRow("Tiếp nhận", "desk_officer", working_days=Decimal("0.5")),
        StepRow("Ký", "signer"),
        StepRow("Trả", "desk_officer", minutes=30),
    )
    facts = ProcessFacts(
        procedure=code,
        level=Level.COMMUNE,
        title="Khai sinh",
        steps=steps,
        valid_from=JULY,
        source="Thử",
        origin=Origin.OFFICE,
    )
    processes.adopt(facts)


def test_intake_gets_everything_in_two_statements(django_assert_num_queries):
    revision = published(same_day=True, unverified="Nguồn chưa rõ")
    with_process()
    with django_assert_num_queries(2):
        found = queries.terms(CODE, Channel.COUNTER, JULY)
    assert (found.revision, found.limit, found.fee) == (revision.pk, Limit(Decimal(5), DAYS), 0)
    assert [(p.name, p.originals, p.copies) for p in found.papers] == [
        ("Giấy chứng sinh", 1, 0),
        ("Tờ khai", 2, 1),
    ]
    assert found.offer.steps == (
        Step("Tiếp nhận", "desk_officer", working_days=Decimal("0.5")),
        Step("Ký", "signer"),
        Step("Trả", "desk_officer", minutes=30),
    )
    assert found.first_step.role == "desk_officer"
    assert (found.offer.same_day, found.offer.unverified) == (True, "Nguồn chưa rõ")


def test_a_procedure_without_a_process_has_no_first_step():
    published()
    assert queries.terms(CODE, Channel.COUNTER, JULY).first_step is None


@pytest.mark.parametrize(
    ("terms", "limit", "fee", "alternatives", "why"),
    [
        ((term("5"),), "5", 0, 0, "one answer"),
        ((term("5"), term("5")), "5", 0, 2, "two that agree"),
        ((term("5"), term("3")), None, 0, 2, "two that do not: the officer chooses"),
        ((term("5"), term()), None, 0, 2, "one known, one not"),
        ((term("5", fee=0), term("5", fee=8000)), "5", None, 2, "two fees"),
        ((term("5", Channel.ONLINE),), None, None, 0, "nothing is said of the counter"),
        ((), None, None, 0, "no channel at all"),
    ],
)
def test_a_limit_is_promised_only_where_the_source_is_of_one_mind(
    terms, limit, fee, alternatives, why
):
    published(cases=(Case("", terms),))
    found = queries.terms(CODE, Channel.COUNTER, JULY)
    assert found.limit == (limit and Limit(Decimal(limit), DAYS)), why
    assert (found.fee, len(found.alternatives)) == (fee, alternatives), why


def test_with_several_cases_one_is_chosen():
    cases = (Case("Đúng hạn", (term("1"),)), Case("Quá hạn", (term("5", fee=None),)))
    published(cases=cases)
    offered = queries.offer(CODE, JULY)
    assert [each.name for each in offered.cases] == ["Đúng hạn", "Quá hạn"]
    late = queries.terms(CODE, Channel.COUNTER, JULY, case=offered.cases[1].id)
    assert (late.case.name, late.limit.amount, late.fee) == ("Quá hạn", 5, None)
    for wrong in (None, 0):
        with pytest.raises(Refusal, match="no_such_case"):
            queries.terms(CODE, Channel.COUNTER, JULY, case=wrong)


def test_a_dossier_gets_the_terms_of_its_own_day():
    published()
    published(day=date(2026, 5, 1), cases=(Case("", (term("3"),)),))
    with_process()
    days = (date(2026, 4, 30), date(2026, 5, 1))
    limits = [queries.terms(CODE, Channel.COUNTER, day).limit.amount for day in days]
    assert limits == [5, 3]
    with pytest.raises(Refusal, match="no_procedure_in_force"):
        queries.terms(CODE, Channel.COUNTER, date(2025, 6, 30))
