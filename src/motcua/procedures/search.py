"""Search by name, code, field and papers, without marks, as one types.

The stored words of published revisions are held in memory as a bitmap per word (some 6,000
procedures, a few megabytes), because neither database finds beginnings of folded words fast
in the same way. A token that changes with every publication tells when to read them again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_

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


class Words:
    """Which places have a word that begins as asked: a bitmap of places for each word."""

    def __init__(self, texts: Iterable[str]) -> None:
        bits: dict[str, int] = {}
        for place, text in enumerate(texts):
            for word in {*text.split()}:
                bits[word] = bits.get(word, 0) | 1 << place
        self._words = sorted(bits)
        self._bits = [bits[word] for word in self._words]

    def beginning(self, word: str) -> int:
        """The places with a word that begins so."""
        first = bisect_left(self._words, word)
        last = bisect_left(self._words, word + LAST_LETTER)
        return reduce(or_, self._bits[first:last], 0)

    def all(self, asked: tuple[str, ...]) -> int:
        """The places that have them all."""
        return reduce(and_, map(self.beginning, asked))


class Index:
    """The entries, shorter names first, and their words: nearest first without a look at the rest."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = sorted(entries, key=lambda each: (len(each.name), each.code))
        self._codes = Words(each.code for each in self.entries)
        self._names = Words(each.name for each in self.entries)
        self._subjects = Words(each.name + each.field for each in self.entries)
        self._all = Words(each.code + each.name + each.field + each.papers for each in self.entries)

    def search(self, asked: tuple[str, ...], day: date, limit: int) -> list[Found]:
        """The entries in force that have all words asked, nearest first."""
        found: list[Found] = []
        taken = 0
        for bits, fits in self._tiers(asked):
            for place in _places(bits & ~taken):
                entry = self.entries[place]
                if entry.holds(day) and fits(entry):
                    found.append(entry.found)
                    taken |= 1 << place
                    if len(found) == limit:
                        return found
        return found

    def _tiers(self, asked: tuple[str, ...]) -> Iterator[tuple[int, Callable[[Entry], bool]]]:
        """Places and a test, the nearest kind of match first."""
        code = "".join(asked)
        phrase = " " + " ".join(asked)
        codes = self._codes.beginning(code)
        names = self._names.all(asked)
        everywhere = self._all.all(asked)
        yield codes, lambda each: each.code == code
        yield codes, _any
        yield names, lambda each: each.name.startswith(phrase)
        yield names, lambda each: phrase in each.name
        if len(asked) >= TELLING:
            yield everywhere, lambda each: phrase in each.papers
        yield names, _any
        yield self._subjects.all(asked), _any
        yield everywhere, lambda each: phrase in each.papers
        yield everywhere, _any


def _any(_: Entry) -> bool:
    return True


def _places(bits: int) -> Iterator[int]:
    digits = bin(bits)[:1:-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


@dataclass(slots=True)
class _Held:
    token: str | None
    index: Index


_held = _Held(token=None, index=Index(()))


def search(text: str, *, day: date, limit: int = 20) -> list[Found]:
    """Procedures in force whose code, name, field or papers have words that begin as typed.

    One statement, two after a publication. Raises `unusable_text`.
    """
    typed = words(clean(text, LONGEST_QUERY))[:MOST_WORDS]
    asked = tuple(each.replace(".", "") for each in typed)
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
