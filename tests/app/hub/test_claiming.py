"""Leads are claimed: one winner, the same answer for the same claim, and nobody gets what is not theirs to take."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import datetime, timedelta

import msgspec
import pytest

from app.domain.activity import Kind
from app.domain.lead import Address, Lead, Origin, Person, Phone
from app.errors import BadInput
from app.hub import branches, people, pool_verbs
from app.hub.assigning import take_all_from
from app.hub.claiming import claim
from app.hub.exchange import push
from app.hub.forgetting import Whom, purge
from app.hub.intake import keys_of
from app.hub.letting_in import Caller
from app.hub.pool import PoolRules
from app.hub.reports import NotForThisRole
from app.protocol.feed import LeadGiven, LeadGone, LeadOffered, OfferOver, read
from app.protocol.wire import Claim, ClaimAnswer, LeadNotYours, LeadYours, Stranger, Taking, Untaken
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, TERMS, Desk, DeskOf, desk_of, give_lead, later, lead
from tests.shipped import shipped_rules

RULES = PoolRules(TERMS.rules)
TENNESSEE = Address(state="TN", zip="37201")


def waits(store: SqlHubStore, number: int, minutes: float = 0, **more: object) -> Lead:
    """Have a lead wait that nobody holds."""
    one = lead(number, later(minutes), **more)
    with store.writing() as rows:
        rows.leads.add(one, keys_of(one))
    return one


_ids = iter(range(10**6))


def wish(desk: Desk, taking: Taking = Taking.NEXT, lead_id: str = "", **more: object) -> Claim:
    claim_id = f"00000000-0000-7000-8000-{next(_ids):012d}"
    values = {"hub_id": desk.enrolled.hub_id, "claim_id": claim_id, "taking": taking, "lead_id": lead_id, **more}
    return Claim(**values)


def takes(desk: Desk, taking: Taking = Taking.NEXT, lead_id: str = "", now: datetime = NOW) -> str:
    """Return the lead that was won, or the word for why none was."""
    return told(claim(desk.store, RULES, desk.caller(now), wish(desk, taking, lead_id), now))


def told(answer: ClaimAnswer) -> str:
    assert not isinstance(answer, Stranger)
    return answer.given.lead.lead_id if isinstance(answer, LeadYours) else answer.why.value


def holder_of(store: SqlHubStore, lead_id: str) -> str | None:
    with store.reading() as rows:
        held = rows.leads.by_id(lead_id)
    assert held is not None
    return held.holder_id


def why_held(store: SqlHubStore, lead_id: str) -> list[str]:
    with store.reading() as rows:
        return [holding.why for holding in rows.leads.holdings([lead_id]).get(lead_id, [])]


def items(desk: Desk) -> list[object]:
    return [read(row.kind, row.body) for row in desk.pulls()]


def is_licensed(store: SqlHubStore, name: str, states: str = "TN") -> None:
    people.change_person(store, name, people.Changes(licensed=states), "exam passed", NOW)


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


# -- taken over ------------------------------------------------------------------------------------------


def test_a_manager_takes_over_in_the_own_branch_and_the_holders_desk_lets_go(store: SqlHubStore, desk: DeskOf) -> None:
    mine, other = give_lead(store, lead(1), "Ada"), give_lead(store, lead(2), "Eve")
    ada, ben = desk("Ada"), desk("Ben")
    ada.logs(mine.lead_id, Kind.NO_ANSWER)
    ada.pushes()
    for each in (ada, ben):
        each.pulls()
    assert takes(ben, Taking.TAKE_OVER, other.lead_id) == Untaken.NOT_THERE
    assert takes(ben, Taking.TAKE_OVER, mine.lead_id) == mine.lead_id
    assert items(ada) == [LeadGone(lead_id=mine.lead_id, why="taken over")]
    (given,) = items(ben)
    assert isinstance(given, LeadGiven)
    assert [activity.kind for activity in given.history] == [Kind.NO_ANSWER]
    assert why_held(store, mine.lead_id)[-1] == "taken over by who manages it"
    # an officer manages nobody
    assert takes(ada, Taking.TAKE_OVER, mine.lead_id) == Untaken.NOT_THERE


def test_a_region_is_taken_over_from_as_far_as_it_is_seen(store: SqlHubStore) -> None:
    branches.add_branch(store, "South", NOW)
    branches.move_branch(store, "Memphis", "South", "region", NOW)
    people.add_person(store, people.Newcomer(name="Rita", role="regional", branch="South"), NOW)
    below, beside = give_lead(store, lead(1), "Eve"), give_lead(store, lead(2), "Ada")
    rita = desk_of(store, "Rita")
    assert takes(rita, Taking.TAKE_OVER, beside.lead_id) == Untaken.NOT_THERE
    assert takes(rita, Taking.TAKE_OVER, below.lead_id) == below.lead_id
    assert takes(rita) == Untaken.NOTHING_WAITS


def test_an_officers_own_lead_is_taken_over_by_nobody(store: SqlHubStore, desk: DeskOf) -> None:
    own = give_lead(store, lead(1, origin=Origin.PAST_CLIENT), "Ada")
    assert takes(desk("Ben"), Taking.TAKE_OVER, own.lead_id) == Untaken.NOT_THERE
    assert holder_of(store, own.lead_id) == desk("Ada").person_id


def test_what_is_offered_to_be_taken_over_goes_to_the_first(store: SqlHubStore, desk: DeskOf) -> None:
    one, ada, ben = give_lead(store, lead(1), "Eve"), desk("Ada"), desk("Ben")
    pool_verbs.offer(store, one.lead_id, ["Ada", "Ben"], NOW, TERMS.rules)
    assert takes(ada, Taking.TAKE_OVER, one.lead_id) == one.lead_id
    assert takes(ben, Taking.TAKE_OVER, one.lead_id) == Untaken.TAKEN
    is_licensed(store, "Ada", "NV")
    again = give_lead(store, lead(2, address=TENNESSEE), "Ben")
    with store.writing() as rows:
        (offer,) = [one for one in rows.claims.offers_of(one.lead_id) if one.person_id == ada.person_id]
        rows.claims.offer(type(offer)(again.lead_id, ada.person_id, NOW))
    assert takes(ada, Taking.TAKE_OVER, again.lead_id) == Untaken.LICENCE


@pytest.mark.parametrize("role", ["marketing", "admin", "auditor"])
def test_who_has_no_leads_takes_none(store: SqlHubStore, role: str) -> None:
    people.add_person(store, people.Newcomer(name="Nora", role=role, branch="Nashville"), NOW)
    waits(store, 1)
    with pytest.raises(NotForThisRole):
        takes(desk_of(store, "Nora"))


def test_a_lead_nobody_knows_and_one_that_was_purged_are_answered_alike(store: SqlHubStore, desk: DeskOf) -> None:
    one, ben = give_lead(store, lead(1), "Ada"), desk("Ben")
    purge(store, Whom(one.lead_id), "ticket 7", NOW)
    asked = [takes(ben, Taking.TAKE_OVER, lead_id) for lead_id in (one.lead_id, "unknown", "a\x00b")]
    assert asked == [Untaken.NOT_THERE] * 3


# -- covered ---------------------------------------------------------------------------------------------


def test_who_covers_has_the_lead_until_its_holder_is_back(store: SqlHubStore, desk: DeskOf) -> None:
    one, ada, eve, ben = give_lead(store, lead(1), "Ada"), desk("Ada"), desk("Eve"), desk("Ben")
    assert takes(eve, Taking.COVER, one.lead_id) == Untaken.NOT_THERE
    people.change_person(store, "Ada", people.Changes(off="2026-03-02..2026-03-03", cover="Eve"), "holiday", NOW)
    for each in (ada, eve):
        each.pulls()
    assert takes(ben, Taking.COVER, one.lead_id) == Untaken.NOT_THERE
    assert takes(eve, Taking.COVER, one.lead_id) == one.lead_id
    assert items(ada) == [LeadGone(lead_id=one.lead_id, why="covered")]
    eve.logs(one.lead_id, Kind.CALL_BACK, when=later(60 * 24 * 4))
    eve.pushes()
    # midnight of the fourth in Chicago is the sixth hour of the day in UTC
    ben.pushes(now=datetime.fromisoformat("2026-03-04T05:59:00+00:00"))
    assert holder_of(store, one.lead_id) == eve.person_id
    ben.pushes(now=datetime.fromisoformat("2026-03-04T06:00:00+00:00"))
    assert holder_of(store, one.lead_id) == ada.person_id
    (back,) = [item for item in items(ada) if isinstance(item, LeadGiven)]
    assert [activity.kind for activity in back.history] == [Kind.CALL_BACK]
    assert why_held(store, one.lead_id)[1:] == ["covered while Ada is away", "back from cover"]


def test_a_holiday_cut_short_ends_the_cover(store: SqlHubStore, desk: DeskOf) -> None:
    one, ada, eve = give_lead(store, lead(1), "Ada"), desk("Ada"), desk("Eve")
    people.change_person(store, "Ada", people.Changes(off="2026-03-02..2026-03-09", cover="Eve"), "holiday", NOW)
    takes(eve, Taking.COVER, one.lead_id)
    people.change_person(store, "Ada", people.Changes(off=""), "back early", later(5))
    ada.pushes(now=later(6))
    assert holder_of(store, one.lead_id) == ada.person_id


def test_who_covers_for_who_covers_gives_back_to_the_first(store: SqlHubStore, desk: DeskOf) -> None:
    one, ada, eve, ben = give_lead(store, lead(1), "Ada"), desk("Ada"), desk("Eve"), desk("Ben")
    people.change_person(store, "Ada", people.Changes(off="2026-03-02", cover="Eve"), "holiday", NOW)
    takes(eve, Taking.COVER, one.lead_id)
    people.change_person(store, "Eve", people.Changes(off="2026-03-02", cover="Ben"), "ill", NOW)
    assert takes(ben, Taking.COVER, one.lead_id) == one.lead_id
    ada.pushes(now=later(60 * 24))
    assert holder_of(store, one.lead_id) == ada.person_id


def test_a_lead_taken_over_from_its_cover_stays_taken_over(store: SqlHubStore, desk: DeskOf) -> None:
    one, eve, ben = give_lead(store, lead(1), "Ada"), desk("Eve"), desk("Ben")
    people.change_person(store, "Ada", people.Changes(off="2026-03-02", cover="Eve"), "holiday", NOW)
    takes(eve, Taking.COVER, one.lead_id)
    pool_verbs.offer(store, one.lead_id, ["Ben"], NOW, TERMS.rules)
    assert takes(ben, Taking.TAKE_OVER, one.lead_id) == one.lead_id
    ben.pushes(now=later(60 * 24))
    assert holder_of(store, one.lead_id) == ben.person_id


def test_a_cover_without_the_licence_is_told_so_and_one_who_left_leaves_the_lead_to_its_holder(
    store: SqlHubStore, desk: DeskOf
) -> None:
    one, ada, eve = give_lead(store, lead(1, address=TENNESSEE), "Ada"), desk("Ada"), desk("Eve")
    people.change_person(store, "Ada", people.Changes(off="2026-03-02", cover="Eve"), "holiday", NOW)
    is_licensed(store, "Eve", "NV")
    assert takes(eve, Taking.COVER, one.lead_id) == Untaken.LICENCE
    is_licensed(store, "Eve")
    assert takes(eve, Taking.COVER, one.lead_id) == one.lead_id
    people.leave(store, "Eve", NOW)
    assert holder_of(store, one.lead_id) is None
    ada.pushes(now=later(60 * 24))
    assert holder_of(store, one.lead_id) == ada.person_id


# -- several at once -------------------------------------------------------------------------------------


def at_once(calls: list) -> list[str]:
    """Ask from a thread each, all let go at the same moment."""
    go, answers, failures = threading.Barrier(len(calls)), [""] * len(calls), []

    def run(n: int) -> None:
        try:
            go.wait(20)
            answers[n] = told(calls[n]())
        except Exception as failure:  # noqa: BLE001 - told on the thread of the test
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    return answers


def eight(store: SqlHubStore) -> list[Desk]:
    for n in range(8):
        people.add_person(store, people.Newcomer(name=f"Caller {n}", role="officer", branch="Nashville"), NOW)
    return [desk_of(store, f"Caller {n}") for n in range(8)]


def calling(store: SqlHubStore, desk: Desk, asked: Claim):
    caller = desk.caller()
    return lambda: claim(store, RULES, caller, asked, NOW)


def test_of_eight_who_pull_at_once_each_gets_another_lead(store: SqlHubStore) -> None:
    desks, waiting = eight(store), [waits(store, n, -n) for n in range(6)]
    won = at_once([calling(store, desk, wish(desk)) for desk in desks])
    got = Counter(won)
    assert got.pop(Untaken.NOTHING_WAITS.value) == 2
    assert got == {one.lead_id: 1 for one in waiting}
    for desk, lead_id in zip(desks, won, strict=True):
        given = [item.lead.lead_id for item in items(desk) if isinstance(item, LeadGiven)]
        assert given == ([] if lead_id == Untaken.NOTHING_WAITS else [lead_id])


def test_of_eight_who_were_offered_one_lead_one_has_it(store: SqlHubStore) -> None:
    desks = eight(store)
    for number in range(3):
        one = waits(store, number)
        pool_verbs.offer(store, one.lead_id, [f"Caller {n}" for n in range(8)], NOW, TERMS.rules)
        won = at_once([calling(store, desk, wish(desk, Taking.LEAD, one.lead_id)) for desk in desks])
        assert Counter(won) == {one.lead_id: 1, Untaken.TAKEN.value: 7}
        assert holder_of(store, one.lead_id) == desks[won.index(one.lead_id)].person_id


def test_nobody_gets_two_leads_by_one_claim_however_often_it_arrives_at_once(store: SqlHubStore, desk: DeskOf) -> None:
    for n in range(8):
        waits(store, n, -n)
    ada = desk("Ada")
    asked = wish(ada)
    won = at_once([calling(store, ada, asked) for _ in range(8)])
    assert len(set(won)) == 1
    with store.reading() as rows:
        assert [one.lead_id for one in rows.leads.held_by(ada.person_id)] == [won[0]]


def test_two_desks_of_one_person_pull_one_lead_between_them(store: SqlHubStore, desk: DeskOf) -> None:
    waits(store, 1)
    waits(store, 2)
    one, other = desk("Ada"), desk("Ada")
    won = at_once([calling(store, each, wish(each)) for each in (one, other)])
    assert Untaken.UNTRIED.value in won


def test_a_call_logged_at_the_moment_of_the_take_over_is_on_the_new_holders_desk(
    store: SqlHubStore, desk: DeskOf
) -> None:
    for number in range(8):
        one, ada, ben = give_lead(store, lead(number), "Ada"), desk("Ada"), desk("Ben")
        ada.logs(one.lead_id, Kind.NO_ANSWER)
        caller, asked = ada.known(), calling(store, ben, wish(ben, Taking.TAKE_OVER, one.lead_id))

        def pushed(desk: Desk = ada, caller: Caller = caller) -> LeadNotYours:
            push(store, caller, desk.request(), NOW)
            return LeadNotYours(why=Untaken.TAKEN, happened="", remedy="", server_time=NOW)

        at_once([pushed, asked])
        told_of = [activity.kind for item in items(ben) for activity in _activities(item, one.lead_id)]
        assert told_of == [Kind.NO_ANSWER]


def _activities(item: object, lead_id: str) -> list:
    if isinstance(item, LeadGiven):
        return item.history if item.lead.lead_id == lead_id else []
    activity = getattr(item, "activity", None)
    return [activity] if activity is not None and activity.lead_id == lead_id else []


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
