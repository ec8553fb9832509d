"""What happens at the counter, online and by post before anybody works on a dossier."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.rules import events as ev
from motcua.rules.calendar import HANOI
from motcua.rules.intake import serve
from motcua.rules.law import law_of
from motcua.rules.limit import Channel
from motcua.rules.refusal import Refusal
from tests.rules.builders import FIVE_DAYS, World, at, limit, office, received, refused


@pytest.mark.parametrize(
    ("when", "days", "due", "why"),
    [
        ("2025-03-03", 5, "2025-03-10", "a plain week: the day of receipt is not counted"),
        ("2025-02-28", 1, "2025-03-03", "the month ends on a Friday"),
        ("2025-03-31 16:59", 1, "2025-04-01", "the last minute of a quarter"),
        ("2024-12-31 16:59", 1, "2025-01-02", "the last minute of a year: 1/1 is off"),
        ("2025-12-31", 2, "2026-01-06", "1/1 and the swapped 2/1 are off"),
        ("2019-01-04", 1, "2019-01-05", "a make-up Saturday is worked"),
        ("2025-01-24", 1, "2025-02-03", "the last office day before Tết 2025"),
        ("2024-02-07", 1, "2024-02-15", "the last office day before Tết 2024"),
        ("2026-02-13", 10, "2026-03-06", "ten days across Tết 2026"),
        ("2025-04-25 09:00", 5, "2025-05-06", "30/4, 1/5 and 2/5 are off, 26/4 is worked"),
        ("2025-08-29", 2, "2025-09-04", "National Day"),
        ("2025-03-07 18:00", 1, "2025-03-11", "after hours on Friday: received on Monday"),
        ("2025-03-08 09:00", 1, "2025-03-11", "on a Saturday: received on Monday"),
    ],
)
def test_the_slip_says_when_the_result_is_due(when, days, due, why):
    now = received(when, limit(days)).now
    assert now.promised is not None
    assert now.promised.astimezone(HANOI).date() == date.fromisoformat(due), why
    assert now.promised == now.original_promised == now.appointed


def test_from_receipt_on_everything_that_counts_is_fixed():
    now = received("2025-03-03", steps=(240, 960, 1200)).now
    assert (now.status, now.holder, now.regime) == ("received", "clerk", "nd61")
    assert (now.received_at, now.clock_start) == (at("2025-03-03"), at("2025-03-03"))
    assert (now.promised, now.legal_end) == (at("2025-03-10 17:00"), at("2025-03-11 00:00"))
    assert now.step_minutes == (240, 960, 1200)


@pytest.mark.parametrize(
    ("when", "start", "why"),
    [
        ("2025-03-03 10:12", "2025-03-03 10:12", "signed for in office hours: from that minute"),
        ("2025-03-03 12:00", "2025-03-03 13:30", "signed for at noon: from the afternoon session"),
        ("2025-03-07 17:30", "2025-03-10 07:00", "signed for after hours: from Monday morning"),
    ],
)
@pytest.mark.parametrize("channel", [Channel.POST, Channel.COUNTER, Channel.ONLINE])
def test_the_limit_begins_when_the_dossier_is_signed_for(channel, when, start, why):
    now = received(when, channel=channel).now
    assert (now.channel, now.received_at, now.clock_start) == (channel, at(when), at(start)), why


def test_a_procedure_whose_limit_nobody_knows_has_no_due_date_and_is_received_all_the_same():
    now = received("2025-03-03", None).now
    assert (now.limit, now.promised, now.legal_end) == (None, None, None)


def test_an_online_dossier_waits_for_the_desk_before_any_limit_runs():
    world = office(channel=Channel.ONLINE).do("submit", "2025-02-28 20:00", by="applicant")
    assert (world.now.status, world.now.promised) == ("submitted", None)
    world.do("receive", "2025-03-03")
    assert (world.now.submitted_at, world.now.received_at) == (
        at("2025-02-28 20:00"),
        at("2025-03-03"),
    )
    assert world.now.applicant == "k-person"


def test_an_online_dossier_needs_an_applicant():
    world = World(filing=office().filing.__class__("H.desk", Channel.ONLINE))
    assert refused(world, "submit", "2025-03-03").word == "applicant_missing"


def test_guidance_at_the_counter_is_one_list_with_its_reason_and_no_receipt():
    world = office().do("guide", "2025-02-27")
    assert (world.now.status, world.now.received_at) == ("awaiting_papers", None)
    assert refused(world, "guide", "2025-03-01").word == "deed_not_now"
    assert world.do("receive", "2025-03-03").now.status == "received"


@pytest.mark.parametrize(
    ("deed", "said", "why"),
    [
        ("guide", {"reason": ""}, "guidance without a reason"),
        ("guide", {"missing": ""}, "guidance without a list"),
        ("refuse_at_counter", {"reason": ""}, "a no without a reason"),
    ],
)
def test_a_citizen_is_never_sent_away_without_a_reason(deed, said, why):
    refusal = refused(office(), deed, "2025-03-03", **said)
    assert refusal.word == "reason_missing", why
    assert "Điều 17 khoản 1" in str(refusal.grounds[0])


@pytest.mark.parametrize("before", ["nothing", "submitted", "guided"])
def test_a_dossier_refused_at_the_counter_was_never_received(before):
    world = office()
    if before != "nothing":
        world.do({"submitted": "submit", "guided": "guide"}[before], "2025-03-03")
    now = world.do("refuse_at_counter", "2025-03-04").now
    assert (now.status, now.received_at, now.outcome) == ("refused_at_counter", None, None)
    assert now.ended_at == at("2025-03-04")


def test_a_late_entry_says_so():
    filing = office().filing.__class__("H.desk", Channel.COUNTER, late_entry="k-late")
    assert World(filing=filing).do("receive", "2025-03-03").now.late_entry


@pytest.mark.parametrize(
    ("given", "no_appointment", "served", "why"),
    [
        (limit(1, same_day=True), False, True, "due the same day"),
        (None, True, True, "no appointment"),
        (FIVE_DAYS, False, False, "five days: the citizen gets a slip"),
        (limit(1), False, False, "one day is not the same day"),
        (None, False, False, "a limit nobody knows is not at once"),
    ],
)
def test_only_what_is_given_at_once_is_served_at_the_quick_desk(given, no_appointment, served, why):
    world = office(given, no_appointment=no_appointment)
    if not served:
        refusal = refused(world, "serve", "2025-03-03")
        assert (refusal.word, refusal.facts["procedure"]) == ("not_immediate", "1.001193"), why
        return
    now = world.do("serve", "2025-03-03").now
    assert [type(each) for each in world.history] == [ev.Received, ev.Finished, ev.Returned]
    assert (now.status, now.returned_at, now.version) == ("returned", at("2025-03-03"), 3), why


@pytest.mark.parametrize(("asked", "slip"), [({}, False), ({"slip": True}, True)])
def test_at_the_quick_desk_a_slip_is_made_only_when_asked_for(asked, slip):
    (taken_in, *_) = office(limit(0, same_day=True)).decide("serve", "2025-03-03", **asked)
    assert isinstance(taken_in, ev.Received)
    assert taken_in.slip is slip


def test_at_the_quick_desk_the_fee_is_paid_before_the_result_is_handed_out():
    world = office(limit(0, same_day=True))
    taken_in, finished, returned = world.decide("serve", "2025-03-03")
    world.add(taken_in)
    world.do("charge", "2025-03-03").do("pay", "2025-03-03")
    for event in (finished, returned):
        world.add(event)
    assert (world.now.status, world.now.charges[0].open) == ("returned", 0)


@pytest.mark.parametrize("state", ["submitted", "received", "finished"])
def test_a_file_is_put_to_a_dossier_that_lives(state):
    world = office().do("submit", "2025-03-03")
    if state != "submitted":
        world.do("receive", "2025-03-03")
    if state == "finished":
        world.do("finish", "2025-03-04")
    before = world.now.status
    assert world.do("attach", "2025-03-05").now.status is before


def test_a_new_filing_names_the_one_before():
    filing = office().filing.__class__("H.desk", Channel.COUNTER, refiled_of="OLD-1")
    assert World(filing=filing).do("receive", "2025-03-03").now.refiled_of == "OLD-1"


def test_receiving_cites_the_decree_the_circular_and_the_post():
    from motcua.rules.intake import receive

    cited = [str(each) for each in law_of(receive)]
    assert "Điều 17 khoản 1 điểm c, 61/2018/NĐ-CP" in cited
    assert "Điều 7 khoản 4, 45/2016/QĐ-TTg" in cited
    assert law_of(serve)[-1].__class__.__name__ in {"Article", "HouseRule"}


def test_before_any_regime_nothing_is_received():
    with pytest.raises(Refusal, match="no_regime"):
        received("2007-06-21")
