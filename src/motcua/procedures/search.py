"""Search by name, code, field and papers, without marks, as one types.

The stored words of published revisions are held in memory as a bitmap per word (some 6,000
procedures, a few megabytes), because neither database finds beginnings of folded words fast
in the same way. A token that changes with every publication tells when to read them again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from motcua.procedures.models import SearchEntry, SearchToken
from motcua.procedures.offers import Found
from motcua.rules.folding import clean, words

LONGEST_QUERY = 200
MOST_WORDS = 10
LAST_LETTER = "\U0010ffff"
KIND_OF_NAME = ("thu", "tuc")
# So many words in a row tell a paper apart better than the same words scattered over a name.
TELLING = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One revision: what is shown of it, its folded words, and when it holds."""

    found: Found
    code: str
    name: str
    field: str
    papers: str
    valid_from: date
    valid_to: date | None

    def holds(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def rank(self, asked: tuple[str, ...], phrase: str, code: str) -> tuple[int, int, str]:
        """How near the entry is to what was asked, the nearest first; shorter names before."""
        order = (
            self.code == code,
            self.code.startswith(code),
            self.name.startswith(phrase),
            phrase in self.name,
            len(asked) >= TELLING and phrase in self.papers,
            _all_in(self.name, asked),
            _all_in(self.name + self.field, asked),
            phrase in self.papers,
            True,
        )
        return order.index(True), len(self.name), self.code


class Index:
    """The entries by their words: which of them have a word that begins as asked."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        bits: dict[str, int] = {}
        for place, entry in enumerate(self.entries):
            texts = (entry.code, *entry.name.split(), *entry.field.split(), *entry.papers.split())
            for word in {*texts}:
                bits[word] = bits.get(word, 0) | 1 << place
        self._words = sorted(bits)
        self._bits = [bits[word] for word in self._words]

    def search(self, asked: tuple[str, ...], day: date, limit: int) -> list[Found]:
        """The entries in force that have all words asked, nearest first."""
        code = "".join(asked).replace(".", "")
        phrase = " " + " ".join(asked)
        matching = self._beginning(code)
        with_all = -1
        for word in asked:
            with_all &= self._beginning(word)
        found = [each for each in self._at(matching | with_all) if each.holds(day)]
        found.sort(key=lambda each: each.rank(asked, phrase, code))
        return [each.found for each in found[:limit]]

    def _beginning(self, word: str) -> int:
        first = bisect_left(self._words, word)
        last = bisect_left(self._words, word + LAST_LETTER)
        bits = 0
        for each in self._bits[first:last]:
            bits |= each
        return bits

    def _at(self, bits: int) -> Iterator[Entry]:
        while bits:
            lowest = bits & -bits
            yield self.entries[lowest.bit_length() - 1]
            bits ^= lowest


def _all_in(text: str, asked: Iterable[str]) -> bool:
    return all(f" {word}" in text for word in asked)


@dataclass(slots=True)
class _Held:
    token: str | None
    index: Index


_held = _Held(token=None, index=Index(()))


def search(text: str, *, day: date, limit: int = 20) -> list[Found]:
    """Procedures in force whose code, name, field or papers have words that begin as typed.

    One statement, two after a publication. Raises `unusable_text`.
    """
    asked = words(clean(text, LONGEST_QUERY))[:MOST_WORDS]
    if asked[:2] == KIND_OF_NAME and len(asked) > len(KIND_OF_NAME):
        asked = asked[2:]
    return _current().search(asked, day, limit) if asked else []


def _current() -> Index:
    token = SearchToken.objects.values_list("token", flat=True).first()
    held = _held
    if held.token == token:
        return held.index
    fresh = Index(_entries())
    # One assignment each, token first to None: a thread that reads between them reads again.
    held.token = None
    held.index = fresh
    held.token = token
    return fresh


def _entries() -> Iterator[Entry]:
    shown = ("procedure__code", "name", "field", "pk", "same_day", "no_appointment")
    own = ("code", "name", "field", "papers", "valid_from", "valid_to")
    columns = (*(f"revision__{each}" for each in shown), *own)
    rows = SearchEntry.objects.order_by("pk").values_list(*columns)
    for row in rows.iterator(chunk_size=500):
        yield Entry(Found(*row[: len(shown)]), *row[len(shown) :])
