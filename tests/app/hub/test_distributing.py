"""Leads are given in turn as they come, and whose turn each was can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.domain.activity import Kind
from app.domain.distributing import Passed
from app.domain.lead import Address, Lead, Origin
from app.hub import founding, giving_out, people, trying_turns, vendors
from app.hub.distributing import Distribution
from app.hub.gathering import ALL_DAYS, Days
from app.hub.intake import import_leads
from app.hub.records import Decision
from app.hub.seats import change_seat
from app.hub.vendors import Settings
from app.protocol.feed import LeadGiven
from app.protocol.wire import Taking, Untaken
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import RULES, TENNESSEE, holder_of, is_licensed, items, takes, waits, why_held
from tests.app.hub.test_intake import csv
from tests.app.hub.vendor import Vendor, serving
from tests.hubs import NOW, Desk, DeskOf, give_lead, in_place, later, lead
from tests.marked import MARKED


def seat(store: SqlHubStore, name: str, **said: str) -> None:
    change_seat(store, name, said, "agreed", NOW)


def file_of(many: int, state: str = "TN", first: int = 0) -> list[str]:
    return [
        f"B{n} {MARKED},615555{1000 + n},b{n}@example.com,2026-03-01T10:00:00-06:00,{state},v-{n}"
        for n in range(first, first + many)
    ]


def gives_out_a_file(store: SqlHubStore, many: int, first: int = 0, state: str = "TN") -> None:
    import_leads(store, csv(*file_of(many, state, first)), now=NOW, rules=RULES, distribute=True)


def got(store: SqlHubStore) -> Counter[str | None]:
    with store.reading() as rows:
        names = {person.person_id: person.name for person in rows.people.all()}
        return Counter(names.get(held.holder_id or "") for held in rows.leads.following("", 1000))


def decisions(store: SqlHubStore, lead_id: str) -> list[Decision]:
    with store.reading() as rows:
        return rows.seats.decisions(lead_id)


@pytest.fixture
def three(store: SqlHubStore, desk: DeskOf) -> dict[str, Desk]:
    people.add_person(store, people.Newcomer(name="Carl", role="officer", branch="Nashville"), NOW)
    for name in ("Ada", "Carl", "Eve"):
        is_licensed(store, name)
    return {name: desk(name) for name in ("Ada", "Carl", "Eve")}


@pytest.fixture
def in_turn(store: SqlHubStore) -> Iterator[Vendor]:
    yield from serving(store, Settings(distribute="yes"))


def test_a_file_is_given_out_by_weight_and_each_lead_rings(store: SqlHubStore, three: dict[str, Desk]) -> None:
    seat(store, "Ada", weight="2")
    gives_out_a_file(store, 8)
    assert got(store) == {"Ada": 4, "Carl": 2, "Eve": 2}
    given = [item for item in items(three["Carl"]) if isinstance(item, LeadGiven)]
    assert [item.rings for item in given] == [True, True]
    # and the next file goes on where this one ended
    gives_out_a_file(store, 4, first=8)
    assert got(store) == {"Ada": 6, "Carl": 3, "Eve": 3}


def test_it_is_written_down_whose_turn_each_lead_was_and_why_not_the_others(
    store: SqlHubStore, three: dict[str, Desk]
) -> None:
    people.change_person(store, "Eve", people.Changes(off="2026-03-02"), "a day off", NOW)
    people.change_person(store, "Carl", people.Changes(licensed="KY"), "moved", NOW)
    gives_out_a_file(store, 1)
    with store.reading() as rows:
        (held,) = rows.leads.following("", 10)
    (decision,) = decisions(store, held.lead.lead_id)
    assert (decision.chosen_id, decision.at) == (three["Ada"].person_id, NOW)
    assert decision.passed == {three["Eve"].person_id: Passed.AWAY, three["Carl"].person_id: Passed.UNLICENSED}
    assert why_held(store, held.lead.lead_id) == ["imported, and given in turn"]


def test_what_nobody_may_have_waits_for_somebody_and_that_is_said_once(
    store: SqlHubStore, three: dict[str, Desk]
) -> None:
    gives_out_a_file(store, 2, state="CA")
    assert got(store) == {None: 2}
    assert giving_out.give_out(store, RULES, later(2)) == 0
    with store.reading() as rows:
        first, second = (held.lead.lead_id for held in rows.leads.following("", 10))
    assert [one.chosen_id for one in decisions(store, first)] == [None]
    is_licensed(store, "Eve", "TN,CA")
    # when it may be called there
    assert giving_out.give_out(store, RULES, later(60 * 3)) == 2
    assert got(store) == {"Eve": 2}
    assert [one.chosen_id for one in decisions(store, second)] == [None, three["Eve"].person_id]
    assert why_held(store, second)[-1] == "waited in the pool, and given in turn"


def test_caps_hold_for_a_day_and_for_what_is_open(store: SqlHubStore, three: dict[str, Desk]) -> None:
    seat(store, "Ada", cap_day="1")
    seat(store, "Carl", cap_open="2")
    seat(store, "Eve", cap_day="3")
    gives_out_a_file(store, 9)
    assert got(store) == {"Ada": 1, "Carl": 2, "Eve": 3, None: 3}
    # the next day Ada and Eve have room again; Carl's two are still open
    assert giving_out.give_out(store, RULES, later(60 * 24)) == 3
    assert got(store) == {"Ada": 2, "Carl": 2, "Eve": 5}


def test_a_lead_that_ended_leaves_room(store: SqlHubStore, three: dict[str, Desk]) -> None:
    seat(store, "Carl", cap_open="1")
    for name in ("Ada", "Eve"):
        seat(store, name, weight="0")
    gives_out_a_file(store, 2)
    assert got(store) == {"Carl": 1, None: 1}
    with store.reading() as rows:
        (mine,) = rows.leads.held_by(three["Carl"].person_id)
    three["Carl"].logs(mine.lead_id, Kind.NOT_INTERESTED, reason="rate")
    three["Carl"].pushes()
    assert giving_out.give_out(store, RULES, later(1)) == 1


def test_own_leads_take_no_room(store: SqlHubStore, three: dict[str, Desk]) -> None:
    seat(store, "Carl", cap_open="1")
    for name in ("Ada", "Eve"):
        seat(store, name, weight="0")
    give_lead(store, lead(50, origin=Origin.WALK_IN), "Carl")
    gives_out_a_file(store, 2)
    assert got(store) == {"Carl": 2, None: 1}


def test_what_is_covered_for_somebody_is_none_of_the_days_leads(store: SqlHubStore, three: dict[str, Desk]) -> None:
    covered = give_lead(store, lead(60), "Ada")
    people.change_person(store, "Ada", people.Changes(off="2026-03-02", cover="Eve"), "a holiday", NOW)
    assert takes(three["Eve"], Taking.COVER, covered.lead_id) == covered.lead_id
    seat(store, "Carl", works_for="Ada")
    seat(store, "Eve", cap_day="1")
    gives_out_a_file(store, 2)
    assert got(store) == {"Eve": 2, None: 1}


def test_a_lead_that_cannot_be_read_keeps_none_of_the_others_from_being_given(
    store: SqlHubStore, three: dict[str, Desk]
) -> None:
    bad = [waits(store, n, address=TENNESSEE) for n in range(3)]
    held = give_lead(store, lead(50), "Ada")
    seat(store, "Ada", cap_open="1")
    good = [waits(store, n, n, address=TENNESSEE) for n in range(10, 13)]
    for one in (*bad, held):
        in_place(store, "UPDATE lead SET body = '{}' WHERE lead_id = ?", one.lead_id)
    with store.reading() as rows:
        some = rows.leads.waiting(later(20), 2)
        others = rows.leads.waiting(later(20), 2, after=some[-1])
    assert [[one.lead_id for one in many] for many in (some, others)] == [
        [good[0].lead_id, good[1].lead_id],
        [good[2].lead_id],
    ]
    assert giving_out.give_out(store, RULES, later(20), is_told_to=True) == 3


def test_who_left_is_told_of_for_a_month_and_has_no_seat_any_more(store: SqlHubStore, three: dict[str, Desk]) -> None:
    seat(store, "Ada", weight="3")
    people.leave(store, "Ada", NOW)
    with store.reading() as rows:
        assert three["Ada"].person_id not in rows.seats.all()
    soon, late = waits(store, 1, address=TENNESSEE), waits(store, 2, address=TENNESSEE)
    for one, at in ((soon, later(1)), (late, later(60 * 24 * 31))):
        with store.writing() as rows:
            Distribution(rows, RULES, at).choose(one, "new")
    assert decisions(store, soon.lead_id)[0].passed[three["Ada"].person_id] is Passed.LEFT
    assert three["Ada"].person_id not in decisions(store, late.lead_id)[0].passed


def test_who_asks_for_the_next_lead_has_the_same_caps(store: SqlHubStore, three: dict[str, Desk]) -> None:
    waits(store, 90, address=TENNESSEE)
    seat(store, "Ada", cap_day="0")
    assert takes(three["Ada"]) == Untaken.NOTHING_WAITS
    seat(store, "Ada", cap_day="", no_new_until="2026-03-09")
    assert takes(three["Ada"]) == Untaken.NOTHING_WAITS
    seat(store, "Ada", no_new_until="")
    assert takes(three["Ada"]) not in set(Untaken)


def test_a_vendors_post_is_given_in_turn_as_its_source_says_or_the_company(
    store: SqlHubStore, three: dict[str, Desk], in_turn: Vendor
) -> None:
    for _ in range(3):
        assert in_turn.posts(in_turn.somebody(state="TN")).json()["status"] == "accepted"
    assert got(store) == {"Ada": 1, "Carl": 1, "Eve": 1}
    vendors.change_source(store, "Rate Table", Settings(distribute="company"), NOW)
    in_turn.posts(in_turn.somebody(state="TN"))
    assert got(store)[None] == 1
    founding.set_company(store, assigns="push", now=NOW)
    in_turn.posts(in_turn.somebody(state="TN"))
    assert got(store)[None] == 1
    vendors.change_source(store, "Rate Table", Settings(distribute="no"), NOW)
    in_turn.posts(in_turn.somebody(state="TN"))
    assert got(store)[None] == 2


def test_a_test_of_the_vendors_takes_nobodys_turn(store: SqlHubStore, three: dict[str, Desk], in_turn: Vendor) -> None:
    in_turn.posts(in_turn.somebody(state="TN", is_test="true"))
    assert got(store) == {None: 1}
    assert giving_out.give_out(store, RULES, later(1), is_told_to=True) == 0


def test_a_named_person_comes_before_turns(store: SqlHubStore, three: dict[str, Desk]) -> None:
    founding.set_company(store, assigns="push", now=NOW)
    import_leads(store, csv(*file_of(3)), now=NOW, assign="Carl", rules=RULES)
    assert got(store) == {"Carl": 3}


def test_who_left_or_has_no_desk_gets_none_and_what_they_had_goes_round(
    store: SqlHubStore, three: dict[str, Desk]
) -> None:
    founding.set_company(store, assigns="push", now=NOW)
    people.add_person(store, people.Newcomer(name="Zoe", role="officer", branch="Nashville", licensed="TN"), NOW)
    gives_out_a_file(store, 3)
    own = give_lead(store, lead(50, origin=Origin.WALK_IN), "Ada")
    people.leave(store, "Ada", NOW)
    assert giving_out.give_out(store, RULES, later(1)) == 1
    assert got(store) == {"Carl": 2, "Eve": 1, None: 1} or got(store) == {"Carl": 1, "Eve": 2, None: 1}
    assert holder_of(store, own.lead_id) is None, "an own lead is for its manager to give"


def test_without_being_told_to_nothing_of_the_pool_is_given_out(store: SqlHubStore, three: dict[str, Desk]) -> None:
    one = waits(store, 1, address=TENNESSEE)
    assert giving_out.give_out(store, RULES, NOW) == 0
    assert giving_out.give_out(store, RULES, NOW, is_told_to=True) == 1
    assert holder_of(store, one.lead_id) is not None


def test_where_nothing_is_given_in_turn_only_what_was_nobodys_is_looked_at(
    store: SqlHubStore, three: dict[str, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    is_given = giving_out._GivingOut._is_given_in_turn

    def notes(self: giving_out._GivingOut, lead: Lead) -> bool:
        asked.append(lead.lead_id)
        return is_given(self, lead)

    monkeypatch.setattr(giving_out._GivingOut, "_is_given_in_turn", notes)
    _, owed = waits(store, 1, address=TENNESSEE), waits(store, 2, address=TENNESSEE)
    with store.writing() as rows:
        rows.seats.decide(Decision(owed.lead_id, NOW, "new", None, {}))
    assert giving_out.give_out(store, RULES, later(1)) == 1
    assert asked == [owed.lead_id]


def test_a_lead_somebody_held_since_it_was_nobodys_turn_waits_in_the_pool(
    store: SqlHubStore, three: dict[str, Desk]
) -> None:
    one = waits(store, 1, address=TENNESSEE)
    with store.writing() as rows:
        rows.seats.decide(Decision(one.lead_id, NOW, "new", None, {}))
        rows.leads.hold(one.lead_id, three["Ada"].person_id, later(1), "given by a manager")
        rows.leads.hold(one.lead_id, None, later(2), "returned")
        assert not rows.seats.was_nobodys(one.lead_id)
    assert giving_out.give_out(store, RULES, later(3)) == 0


def test_a_dry_run_says_who_would_have_got_what_and_gives_nothing(store: SqlHubStore, three: dict[str, Desk]) -> None:
    for n in range(6):
        waits(store, n, -60 * 24 * n, address=TENNESSEE)
    there = waits(store, 7, address=Address(state="CA"))
    people.change_person(store, "Carl", people.Changes(hours="Mon-Fri 08:00-17:00"), "hours", NOW)
    people.change_person(store, "Eve", people.Changes(off="2026-02-20..2026-03-02"), "away", NOW)
    seat(store, "Ada", cap_day="0")
    answer = trying_turns.try_turns(store, RULES, ALL_DAYS, NOW + timedelta(days=1))
    told = {one["name"]: (one["leads"], one["most_a_day"], one["waited"]) for one in answer["officers"]}
    # those of the week-end waited until Monday, and Carl is the only one who works
    assert (answer["leads"], told["Ada"], told["Eve"]) == (7, (0, 0, 0), (0, 0, 0))
    assert told["Carl"][0] == 6
    assert told["Carl"][2] == 2
    (unassigned,) = answer["unassigned"]
    assert (unassigned["lead_id"], unassigned["why"]) == (there.lead_id, {"unlicensed": 3})
    assert got(store) == {None: 7}
    assert decisions(store, there.lead_id) == []


def test_leads_for_nobodys_licence_keep_nobody_from_those_behind_them(
    store: SqlHubStore, three: dict[str, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving_out, "PART", 2)
    founding.set_company(store, assigns="push", now=NOW)
    for n in range(5):
        waits(store, n, -60 + n, address=Address(state="CA"))
    mine = waits(store, 20, address=TENNESSEE)
    assert giving_out.give_out(store, RULES, NOW) == 1
    assert holder_of(store, mine.lead_id) is not None


def test_a_hub_that_is_told_to_stop_gives_out_no_more_and_the_next_round_does(
    store: SqlHubStore, three: dict[str, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving_out, "PART", 2)
    founding.set_company(store, assigns="push", now=NOW)
    for n in range(5):
        waits(store, n, -60 + n, address=TENNESSEE)
    assert giving_out.give_out(store, RULES, NOW, is_over=lambda: True) == 2
    assert giving_out.give_out(store, RULES, NOW) == 3


def test_a_dry_run_of_days_without_leads_is_one_of_nobody(store: SqlHubStore, three: dict[str, Desk]) -> None:
    days = Days((NOW - timedelta(days=9)).date(), (NOW - timedelta(days=8)).date())
    assert trying_turns.try_turns(store, RULES, days, NOW)["leads"] == 0


def test_a_lead_posted_once_more_after_it_ended_is_given_in_turn_and_one_handed_in_twice_is_not(
    store: SqlHubStore, three: dict[str, Desk]
) -> None:
    one: Lead = waits(store, 1, -60 * 24 * 40, address=TENNESSEE)
    again = f"{one.borrower.name},{one.phones[0].number},{one.emails[0]},2026-03-02T14:00:00Z,TN,"
    import_leads(store, csv(again), now=NOW, rules=RULES, distribute=True)
    assert holder_of(store, one.lead_id) is not None
