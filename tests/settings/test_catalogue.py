"""The starter catalogue holds what its sources say, and says where they say nothing."""

from __future__ import annotations

import gzip
import json
import re
from decimal import Decimal

import pytest

from motcua.rules.limit import Channel, Limit, LimitUnit
from motcua.settings.law.articles import wording
from motcua.settings.law.catalogue import ProcedureFacts, StepFacts, catalogue
from motcua.settings.law.entries import DataError, known_article, typed
from motcua.settings.law.fees import rate_on, rates
from tests.shared import shared

WORKING_DAY = 480
ROLES = {"desk_officer", "cashier", "specialist", "signer", "records_clerk"}
CHANNELS = {
    "Trực tiếp": Channel.COUNTER,
    "Trực tuyến": Channel.ONLINE,
    "Dịch vụ bưu chính": Channel.POST,
}
UNITS = {"Ngày làm việc": LimitUnit.WORKING_DAYS, "Ngày": LimitUnit.CALENDAR_DAYS}


def minutes(step: StepFacts) -> Decimal:
    if step.minutes is not None:
        return Decimal(step.minutes)
    return (step.working_days or Decimal(0)) * WORKING_DAY


def working_minutes(limit: Limit) -> Decimal:
    """What a limit leaves for work at least: five days of every whole week of calendar days."""
    days = limit.amount
    if limit.unit is LimitUnit.CALENDAR_DAYS:
        days = Decimal(int(limit.amount) // 7 * 5)
    return days * WORKING_DAY


def limits(procedure: ProcedureFacts) -> list[Limit]:
    return [way.limit for case in procedure.cases for way in case.channels if way.limit]


def test_a_desk_finds_twenty_procedures_each_once():
    assert len({each.code for each in catalogue()}) == len(catalogue()) == 20


@pytest.mark.parametrize("each", catalogue(), ids=lambda each: each.code)
def test_a_procedure_says_what_to_bring_what_comes_out_and_on_what_ground(each):
    assert re.fullmatch(r"\d\.\d{6}", each.code)
    assert each.papers
    assert each.results
    assert each.legal_bases
    assert each.source
    assert all(paper.originals + paper.copies > 0 for paper in each.papers)
    assert all({way.channel for way in case.channels} for case in each.cases)


@pytest.mark.parametrize("each", catalogue(), ids=lambda each: each.code)
def test_the_steps_of_the_internal_process_fit_into_the_shortest_limit(each):
    assert {step.role for step in each.process} <= ROLES
    total = sum(map(minutes, each.process))
    assert total > 0
    assert all(total <= working_minutes(limit) for limit in limits(each))


@pytest.mark.parametrize("each", catalogue(), ids=lambda each: each.code)
def test_what_rests_on_the_portal_alone_says_so(each):
    assert "Cổng" not in each.source[:4] or each.unverified
    for cited in re.findall(r"\d+/\d{4}/NĐ-CP Điều \d+(?: khoản \d+)?", each.source):
        if cited != "123/2015/NĐ-CP Điều 26":
            assert wording(known_article(cited)).text


@pytest.mark.parametrize("each", catalogue(), ids=lambda each: each.code)
def test_a_basis_was_issued_before_the_catalogue_begins(each):
    for number in each.legal_bases:
        assert int(re.search(r"/(\d{4})/", number)[1]) <= 2025, number


def test_a_fee_rule_named_in_the_catalogue_is_on_file():
    named = {way.fee_rule for each in catalogue() for case in each.cases for way in case.channels}
    assert named - {""} <= set(rates())
    for each in catalogue():
        for way in (way for case in each.cases for way in case.channels if way.fee_rule):
            assert way.fee is None
            assert rate_on(way.fee_rule, each.valid_from)


def test_copies_and_signatures_are_done_on_the_day_without_an_appointment():
    immediate = {each.code for each in catalogue() if each.no_appointment}
    assert immediate == {"2.000635", "2.000815", "2.000884", "2.000908"}
    assert all(each.same_day for each in catalogue() if each.no_appointment)


def portal() -> dict[str, dict]:
    """The portal's records of mid 2026 by code."""
    with gzip.open(shared("data/procedures/procedures_2642.jsonl.gz"), "rt", "utf-8") as lines:
        return {row["ma_thu_tuc"]: row for row in map(json.loads, lines)}


def test_no_limit_contradicts_what_the_portal_states():
    records = portal()
    seen = 0
    for each in catalogue():
        for said in records.get(each.code, {"cach_thuc": []})["cach_thuc"]:
            ours = [
                way.limit
                for case in each.cases
                for way in case.channels
                if way.channel is CHANNELS[said["hinh_thuc"]]
            ]
            assert ours, (each.code, said)
            if said["so"]:
                seen += 1
                same = [limit for limit in ours if limit and limit.amount == Decimal(said["so"])]
                assert same, (each.code, said)
                unit = UNITS.get(said["don_vi"])
                assert all(limit.unit is unit for limit in same if unit), (each.code, said)
    assert seen > 30


def test_names_and_decisions_are_those_of_the_portal():
    records = portal()
    absent = {each.code for each in catalogue()} - records.keys()
    assert absent == {"1.001776", "1.001731"}
    for each in catalogue():
        if each.code in absent:
            assert each.unverified
            assert not limits(each)
            continue
        theirs = records[each.code]
        assert each.decision == theirs["so_quyet_dinh"]
        assert each.field == theirs["linh_vuc"]
        bare = re.sub("^thủ tục ", "", theirs["ten_thu_tuc"].lower())
        assert bare.startswith(each.name.lower()[:30]), (each.code, each.name, bare)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"same_day": True}, "same_day of the procedure"),
        ({"online_level": "level 4"}, "Invalid enum value"),
        ({"process": [{"name": "Thẩm tra", "role": "specialist"}]}, "minutes or working_days"),
        (
            {"cases": [{"name": "Mọi", "channels": [{"channel": "counter", "fee": 0}]}]},
            "limit_text",
        ),
        ({"cases": [{"name": "Mọi", "channels": [{"channel": "fax"}]}]}, "Invalid enum value"),
        ({"code": 1001193}, "Expected `str`"),
    ],
)
def test_a_slip_in_the_catalogue_is_named_by_its_place(change, fault):
    row = {
        "code": "1.001193",
        "name": "Đăng ký khai sinh",
        "field": "Hộ tịch",
        "level": "commune",
        "decision": "163/QĐ-BTP",
        "cases": [],
        "papers": [],
        "legal_bases": [],
        "results": [],
        "online_level": "unknown",
        "process": [],
        "source": "cổng",
        "valid_from": catalogue()[0].valid_from,
    } | change
    with pytest.raises(DataError, match=rf"catalogue.toml, procedure 1 \(1.?001193\): .*{fault}"):
        typed("catalogue.toml", "procedure", [row], ProcedureFacts)
