"""Leads are claimed: one winner, the same answer for the same claim, and nobody gets what is not theirs to take."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pytest

from app.domain.activity import Kind
from app.domain.lead import Address, Origin, Person, Phone
from app.errors import BadInput
from app.hub import letting_in, people, pool, pool_verbs
from app.hub.assigning import take_all_from
from app.hub.claiming import claim
from app.hub.forgetting import Whom, purge
from app.hub.records import LEASE_DAYS
from app.protocol.feed import LeadGiven, LeadOffered, OfferOver
from app.protocol.wire import LeadNotYours, LeadYours, Stranger, Taking, Untaken
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import RULES, TENNESSEE, holder_of, is_licensed, items, takes, told, waits, why_held, wish
from tests.hubs import NOW, TERMS, DeskOf, give_lead, later, lead
from tests.shipped import shipped_rules

# -- the next of the pool --------------------------------------------------------------------------------


def test_the_longest_received_of_the_pool_is_next_and_the_answer_is_what_the_feed_says(
    store: SqlHubStore, desk: DeskOf
) -> None:
    waits(store, 2, -10)
    first = waits(store, 1, -20)
    ada = desk("Ada")
    ada.pulls()
    answer = claim(store, RULES, ada.caller(), wish(ada), NOW)
    assert isinstance(answer, LeadYours)
    assert answer.given.lead.lead_id == first.lead_id
    assert items(ada) == [answer.given]
    assert holder_of(store, first.lead_id) == ada.person_id
    assert why_held(store, first.lead_id) == ["taken as the next lead: the longest received that waited"]
    with store.reading() as rows:
        line = list(rows.audit.all())[-1]
    assert (line.by, line.subject) == (ada.person_id, first.lead_id)
    assert line.what.startswith("lead taken: ")


def test_leads_for_others_licences_keep_nobody_from_those_behind_them(
    store: SqlHubStore, desk: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "MOST_LOOKED_AT", 8)
    california = Address(state="CA", zip="90001")
    for number in range(12):
        waits(store, number, -60 + number, subject_property=california)
    mine = waits(store, 20, 0, subject_property=TENNESSEE)
    is_licensed(store, "Ada")
    assert takes(desk("Ada")) == mine.lead_id


def test_a_device_that_is_revoked_between_the_question_and_the_answer_wins_nothing(
    store: SqlHubStore, desk: DeskOf
) -> None:
    first, ada = waits(store, 1), desk("Ada")
    caller = ada.caller()
    letting_in.revoke(store, ada.enrolled.device_id, NOW)
    with pytest.raises(letting_in.NotLetIn):
        claim(store, RULES, caller, wish(ada), NOW)
    assert holder_of(store, first.lead_id) is None


def test_what_the_branch_had_before_comes_first(store: SqlHubStore, desk: DeskOf) -> None:
    waits(store, 1, -30)
    of_branch = give_lead(store, lead(2, later(-20)), "Ben")
    with store.writing() as rows:
        ben = rows.people.named("Ben")
        assert ben is not None
        take_all_from(rows, ben, NOW)
    of_other = give_lead(store, lead(3, later(-40)), "Eve")
    people.leave(store, "Eve", NOW)
    ada = desk("Ada")
    assert takes(ada) == of_branch.lead_id
    ada.logs(of_branch.lead_id, Kind.NO_ANSWER)
    ada.pushes()
    # and a leaver's of another branch waits like any other
    assert takes(ada) == of_other.lead_id


def test_nobody_pulls_a_second_before_the_first_was_tried(store: SqlHubStore, desk: DeskOf) -> None:
    first, second = waits(store, 1, -20), waits(store, 2, -10)
    ada = desk("Ada")
    assert takes(ada) == first.lead_id
    assert takes(ada) == Untaken.UNTRIED
    # the hub knows that for as long as it is so
    assert takes(ada, now=NOW + timedelta(days=14)) == Untaken.UNTRIED
    ada.logs(first.lead_id, Kind.NO_ANSWER)
    ada.pushes()
    assert takes(ada) == second.lead_id
    assert takes(desk("Ben")) == Untaken.NOTHING_WAITS


def test_a_lead_that_cannot_be_called_now_keeps_nobody_from_the_next(store: SqlHubStore, desk: DeskOf) -> None:
    first, ada = waits(store, 1, -20), desk("Ada")
    assert takes(ada) == first.lead_id
    islander = Person(name="Borrower of Honolulu", phones=(Phone(number="+18085550102"),))
    second = waits(store, 2, -10, address=Address(state="HI", zip="96813"), borrower=islander)
    is_licensed(store, "Ada", "TN,HI")
    evening = NOW.replace(day=4, hour=3)
    assert takes(ada, now=evening) == second.lead_id


def test_a_state_one_has_no_licence_for_is_left_for_who_has(store: SqlHubStore, desk: DeskOf) -> None:
    there = waits(store, 1, address=TENNESSEE)
    ada = desk("Ada")
    unknown = claim(store, RULES, ada.caller(), wish(ada), NOW)
    assert isinstance(unknown, LeadNotYours)
    assert (unknown.why, "licences" in unknown.remedy) == (Untaken.NOTHING_WAITS, True)
    is_licensed(store, "Ada", "NV")
    assert takes(ada) == Untaken.NOTHING_WAITS
    is_licensed(store, "Ada", "TN:2026-03-01")
    assert takes(ada) == Untaken.NOTHING_WAITS
    is_licensed(store, "Ada")
    assert takes(ada) == there.lead_id


def test_what_rests_ended_or_is_to_be_forgotten_is_nobodys_next(store: SqlHubStore, desk: DeskOf) -> None:
    eve = desk("Eve")
    wakes = later(60 * 24 * 3)
    ended = {
        Kind.NOT_INTERESTED: {"reason": "rate"},
        Kind.DO_NOT_CALL: {},
        Kind.NOT_NOW: {"when": wakes},
        Kind.NO_ANSWER: {},
    }
    leads = [give_lead(store, lead(number), "Eve") for number in range(len(ended) + 1)]
    for one, (kind, more) in zip(leads, ended.items(), strict=False):
        eve.logs(one.lead_id, kind, **more)
    eve.pushes()
    people.leave(store, "Eve", NOW)
    purge(store, Whom(leads[-1].lead_id), "ticket 7", NOW)
    ada = desk("Ada")
    assert takes(ada, now=later(1)) == Untaken.NOTHING_WAITS
    tried = leads[list(ended).index(Kind.NO_ANSWER)]
    assert takes(ada, now=later(60 * 24)) == tried.lead_id
    ada.logs(tried.lead_id, Kind.NO_ANSWER, later(60 * 24))
    ada.pushes(now=later(60 * 24))
    assert takes(ada, now=wakes + timedelta(hours=4)) == leads[list(ended).index(Kind.NOT_NOW)].lead_id


def test_a_lead_that_had_ended_is_there_again_once_that_is_taken_back(store: SqlHubStore, desk: DeskOf) -> None:
    eve, one = desk("Eve"), give_lead(store, lead(1), "Eve")
    said = eve.logs(one.lead_id, Kind.NOT_INTERESTED, reason="rate")
    eve.pushes()
    with store.writing() as rows:
        person = rows.people.named("Eve")
        assert person is not None
        take_all_from(rows, person, NOW)
    ada = desk("Ada")
    assert takes(ada) == Untaken.NOTHING_WAITS
    eve.logs(one.lead_id, Kind.RETRACTED, corrects=said.activity_id)
    eve.pushes(1)
    assert takes(ada) == one.lead_id


def test_a_long_pool_of_ended_leads_is_looked_through_once(
    store: SqlHubStore, desk: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    eve = desk("Eve")
    for number in range(30):
        eve.logs(give_lead(store, lead(number), "Eve").lead_id, Kind.NOT_INTERESTED, reason="rate")
    eve.pushes()
    people.leave(store, "Eve", NOW)
    last = waits(store, 50, 1)
    monkeypatch.setattr("app.hub.pool.MOST_LOOKED_AT", 10)
    monkeypatch.setattr("app.hub.pool._LATER_LOOKS", 8)
    ada = desk("Ada")
    found = [takes(ada, now=later(2)) for _ in range(4)]
    assert found[-1] == Untaken.UNTRIED
    assert found[:3].count(last.lead_id) == 1


# -- asked again -----------------------------------------------------------------------------------------


def test_a_claim_that_is_asked_again_is_answered_the_same(store: SqlHubStore, desk: DeskOf) -> None:
    first, _ = waits(store, 1, -20), waits(store, 2, -10)
    ada = desk("Ada")
    asked = wish(ada)
    answers = [claim(store, RULES, ada.caller(), asked, NOW) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert told(answers[0]) == first.lead_id
    refused = wish(ada)
    assert told(claim(store, RULES, ada.caller(), refused, NOW)) == Untaken.UNTRIED
    ada.logs(first.lead_id, Kind.NO_ANSWER)
    ada.pushes()
    assert told(claim(store, RULES, ada.caller(), refused, NOW)) == Untaken.UNTRIED


def test_settling_gives_nothing_and_neither_does_what_comes_after_it(store: SqlHubStore, desk: DeskOf) -> None:
    waits(store, 1)
    ada = desk("Ada")
    asked = wish(ada)
    settling = msgspec.structs.replace(asked, settles=True)
    assert told(claim(store, RULES, ada.caller(), settling, NOW)) == Untaken.NEVER_HEARD
    assert told(claim(store, RULES, ada.caller(), asked, NOW)) == Untaken.NEVER_HEARD
    assert told(claim(store, RULES, ada.caller(), wish(ada), NOW)) != Untaken.NEVER_HEARD


def test_settling_tells_what_was_won(store: SqlHubStore, desk: DeskOf) -> None:
    one, ada = waits(store, 1), desk("Ada")
    asked = wish(ada)
    claim(store, RULES, ada.caller(), asked, NOW)
    settling = msgspec.structs.replace(asked, settles=True)
    assert told(claim(store, RULES, ada.caller(), settling, NOW)) == one.lead_id


def test_a_desk_that_slept_through_its_lease_is_still_told_what_it_won(store: SqlHubStore, desk: DeskOf) -> None:
    one, ada = waits(store, 1), desk("Ada")
    asked = wish(ada)
    claim(store, RULES, ada.caller(), asked, NOW)
    ada.logs(one.lead_id, Kind.NO_ANSWER)
    ada.pushes()
    just_before = NOW + timedelta(days=LEASE_DAYS) - timedelta(minutes=1)
    # the next claim forgets what nobody asks about again
    claim(store, RULES, ada.caller(), wish(ada), just_before)
    settling = msgspec.structs.replace(asked, settles=True)
    assert told(claim(store, RULES, ada.caller(), settling, just_before)) == one.lead_id


def test_a_lead_that_went_to_somebody_else_since_is_not_told_of_again(store: SqlHubStore, desk: DeskOf) -> None:
    one, ada = waits(store, 1), desk("Ada")
    asked = wish(ada)
    claim(store, RULES, ada.caller(), asked, NOW)
    assert takes(desk("Ben"), Taking.TAKE_OVER, one.lead_id) == one.lead_id
    again = claim(store, RULES, ada.caller(), asked, NOW)
    assert isinstance(again, LeadNotYours)
    assert again.why is Untaken.GONE
    assert "Ben" not in again.happened + again.remedy


def test_a_claim_for_another_hub_is_not_read_on(store: SqlHubStore, desk: DeskOf) -> None:
    waits(store, 1)
    ada = desk("Ada")
    assert isinstance(claim(store, RULES, ada.caller(), wish(ada, hub_id="another"), NOW), Stranger)
    assert takes(ada) != Untaken.NOTHING_WAITS


# -- offered to several ----------------------------------------------------------------------------------


def test_the_first_of_those_it_was_offered_to_has_it_and_the_others_are_told_calmly(
    store: SqlHubStore, desk: DeskOf
) -> None:
    one, ada, ben, eve = waits(store, 1), desk("Ada"), desk("Ben"), desk("Eve")
    for each in (ada, ben, eve):
        each.pulls()
    pool_verbs.offer(store, one.lead_id, ["Ada", "Ben", "Ada"], NOW, TERMS.rules)
    assert items(ben) == items(ada) == [LeadOffered(lead_id=one.lead_id, received_at=one.received_at)]
    assert takes(eve, Taking.LEAD, one.lead_id) == Untaken.NOT_THERE
    assert takes(ben, Taking.LEAD, one.lead_id) == one.lead_id
    late = claim(store, RULES, ada.caller(), wish(ada, Taking.LEAD, one.lead_id), NOW)
    assert isinstance(late, LeadNotYours)
    assert (late.why, late.happened) == (Untaken.TAKEN, "Somebody else has taken it.")
    assert items(ada) == [OfferOver(lead_id=one.lead_id)]
    assert [type(item) for item in items(ben)] == [LeadGiven, OfferOver]
    assert why_held(store, one.lead_id) == ["taken first of 2 it was offered to"]
    # whoever was not offered it is told no more than before
    assert takes(eve, Taking.LEAD, one.lead_id) == Untaken.NOT_THERE


def test_a_lead_is_offered_only_to_who_may_hold_it(store: SqlHubStore) -> None:
    one = waits(store, 1, address=TENNESSEE)
    is_licensed(store, "Ada", "NV")
    people.add_person(store, people.Newcomer(name="Mara", role="marketing", branch="Nashville"), NOW)
    for names, words in ((["Ada"], "not licensed"), (["Mara"], "holds no leads"), (["Nobody"], "Nobody here")):
        with pytest.raises(BadInput, match=words):
            pool_verbs.offer(store, one.lead_id, names, NOW, TERMS.rules)
    with pytest.raises(BadInput, match="no lead"):
        pool_verbs.offer(store, "unknown", ["Ben"], NOW, TERMS.rules)
    own = give_lead(store, lead(2, origin=Origin.PHONE_IN), "Ada")
    with pytest.raises(BadInput, match="own"):
        pool_verbs.offer(store, own.lead_id, ["Ben"], NOW, TERMS.rules)
    held = give_lead(store, lead(3), "Ada")
    with pytest.raises(BadInput, match="holds this lead"):
        pool_verbs.offer(store, held.lead_id, ["Ada"], NOW, TERMS.rules)


def test_a_licence_that_is_missing_by_then_is_told_to_whom_it_was_offered(store: SqlHubStore, desk: DeskOf) -> None:
    one, ada = waits(store, 1, address=TENNESSEE), desk("Ada")
    pool_verbs.offer(store, one.lead_id, ["Ada"], NOW, TERMS.rules)
    is_licensed(store, "Ada", "NV")
    assert takes(ada, Taking.LEAD, one.lead_id) == Untaken.LICENCE


def test_asking_for_ones_own_lead_changes_nothing(store: SqlHubStore, desk: DeskOf) -> None:
    one = give_lead(store, lead(1), "Ada")
    for taking in (Taking.LEAD, Taking.TAKE_OVER, Taking.COVER):
        assert takes(desk("Ada"), taking, one.lead_id) == one.lead_id
    assert why_held(store, one.lead_id) == ["test"]


def test_who_covers_needs_no_lead_to_name_and_gets_the_longest_received_that_can_be_worked(
    store: SqlHubStore, desk: DeskOf
) -> None:
    is_licensed(store, "Ben", "KY")
    old = give_lead(store, lead(1, later(-30)), "Ada")
    new = give_lead(store, lead(2, later(-20)), "Ada")
    give_lead(store, lead(3, later(-40), subject_property=TENNESSEE), "Ada")
    give_lead(store, lead(4, later(-40), origin=Origin.PAST_CLIENT), "Ada")
    over = give_lead(store, lead(5, later(-40)), "Ada")
    ada = desk("Ada")
    ada.logs(over.lead_id, Kind.DO_NOT_CALL)
    ada.pushes()
    ben = desk("Ben")
    assert takes(ben, Taking.COVER, "") == Untaken.NOTHING_WAITS
    people.change_person(store, "Ada", people.Changes(off="2026-03-02", cover="Ben"), "a day off", NOW)
    # somebody else who is away named nobody
    give_lead(store, lead(6, later(-50)), "Eve")
    people.change_person(store, "Eve", people.Changes(off="2026-03-02"), "a day off", NOW)
    assert [takes(ben, Taking.COVER, "") for _ in range(3)] == [old.lead_id, new.lead_id, Untaken.NOTHING_WAITS]
    assert why_held(store, old.lead_id)[-1] == "covered while Ada is away"


def test_who_has_nobody_to_cover_for_is_told_so_and_not_of_the_pool(store: SqlHubStore, desk: DeskOf) -> None:
    ben = desk("Ben")
    waits(store, 1, -20)
    answer = claim(store, RULES, ben.caller(), wish(ben, Taking.COVER), NOW)
    assert isinstance(answer, LeadNotYours)
    assert answer.happened.startswith("Nobody who named you as cover is away")
    assert answer.remedy == ""


# -- the verbs -------------------------------------------------------------------------------------------


def test_the_pool_is_listed_with_why_each_is_there_and_without_whose_they_are(store: SqlHubStore, desk: DeskOf) -> None:
    eve, left = desk("Eve"), give_lead(store, lead(1, later(-20)), "Eve")
    eve.logs(left.lead_id, Kind.NOT_NOW, when=later(60 * 24 * 3))
    eve.pushes()
    people.leave(store, "Eve", NOW)
    fresh = waits(store, 2, -10, address=TENNESSEE)
    pool_verbs.offer(store, fresh.lead_id, ["Ben"], NOW, TERMS.rules)
    found = pool_verbs.pool(store, 10, later(1), shipped_rules())["leads"]
    assert [(one["lead_id"], one["state"], one["why"], one["offered_to"]) for one in found] == [
        (left.lead_id, None, "holder left", []),
        (fresh.lead_id, "TN", "given to nobody yet", ["Ben"]),
    ]
    assert found[1]["rests_until"] is None
    assert datetime.fromisoformat(found[0]["rests_until"]) > later(60 * 24 * 2)
    assert "Borrower" not in str(found)
    assert len(pool_verbs.pool(store, 1, NOW, TERMS.rules)["leads"]) == 1


def test_the_pool_says_which_of_its_leads_is_a_test_and_names_no_day_for_it(store: SqlHubStore) -> None:
    waits(store, 1, -10, is_test=True)
    (told,) = pool_verbs.pool(store, 10, NOW, TERMS.rules)["leads"]
    assert (told["why"], told["rests_until"]) == ("a test lead: it is handed to nobody", None)
