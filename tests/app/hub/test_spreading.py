"""Many leads spread over the people of a branch by the rules new ones go by: shown before, fair, and accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.distributing import Passed
from app.domain.lead import Origin
from app.errors import BadInput, BadUsage
from app.hub import people, seats
from app.hub.command import run
from app.hub.managing import Actor
from app.hub.spreading import NOBODY, spread_leads
from app.protocol.live import GiveLeads
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import TENNESSEE, holder_of, is_licensed
from tests.hubs import BOTH, NOW, TERMS, NoSums, company_store, desk_of, give_lead, later, lead


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    """Ada leaves eight leads, and Eve and Cal are licensed and have desks."""
    with company_store(getattr(request, "param", "sqlite"), tmp_path, request.config) as made:
        people.add_person(made, people.Newcomer(name="Cal", role="officer", branch="Nashville"), NOW)
        for name in ("Ada", "Eve", "Cal"):
            is_licensed(made, name)
            desk_of(made, name)
        for n in range(8):
            give_lead(made, lead(n, later(n), address=TENNESSEE), "Ada")
        yield made


def give(store: SqlHubStore, *words: str) -> dict[str, Any]:
    return run(read_words(["hub", "leads", "give", *words]), store, FixedClock(NOW), NoSums(), TERMS)


def counts(answer: dict[str, Any]) -> dict[str, int]:
    return dict(Counter(row["to"] for row in answer["leads"]))


@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_all_that_somebody_had_is_shared_evenly_as_it_was_shown_and_each_lead_says_why(store: SqlHubStore) -> None:
    shown = give(store, "--from", "Ada", "--in-turn", "--dry-run")
    assert (shown["given"], counts(shown)) == (8, {"Eve": 4, "Cal": 4})
    with store.reading() as rows:
        ada = rows.people.named("Ada")
        assert ada is not None
        assert len(rows.leads.held_by(ada.person_id)) == 8, "nothing is given by looking"
    done = give(store, "--from", "Ada", "--in-turn", "--why", "Ada left")
    assert done["leads"] == shown["leads"]
    lead_id, name = done["leads"][0]["lead_id"], done["leads"][0]["to"]
    told = run(read_words(["hub", "lead", lead_id]), store, FixedClock(NOW), NoSums(), TERMS)
    assert "spread over the team" in str(told)
    with store.reading() as rows:
        holder = rows.people.named(name)
        assert holder is not None
        assert {deed.why for deed in rows.live.deeds(NOW)} == {"Ada left"}
    assert holder_of(store, lead_id) == holder.person_id
    assert give(store, "--from", "Ada", "--in-turn", "--why", "again")["given"] == 0


def test_weights_caps_and_licences_hold_as_for_new_leads(store: SqlHubStore) -> None:
    seats.change_seat(store, "Eve", {"weight": "3"}, "full time", NOW)
    assert counts(give(store, "--from", "Ada", "--in-turn", "--dry-run")) == {"Eve": 6, "Cal": 2}
    seats.change_seat(store, "Eve", {"cap_day": "1"}, "on a course", NOW)
    assert counts(give(store, "--from", "Ada", "--in-turn", "--dry-run")) == {"Eve": 1, "Cal": 7}
    people.change_person(store, "Cal", people.Changes(licensed="KY"), "moved", NOW)
    left = give(store, "--from", "Ada", "--in-turn", "--dry-run")
    assert counts(left) == {"Eve": 1}
    assert {row["reason"] for row in left["kept"]} == {NOBODY}


def test_what_is_owed_goes_on_to_the_next_new_lead(store: SqlHubStore) -> None:
    with store.reading() as rows:
        mine = [row.lead_id for row in rows.leads.held_by(rows.people.named("Ada").person_id)]  # type: ignore[union-attr]
    first = give(store, "--lead", mine[0], "--in-turn", "--why", "swamped")
    second = give(store, "--lead", mine[1], "--in-turn", "--why", "swamped")
    assert {*counts(first), *counts(second)} == {"Eve", "Cal"}


def test_a_manager_spreads_over_the_own_people_alone_and_own_leads_stay(store: SqlHubStore) -> None:
    with store.reading() as rows:
        ada = rows.people.named("Ada")
        assert ada is not None
        mine = [one.lead_id for one in rows.leads.held_by(ada.person_id)]
    own = give_lead(store, lead(9, origin=Origin.OWN_LIST, address=TENNESSEE), "Ada")
    asked = GiveLeads(to_id="", lead_ids=[own.lead_id, mine[0], "nowhere"], only_asks=True, in_turn=True)
    there = Actor("g", "Grace", frozenset({ada.branch_id}))
    found = spread_leads(store, TERMS.rules, there, asked, NOW)
    assert list(found.given) == [mine[0]]
    assert {one.lead_id for one in found.kept} == {own.lead_id, "nowhere"}
    elsewhere = Actor("s", "Sid", frozenset({"another branch"}))
    assert spread_leads(store, TERMS.rules, elsewhere, asked, NOW).given == {}
    with pytest.raises(BadInput, match="nobody of your people"):
        spread_leads(store, TERMS.rules, elsewhere, GiveLeads(to_id="", from_id=ada.person_id, in_turn=True), NOW)


def test_it_is_done_with_a_reason_and_to_one_or_to_all(store: SqlHubStore) -> None:
    with pytest.raises(BadInput, match="reason"):
        give(store, "--from", "Ada", "--in-turn")
    for words in (["--to", "Eve", "--in-turn"], []):
        with pytest.raises(BadUsage):
            give(store, "--from", "Ada", *words)


def test_who_was_passed_over_and_why_stands_with_each_lead(store: SqlHubStore) -> None:
    people.change_person(store, "Cal", people.Changes(off="2026-03-02"), "ill", NOW)
    for row in give(store, "--from", "Ada", "--in-turn", "--why", "Ada left")["leads"]:
        with store.reading() as rows:
            names = {one.person_id: one.name for one in rows.people.all()}
            (said,) = rows.seats.decisions(row["lead_id"])
        passed = {names[who]: why for who, why in said.passed.items()}
        assert (names[said.chosen_id or ""], passed) == ("Eve", {"Ada": Passed.HAD_IT, "Cal": Passed.AWAY})
