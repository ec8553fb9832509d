"""The tables of regimes, deeds and states on file say what the law and our pages say."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise

import pytest

from motcua.rules.law import HouseRule, article
from motcua.rules.regime import Status
from motcua.settings.law import read
from motcua.settings.law.articles import wording
from motcua.settings.law.regimes import national_code, regime, regimes, state_name


def test_regimes_follow_each_other_without_gap_and_without_overlap():
    found = regimes()
    assert [each.name for each in found] == ["qd93", "qd09", "nd61", "nd118"]
    for earlier, later in pairwise(found):
        assert earlier.until is not None
        assert later.since == earlier.until + timedelta(days=1)
    assert found[-1].until is None


def test_the_days_that_the_decree_itself_names_stand_in_it():
    assert regime("nd61").since == date(2018, 6, 21)
    assert "ngày 21 tháng 6 năm 2018" in wording(article("61/2018/NĐ-CP Điều 40 khoản 1")).text
    assert "09/2015" in wording(article("61/2018/NĐ-CP Điều 40 khoản 2")).text


def test_only_the_decree_whose_text_we_hold_is_called_held():
    assert [each.name for each in regimes() if each.text_held] == ["nd61"]


@pytest.mark.parametrize(
    ("figure", "value", "said"),
    [
        ("notice_working_days", 3, "không quá 03 ngày làm việc"),
        ("restart", True, "tính lại từ đầu"),
        ("supplements", 1, "chỉ được yêu cầu sửa đổi, bổ sung một lần"),
        ("apology_days_before", 1, "chậm nhất 01 ngày trước ngày hết hạn"),
        ("new_dates", 1, "không quá một lần"),
        ("handover_cutoff", time(15), "sau 15 giờ"),
    ],
)
def test_a_figure_stands_in_the_article_it_names(figure, value, said):
    entry = read("regimes.toml")["figures"][figure]
    assert entry["value"] == value
    assert said in wording(article(entry["law"])).text
    assert all(getattr(each, figure) == value for each in regimes())


def test_a_figure_of_ours_names_its_page():
    ours = {name for name, each in read("regimes.toml")["figures"].items() if "house" in each}
    assert ours == {"apology_same_day_below"}


def test_a_deed_names_an_article_on_file_or_a_page_and_never_both():
    for deed in read("deeds.toml")["deed"]:
        assert ("law" in deed) != ("house" in deed), deed["name"]
        if "law" in deed:
            assert wording(article(deed["law"])).text
        else:
            assert isinstance(regime("nd61").deeds[deed["name"]].ground, HouseRule)


def test_a_deed_is_given_to_roles_that_exist():
    known = {each["role"] for each in read("roles.toml")["grants"]} | {"citizen"}
    for deed in regime("nd61").deeds.values():
        assert deed.roles, deed.name
        assert deed.roles <= known, deed.name
        assert deed.states <= {"", *(each.value for each in Status)}, deed.name


@pytest.mark.parametrize(
    ("deed", "roles", "why"),
    [
        ("stop", {"head"}, "ending without an answer is the head's"),
        ("apologise", {"head", "signer"}, "a letter of the authority, by whoever signs for it"),
        ("refuse", {"signer"}, "a result like any other is signed"),
        (
            "exempt",
            {"desk_officer", "head"},
            "the desk sees the papers; who takes money waives none",
        ),
        ("refund", {"cashier"}, "money goes back out of the till"),
    ],
)
def test_a_deed_with_weight_is_given_to_few(deed, roles, why):
    assert regime("nd61").deeds[deed].roles == roles, why


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (Status.SUBMITTED, 1),
        (Status.RECEIVED, 2),
        (Status.REFUSED_AT_COUNTER, 3),
        (Status.IN_PROGRESS, 4),
        (Status.AWAITING_SUPPLEMENT, 5),
        (Status.AWAITING_PAPERS, 5),
        (Status.AWAITING_OBLIGATION, 6),
        (Status.WITHDRAWN, 7),
        (Status.STOPPED, 8),
        (Status.FINISHED, 9),
        (Status.RETURNED, 10),
    ],
)
def test_every_state_has_one_of_the_ten_national_codes_and_a_name(status, code):
    assert national_code(status) == code
    assert state_name(status)


def test_all_ten_national_codes_are_used_and_marked_unverified():
    assert {national_code(each) for each in Status} == set(range(1, 11))
    assert read("deeds.toml")["states"]["unverified"]


def test_a_regime_nobody_put_on_file_is_no_regime():
    with pytest.raises(KeyError):
        regime("foreign")
