"""Whoever reads English reads our own names in English, and everybody else's as they were given."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.template import engines
from django.utils.translation import gettext, override

from motcua.organisation.forms_people import AssignForm
from motcua.rules.law import ONE_STOP, HouseRule, Unverified
from motcua.rules.refusal import Refusal
from motcua.settings.law.catalogue import catalogue
from motcua.web.names import cited, named
from motcua.web.sentences import sentence, shown
from motcua.web.translations import extract_names


def test_every_name_of_the_starter_catalogue_has_its_english():
    with override("en"):
        for each in catalogue():
            assert named(each.name) != each.name
            assert named(each.field) != each.field
            assert [step.name for step in each.process if named(step.name) == step.name] == []
            assert [paper.name for paper in each.papers if named(paper.name) == paper.name] == []


def test_a_name_that_an_office_gave_stays_as_it_was_given():
    with override("en"):
        assert named("Tổ dân phố 3") == "Tổ dân phố 3"
        assert named("100%% <b>") == "100%% <b>"
        assert named("") == ""


def test_a_name_in_a_page_is_escaped_like_everything_else():
    page = engines["jinja2"].from_string("{{ name | named }}")
    assert page.render({"name": "<b> 100% %(n)s"}) == "&lt;b&gt; 100% %(n)s"


def test_roles_are_offered_in_the_language_of_the_reader():
    for language, wanted in (("vi", "Văn thư"), ("en", "Records clerk")):
        with override(language):
            assert dict(AssignForm().fields["role"].choices)["records_clerk"] == wanted


@pytest.mark.parametrize(
    "language, wanted",
    [("vi", "Điều 19 khoản 4, 61/2018/NĐ-CP"), ("en", "Article 19 clause 4, 61/2018/NĐ-CP")],
)
def test_the_place_of_an_article_is_said_in_the_language_of_the_reader(language, wanted):
    with override(language):
        assert cited(ONE_STOP["Điều 19 khoản 4"]) == wanted


def test_a_refusal_is_english_to_its_last_ground():
    grounds = (ONE_STOP["Điều 19 khoản 4"], HouseRule(21), Unverified("portal"))
    with override("en"):
        said = sentence(Refusal("hours_wrong", *grounds), gettext)
    assert said.endswith(
        "(Ground: Article 19 clause 4, 61/2018/NĐ-CP; House rule 21; Unverified: portal)"
    )


def test_a_moment_inside_a_sentence_is_english_too():
    moment = datetime(2026, 11, 13, 4, 10, tzinfo=UTC)
    assert shown(moment) == "11:10 ngày 13/11/2026"
    with override("en"):
        assert shown(moment, gettext) == "11:10 on 13/11/2026"


def test_names_of_dated_data_are_found_by_the_keys_of_its_file():
    data = 'name = "Một"\n[[steps]]\nname = "Hai"\nresults = ["Ba", "Bốn"]\nsource = "Năm"\n'
    found = extract_names(BytesIO(data.encode()), (), (), {"keys": "name results"})
    assert [name for _, _, name, _ in found] == ["Một", "Hai", "Ba", "Bốn"]
