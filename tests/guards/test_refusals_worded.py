"""Every refusal has a sentence, every sentence a refusal, and the facts fill the sentence."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest
from tests.guards import house

from motcua.web.sentences import texts

Facts = set[str] | None
PLACEHOLDER = re.compile(r"%\((\w+)\)")


def refusals(tree: ast.Module) -> Iterator[tuple[str, Facts]]:
    """The word of each refusal in a module and the names of its facts; None where unpacked.

    Seen are `Refusal("word", …)`, a helper that is given the word by its callers, and a subclass
    that gives it to `super()`. A refusal told again (`Refusal(refusal.word)`) is no new one.
    """
    raised = exceptions(tree)
    for function in [tree, *functions(tree)]:
        for call in own_calls(function):
            if house.called(call) in raised and call.args:
                facts = {each.arg for each in call.keywords if each.arg}
                unpacked = any(each.arg is None for each in call.keywords)
                for word in _words(call.args[0], function, tree):
                    yield word, None if unpacked else facts


def exceptions(tree: ast.Module) -> set[str]:
    """`Refusal`, and in a module that derives from it `__init__` of `super()`."""
    derived = any(
        isinstance(node, ast.ClassDef) and "Refusal" in map(ast.unparse, node.bases)
        for node in ast.walk(tree)
    )
    return {"Refusal", "__init__"} if derived else {"Refusal"}


def functions(tree: ast.AST) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def own_calls(node: ast.AST) -> Iterator[ast.Call]:
    """The calls in a body, those of functions inside it left out."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from own_calls(child)


def _words(node: ast.expr, function: ast.AST, tree: ast.Module) -> list[str]:
    if isinstance(node, ast.IfExp):
        return _words(node.body, function, tree) + _words(node.orelse, function, tree)
    if isinstance(word := house.literal(node), str):
        return [word]
    if isinstance(node, ast.Attribute) and node.attr == "word":
        return []
    given = _given(node, function, tree) if isinstance(function, ast.FunctionDef) else []
    return given or [f"not written out: {ast.unparse(node)}"]


def _given(node: ast.expr, function: ast.FunctionDef, tree: ast.Module) -> list[str]:
    """The words that callers in the same module hand to a helper as this parameter."""
    parameters = [each.arg for each in function.args.args]
    if not isinstance(node, ast.Name) or node.id not in parameters:
        return []
    at = parameters.index(node.id)
    words = [
        house.literal(call.args[at])
        for call in house.calls(tree, function.name)
        if len(call.args) > at
    ]
    return [word for word in words if isinstance(word, str)]


def sentences() -> dict[str, str]:
    return {word: text for each in texts() for word, text in each.SENTENCES.items()}


def faults(raised: Iterable[tuple[str, Facts]], said: dict[str, str]) -> list[str]:
    """Words without a sentence, sentences without a word, places no fact fills."""
    facts_of = defaultdict(list)
    for word, facts in raised:
        facts_of[word].append(facts)
    found = [f"no sentence: {word}" for word in facts_of if word not in said]
    found += [f"no refusal: {word}" for word in said if word not in facts_of]
    for word, text in said.items():
        wanted = set(PLACEHOLDER.findall(text))
        for facts in facts_of[word]:
            if facts is not None and not wanted <= facts:
                found.append(f"unfilled in {word}: {', '.join(sorted(wanted - facts))}")
    return sorted(found)


def test_every_refusal_has_its_sentence_and_every_sentence_its_refusal():
    raised = [each for path in house.python_files("src") for each in refusals(house.parsed(path))]
    house.none(faults(raised, sentences()))


def test_no_word_is_worded_by_two_rooms():
    words = [word for each in texts() for word in each.SENTENCES]
    house.none(sorted({word for word in words if words.count(word) > 1}))


def test_the_guard_catches_a_refusal_without_sentence_and_a_sentence_without_refusal():
    raised = refusals(ast.parse("Refusal('closed'); Refusal('a' if x else 'b', day=1)"))
    assert faults(raised, {"a": "vào ngày %(day)s", "b": "%(unit)s", "spare": "."}) == [
        "no refusal: spare",
        "no sentence: closed",
        "unfilled in b: unit",
    ]


def test_the_guard_catches_a_word_that_is_not_written_out():
    assert [word for word, _ in refusals(ast.parse("Refusal(word)"))] == ["not written out: word"]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("def f():\n  raise Refusal('late', day=1)", "plainly"),
        ("def g(w):\n  raise Refusal(w, day=1)\ndef f():\n  g('late')", "through a helper"),
        (
            "class C(Refusal):\n  def __init__(self):\n    super().__init__('late', day=1)",
            "by its class",
        ),
    ],
)
def test_the_guard_sees_a_word_however_it_is_given(code, why):
    assert list(refusals(ast.parse(code))) == [("late", {"day"})], why
