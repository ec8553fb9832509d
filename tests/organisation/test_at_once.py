"""Two people press at the same moment; on SQLite there is one writer anyway."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from motcua.organisation import throttle
from motcua.organisation.models import Assignment
from motcua.rules.refusal import Refusal
from tests.organisation.conftest import AT, give

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 8


@pytest.fixture
def postgres(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("asks what only PostgreSQL does: set MOTCUA_DATABASE_URL")


def at_once(deed: Callable[[int], object]) -> list[str]:
    """What each of eight got: "" for done, or the word of the refusal."""
    start = Barrier(TOGETHER)

    def one(number: int) -> str:
        try:
            start.wait()
            deed(number)
        except Refusal as refusal:
            return refusal.word
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(TOGETHER) as together:
        return sorted(together.map(one, range(TOGETHER)))


def test_of_eight_heads_appointed_at_once_one_is_head(postgres, person, administrator):
    people = [person(f"can{number}") for number in range(TOGETHER)]
    got = at_once(lambda n: give(people[n], "head", "18673", approved_by=administrator))
    assert got == [""] + ["another_head"] * (TOGETHER - 1)
    assert Assignment.objects.filter(role="head").count() == 1


def test_eight_guesses_at_once_are_eight_guesses(postgres):
    tried = throttle.attempt("hanh", "10.0.0.7")
    got = at_once(lambda n: throttle.count(tried, AT))
    assert got == [""] * 5 + ["too_many_log_ins"] * 3
