"""Every table says what it is: log, kept, projection or reference (docs/decisions/0001)."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from tests.guards import house

from motcua.settings.law.retention import terms

TERMS = {term.kind for term in terms()}
KINDS = {"log", "kept", "projection", "reference"}


def faults(models: Iterable[type]) -> list[str]:
    """Models without a kind, and kept ones without a term after which they go."""
    found = []
    for model in models:
        kind = vars(model).get("KIND")
        if kind not in KINDS:
            found.append(f"{model.__module__}.{model.__name__}: no kind")
        elif kind == "kept" and vars(model).get("RETENTION") not in TERMS:
            found.append(f"{model.__module__}.{model.__name__}: kept without a term")
    return found


def test_every_model_declares_its_kind_and_kept_rows_their_term():
    models = [each for each in apps.get_models() if each.__module__.startswith("motcua.")]
    assert models
    house.none(faults(models))


def test_the_guard_catches_a_model_without_kind_and_a_kept_one_without_term():
    silent = type("Silent", (), {"__module__": "m"})
    endless = type("Endless", (), {"__module__": "m", "KIND": "kept"})
    unknown = type("Unknown", (), {"__module__": "m", "KIND": "kept", "RETENTION": "a while"})
    assert faults([silent, endless, unknown]) == [
        "m.Silent: no kind",
        "m.Endless: kept without a term",
        "m.Unknown: kept without a term",
    ]
