"""Leads are spread part by part, each by what the hub knows by then, and a part is written with its account or not."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.activity import Kind
from app.domain.distributing import WHOLE_LEAD
from app.domain.lead import Lead, Origin
from app.errors import StoreBusy
from app.hub import exchange, people, seats, spreading
from app.hub.forgetting import Whom, purge
from app.hub.giving import LATE
from app.hub.managing import RUNS_THE_HUB
from app.hub.ports import Rows
from app.hub.spreading import BUSY, NOBODY, OVER, TEST, spread_leads
from app.protocol.live import GiveLeads, GivenLeads
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import TENNESSEE, holder_of, is_licensed, waits
from tests.app.hub.test_lock_order import somebody_waits
from tests.hubs import BOTH, NOW, TERMS, Desk, company_store, desk_of, give_lead, in_place, later, lead

SPREAD = "spread over the team by who manages it"


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    """Eve and Cal are licensed and have desks, as has Ada, whose leads are spread."""
    with company_store(getattr(request, "param", "sqlite"), tmp_path, request.config) as made:
        people.add_person(made, people.Newcomer(name="Cal", role="officer", branch="Nashville"), NOW)
        for name in ("Ada", "Eve", "Cal"):
            is_licensed(made, name)
        for name in ("Eve", "Cal"):
            desk_of(made, name)
        yield made


@pytest.fixture
def ada(store: SqlHubStore) -> Desk:
    return desk_of(store, "Ada")


@pytest.fixture
def in_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "PART", 2)


def adas(store: SqlHubStore, many: int, first: int = 0) -> list[str]:
    return [give_lead(store, lead(n, later(n), address=TENNESSEE), "Ada").lead_id for n in range(first, first + many)]


def spread(store: SqlHubStore, *lead_ids: str, only_asks: bool = False) -> GivenLeads:
    """Spread these, or all of Ada's."""
    with store.reading() as rows:
        ada = rows.people.named("Ada")
    assert ada is not None
    from_id = "" if lead_ids else ada.person_id
    asked = GiveLeads(
        to_id="", lead_ids=list(lead_ids), from_id=from_id, why="Ada left", only_asks=only_asks, in_turn=True
    )
    return spread_leads(store, TERMS.rules, RUNS_THE_HUB, asked, NOW)


def stays(found: GivenLeads) -> dict[str, str]:
    return {one.lead_id: one.reason for one in found.kept}


def held(store: SqlHubStore) -> dict[str, int]:
    """Return how many leads everybody holds, by name."""
    with store.reading() as rows:
        return {one.name: len(rows.leads.held_by(one.person_id)) for one in rows.people.all()}


def got(store: SqlHubStore, found: GivenLeads) -> dict[str, int]:
    with store.reading() as rows:
        names = {one.person_id: one.name for one in rows.people.all()}
    return dict(Counter(names[one] for one in found.to.values()))


def account(store: SqlHubStore, lead_id: str) -> tuple[list[str | None], list[str], list[str]]:
    """Return whose turn a lead was, who was told why, and what the audit says of it."""
    with store.reading() as rows:
        turns = [one.chosen_id for one in rows.seats.decisions(lead_id) if one.why == SPREAD]
        deeds = [deed.to_id for deed in rows.live.deeds(NOW) if deed.lead_id == lead_id]
        lines = [line.what.split(":")[0] for line in rows.audit.all() if line.subject == lead_id]
    return turns, deeds, lines


def is_whole(store: SqlHubStore, lead_id: str) -> bool:
    """Return whether a lead was given with its account, or neither."""
    holder = holder_of(store, lead_id)
    with store.reading() as rows:
        ada = rows.people.named("Ada")
    assert ada is not None
    if holder == ada.person_id:
        return account(store, lead_id) == ([], [], [])
    return account(store, lead_id) == ([holder], [holder], [f"lead given to {holder}"])


def owed(store: SqlHubStore) -> dict[str, float]:
    with store.reading() as rows:
        names = {one.person_id: one.name for one in rows.people.all()}
        return {names[who]: kept.owed / WHOLE_LEAD for who, kept in rows.seats.all().items() if kept.owed}


