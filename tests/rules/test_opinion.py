"""Others are asked, or have a part under the same code; each with an answer date of its own."""

from __future__ import annotations

import pytest

from motcua.rules.events import Purpose
from motcua.rules.law import law_of
from motcua.rules.opinion import ask_opinion
from tests.rules.builders import World, at, in_progress, refused


def asked(due: str = "2025-03-06 17:00", **said: object) -> World:
    return in_progress().do("ask_opinion", "2025-03-04", answer_due=at(due), **said)


def test_each_authority_asked_has_its_own_answer_date():
    world = asked().do(
        "ask_opinion", "2025-03-04", authority="P.land", answer_due=at("2025-03-07 17:00")
    )
    assert [(each.number, each.authority, each.answer_due) for each in world.now.opinions] == [
        (1, "P.police", at("2025-03-06 17:00")),
        (2, "P.land", at("2025-03-07 17:00")),
    ]
    assert (world.now.status, world.now.code) == ("in_progress", world.history[0].code)


def test_asking_others_does_not_stop_the_limit():
    assert asked().now.promised == at("2025-03-10 17:00")


@pytest.mark.parametrize("due", ["2025-03-04 09:00", "2025-03-03 17:00"])
def test_an_answer_date_lies_after_the_question(due):
    refusal = refused(in_progress(), "ask_opinion", "2025-03-04", answer_due=at(due))
    assert refusal.word == "answer_due_past"


def test_an_answer_is_given_once_and_only_to_a_question():
    world = asked()
    assert refused(world, "answer_opinion", "2025-03-05", number=2).word == "no_such_opinion"
    world.do("answer_opinion", "2025-03-05")
    assert world.now.opinions[0].answered == at("2025-03-05")
    assert refused(world, "answer_opinion", "2025-03-06").word == "no_such_opinion"


@pytest.mark.parametrize("wait", ["request_supplement", "request_obligation"])
def test_an_answer_may_come_while_the_dossier_waits(wait):
    world = asked().do(wait, "2025-03-05").do("answer_opinion", "2025-03-06")
    assert world.now.opinions[0].answered == at("2025-03-06")


@pytest.mark.parametrize(
    ("when", "late", "why"),
    [
        ("2025-03-06 16:59", False, "there is still a minute"),
        ("2025-03-06 17:00", False, "at the minute itself it is not late yet"),
        ("2025-03-06 17:01", True, "a minute late"),
    ],
)
def test_a_delay_is_told_to_the_head_of_the_desk_once_it_is_one(when, late, why):
    world = asked()
    if late:
        assert world.do("report_delay", when).now.opinions[0].delay_reported == at(when), why
    else:
        refusal = refused(world, "report_delay", when)
        assert refusal.word == "opinion_not_late", why
        assert str(refusal.grounds[0]) == "Điều 19 khoản 5 điểm b, 61/2018/NĐ-CP"


def test_of_several_reports_of_a_delay_the_first_moment_is_kept():
    world = asked().do("report_delay", "2025-03-07").do("report_delay", "2025-03-10")
    assert world.now.opinions[0].delay_reported == at("2025-03-07")


def test_an_answer_that_is_there_is_no_delay():
    world = asked().do("answer_opinion", "2025-03-10")
    assert refused(world, "report_delay", "2025-03-11").word == "no_such_opinion"


@pytest.mark.parametrize("deed", ["finish", "refuse"])
def test_an_opinion_that_never_came_does_not_hold_the_result_back_and_is_no_consent(deed):
    world = asked().do(deed, "2025-03-10")
    assert (world.now.status, world.now.opinions[0].answered) == ("finished", None)


@pytest.mark.parametrize("deed", ["finish", "refuse"])
def test_a_part_under_the_same_code_must_be_there(deed):
    world = asked(purpose=Purpose.JOINT_PART)
    refusal = refused(world, deed, "2025-03-05")
    assert (refusal.word, refusal.facts) == ("part_open", {"authority": "P.police", "number": 1})
    code = world.now.code
    done = world.do("answer_opinion", "2025-03-06").do(deed, "2025-03-07").now
    assert (done.status, done.code) == ("finished", code)


def test_of_several_parts_each_must_be_there():
    world = asked(purpose=Purpose.JOINT_PART).do(
        "ask_opinion",
        "2025-03-04",
        authority="P.tax",
        answer_due=at("2025-03-07"),
        purpose=Purpose.JOINT_PART,
    )
    world.do("answer_opinion", "2025-03-05", number=1)
    assert refused(world, "finish", "2025-03-05").facts["authority"] == "P.tax"


def test_asking_cites_consultation_and_both_kinds_of_joint_handling():
    assert [str(each) for each in law_of(ask_opinion)] == [
        "Điều 19 khoản 5 điểm a, 61/2018/NĐ-CP",
        "Điều 19 khoản 6, 61/2018/NĐ-CP",
        "Điều 19 khoản 7, 61/2018/NĐ-CP",
    ]
