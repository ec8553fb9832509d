"""Whoever reads English reads the whole page in English."""

from __future__ import annotations

import ast
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog

from motcua.web.translations import (
    LOCALE,
    catalogue,
    compile_catalogues,
    extract_texts,
    extracted,
    gaps,
)

SOURCE = Path(LOCALE).parents[1]


def test_every_sentence_has_its_english():
    assert gaps(catalogue("en")) == []


def test_the_catalogue_holds_every_sentence_of_the_source_and_no_other():
    wanted = {message.id for message in extracted(SOURCE) if message.id}
    held = {message.id for message in catalogue("en") if message.id}
    assert wanted - held == set(), "run tools/translate.py"
    assert held - wanted == set(), "run tools/translate.py"


def test_a_gap_is_named():
    sentences = Catalog(locale="en")
    sentences.add("Một")
    sentences.add("Hai", "Two", flags=["fuzzy"])
    sentences.add("Có %(n)s hồ sơ", "Dossiers", flags=["python-format"])
    sentences.add("Bốn", "Four")
    assert gaps(sentences) == [
        "chưa dịch: Một",
        "cần xem lại: Hai",
        "khác dữ kiện: Có %(n)s hồ sơ",
    ]


def test_sentences_of_a_rooms_texts_are_found():
    table = 'SENTENCES = {"a": "Một", "b": ("Hai " "ba")}\nNAMES: dict = {"x": {"y": "Bốn"}}\n'
    assert ast.parse(table)
    found = [sentence for _, _, sentence, _ in extract_texts(BytesIO(table.encode()), (), (), {})]
    assert found == ["Một", "Hai ba", "Bốn"]


def test_compiling_again_does_nothing():
    compile_catalogues()
    assert compile_catalogues() == 0