def before_it_is_given(store: SqlHubStore, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do something else between what a spread sees at first and the first it writes."""
    writing = store.writing

    @contextmanager
    def writing_after() -> Iterator[Rows]:
        monkeypatch.setattr(store, "writing", writing)
        act()
        with writing() as rows:
            yield rows

    monkeypatch.setattr(store, "writing", writing_after)


def between_parts(store: SqlHubStore, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    def once() -> None:
        monkeypatch.setattr(store, "give_way", lambda: None)
        act()

    monkeypatch.setattr(store, "give_way", once)


@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_of_two_spreads_that_cross_the_second_gives_nobody_more_than_they_are_to_have(
    store: SqlHubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = adas(store, 5)
    for name in ("Eve", "Cal"):
        seats.change_seat(store, name, {"cap_day": "1"}, "new here", NOW)
    others: list[GivenLeads] = []
    before_it_is_given(store, monkeypatch, lambda: others.append(spread(store, mine[0], mine[3])))
    first = spread(store, *mine[:3])
    assert held(store) == {"Ada": 3, "Ben": 0, "Cal": 1, "Eve": 1}
    assert got(store, others[0]) == {"Eve": 1, "Cal": 1}
    assert (first.given, stays(first)) == ({}, {mine[0]: LATE, mine[1]: NOBODY, mine[2]: NOBODY})
    assert all(is_whole(store, lead_id) for lead_id in mine)


@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_what_people_are_owed_after_two_spreads_that_cross_is_for_what_they_got(
    store: SqlHubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = adas(store, 4)
    before_it_is_given(store, monkeypatch, lambda: spread(store, mine[0]))
    spread(store, mine[1])
    assert (held(store)["Eve"], held(store)["Cal"], owed(store)) == (1, 1, {})
    # of two who want the same lead one goes without, and nobody is charged for it
    before_it_is_given(store, monkeypatch, lambda: spread(store, mine[2]))
    spread(store, mine[2])
    assert sorted(owed(store).values()) == [-0.5, 0.5]


@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_many_who_spread_at_once_wait_in_turn_and_the_caps_hold(store: SqlHubStore, in_twos: None) -> None:
    mine = adas(store, 12)
    seats.change_seat(store, "Eve", {"cap_day": "3"}, "new here", NOW)
    seats.change_seat(store, "Cal", {"cap_open": "4"}, "new here", NOW)
    said: list[Any] = []

    def spreads() -> None:
        try:
            said.append(spread(store))
        except Exception as failure:  # noqa: BLE001 - told on the thread of the test
            said.append(failure)

    beside = [threading.Thread(target=spreads) for _ in range(3)]
    for thread in beside:
        thread.start()
    for thread in beside:
        thread.join(60)
    assert [type(one) for one in said] == [GivenLeads] * 3
    assert held(store) == {"Ada": 5, "Ben": 0, "Cal": 4, "Eve": 3}
    assert sum(len(one.given) for one in said) == 7
    assert all(is_whole(store, lead_id) for lead_id in mine)


@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_who_was_stopped_since_it_was_shown_gets_none_and_what_nobody_may_have_stays(
    store: SqlHubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = adas(store, 3)
    assert sorted(got(store, spread(store, only_asks=True)).values()) == [1, 2]

    def stop() -> None:
        seats.change_seat(store, "Eve", {"no_new_until": "2026-03-09"}, "swamped", NOW)
        people.change_person(store, "Cal", people.Changes(off="2026-03-02"), "ill", NOW)

    before_it_is_given(store, monkeypatch, stop)
    found = spread(store)
    assert (found.given, stays(found)) == ({}, dict.fromkeys(mine, NOBODY))
    assert all(is_whole(store, lead_id) for lead_id in mine)
    assert held(store)["Ada"] == 3


STOPS: dict[str, Callable[[SqlHubStore], object]] = {
    "left": lambda store: people.leave(store, "Eve", NOW),
    "away": lambda store: people.change_person(store, "Eve", people.Changes(off="2026-03-02"), "ill", NOW),
    "unlicensed": lambda store: people.change_person(store, "Eve", people.Changes(licensed="KY"), "moved", NOW),
    "off shift": lambda store: people.change_person(store, "Eve", people.Changes(hours="Tue 08:00-12:00"), "m", NOW),
    "no new": lambda store: seats.change_seat(store, "Eve", {"no_new_until": "2026-03-09"}, "swamped", NOW),
    "no share": lambda store: seats.change_seat(store, "Eve", {"weight": "0"}, "a trainer now", NOW),
    "full": lambda store: seats.change_seat(store, "Eve", {"cap_day": "1"}, "new here", NOW),
}


@pytest.mark.parametrize("stop", STOPS)
def test_who_is_stopped_between_two_parts_gets_none_of_the_later_ones(
    store: SqlHubStore, monkeypatch: pytest.MonkeyPatch, in_twos: None, stop: str
) -> None:
    mine = adas(store, 5)
    between_parts(store, monkeypatch, lambda: STOPS[stop](store))
    found = spread(store)
    assert (len(found.given), found.kept) == (5, [])
    assert got(store, found) == {"Eve": 1, "Cal": 4}
    assert account(store, mine[4])[0] == [holder_of(store, mine[4])]


@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_of_a_part_that_fails_nothing_is_kept_and_those_before_it_have_their_account(
    store: SqlHubStore, monkeypatch: pytest.MonkeyPatch, in_twos: None
) -> None:
    mine = adas(store, 5)
    hand_over = spreading.hand_over

    def fails_at_the_fourth(*about: Any) -> None:
        if about[2].lead.lead_id == mine[3]:
            raise StoreBusy("Two waited for each other.", "Try again.")
        hand_over(*about)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(spreading, "hand_over", fails_at_the_fourth)
        found = spread(store)
    assert (list(found.given), stays(found)) == (mine[:2], dict.fromkeys(mine[2:], BUSY))
    assert held(store) == {"Ada": 3, "Ben": 0, "Cal": 1, "Eve": 1}
    assert (owed(store), all(is_whole(store, lead_id) for lead_id in mine)) == ({}, True)
    assert list(spread(store).given) == mine[2:]
    assert all(is_whole(store, lead_id) for lead_id in mine)


def test_a_spread_whose_first_part_fails_gave_nothing_and_says_so(
    store: SqlHubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = adas(store, 2)

    def fails(*_: Any) -> None:
        raise StoreBusy("Two waited for each other.", "Try again.")

    monkeypatch.setattr(spreading, "hand_over", fails)
    with pytest.raises(StoreBusy):
        spread(store)
    assert all(is_whole(store, lead_id) for lead_id in mine)
    assert (held(store)["Ada"], owed(store)) == (2, {})


def test_what_is_forgotten_or_goes_elsewhere_between_two_parts_stays_there(
    store: SqlHubStore, monkeypatch: pytest.MonkeyPatch, in_twos: None
) -> None:
    mine = adas(store, 4)

    def meanwhile() -> None:
        purge(store, Whom(mine[2]), "ticket 7", NOW)
        with store.writing() as rows:
            rows.leads.hold(mine[3], None, NOW, "returned")

    between_parts(store, monkeypatch, meanwhile)
    found = spread(store)
    assert (list(found.given), stays(found)) == (mine[:2], dict.fromkeys(mine[2:], LATE))
    assert holder_of(store, mine[3]) is None


@pytest.mark.system("postgres")
@pytest.mark.parametrize("store", ["postgres"], indirect=True)
def test_a_lead_that_ends_in_what_is_being_handed_in_stays(
    store: SqlHubStore, ada: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = adas(store, 2)
    ada.logs(mine[0], Kind.NOT_INTERESTED, reason="rate")
    said: list[GivenLeads] = []
    beside = threading.Thread(target=lambda: said.append(spread(store)))
    take_in = exchange.take_in

    def take_in_meanwhile(*about: Any) -> int:
        beside.start()
        somebody_waits(store, beside)
        return take_in(*about)

    monkeypatch.setattr(exchange, "take_in", take_in_meanwhile)
    ada.pushes()
    beside.join(60)
    assert [(list(one.given), stays(one)) for one in said] == [([mine[1]], {mine[0]: OVER})]


# --- what counts


def ends(desk: Desk, *lead_ids: str) -> None:
    for lead_id in lead_ids:
        desk.logs(lead_id, Kind.NOT_INTERESTED, reason="rate")
    desk.pushes()


@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_where_somebody_leaves_the_leads_that_go_on_have_the_room_and_those_that_are_over_stay(
    store: SqlHubStore, ada: Desk
) -> None:
    mine = adas(store, 6)
    # the oldest are over, one waits until April, and the two newest are live
    ada.logs(mine[3], Kind.NOT_NOW, when=NOW + timedelta(days=40))
    ends(ada, *mine[:3])
    for name in ("Eve", "Cal"):
        seats.change_seat(store, name, {"cap_open": "1"}, "new here", NOW)
    shown, found = spread(store, only_asks=True), spread(store)
    assert (found.given, found.to, found.kept) == (shown.given, shown.to, shown.kept)
    assert (sorted(found.given), got(store, found)) == (mine[4:], {"Eve": 1, "Cal": 1})
    assert stays(found) == {**dict.fromkeys(mine[:3], OVER), mine[3]: NOBODY}
    assert all(is_whole(store, lead_id) for lead_id in mine)


def test_what_waits_for_months_goes_last_and_takes_a_turn_but_no_room(store: SqlHubStore, ada: Desk) -> None:
    mine = adas(store, 4)
    for lead_id in mine[:2]:
        ada.logs(lead_id, Kind.NOT_NOW, when=NOW + timedelta(days=40))
    ada.pushes()
    seats.change_seat(store, "Eve", {"cap_open": "2"}, "new here", NOW)
    seats.change_seat(store, "Cal", {"cap_open": "2"}, "new here", NOW)
    found = spread(store)
    assert (list(found.given), got(store, found)) == ([*mine[2:], *mine[:2]], {"Eve": 2, "Cal": 2})
    more = adas(store, 4, 4)
    assert got(store, spread(store, *more)) == {"Eve": 1, "Cal": 1}, "each has one open by now"


def test_leads_that_their_holder_has_no_licence_for_any_more_take_room_where_they_go(store: SqlHubStore) -> None:
    mine = adas(store, 4)
    is_licensed(store, "Ada", "KY")
    for name in ("Eve", "Cal"):
        seats.change_seat(store, name, {"cap_open": "1"}, "new here", NOW)
    assert spread(store, only_asks=True).given.keys() == {*mine[:2]}
    found = spread(store)
    assert (got(store, found), stays(found)) == ({"Eve": 1, "Cal": 1}, dict.fromkeys(mine[2:], NOBODY))


def test_a_test_lead_takes_nobodys_turn(store: SqlHubStore) -> None:
    one = give_lead(store, lead(1, address=TENNESSEE, is_test=True), "Ada")
    assert stays(spread(store)) == {one.lead_id: TEST}


def test_a_lead_of_the_pool_that_nobody_may_have_is_none_the_hub_gives_out_later(store: SqlHubStore) -> None:
    one: Lead = waits(store, 1, address=TENNESSEE)
    for name in ("Ada", "Eve", "Cal"):
        seats.change_seat(store, name, {"cap_day": "0"}, "a holiday", NOW)
    assert stays(spread(store, one.lead_id)) == {one.lead_id: NOBODY}
    with store.reading() as rows:
        assert not rows.seats.was_nobodys(one.lead_id)
    seats.change_seat(store, "Eve", {"cap_day": ""}, "back", NOW)
    assert got(store, spread(store, one.lead_id)) == {"Eve": 1}


def test_an_own_lead_that_waits_for_its_manager_takes_no_room(store: SqlHubStore) -> None:
    own = waits(store, 1, address=TENNESSEE, origin=Origin.WALK_IN)
    mine = adas(store, 1, 2)
    seats.change_seat(store, "Cal", {"weight": "0"}, "a trainer now", NOW)
    seats.change_seat(store, "Ada", {"weight": "0"}, "leaves", NOW)
    seats.change_seat(store, "Eve", {"cap_open": "1"}, "new here", NOW)
    assert got(store, spread(store, own.lead_id)) == {"Eve": 1}
    assert got(store, spread(store, *mine)) == {"Eve": 1}


# --- what is shown before


@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_a_preview_writes_nothing_and_is_what_is_given_where_nothing_happens_in_between(
    store: SqlHubStore, ada: Desk, in_twos: None
) -> None:
    eve = desk_of(store, "Eve")
    over = [give_lead(store, lead(n, address=TENNESSEE), "Eve").lead_id for n in range(10, 13)]
    ends(eve, *over)
    # by a quick count all three of Eve's are open: they were not looked at since they ended
    in_place(store, "UPDATE lead SET rests_until = NULL")
    seats.change_seat(store, "Eve", {"cap_open": "4"}, "new here", NOW)
    mine = adas(store, 10)
    before = [account(store, lead_id) for lead_id in mine], owed(store)
    shown = spread(store, only_asks=True)
    assert ([account(store, lead_id) for lead_id in mine], owed(store)) == before
    assert got(store, shown) == {"Eve": 4, "Cal": 6}
    assert (found := spread(store)).to == shown.to
    assert found.given == shown.given
