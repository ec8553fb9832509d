"""The law's index names for every rule its test in the file of its name."""

from __future__ import annotations

import pytest
from tools.law_index import UNTESTED, doors_to, grounds_of_rules, its_test


def test_every_rule_is_named_by_the_test_file_of_its_module():
    rules = {rule for rules in grounds_of_rules().values() for rule in rules}
    untested = [f"{module}.{rule}" for module, rule in rules if its_test(module, rule) == UNTESTED]
    assert sorted(untested) == []


@pytest.mark.parametrize(
    ("module", "rule", "found", "why"),
    [
        ("closing", "finish", "`test_closing`", "a deed is done by its name in quotes"),
        ("codes", "dossier_code", "`test_codes`", "a function is called by its name"),
        ("due", "_part", "`test_due`", "a private one by those that use it"),
        ("closing", "fly", UNTESTED, "a rule that no test names"),
        ("nowhere", "finish", UNTESTED, "a module without a test file"),
    ],
)
def test_a_rule_finds_its_test(module, rule, found, why):
    assert its_test(module, rule) == found, why


def test_a_private_rule_is_reached_by_the_public_ones_above_it():
    assert "due" in doors_to("due", "_part")
    assert doors_to("closing", "finish") == {"finish"}
