"""Finding a procedure as one types: without marks, by beginnings of words, by code or paper."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures import queries
from motcua.procedures.facts import Paper
from motcua.procedures.offers import Found
from motcua.procedures.search import Entry, Index
from motcua.rules.folding import words
from motcua.rules.refusal import Refusal
from tests.procedures.builders import JULY, published

BIRTH, AGAIN, MARRIAGE, COPY, BREED = ["1.001193", "1.004884", "1.000894", "2.000635", "3.000126"]


@pytest.fixture
def catalogue(db):
    papers = (Paper("Giấy chứng sinh"), Paper("Tờ khai"))
    published(BIRTH, name="Thủ tục đăng ký khai sinh", papers=papers)
    published(AGAIN, name="Đăng ký lại khai sinh", papers=())
    published(MARRIAGE, name="Đăng ký kết hôn", papers=(Paper("Giấy xác nhận hôn nhân"),))
    published(COPY, name="Cấp bản sao Trích lục hộ tịch", papers=())
    published(BREED, name="Công nhận giống vật nuôi", field="Chăn nuôi", papers=())


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("text", "codes", "why"),
    [
        ("khai sinh", [BIRTH, AGAIN], "the shorter name first, without marks"),
        ("KHAI SINH", [BIRTH, AGAIN], "capitals"),
        ("Khai  sịnh", [BIRTH, AGAIN], "a wrong mark does not matter"),
        ("dang ky khai sinh", [BIRTH, AGAIN], "the name from its beginning"),
        ("thu tuc dang ky khai sinh", [BIRTH, AGAIN], "“thủ tục” is no part of a name"),
        ("ket h", [MARRIAGE], "the beginning of a word"),
        ("2.000635", [COPY], "a code"),
        ("2000635", [COPY], "a code without its dot"),
        ("1.00", [MARRIAGE, BIRTH, AGAIN], "the beginning of a code"),
        ("chung sinh", [BIRTH], "a paper"),
        ("giay chung sinh", [BIRTH], "all words of a paper"),
        ("ho tich", [COPY, MARRIAGE, BIRTH, AGAIN], "a field, but a name before it"),
        ("chan nuoi", [BREED], "another field"),
        ("khai sinh chung", [BIRTH], "words of name and paper together"),
        ("1.001193 khai sinh", [BIRTH], "a code and its name"),
        ("hon khai", [], "no procedure has both"),
        ("inh", [], "the middle of a word is no beginning"),
        ("", [], "nothing was asked"),
        ("?!", [], "no word was asked"),
        ("%", [], "a sign of databases is no word"),
        ("' OR 1=1 --", [], "nor is their language"),
    ],
)
def test_a_citizen_finds_the_procedure(text, codes, why):
    assert [each.code for each in queries.search(text, day=JULY)] == codes, why


@pytest.mark.usefixtures("catalogue")
def test_a_search_is_one_statement(django_assert_num_queries):
    queries.search("khai sinh", day=JULY)
    with django_assert_num_queries(1):
        assert len(queries.search("khai sinh", day=JULY, limit=1)) == 1


@pytest.mark.usefixtures("catalogue")
def test_what_was_published_a_moment_ago_is_found():
    assert queries.search("ly hon", day=JULY) == []
    published("2.000554", name="Ghi vào sổ việc ly hôn")
    assert [each.code for each in queries.search("ly hon", day=JULY)] == ["2.000554"]
    published(BIRTH, name="Khai sinh lưu động", day=date(2026, 5, 1))
    assert queries.search("luu dong", day=JULY) == []
    assert len(queries.search("luu dong", day=date(2026, 5, 1))) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["khai\x00sinh", "khai\ud800", "x" * 10_000_000])
def test_text_that_nobody_can_search_for_is_refused(text):
    with pytest.raises(Refusal, match="unusable_text"):
        queries.search(text, day=JULY)


letters = st.text("adgh ", min_size=1, max_size=12)


@given(st.lists(letters, max_size=8), st.text("adgh ", max_size=6))
def test_the_index_finds_what_reading_every_name_finds(names, text):
    entries = [
        Entry(
            Found(str(place), name, "", place, False, False),
            code=str(place),
            name="".join(f" {word}" for word in words(name)),
            field="",
            papers="",
            valid_from=JULY,
            valid_to=None,
        )
        for place, name in enumerate(names)
    ]
    asked = words(text)
    if not asked:
        return
    found = {each.revision for each in Index(entries).search(asked, JULY, limit=99)}
    slow = {
        place
        for place, name in enumerate(names)
        if all(any(word.startswith(each) for word in words(name)) for each in asked)
    }
    assert found == slow
