"""Every rule names its ground, and every ground is on file: an article, or a page of ours."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from tests.guards import house

from motcua.rules import events, law

EVENTS = {
    name
    for name, value in vars(events).items()
    if isinstance(value, type) and issubclass(value, events.Event)
}
INSTRUMENTS = {
    name: value.number for name, value in vars(law).items() if isinstance(value, law.Instrument)
}
# Functions that refuse without a ground of their own, each with its reason.
CARRIERS = {
    "in_force": "reads dated values; the ground comes with the value",
    "pattern_on": "reads dated values; the ground comes with the value",
    "open_now": "the ground is the deed's own, in law/deeds.toml",
    "clean": "what no database can keep; not a matter of law",
}


def rules_without_ground(tree: ast.Module) -> list[str]:
    """Public functions that refuse or decide an event, and carry no `@cites` or `@house_rule`."""
    return [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.name not in CARRIERS
        and (any(house.calls(node, "Refusal")) or _decides_an_event(node))
        and not _marked(node)
    ]


def _decides_an_event(node: ast.FunctionDef) -> bool:
    words = ast.unparse(node.returns).replace("ev.", "").split(" | ") if node.returns else []
    return any(word in EVENTS for word in words)


def _marked(node: ast.FunctionDef) -> bool:
    marks = (each for each in node.decorator_list if isinstance(each, ast.Call))
    return any(house.called(mark) in {"cites", "house_rule"} for mark in marks)


def citations(tree: ast.Module) -> Iterator[str]:
    """What a module cites: `ONE_STOP["Điều 19"]` and `article("61/2018/NĐ-CP Điều 19")`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name | ast.Attribute):
            name = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            cited = house.literal(node.slice)
            if name in INSTRUMENTS and isinstance(cited, str):
                yield f"{INSTRUMENTS[name]} {cited}"
    for call in house.calls(tree, "article"):
        if call.args and isinstance(named := house.literal(call.args[0]), str):
            yield named


def cited_in_data(data: object) -> Iterator[str]:
    """What a data file cites: its values of `law`."""
    for entry in house.entries(data):
        named = entry.get("law", [])
        yield from [named] if isinstance(named, str) else named


def house_rules(tree: ast.Module) -> Iterator[int]:
    """The numbers of house rules that a module names."""
    for word in ("house_rule", "HouseRule"):
        for call in house.calls(tree, word):
            if call.args and isinstance(number := house.literal(call.args[0]), int):
                yield number


def house_rules_in_data(data: object) -> Iterator[int]:
    for entry in house.entries(data):
        for key in ("house", "house_rule"):
            if isinstance(entry.get(key), int):
                yield entry[key]


def not_on_file(cited: Iterable[str], on_file: Iterable[str]) -> list[str]:
    """The citations whose wording is not in `law/articles.toml` (its truth: tests/settings)."""
    return sorted(set(cited) - set(on_file))


def on_file() -> list[str]:
    articles = house.law_data()["articles.toml"]["article"]
    return [f"{entry['instrument']} {entry['place']}" for entry in articles]


def test_every_rule_names_the_article_or_house_rule_it_stands_on():
    silent = [
        f"{house.place(path)}: {name}"
        for path in house.python_files("src/motcua/rules")
        for name in rules_without_ground(house.parsed(path))
    ]
    house.none(silent)


def test_every_article_cited_anywhere_is_on_file():
    cited = {each for path in house.python_files("src") for each in citations(house.parsed(path))}
    for data in house.law_data().values():
        cited.update(cited_in_data(data))
    house.none(not_on_file(cited, on_file()))


def test_every_house_rule_has_its_page():
    named = {n for path in house.python_files("src") for n in house_rules(house.parsed(path))}
    for data in house.law_data().values():
        named.update(house_rules_in_data(data))
    pages = {int(page.name[:4]) for page in house.DECISIONS.glob("[0-9]*.md")}
    house.none(sorted(named - pages))


def test_the_guard_catches_a_rule_that_refuses_without_ground():
    tree = ast.parse(
        "def refuse(d):\n    raise Refusal('late')\n@cites(x)\ndef good(d): Refusal('a')"
    )
    assert rules_without_ground(tree) == ["refuse"]


def test_the_guard_catches_a_deed_without_ground():
    assert rules_without_ground(ast.parse("def receive(d) -> ev.Received: ...")) == ["receive"]


def test_the_guard_catches_an_article_that_nobody_put_on_file():
    cited = [*citations(ast.parse("cites(ONE_STOP['Điều 999'])"))]
    cited += cited_in_data({"deed": [{"law": "61/2018/NĐ-CP Điều 998"}]})
    assert not_on_file(cited, ["61/2018/NĐ-CP Điều 19"]) == [
        "61/2018/NĐ-CP Điều 998",
        "61/2018/NĐ-CP Điều 999",
    ]


def test_the_guard_sees_house_rules_in_code_and_data():
    assert [*house_rules(ast.parse("@house_rule(999)\ndef f(): HouseRule(998)"))] == [999, 998]
    assert [*house_rules_in_data({"deed": [{"house": 997}]})] == [997]
