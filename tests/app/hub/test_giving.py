"""What somebody holds is given to somebody else by whoever runs the hub: said before, told to both, and audited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.activity import Kind
from app.domain.lead import Origin
from app.errors import BadInput, BadUsage
from app.hub import checking, giving, people, pool_verbs
from app.hub.command import run
from app.hub.forgetting import Whom, purge
from app.hub.records import Covering
from app.protocol.feed import LeadGiven, LeadGone, OfferOver
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import TENNESSEE, holder_of, is_licensed, items, waits, why_held
from tests.hubs import NOW, TERMS, DeskOf, NoSums, give_lead, later, lead
from tests.marked import MARKED

Give = Callable[..., dict[str, Any]]


@pytest.fixture
def give(store: SqlHubStore) -> Give:
    def give(*words: str) -> dict[str, Any]:
        return run(read_words(["hub", "leads", "give", *words]), store, FixedClock(NOW), NoSums(), TERMS)

    return give


def noted(store: SqlHubStore) -> list[tuple[str, str, str]]:
    with store.reading() as rows:
        return [(line.by, line.what, line.subject) for line in rows.audit.all()]


def test_a_lead_that_is_given_goes_with_its_history_and_both_desks_hear_of_it(
    store: SqlHubStore, desk: DeskOf, give: Give
) -> None:
    ada, eve, mine = desk("Ada"), desk("Eve"), give_lead(store, lead(), "Ada")
    said = ada.logs(mine.lead_id, Kind.BUSY)
    ada.pushes()
    ada.pulls()
    eve.pulls()
    answer = give("--lead", mine.lead_id, "--to", "eve", "--why", "moved desks")
    assert (answer["given"], answer["to"], answer["kept"]) == (1, "Eve", [])
    assert answer["leads"] == [{"lead_id": mine.lead_id, "from": "Ada"}]
    assert holder_of(store, mine.lead_id) == eve.person_id
    assert items(ada) == [LeadGone(lead_id=mine.lead_id, why="given to somebody else")]
    (given,) = items(eve)
    assert isinstance(given, LeadGiven)
    assert ([one.activity_id for one in given.history], given.rings) == ([said.activity_id], True)
    assert why_held(store, mine.lead_id) == ["test", "given by whoever runs the hub"]
    assert noted(store)[-1] == ("operator", f"lead given to {eve.person_id}: moved desks", mine.lead_id)
    # what the one before logged without having heard of it is still taken in
    ada.logs(mine.lead_id, Kind.NO_ANSWER, later(1))
    ada.pushes()
    assert checking.verify(store).is_ok


def test_a_dry_run_says_what_would_go_and_changes_nothing(store: SqlHubStore, desk: DeskOf, give: Give) -> None:
    eve, mine = desk("Eve"), give_lead(store, lead(), "Ada")
    eve.pulls()
    before = noted(store)
    answer = give("--from", "Ada", "--to", "Eve", "--dry-run")
    assert (answer["dry_run"], answer["given"]) == (True, 1)
    assert MARKED not in str(answer)
    assert (items(eve), noted(store)) == ([], before)
    assert answer.pop("note").startswith("Nothing was given")
    assert {**give("--from", "Ada", "--to", "Eve", "--why", "x"), "dry_run": True} == answer
    assert holder_of(store, mine.lead_id) == eve.person_id
    assert give("--from", "Ada", "--to", "Eve", "--why", "x")["given"] == 0


def test_of_all_that_somebody_holds_what_the_other_may_not_have_stays_and_says_why(
    store: SqlHubStore, give: Give
) -> None:
    own = give_lead(store, lead(1, origin=Origin.PHONE_IN), "Ada")
    far = give_lead(store, lead(2, subject_property=TENNESSEE), "Ada")
    near = give_lead(store, lead(3), "Ada")
    gone = give_lead(store, lead(4), "Ada")
    purge(store, Whom(gone.lead_id), "ticket 7", NOW)
    is_licensed(store, "Eve", "NV")
    answer = give("--from", "Ada", "--to", "Eve", "--why", "x")
    assert [one["lead_id"] for one in answer["leads"]] == [near.lead_id]
    assert {one["lead_id"]: one["reason"] for one in answer["kept"]} == {
        own.lead_id: "it is its holder's own, and those are never handed on",
        far.lead_id: "Eve is not licensed in its state",
    }
    assert holder_of(store, near.lead_id) != holder_of(store, own.lead_id) == holder_of(store, far.lead_id)


def test_one_named_lead_that_cannot_go_keeps_all_and_is_named(store: SqlHubStore, give: Give) -> None:
    people.add_person(store, people.Newcomer(name="Mara", role="marketing", branch="Nashville"), NOW)
    own = give_lead(store, lead(1, origin=Origin.PHONE_IN), "Ada")
    mine, gone = give_lead(store, lead(2), "Ada"), give_lead(store, lead(3), "Ada")
    purge(store, Whom(gone.lead_id), "ticket 7", NOW)
    ada = holder_of(store, mine.lead_id)
    for lead_id, to, words in (
        (own.lead_id, "Eve", "its holder's own"),
        (gone.lead_id, "Eve", "no lead"),
        ("\x00", "Eve", "no lead"),
        (mine.lead_id, "Ada", "holds it already"),
        (mine.lead_id, "Mara", "holds no leads"),
        (mine.lead_id, "Nobody", "Nobody here"),
    ):
        with pytest.raises(BadInput, match=words):
            give("--lead", mine.lead_id, "--lead", lead_id, "--to", to, "--why", "x")
    with pytest.raises(BadInput, match="Ada holds these"):
        give("--from", "Ada", "--to", "ada", "--why", "x")
    with pytest.raises(BadInput, match="with a reason"):
        give("--lead", mine.lead_id, "--to", "Eve", "--why", " ")
    for words in ([], ["--lead", mine.lead_id, "--from", "Ada"]):
        with pytest.raises(BadUsage):
            give(*words, "--to", "Eve", "--why", "x")
    assert holder_of(store, mine.lead_id) == ada


def test_many_are_given_part_by_part_and_what_went_elsewhere_meanwhile_stays_there(
    store: SqlHubStore, give: Give, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving, "PART", 2)
    mine = sorted(give_lead(store, lead(number), "Ada").lead_id for number in range(5))

    def somebody_else_is_first() -> None:
        monkeypatch.setattr(store, "give_way", lambda: None)
        purge(store, Whom(mine[3]), "ticket 7", NOW)
        give("--lead", mine[4], "--to", "Ben", "--why", "y")

    monkeypatch.setattr(store, "give_way", somebody_else_is_first)
    answer = give("--from", "Ada", "--to", "Eve", "--why", "x")
    assert [one["lead_id"] for one in answer["leads"]] == mine[:3]
    late = "it changed hands or was forgotten meanwhile"
    assert answer["kept"] == [{"lead_id": lead_id, "reason": late} for lead_id in mine[3:]]
    assert why_held(store, mine[4]) == ["test", "given by whoever runs the hub"]


def test_a_lead_of_the_pool_is_given_and_whoever_it_was_offered_to_hears_that_it_is_over(
    store: SqlHubStore, desk: DeskOf, give: Give
) -> None:
    one, ada, eve = waits(store, 1), desk("Ada"), desk("Eve")
    pool_verbs.offer(store, one.lead_id, ["Ada"], NOW, TERMS.rules)
    ada.pulls()
    assert give("--lead", one.lead_id, "--to", "Eve", "--why", "x")["leads"] == [{"lead_id": one.lead_id, "from": None}]
    assert items(ada) == [OfferOver(lead_id=one.lead_id)]
    assert holder_of(store, one.lead_id) == eve.person_id


def test_a_lead_that_was_covered_for_somebody_does_not_go_back_once_it_is_given(
    store: SqlHubStore, desk: DeskOf, give: Give
) -> None:
    mine, ben, ada = give_lead(store, lead(), "Ben"), desk("Ben"), desk("Ada")
    with store.writing() as rows:
        rows.claims.cover(Covering(mine.lead_id, ada.person_id, ben.person_id, later(60)))
    give("--lead", mine.lead_id, "--to", "Eve", "--why", "x")
    with store.reading() as rows:
        assert rows.claims.covered(lead_id=mine.lead_id) == []
