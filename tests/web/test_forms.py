"""What people type into forms, and the sentence for each thing they get wrong."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import pytest
from django import forms

from motcua.web.components import ExampleForm
from motcua.web.fields import all_fields, error_list, field
from motcua.web.forms import DayField, Line, MomentField, OnceForm, PlainForm, Text


class Asked(PlainForm):
    """The fields of our own."""

    name = Line(label="Họ tên", max_length=10)
    note = Text(label="Ghi chú", required=False)
    day = DayField(label="Ngày cấp", required=False)
    at = MomentField(label="Lúc nhận", required=False)
    copies = forms.IntegerField(label="Số bản", min_value=1, max_value=500, required=False)


def typed(**values: str) -> Asked:
    return Asked({"name": "Hoa"} | values)


def day(text: str) -> dict[str, str]:
    return {f"day_{place}": part for place, part in enumerate(text.split("/"))}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31/2/2025", "không có ngày 31/2/2025"),
        ("29/2/2025", "không có ngày 29/2/2025"),
        ("0/1/2025", "không có ngày 0/1/2025"),
        ("1/13/2025", "không có ngày 1/13/2025"),
        ("1/1/0000", "không có ngày 1/1/0000"),
        ("1/1/25", "năm đủ bốn chữ số"),
        ("1//2025", "đủ ngày, tháng và năm"),
        ("mồng một/1/2025", "đủ ngày, tháng và năm"),
        ("²/1/2025", "đủ ngày, tháng và năm"),
        ("-1/1/2025", "đủ ngày, tháng và năm"),
    ],
)
def test_an_impossible_day_is_named(text, says):
    form = typed(**day(text))
    assert not form.is_valid()
    assert form.errors["day"][0].startswith("Mục “Ngày cấp”: ")
    assert says in form.errors["day"][0]


def test_days_and_hours_are_read_as_people_write_them():
    form = typed(**day("05/9/2025"), at_0="5", at_1="9", at_2="2025", at_3="7h30")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == date(2025, 9, 5)
    assert form.cleaned_data["at"] == datetime(2025, 9, 5, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("hour", ["", "24:00", "9:60", "chín giờ", "9"])
def test_an_impossible_hour_is_named(hour):
    form = typed(at_0="5", at_1="9", at_2="2025", at_3=hour)
    assert "9:30" in form.errors["at"][0]


def test_an_empty_day_is_no_day():
    form = typed(**day("//"))
    assert form.is_valid()
    assert form.cleaned_data["day"] is None


@pytest.mark.parametrize(
    ("values", "name", "says"),
    [
        ({"name": ""}, "name", "Mục “Họ tên” còn trống"),
        ({"name": "x" * 11}, "name", "dài quá mức cho phép"),
        ({"copies": "hai"}, "copies", "hãy gõ một số"),
        ({"copies": "0"}, "copies", "nhỏ quá mức"),
        ({"copies": "501"}, "copies", "lớn quá mức"),
    ],
)
def test_each_mistake_names_the_field(values, name, says):
    assert says in typed(**values).errors[name][0]


def test_what_the_author_of_a_form_worded_stays():
    class Worded(PlainForm):
        name = Line(label="Họ tên", error_messages={"required": "Ông/bà tên gì?"})

    assert Worded({"name": ""}).errors["name"] == ["Ông/bà tên gì?"]


def test_text_comes_composed_and_without_control_signs():
    apart = unicodedata.normalize("NFD", "Đỗ Ẩn")
    form = typed(name=f" {apart}\x07\t x ", note="một\r\nhai\x1b[0m")
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Đỗ Ẩn x"
    assert form.cleaned_data["note"] == "một\nhai [0m"


def test_each_page_shown_holds_a_key_of_its_own():
    class Deed(OnceForm):
        pass

    keys = {str(Deed()["idempotency_key"].value()) for _ in range(3)}
    assert len(keys) == 3
    assert all(Deed({"idempotency_key": key}).is_valid() for key in keys)
    assert not Deed({"idempotency_key": "x"}).is_valid()


def test_every_kind_of_field_is_drawn_with_what_was_typed():
    form = ExampleForm(
        {"name": 'Hạnh "<b>', "born_0": "31", "way": "post", "papers": ["card"], "slip": "on"}
    )
    page = all_fields(form)
    assert 'value="Hạnh &#34;&lt;b&gt;"' in page
    assert 'id="id_born_0"' in page and 'value="31"' in page
    assert page.count(" checked") == 3, "one way, one paper, the slip"
    assert 'type="file"' in page and "<textarea" in page and "<select" in page
    assert page.count("Lỗi:") == len(error_list(form)) - 1, "the hidden key has no place of its own"


def test_each_complaint_leads_to_its_field():
    form = ExampleForm({})
    page = all_fields(form)
    for complaint in error_list(form):
        assert f'id="{complaint["href"][1:]}"' in page


def test_a_password_is_never_drawn_back():
    class LogIn(PlainForm):
        password = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput)

    assert "bí mật" not in field(LogIn({"password": "bí mật"})["password"])


def test_the_browsers_own_checks_stay_out_of_the_way():
    page = field(Asked()["name"])
    assert "maxlength" not in page and "required" not in page


@pytest.mark.parametrize("code", [0xAD, 0x200B, 0x202E, 0x2066, 0xFEFF])
def test_signs_that_nobody_sees_are_not_kept(code):
    sign = chr(code)
    form = typed(name=f"H{sign}oa{sign}", note=f"a{sign}b")
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["name"], form.cleaned_data["note"]) == ("Hoa", "ab")
    assert "còn trống" in typed(name=sign * 3).errors["name"][0]


@pytest.mark.parametrize("code", [0x0A, 0x0B, 0x0D, 0x85, 0x2028, 0x2029])
def test_what_ends_a_line_is_a_blank_in_one_line(code):
    form = typed(name=f"Lê{chr(code)}Lan", note=f"một{chr(code)}hai")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == "Lê Lan"
    assert form.cleaned_data["note"].split() == ["một", "hai"]
    assert set(form.cleaned_data["note"]) <= set("mộthai \n")
