"""Every word that the catalogue flags is said to people."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from motcua.procedures import process_files, reading
from motcua.procedures.texts import FAULTS, LABELS
from motcua.rules import limit, workflow
from motcua.settings.law.catalogue import Level, OnlineLevel


def flagged(module) -> Iterator[str]:
    """The words that a module gives to `faults.append`, or as keys of its table `found`."""
    for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("faults"), attr="append")):
                yield ast.literal_eval(node.args[0])
            case ast.Assign(targets=[ast.Name("found")], value=ast.Dict(keys=keys)):
                yield from map(ast.literal_eval, keys)


def test_every_fault_has_a_sentence_and_every_sentence_a_fault():
    words = {word for module in (reading, process_files, workflow) for word in flagged(module)}
    assert words | {"no_steps"} == FAULTS.keys()


def test_every_channel_and_level_has_a_name_for_people():
    words = {*limit.Channel, *Level, *OnlineLevel, *reading.LEVELS.values()}
    assert {str(each) for each in words} <= LABELS.keys()
    assert {role for _, role in process_files.ROLES} <= LABELS.keys()
