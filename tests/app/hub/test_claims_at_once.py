"""Claims that arrive in one moment have one winner each."""

from __future__ import annotations

import threading
from collections import Counter

from app.domain.activity import Kind
from app.hub import people, pool_verbs
from app.hub.claiming import claim
from app.hub.exchange import push
from app.hub.letting_in import Caller
from app.protocol.feed import LeadGiven
from app.protocol.wire import Claim, LeadNotYours, Taking, Untaken
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import RULES, holder_of, items, told, waits, wish
from tests.hubs import NOW, TERMS, Desk, DeskOf, desk_of, give_lead, lead

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
