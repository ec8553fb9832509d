"""Why a message could not be delivered this time."""

from __future__ import annotations


class Trouble(Exception):
    """A word of `texts.TROUBLES`; `final` when no later try can help, `wait` seconds if asked for."""

    def __init__(self, word: str, *, final: bool = False, wait: int = 0) -> None:
        super().__init__(word)
        self.word, self.final, self.wait = word, final, wait
