"""Guessing is slowed down; whoever owns the account still gets in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.organisation import throttle
from motcua.organisation.models import LogInFailures
from motcua.rules.refusal import Refusal
from tests.organisation.conftest import AT

pytestmark = pytest.mark.django_db
DESK, STRANGER = "10.0.0.7", "203.0.113.5"


def guess(account, address, times=1, at=AT):
    for _ in range(times):
        throttle.count(throttle.attempt(account, address), at)


def refused(account, address, at=AT):
    with pytest.raises(Refusal) as found:
        guess(account, address, at=at)
    return found.value


def test_five_wrong_passwords_from_one_place_mean_a_pause():
    guess("hanh", DESK, 5)
    assert refused("hanh", DESK).facts == {"minutes": 15}
    assert refused("hanh", DESK, AT + timedelta(minutes=14, seconds=30)).facts == {"minutes": 1}
    guess("hanh", DESK, at=AT + timedelta(minutes=15))


def test_a_stranger_who_guesses_does_not_shut_out_the_officer_at_the_desk():
    guess("hanh", STRANGER, 5)
    refused("hanh", STRANGER)
    guess("hanh", DESK)


def test_writing_the_name_in_capitals_is_no_new_account():
    guess("Hanh", DESK, 3)
    guess("hanh", DESK, 2)
    refused("HANH", DESK)


def test_one_address_cannot_try_every_account():
    for number in range(throttle.ADDRESS):
        guess(f"officer{number}", STRANGER)
    refused("another", STRANGER)


def test_an_office_behind_one_address_logs_in_all_morning():
    for number in range(3 * throttle.ADDRESS):
        tried = throttle.attempt(f"officer{number % 40}", DESK)
        throttle.count(tried, AT)
        throttle.succeeded(tried, AT)


def test_guesses_from_many_addresses_stop_but_a_known_address_gets_in():
    at_desk = throttle.attempt("hanh", DESK)
    throttle.count(at_desk, AT)
    throttle.succeeded(at_desk, AT)
    for number in range(throttle.ACCOUNT):
        guess("hanh", f"203.0.113.{number}")
    refused("hanh", "198.51.100.1")
    throttle.count(at_desk, AT)


def test_who_is_known_at_an_address_does_not_use_it_up():
    """Everybody at the desk mistypes on Monday; a newcomer still gets in."""
    for number in range(40):
        tried = throttle.attempt(f"officer{number}", DESK)
        throttle.count(tried, AT)
        throttle.succeeded(tried, AT)
    for number in range(40):
        guess(f"officer{number}", DESK, throttle.AT_ONE_ADDRESS)
    refused("officer1", DESK)
    guess("newcomer", DESK)


def test_a_known_officer_who_logs_in_takes_no_strangers_guess_back():
    at_desk = throttle.attempt("hanh", DESK)
    throttle.count(at_desk, AT)
    throttle.succeeded(at_desk, AT)
    for number in range(throttle.ACCOUNT):
        guess("hanh", f"203.0.113.{number}")
        throttle.count(at_desk, AT)
        throttle.succeeded(at_desk, AT)
    refused("hanh", "198.51.100.1")


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "one household has a whole /64"),
        ("::ffff:10.0.0.7", "10.0.0.7", "an old address written the new way"),
        ("not an address", "", "no address at all"),
    ],
)
def test_one_place_has_one_address(one, other, why):
    assert throttle.attempt("hanh", one) == throttle.attempt("hanh", other), why


def test_neither_account_nor_address_is_stored_and_rows_have_a_term():
    guess("hanh", DESK)
    kept = " ".join(LogInFailures.objects.values_list("key", flat=True))
    assert "hanh" not in kept and DESK not in kept
    assert throttle.overdue(AT + timedelta(days=29)).count() == 0
    assert throttle.overdue(AT + throttle.KNOWN_FOR).delete()[0] == 3
