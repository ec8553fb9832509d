"""The one exception of the rules: the law, or a house rule, says no.

A refusal holds a word, the facts and the ground; the sentence for people is written by the
room that shows it (`texts.py`), and a guard fails when a word has none.
"""

from __future__ import annotations

from motcua.rules.law import Ground


class Refusal(Exception):
    """A rule said no.

    >>> str(Refusal("not_in_progress", status="returned"))
    "not_in_progress {'status': 'returned'}"
    """

    def __init__(self, word: str, *grounds: Ground, **facts: object) -> None:
        super().__init__(word)
        self.word = word
        self.grounds = grounds
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.word} {self.facts}" if self.facts else self.word
