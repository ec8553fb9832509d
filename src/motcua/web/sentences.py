"""The sentence that people read when a rule said no, with its ground.

Each room words its own refusals in `texts.py`: `SENTENCES` by refusal word, and `NAMES` for the
values that fill a sentence (a state, a kind of file). Nothing here needs Django, so the command
line can speak before a database exists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from motcua.rules.calendar import HANOI
from motcua.rules.law import Article, Ground, HouseRule
from motcua.rules.refusal import Refusal
from motcua.web.texts import PLACES, SHAPES

ROOMS = (
    "web",
    "ledger",
    "organisation",
    "files",
    "procedures",
    "dossiers",
    "queue",
    "ballots",
    "notices",
    "documents",
    "figures",
    "portal",
)

_PLACE = re.compile(rf"\b({'|'.join(PLACES.values())})\b")


@cache
def texts() -> tuple[ModuleType, ...]:
    """The `texts` module of every room that has one."""
    names = (f"motcua.{room}.texts" for room in ROOMS if find_spec(f"motcua.{room}"))
    return tuple(import_module(name) for name in names if find_spec(name))


def wording(word: str) -> str:
    """The unfilled sentence of a refusal; a guard sees to it that every refusal has one."""
    return next(each.SENTENCES[word] for each in texts() if word in each.SENTENCES)


def sentence(refusal: Refusal, translate: Callable[[str], str] = str) -> str:
    """What a refusal says to a person, filled with its facts, then its grounds."""
    facts = {name: shown(value, translate) for name, value in refusal.facts.items()}
    said = translate(wording(refusal.word)) % facts
    return f"{said} {grounds_text(refusal.grounds, translate)}".rstrip()


def shown(value: object, translate: Callable[[str], str] = str) -> str:
    """A fact as official documents write it: 06/5/2025, 17:00 ngày 06/5/2025, 1,5, or its name."""
    if isinstance(value, datetime):
        local = value.astimezone(HANOI)
        facts = {"hour": f"{local:%H:%M}", "day": shown(local.date())}
        return translate(SHAPES["moment"]) % facts
    if isinstance(value, date):
        month = f"{value.month:02}" if value.month < 3 else str(value.month)
        return f"{value.day:02}/{month}/{value.year}"
    if isinstance(value, Decimal | float):
        # The database hands out 5.00 for five.
        text = f"{value:f}" if isinstance(value, Decimal) else str(value)
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
    if isinstance(value, tuple | list):
        return ", ".join(shown(each, translate) for each in value)
    for each in texts():
        names: dict[str, str] = getattr(each, "NAMES", {})
        if value in names:
            return translate(names[str(value)])
    return str(value)


def grounds_text(grounds: Iterable[Ground], translate: Callable[[str], str] = str) -> str:
    """The grounds in brackets; only an article is introduced as law."""
    law, other = [], []
    for each in grounds:
        if isinstance(each, Article):
            law.append(placed(each, translate))
        elif isinstance(each, HouseRule):
            other.append(translate(SHAPES["house_rule"]) % {"number": each.number})
        else:
            other.append(translate(SHAPES["unverified"]) % {"source": each.source})
    said = ([translate(SHAPES["law"]) % {"law": "; ".join(law)}] if law else []) + other
    return f"({'; '.join(said)})" if said else ""


def placed(article: Article, translate: Callable[[str], str] = str) -> str:
    """An article with the words of its place in the reader's language: Article 19 clause 4, …"""
    return _PLACE.sub(lambda word: translate(word.group()), str(article))
