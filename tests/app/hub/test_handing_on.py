"""A lead that is handed on by its holder, and to whom."""

from __future__ import annotations

import pytest

from app.domain.activity import Kind
from app.domain.lead import Origin
from app.hub import people
from app.hub.letting_in import revoke
from app.protocol.feed import LeadGiven, LeadGone
from app.protocol.wire import Taking, Untaken
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import RULES as _RULES
from tests.app.hub.claims import TENNESSEE, holder_of, is_licensed, items, takes, told, waits, why_held, wish
from tests.hubs import NOW, Desk, DeskOf, give_lead, lead


@pytest.fixture
def carl(store: SqlHubStore, desk: DeskOf) -> Desk:
    people.add_person(store, people.Newcomer(name="Carl", role="officer", branch="Nashville"), NOW)
    return desk("Carl")


def hands_on(desk: Desk, lead_id: str) -> str:
    return takes(desk, Taking.HAND_ON, lead_id)


def test_the_next_officer_of_the_branch_has_it_with_what_was_tried(
    store: SqlHubStore, desk: DeskOf, carl: Desk
) -> None:
    one, ada = give_lead(store, lead(1), "Ada"), desk("Ada")
    ada.logs(one.lead_id, Kind.NO_ANSWER)
    ada.pushes()
    ada.pulls()
    carl.pulls()
    assert hands_on(ada, one.lead_id) == Untaken.HANDED_ON
    assert holder_of(store, one.lead_id) == carl.person_id
    assert items(ada) == [LeadGone(lead_id=one.lead_id, why="handed on")]
    (given,) = items(carl)
    assert isinstance(given, LeadGiven)
    assert [activity.kind for activity in given.history] == [Kind.NO_ANSWER]
    assert why_held(store, one.lead_id)[-1] == "handed on by Ada"


def test_who_has_no_desk_or_whose_desk_was_shut_out_would_not_hear_of_it(store: SqlHubStore, desk: DeskOf) -> None:
    one, ada = give_lead(store, lead(1), "Ada"), desk("Ada")
    people.add_person(store, people.Newcomer(name="Carl", role="officer", branch="Nashville"), NOW)
    assert hands_on(ada, one.lead_id) == Untaken.NOBODY_NEXT
    carl = desk("Carl")
    revoke(store, carl.enrolled.device_id, NOW)
    assert hands_on(ada, one.lead_id) == Untaken.NOBODY_NEXT
    assert holder_of(store, one.lead_id) == ada.person_id
    desk("Carl")
    assert hands_on(ada, one.lead_id) == Untaken.HANDED_ON


def test_asked_again_after_a_lost_answer_it_goes_no_further(store: SqlHubStore, desk: DeskOf, carl: Desk) -> None:
    from app.hub.claiming import claim

    one, ada = give_lead(store, lead(1), "Ada"), desk("Ada")
    asked = wish(ada, Taking.HAND_ON, one.lead_id)
    answers = [told(claim(store, _RULES, ada.caller(NOW), asked, NOW)) for _ in range(2)]
    assert answers == [Untaken.HANDED_ON] * 2
    assert holder_of(store, one.lead_id) == carl.person_id


def test_it_never_comes_back_to_who_let_it_go(store: SqlHubStore, desk: DeskOf, carl: Desk) -> None:
    one = give_lead(store, lead(1), "Ada")
    assert hands_on(desk("Ada"), one.lead_id) == Untaken.HANDED_ON
    assert hands_on(carl, one.lead_id) == Untaken.NOBODY_NEXT
    assert holder_of(store, one.lead_id) == carl.person_id


def test_nobody_hands_on_what_is_another_officers(store: SqlHubStore, desk: DeskOf, carl: Desk) -> None:
    one, in_the_pool = give_lead(store, lead(1), "Ada"), waits(store, 2)
    for lead_id in (one.lead_id, in_the_pool.lead_id, "nowhere"):
        assert hands_on(carl, lead_id) == Untaken.NOT_THERE


def test_who_is_off_shift_away_gone_unlicensed_or_of_another_branch_is_passed_over(
    store: SqlHubStore, desk: DeskOf, carl: Desk
) -> None:
    one, ada = give_lead(store, lead(1, address=TENNESSEE), "Ada"), desk("Ada")
    assert hands_on(ada, one.lead_id) == Untaken.NOBODY_NEXT, "no licence of Carl's is recorded"
    is_licensed(store, "Carl")
    people.change_person(store, "Carl", people.Changes(hours="Mon-Fri 16:00-17:00"), "late shift", NOW)
    assert hands_on(ada, one.lead_id) == Untaken.NOBODY_NEXT
    people.change_person(store, "Carl", people.Changes(hours="Mon-Fri 08:00-17:00"), "day shift", NOW)
    people.change_person(store, "Carl", people.Changes(off="2026-03-02"), "a day off", NOW)
    assert hands_on(ada, one.lead_id) == Untaken.NOBODY_NEXT
    people.change_person(store, "Carl", people.Changes(off=""), "here after all", NOW)
    assert hands_on(ada, one.lead_id) == Untaken.HANDED_ON


def test_the_turn_goes_round(store: SqlHubStore, desk: DeskOf, carl: Desk) -> None:
    people.add_person(store, people.Newcomer(name="Dora", role="officer", branch="Nashville"), NOW)
    dora = desk("Dora")
    officers = sorted((desk("Ada"), carl, dora), key=lambda one: one.person_id)
    for n, each in enumerate(officers):
        name = {desk("Ada").person_id: "Ada", carl.person_id: "Carl", dora.person_id: "Dora"}[each.person_id]
        one = give_lead(store, lead(10 + n), name)
        assert hands_on(each, one.lead_id) == Untaken.HANDED_ON
        assert holder_of(store, one.lead_id) == officers[(n + 1) % 3].person_id


def test_own_leads_and_those_somebody_spoke_with_stay(store: SqlHubStore, desk: DeskOf, carl: Desk) -> None:
    own, spoken = give_lead(store, lead(1, origin=Origin.PAST_CLIENT), "Ada"), give_lead(store, lead(2), "Ada")
    ada = desk("Ada")
    ada.logs(spoken.lead_id, Kind.SENDING_APPLICATION)
    ada.pushes()
    assert hands_on(ada, own.lead_id) == Untaken.STAYS
    assert hands_on(ada, spoken.lead_id) == Untaken.STAYS


def test_what_is_covered_for_somebody_goes_back_to_them_and_nowhere_else(
    store: SqlHubStore, desk: DeskOf, carl: Desk
) -> None:
    one = give_lead(store, lead(1), "Ada")
    people.change_person(store, "Ada", people.Changes(off="2026-03-02", cover="Carl"), "a day off", NOW)
    assert takes(carl, Taking.COVER, one.lead_id) == one.lead_id
    assert hands_on(carl, one.lead_id) == Untaken.STAYS
