"""One word per concept: no banned synonym names a model, an event, a permission or an address."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from tests.guards import house

from motcua.rules.events import KINDS

# Names that hold a banned word in another sense, each with its reason.
OTHER_SENSE: dict[str, str] = {}


def words(name: str) -> str:
    """The words of a name, spaced: ` request supplement ` for `RequestSupplement`."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return f" {' '.join(part.lower() for part in parts)} "


def banned() -> dict[str, str]:
    """Each banned synonym with the word to use instead."""
    return {
        synonym: term["en"]
        for term in house.law_data()["glossary.toml"]["term"]
        for synonym in term.get("never", [])
    }


def faults(names: Iterable[str], never: dict[str, str]) -> list[str]:
    """Names that hold a banned synonym, with the word to use."""
    return sorted(
        f"{name}: say {right}, not {wrong}"
        for name in set(names) - set(OTHER_SENSE)
        for wrong, right in never.items()
        if words(wrong) in words(name)
    )


def address_names(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from address_names(each.url_patterns)
        elif each.name:
            yield each.name


def permissions() -> Iterator[str]:
    """The permissions that views ask for and models declare."""
    for path in house.python_files("src"):
        for call in house.calls(house.parsed(path), "may"):
            if call.args and isinstance(name := house.literal(call.args[0]), str):
                yield name
    for model in apps.get_models():
        if model.__module__.startswith("motcua."):
            yield from (name for name, _ in model._meta.permissions)


def actions() -> Iterator[str]:
    """The public functions of every `actions` module."""
    for path in house.python_files("src"):
        if "actions" in path.with_suffix("").parts[-2:]:
            for node in house.parsed(path).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield node.name


def names() -> list[str]:
    """Everything the glossary rules over."""
    models = (each.__name__ for each in apps.get_models() if each.__module__.startswith("motcua."))
    events = (event.__name__ for event in KINDS.values())
    urls = address_names(get_resolver().url_patterns)
    return [*models, *events, *KINDS, *urls, *permissions(), *actions()]


def test_no_name_uses_a_banned_synonym():
    house.none(faults(names(), banned()))


def test_a_name_excused_from_the_glossary_exists():
    house.none(sorted(set(OTHER_SENSE) - set(names())))


def test_the_guard_catches_a_banned_synonym_and_only_whole_words():
    never = {"file": "dossier", "due_date": "due"}
    assert faults(["FileRow", "profiled", "dossiers.due_date", "Due"], never) == [
        "FileRow: say dossier, not file",
        "dossiers.due_date: say due, not due_date",
    ]
