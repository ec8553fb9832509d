"""The wording of every article that a rule or a data file cites.

A citation that is not on file here is an invented one; a guard looks every `@cites` up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import msgspec

from motcua.rules.law import Article
from motcua.settings.law.entries import DataError, entries, known_article


class ArticleEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[article]]` of `law/articles.toml`."""

    instrument: str
    place: str
    wording: str
    source: str
    sha256: str
    checked: date

    def __post_init__(self) -> None:
        known_article(f"{self.instrument} {self.place}")


class Wording(msgspec.Struct, frozen=True):
    """The text of one article (lời văn), whence it was taken and when it was compared.

    `sha256` is of the text in UTF-8 (NFC), as written on file.
    """

    text: str
    source: str
    sha256: str
    checked: date


def filed(rows: Iterable[ArticleEntry]) -> Mapping[Article, Wording]:
    """The rows by article; the same article twice raises `DataError`."""
    found: dict[Article, Wording] = {}
    for place, row in enumerate(rows, start=1):
        key = known_article(f"{row.instrument} {row.place}")
        if key in found:
            raise DataError("articles.toml", "article", place, str(key), "on file twice")
        found[key] = Wording(row.wording, row.source, row.sha256, row.checked)
    return MappingProxyType(found)


@cache
def articles() -> Mapping[Article, Wording]:
    """Every article on file."""
    return filed(entries("articles.toml", "article", ArticleEntry))


def wording(article: Article) -> Wording:
    """What an article says; an article that is not on file raises LookupError with its name."""
    found = articles().get(article)
    if found is None:
        raise LookupError(f"{article} is cited but not in law/articles.toml")
    return found
