"""What a desk says a hub gave it is believed only where the hub may have forgotten, and never more than was known."""

from __future__ import annotations

import threading
from typing import Any

import msgspec
import pytest

from app.domain.lead import Phone
from app.hub import exchange
from app.hub.auditing import OPERATOR, RESTORED, note
from app.hub.founding import set_company
from app.hub.intake import keys_of
from app.hub.understanding import NEVER_GAVE
from app.protocol.feed import LeadGone, read
from app.protocol.wire import LEAD_ADDED, LEAD_KEPT, Receipt
from storage.hub.papers import AuditRows
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, DeskOf, lead

LOST = lead(7)


def laid_aside(store: SqlHubStore) -> dict[str, int]:
    with store.reading() as rows:
        return dict(rows.events.quarantined())


def is_restored(store: SqlHubStore) -> None:
    with store.writing() as rows:
        note(rows, NOW, OPERATOR, RESTORED, "")


def test_a_hub_that_was_never_restored_has_given_no_lead_it_does_not_know(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    ada.writes(LEAD_KEPT, LOST.lead_id, msgspec.json.encode(LOST))
    assert isinstance(ada.pushes(), Receipt)
    assert laid_aside(store) == {NEVER_GAVE: 1}
    with store.reading() as rows:
        assert rows.leads.by_id(LOST.lead_id) is None


def test_what_is_handed_back_needs_no_reading_of_the_whole_audit(
    store: SqlHubStore, desk: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_restored(store)
    ada = desk("Ada")
    for number in range(3):
        one = lead(number)
        ada.writes(LEAD_KEPT, one.lead_id, msgspec.json.encode(one))
    monkeypatch.setattr(AuditRows, "all", None)
    ada.pushes()
    with store.reading() as rows:
        assert rows.leads.count() == 3


def test_who_knows_no_more_than_a_leads_id_is_told_nothing_of_it(store: SqlHubStore, desk: DeskOf) -> None:
    is_restored(store)
    with store.writing() as rows:
        rows.leads.add(LOST, keys_of(LOST))
    ada = desk("Ada")
    person = msgspec.structs.replace(LOST.borrower, phones=(Phone(number="+16155550199"),), emails=())
    ada.writes(LEAD_KEPT, LOST.lead_id, msgspec.json.encode(msgspec.structs.replace(LOST, borrower=person)))
    ada.pushes()
    assert laid_aside(store) == {NEVER_GAVE: 1}
    assert not [row for row in ada.pulls() if row.kind.startswith("lead")]


def test_what_cannot_be_a_lead_is_laid_aside(store: SqlHubStore, desk: DeskOf) -> None:
    is_restored(store)
    ada = desk("Ada")
    ada.writes(LEAD_KEPT, LOST.lead_id, b"{}")
    ada.writes(LEAD_KEPT, "another", msgspec.json.encode(LOST))
    ada.pushes()
    assert laid_aside(store) == {"unreadable": 1, "says something else than its header": 1}
    ada.writes(LEAD_KEPT, LOST.lead_id, msgspec.json.encode(LOST))
    ada.pushes(2)
    with store.reading() as rows:
        held = rows.leads.by_id(LOST.lead_id)
    assert held is not None
    assert held.holder_id == ada.person_id


def test_a_lead_that_waits_for_whoever_claims_it_goes_from_a_desk_the_hub_never_gave_it(
    store: SqlHubStore, desk: DeskOf
) -> None:
    with store.writing() as rows:
        rows.leads.add(LOST, keys_of(LOST))
    ada = desk("Ada")
    ada.pulls()
    ada.writes(LEAD_KEPT, LOST.lead_id, msgspec.json.encode(LOST))
    ada.pushes()
    assert laid_aside(store) == {NEVER_GAVE: 1}
    assert [read(row.kind, row.body) for row in ada.pulls()] == [LeadGone(lead_id=LOST.lead_id, why="moved")]


def test_a_lead_handed_back_before_the_hub_heard_whose_own_it_is_goes_from_that_desk_then(
    store: SqlHubStore, desk: DeskOf
) -> None:
    set_company(store, now=NOW, own_leads="company")
    own = lead(8, origin="walk_in")
    ada, eve = desk("Ada"), desk("Eve")
    for one in (ada, eve):
        one.pulls()
        one.writes(LEAD_KEPT, own.lead_id, msgspec.json.encode(own))
    eve.pushes()
    ada.writes(LEAD_ADDED, own.lead_id, msgspec.json.encode(own))
    ada.pushes()
    assert laid_aside(store) == {NEVER_GAVE: 2}
    assert [read(row.kind, row.body) for row in eve.pulls()] == [LeadGone(lead_id=own.lead_id, why="moved")]
    assert [row.kind for row in ada.pulls()] == ["lead"]
    ada.writes(LEAD_ADDED, own.lead_id, msgspec.json.encode(own))
    ada.pushes(2)
    assert eve.pulls() == []


@pytest.mark.parametrize("first", ["whose own it is", "who hands it back"])
def test_an_own_lead_that_arrives_in_the_moment_in_which_another_desk_hands_it_back_stays_on_one(
    store: SqlHubStore, desk: DeskOf, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    set_company(store, now=NOW, own_leads="company")
    own = lead(8, origin="walk_in")
    ada, eve = desk("Ada"), desk("Eve")
    for one, kind in ((ada, LEAD_ADDED), (eve, LEAD_KEPT)):
        one.pulls()
        one.writes(kind, own.lead_id, msgspec.json.encode(own))
    begins, follows = (ada, eve) if first == "whose own it is" else (eve, ada)
    other = threading.Thread(target=follows.pushes)

    def met(*asked: Any) -> int:
        aside = take_in(*asked)
        if not other.ident:
            # all was done and nothing committed: the other either waits for that or is not seen
            other.start()
            other.join(1.0)
        return aside

    take_in = exchange.take_in
    monkeypatch.setattr(exchange, "take_in", met)
    begins.pushes()
    other.join()
    assert [read(row.kind, row.body) for row in eve.pulls()] == [LeadGone(lead_id=own.lead_id, why="moved")]
    assert [row.kind for row in ada.pulls()] == ["lead"]
