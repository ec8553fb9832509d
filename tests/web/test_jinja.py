"""Our templates fail on a name nobody gave; GOV.UK's may leave names out; nothing is unescaped."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import engines
from jinja2 import UndefinedError

from motcua.rules.explained import Line
from motcua.rules.law import CIVIL_CODE
from motcua.web.govuk import macro


def drawn(source: str, **context: object) -> str:
    return engines["jinja2"].from_string(source).render(context)


@pytest.mark.parametrize(
    "source",
    ["{{ missing }}", "{{ row.missing }}", "{% if missing %}x{% endif %}", "{{ ui.tag(missing) }}"],
)
def test_a_name_nobody_gave_is_an_error(source):
    with pytest.raises(UndefinedError):
        drawn(source, row={"a": 1})


def test_a_component_nobody_built_is_an_error():
    with pytest.raises(Exception, match="no_such_component"):
        drawn("{{ ui.no_such_component() }}")


def test_govuks_macros_may_leave_names_out():
    assert 'name="x"' in macro("input")({"name": "x", "label": {"text": "y"}})


@pytest.mark.parametrize(
    "source",
    [
        "{{ text }}",
        "{{ ui.notice(text) }}",
        "{{ ui.button(text) }}",
        "{{ ui.tag('late', text) }}",
        "{{ ui.empty(text, text) }}",
        "{{ ui.search('/', text, text) }}",
        "{{ _('Mã %(x)s', x=text) }}",
        "{{ govuk('input', {'name': text, 'label': {'text': text}, 'value': text}) }}",
        "{{ govuk('error-summary', {'titleText': text, 'errorList': [{'text': text}]}) }}",
        "{{ text | grouped_code }}",
    ],
)
def test_what_people_typed_cannot_write_into_a_page(source):
    assert "<script>" not in drawn(source, text='"><script>alert(1)</script>')


def test_an_address_is_found_by_name(settings):
    settings.ROOT_URLCONF = "tests.web.addresses"
    assert drawn("{{ url('web:health') }}") == "/suc-khoe"


def test_the_reasons_of_a_due_date_are_drawn_as_the_rules_give_them():
    line = Line("first_day_not_counted", date(2025, 8, 29), CIVIL_CODE["Điều 147 khoản 2"])
    page = drawn("{{ ui.why(lines) }}", lines=(line,))
    assert "thứ Sáu, 29/8/2025" in page
    assert "Ngày đầu tiên không tính" in page
    assert "Căn cứ: Điều 147 khoản 2, 91/2015/QH13" in page
