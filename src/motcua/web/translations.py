"""The English of every sentence: where sentences are found and how catalogues are compiled.

Vietnamese is the source: its sentences are the keys. `tools/translate.py` brings new ones into
`locale/en/LC_MESSAGES/django.po`; the compiled `.mo` is made where it is needed, never committed.
"""

from __future__ import annotations

import ast
import os
import re
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

KEYWORDS = {
    name: DEFAULT_KEYWORDS.get(name.removesuffix("_lazy"))
    for name in (
        "_",
        "gettext",
        "gettext_lazy",
        "ngettext",
        "ngettext_lazy",
        "pgettext",
        "pgettext_lazy",
    )
}
FACT = re.compile(r"%\((\w+)\)s")
LOCALE = Path(__file__).resolve().parent / "locale"


def catalogue(language: str = "en") -> Catalog:
    """The sentences of one language as they are committed."""
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def extracted(source: Path) -> Catalog:
    """Every sentence that the source holds now, by the rules of `babel.cfg`."""
    with (LOCALE.parent / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog(charset="utf-8")
    for _, _, sentence, _, context in extract_from_dir(
        source, methods, options, KEYWORDS, strip_comment_tags=True
    ):
        found.add(sentence, context=context)
    return found


def gaps(sentences: Catalog) -> list[str]:
    """What keeps a catalogue from being whole: no translation, a guessed one, other facts."""
    found = []
    for message in sentences:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        keys = message.id if isinstance(message.id, tuple) else (message.id,)
        if not message.id:
            continue
        if not all(forms):
            found.append(f"chưa dịch: {keys[0]}")
        elif message.fuzzy:
            found.append(f"cần xem lại: {keys[0]}")
        elif any(_facts(form) != _facts(keys[0]) for form in forms):
            found.append(f"khác dữ kiện: {keys[0]}")
    return found


def _facts(sentence: str) -> set[str]:
    return set(FACT.findall(sentence))


def compile_catalogues() -> int:
    """Every `.mo` is as new as its `.po`; how many had to be written. Safe beside other processes."""
    written = 0
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            sentences = read_po(file)
        beside = target.with_suffix(f".{os.getpid()}.mo")
        with beside.open("wb") as file:
            write_mo(file, sentences)
        beside.replace(target)
        written += 1
    return written


def extract_texts(
    fileobj: BytesIO, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, str, list[str]]]:
    """For Babel: every text in the tables of a room's `texts.py` is a sentence to translate."""
    for statement in ast.parse(fileobj.read()).body:
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
            continue
        for table in ast.walk(statement.value):
            if isinstance(table, ast.Dict):
                yield from _values(table)


def extract_names(
    fileobj: BytesIO, keywords: Any, comment_tags: Any, options: dict[str, str]
) -> Iterator[tuple[int, str, str, list[str]]]:
    """For Babel: what dated data names, by the keys that `babel.cfg` lists for its file."""
    keys = set(options["keys"].split())
    for entry in _tables(tomllib.load(fileobj)):
        for key in sorted(keys & entry.keys()):
            value = entry[key]
            for name in value if isinstance(value, list) else [value]:
                yield 0, "gettext", name, []


def _tables(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node:
        if isinstance(inner, dict | list):
            yield from _tables(inner)


def _values(table: ast.Dict) -> Iterator[tuple[int, str, str, list[str]]]:
    for value in table.values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.lineno, "gettext", value.value, []
