"""Leads that go on by themselves at the hub: untried, through, or in need of another language."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from app.clock import FixedClock
from app.domain.activity import Kind
from app.domain.distributing import Passed
from app.domain.lead import Origin
from app.domain.stage import Stage
from app.hub import checking, founding, people, ticking
from app.hub.distributing import Distribution
from app.hub.forgetting import Whom, purge
from app.hub.looking_after import look_after
from app.hub.playbooks import publish
from app.hub.pool import Rules
from app.hub.ports import Rows
from app.hub.seats import change_seat
from app.hub.stages import report_stage
from app.hub.ticking import Ticker
from app.protocol.feed import LeadGiven, LeadGone
from app.protocol.wire import Taking
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import RULES, holder_of, items, takes, waits, why_held
from tests.hubs import NOW, PLAYBOOK, TERMS, Desk, DeskOf, give_lead, in_place, later, lead

GOES_ON = PLAYBOOK.replace('\n[[step]]\nid = "call-1"', 'take_back_after = "4h"\n\n[[step]]\nid = "call-1"')


@pytest.fixture
def carl(store: SqlHubStore, desk: DeskOf) -> Desk:
    people.add_person(store, people.Newcomer(name="Carl", role="officer", branch="Nashville"), NOW)
    return desk("Carl")


@pytest.fixture
def ada(desk: DeskOf) -> Desk:
    return desk("Ada")


@pytest.fixture(autouse=True)
def playbook(store: SqlHubStore) -> None:
    publish(store, GOES_ON, TERMS, why="untried leads go on", now=NOW - timedelta(days=1))


def test_an_untried_lead_goes_to_the_next_officer_once_its_time_is_over(
    store: SqlHubStore, ada: Desk, carl: Desk
) -> None:
    one = give_lead(store, lead(1), "Ada")
    ada.pulls()
    look_after(store, RULES, later(254))
    assert holder_of(store, one.lead_id) == ada.person_id
    look_after(store, RULES, later(255))
    assert holder_of(store, one.lead_id) == carl.person_id
    assert why_held(store, one.lead_id)[-1] == "taken back untried from Ada"
    assert items(ada) == [LeadGone(lead_id=one.lead_id, why="taken back untried")]
    with store.reading() as rows:
        (decision,) = rows.seats.decisions(one.lead_id)
    assert (decision.chosen_id, decision.passed) == (carl.person_id, {ada.person_id: Passed.HAD_IT})
    # Ada had it, and nobody else is there
    look_after(store, RULES, later(600))
    assert holder_of(store, one.lead_id) == carl.person_id


def test_the_time_of_an_untried_lead_runs_while_its_holder_works(store: SqlHubStore, ada: Desk, carl: Desk) -> None:
    people.change_person(store, "Ada", people.Changes(hours="Mon-Fri 09:00-18:00"), "as agreed", NOW)
    # Friday 17:55 in Nashville; Carl is always there
    friday = datetime(2026, 3, 6, 23, 55, tzinfo=UTC)
    one = give_lead(store, lead(1, friday), "Ada", friday)
    monday = datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
    for at in (friday + timedelta(hours=5), monday, monday + timedelta(hours=3, minutes=54)):
        look_after(store, RULES, at)
        assert holder_of(store, one.lead_id) == ada.person_id
    look_after(store, RULES, monday + timedelta(hours=3, minutes=55) + timedelta(minutes=15))
    assert holder_of(store, one.lead_id) == carl.person_id


def test_days_off_do_not_stop_the_time_of_an_untried_lead(store: SqlHubStore, ada: Desk, carl: Desk) -> None:
    off = people.Changes(hours="Mon-Fri 09:00-18:00", off="2026-03-03..2026-03-20")
    people.change_person(store, "Ada", off, "a holiday", NOW)
    evening = datetime(2026, 3, 2, 23, 55, tzinfo=UTC)
    one = give_lead(store, lead(1, evening), "Ada", evening)
    look_after(store, RULES, evening + timedelta(days=1))
    assert holder_of(store, one.lead_id) == carl.person_id


def test_who_has_what_is_counted_once_for_all_leads_that_go_on(
    store: SqlHubStore, ada: Desk, carl: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_seat(store, "Carl", {"cap_open": "2"}, "new here", NOW)
    given = [give_lead(store, lead(n), "Ada") for n in range(3)]
    counted: list[datetime] = []
    begin = Distribution.__init__

    def counts(self: Distribution, rows: Rows, rules: Rules, now: datetime) -> None:
        counted.append(now)
        begin(self, rows, rules, now)

    monkeypatch.setattr(Distribution, "__init__", counts)
    look_after(store, RULES, later(255))
    assert Counter(holder_of(store, one.lead_id) for one in given) == {carl.person_id: 2, ada.person_id: 1}
    assert counted == [later(255)]


def test_one_that_was_tried_and_an_own_one_stay(store: SqlHubStore, ada: Desk, carl: Desk) -> None:
    tried, own = give_lead(store, lead(1), "Ada"), give_lead(store, lead(2, origin=Origin.WALK_IN), "Ada")
    look_after(store, RULES, NOW)
    ada.logs(tried.lead_id, Kind.NO_ANSWER, later(200))
    # it is pushed only when its time is over already, and seen all the same
    ada.pushes(now=later(250))
    look_after(store, RULES, later(300))
    assert {holder_of(store, one.lead_id) for one in (tried, own)} == {ada.person_id}


def test_who_talks_with_the_borrower_as_the_time_ends_keeps_the_lead(store: SqlHubStore, ada: Desk, carl: Desk) -> None:
    one = give_lead(store, lead(1), "Ada")
    look_after(store, RULES, later(250))
    ada.logs(one.lead_id, Kind.SENDING_APPLICATION, later(239))
    ada.pushes(now=later(251))
    look_after(store, RULES, later(300))
    assert holder_of(store, one.lead_id) == ada.person_id


def test_skipping_keeps_a_lead_no_longer_though_all_of_it_is_skipped(store: SqlHubStore, ada: Desk, carl: Desk) -> None:
    once, all_of_it = give_lead(store, lead(1), "Ada"), give_lead(store, lead(2), "Ada")
    ada.logs(once.lead_id, Kind.SKIP, later(5), reason="busy")
    for minutes in range(5, 60, 5):
        ada.logs(all_of_it.lead_id, Kind.SKIP, later(minutes), reason="busy")
    ada.pushes(now=later(61))
    look_after(store, RULES, later(62))
    look_after(store, RULES, later(254))
    assert {holder_of(store, one.lead_id) for one in (once, all_of_it)} == {ada.person_id}
    look_after(store, RULES, later(255))
    assert {holder_of(store, one.lead_id) for one in (once, all_of_it)} == {carl.person_id}


def test_a_lead_in_a_loan_stays_with_its_officer_though_nobody_logged_a_call(
    store: SqlHubStore, ada: Desk, carl: Desk
) -> None:
    letter = '\n[[step]]\nid = "check-in"\nchannel = "call"\nafter = "0m"\nwithin = "5m"\ntrack = "preapproved"\n'
    publish(store, GOES_ON + letter, TERMS, why="who looks for a house is called", now=NOW)
    one = give_lead(store, lead(1), "Ada")
    report_stage(store, one.lead_id, Stage.PRE_APPROVED, NOW)
    look_after(store, RULES, later(60 * 24 * 20))
    assert holder_of(store, one.lead_id) == ada.person_id


def test_nobody_who_is_away_or_left_gets_it_and_it_goes_once_somebody_is_there(
    store: SqlHubStore, ada: Desk, carl: Desk
) -> None:
    one = give_lead(store, lead(1), "Ada")
    people.change_person(store, "Carl", people.Changes(off="2026-03-02"), "a day off", NOW)
    for minutes in (240, 300):
        look_after(store, RULES, later(minutes))
        assert holder_of(store, one.lead_id) == ada.person_id
    people.change_person(store, "Carl", people.Changes(off=""), "back early", later(305))
    look_after(store, RULES, later(310))
    assert holder_of(store, one.lead_id) == carl.person_id


def test_a_lead_of_which_all_was_tried_stays_with_its_officer_and_in_their_sums(store: SqlHubStore, ada: Desk) -> None:
    one = give_lead(store, lead(1), "Ada")
    ada.logs(one.lead_id, Kind.NO_ANSWER, NOW)
    ada.logs(one.lead_id, Kind.NO_ANSWER, later(240))
    ada.pushes(now=later(241))
    for day in range(4):
        look_after(store, RULES, later(60 * 24 * day + 300))
    assert holder_of(store, one.lead_id) == ada.person_id


def test_who_needs_another_language_goes_to_somebody_who_speaks_it(
    store: SqlHubStore, ada: Desk, carl: Desk, desk: DeskOf
) -> None:
    eve = desk("Eve")
    change_seat(store, "Eve", {"languages": "Spanish, Korean"}, "speaks them", NOW)
    one = give_lead(store, lead(1), "Ada")
    look_after(store, RULES, NOW)
    ada.logs(one.lead_id, Kind.LANGUAGE, later(5), note="Spanish, please")
    ada.pushes(now=later(6))
    eve.pulls()
    look_after(store, RULES, later(6))
    assert holder_of(store, one.lead_id) == eve.person_id
    (given,) = items(eve)
    assert isinstance(given, LeadGiven)
    # the wait for somebody is over in its history
    assert [activity.kind for activity in given.history] == [Kind.LANGUAGE, Kind.ASSIGNED]
    assert checking.verify(store).is_ok, "the hub wrote it itself"


def test_who_needs_another_language_never_comes_back_to_who_passed_it_on(
    store: SqlHubStore, ada: Desk, desk: DeskOf
) -> None:
    eve = desk("Eve")
    for name in ("Ada", "Eve"):
        change_seat(store, name, {"languages": "Spanish"}, "speaks it", NOW)
    one = give_lead(store, lead(1), "Ada")
    ada.logs(one.lead_id, Kind.LANGUAGE, later(5), note="Spanish")
    ada.pushes(now=later(6))
    look_after(store, RULES, later(6))
    eve.logs(one.lead_id, Kind.LANGUAGE, later(15), note="Spanish")
    eve.pushes(now=later(16))
    look_after(store, RULES, later(30))
    assert holder_of(store, one.lead_id) == eve.person_id


def test_a_language_nobody_speaks_waits_and_one_nobody_named_goes_to_whoever_speaks_another(
    store: SqlHubStore, ada: Desk, desk: DeskOf
) -> None:
    eve = desk("Eve")
    change_seat(store, "Eve", {"languages": "Spanish"}, "speaks it", NOW)
    named, unnamed = give_lead(store, lead(1), "Ada"), give_lead(store, lead(2), "Ada")
    ada.logs(named.lead_id, Kind.LANGUAGE, later(5), note="Vietnamese")
    ada.logs(unnamed.lead_id, Kind.LANGUAGE, later(5))
    ada.pushes(now=later(6))
    look_after(store, RULES, later(6))
    assert holder_of(store, named.lead_id) == ada.person_id
    assert holder_of(store, unnamed.lead_id) == eve.person_id


def test_what_is_purged_while_it_waits_is_left_alone(store: SqlHubStore, ada: Desk, carl: Desk) -> None:
    one = give_lead(store, lead(1), "Ada")
    purge(store, Whom(one.lead_id), "ticket 7", NOW)
    look_after(store, RULES, later(300))
    assert holder_of(store, one.lead_id) in (ada.person_id, None)


def test_an_assistant_works_a_lead_for_the_day_and_it_goes_back_overnight(
    store: SqlHubStore, ada: Desk, carl: Desk
) -> None:
    one = give_lead(store, lead(1), "Ada")
    assert takes(carl, Taking.COVER, one.lead_id) == "not_there"
    change_seat(store, "Carl", {"works_for": "Ada"}, "her assistant", NOW)
    assert takes(carl, Taking.COVER, one.lead_id) == one.lead_id
    assert why_held(store, one.lead_id)[-1] == "worked for Ada by an assistant"
    Ticker(store, FixedClock(later(60)), RULES).tick()
    assert holder_of(store, one.lead_id) == carl.person_id
    Ticker(store, FixedClock(later(60 * 24)), RULES).tick()
    assert why_held(store, one.lead_id)[2] == "back from cover"


def test_of_two_processes_one_has_each_round(store: SqlHubStore) -> None:
    clock = FixedClock(NOW)
    first, second = Ticker(store, clock, RULES), Ticker(store, clock, RULES)
    assert [first.tick(), second.tick()] == [True, False]
    clock.at = NOW + ticking.EVERY
    assert [second.tick(), first.tick()] == [True, False]


def test_a_clock_that_was_put_right_holds_no_round_up(store: SqlHubStore) -> None:
    clock = FixedClock(later(60 * 24 * 365))
    ticker = Ticker(store, clock, RULES)
    ticker.tick()
    clock.at = NOW
    assert ticker.tick()


def test_a_round_gives_what_waits_in_turn(store: SqlHubStore, ada: Desk) -> None:
    one = waits(store, 1)
    founding.set_company(store, assigns="push", now=NOW)
    Ticker(store, FixedClock(NOW), RULES).tick()
    assert holder_of(store, one.lead_id) == ada.person_id


def test_a_lead_that_is_woken_while_it_is_looked_at_stays_awake(store: SqlHubStore, ada: Desk) -> None:
    one = give_lead(store, lead(1), "Ada")
    with store.reading() as rows:
        (seen,) = rows.leads.to_look_at(NOW, 10)
    ada.logs(one.lead_id, Kind.LANGUAGE, later(5))
    ada.pushes(now=later(6))
    with store.writing() as rows:
        rows.leads.rest_again(seen, later(60 * 24))
    with store.reading() as rows:
        (again,) = rows.leads.to_look_at(later(6), 10)
    with store.writing() as rows:
        rows.leads.rest_again(again, later(60 * 24))
        assert rows.leads.to_look_at(later(7), 10) == []


def test_a_lead_that_is_told_of_while_it_is_looked_at_stays_awake(store: SqlHubStore, ada: Desk) -> None:
    one = give_lead(store, lead(1), "Ada")
    with store.reading() as rows:
        (seen,) = rows.leads.to_look_at(NOW, 10)
    report_stage(store, one.lead_id, Stage.PRE_APPROVED, later(5))
    with store.writing() as rows:
        rows.leads.rest_again(seen, later(60 * 24))
    with store.reading() as rows:
        assert [again.held.lead.lead_id for again in rows.leads.to_look_at(later(6), 10)] == [one.lead_id]


def test_a_lead_that_cannot_be_read_keeps_no_other_where_it_is(store: SqlHubStore, ada: Desk, carl: Desk) -> None:
    bad, one = give_lead(store, lead(2), "Ada"), give_lead(store, lead(1), "Ada")
    in_place(store, "UPDATE lead SET body = '{}' WHERE lead_id = ?", bad.lead_id)
    look_after(store, RULES, later(255))
    assert holder_of(store, one.lead_id) == carl.person_id


def test_a_chore_that_fails_keeps_none_from_its_turn(
    store: SqlHubStore, ada: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr(ticking, "look_after", fails)
    one = waits(store, 1)
    founding.set_company(store, assigns="push", now=NOW)
    Ticker(store, FixedClock(NOW), RULES).tick()
    assert holder_of(store, one.lead_id) == ada.person_id


def test_what_a_round_still_has_to_do_is_left_once_the_hub_is_told_to_stop(store: SqlHubStore, ada: Desk) -> None:
    one = waits(store, 1)
    founding.set_company(store, assigns="push", now=NOW)
    ticker = Ticker(store, FixedClock(NOW), RULES)
    ticker.stop()
    ticker.tick()
    assert holder_of(store, one.lead_id) is None
    Ticker(store, FixedClock(later(1)), RULES).tick()
    assert holder_of(store, one.lead_id) == ada.person_id


def test_it_ticks_until_it_is_stopped(store: SqlHubStore, ada: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticking, "_ASKS_EVERY_S", 0.01)
    ticked, calls = threading.Event(), []

    def tick(_self: Ticker) -> bool:
        calls.append(1)
        if len(calls) > 1:
            ticked.set()
            return True
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr(Ticker, "tick", tick)
    ticker = Ticker(store, FixedClock(NOW), RULES)
    ticker.start()
    assert ticked.wait(10)
    ticker.stop()
