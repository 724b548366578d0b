"""A lead taken over from its holder, and one that somebody covers for a while."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.domain.activity import Kind
from app.domain.lead import Origin
from app.hub import branches, people, pool_verbs
from app.hub.forgetting import Whom, purge
from app.hub.reports import NotForThisRole
from app.protocol.feed import LeadGiven, LeadGone
from app.protocol.wire import Taking, Untaken
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import TENNESSEE, holder_of, is_licensed, items, takes, waits, why_held
from tests.hubs import NOW, TERMS, DeskOf, desk_of, give_lead, later, lead

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
