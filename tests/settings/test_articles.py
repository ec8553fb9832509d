"""The law as it is cited is the law as it was published."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pytest

from motcua.rules.law import CIVIL_CODE, ONE_STOP
from motcua.settings.law.articles import ArticleEntry, articles, filed, wording
from motcua.settings.law.entries import DataError, entries
from tests.shared import shared

TEXTS = {
    "61/2018/NĐ-CP": "nd61_2018.txt",
    "01/2018/TT-VPCP": "tt01_2018_vpcp.txt",
    "91/2015/QH13": "bluat91_2015_dieu144_148.txt",
    "45/2019/QH14": "bluat45_2019_dieu104_115.txt",
    "23/2015/NĐ-CP": "nd23_2015.txt",
    "45/2016/QĐ-TTg": "qd45_2016.txt",
    "20/2020/QĐ-TTg": "qd20_2020.txt",
    "226/2016/TT-BTC": "tt226_2016.txt",
    "123/2015/NĐ-CP": "nd123_2015.txt",
    "63/2010/NĐ-CP": "nd63_2010.txt",
}


def squeezed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def chapters(number: str) -> dict[str, str]:
    """The text of each Điều of an instrument, by its number."""
    text = shared(f"law/{TEXTS[number]}").read_text("utf-8")
    parts = re.split(r"(?m)^Điều (\d+)\. ", unicodedata.normalize("NFC", text))
    return dict(zip(parts[1::2], map(squeezed, parts[2::2]), strict=True))


def clause_of(text: str, clause: str) -> str:
    """The text from one numbered clause on, so that a wording is found under its own number."""
    return text[text.index(f" {clause}. ") :]


@pytest.mark.parametrize("number", sorted(TEXTS))
def test_every_wording_stands_verbatim_under_its_place(number):
    published = chapters(number)
    for article, said in articles().items():
        if article.instrument.number != number:
            continue
        place = re.fullmatch(r"Điều (\d+)(?: khoản (\d+))?(?: điểm (\w))?", article.place)
        assert place, article
        chapter, clause, point = place.groups()
        around = published[chapter]
        head = squeezed(said.text)
        if clause:
            around = clause_of(around, clause)
            head = f"{point}) {head}" if point else f"{clause}. {head}"
        assert head in around, f"{article} is not worded so in {TEXTS[number]}"


def test_every_instrument_on_file_is_compared_with_a_published_text():
    assert {article.instrument.number for article in articles()} == TEXTS.keys()


def test_every_fingerprint_is_that_of_its_wording():
    for article, said in articles().items():
        assert said.text == unicodedata.normalize("NFC", said.text), article
        assert hashlib.sha256(said.text.encode()).hexdigest() == said.sha256, article


def test_a_jurist_reads_the_clause_on_returning_dossiers():
    said = wording(ONE_STOP["Điều 19 khoản 4"])
    assert "không quá 03 ngày làm việc" in said.text
    assert "tính lại từ đầu" in said.text


def test_an_article_nobody_wrote_down_is_named():
    with pytest.raises(LookupError, match="Điều 999, 91/2015/QH13"):
        wording(CIVIL_CODE["Điều 999"])


def test_an_article_on_file_twice_is_named():
    rows = entries("articles.toml", "article", ArticleEntry)[:1] * 2
    with pytest.raises(DataError, match=r"articles.toml, article 2 \(Điều 3 khoản 1"):
        filed(rows)
