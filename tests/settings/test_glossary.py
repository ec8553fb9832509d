"""One word for one thing, in the law's language and in the code."""

from __future__ import annotations

import re
from collections import Counter

import msgspec
import pytest

from motcua.settings.law.entries import entries


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    vi: str
    en: str
    never: tuple[str, ...]
    explains: str


TERMS = entries("glossary.toml", "term", Term)


def test_no_word_of_the_code_means_two_things():
    assert max(Counter(term.en for term in TERMS).values()) == 1
    assert max(Counter(word for term in TERMS for word in term.never).values()) == 1


def test_no_word_is_both_right_and_banned():
    assert not {term.en for term in TERMS} & {word for term in TERMS for word in term.never}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.en)
def test_a_term_is_explained_to_a_newcomer(term):
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", term.en)
    assert term.explains.endswith(".")
    assert term.vi == term.vi.lower()
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", word) for word in term.never)


@pytest.mark.parametrize(
    ("vi", "en"),
    [
        ("thủ tục hành chính", "procedure"),
        ("hồ sơ", "dossier"),
        ("giấy tờ", "paper"),
        ("văn bản hành chính", "document"),
        ("bộ phận một cửa", "one_stop_desk"),
        ("tiếp nhận", "receive"),
        ("yêu cầu bổ sung", "supplement"),
        ("từ chối", "refuse"),
        ("trả kết quả", "return_result"),
        ("ngày hẹn", "due"),
        ("đúng hạn", "on_time"),
        ("cán bộ", "officer"),
        ("cơ quan", "authority"),
        ("phiếu", "slip"),
        ("kỳ báo cáo", "period"),
        ("căn cứ", "law"),
    ],
)
def test_the_words_of_the_desk_have_their_english(vi, en):
    assert [term.en for term in TERMS if vi in term.vi.split(", ")] == [en]
