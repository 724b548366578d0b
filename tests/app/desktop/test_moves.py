"""Leads moved to another version from a desk: here, or through the hub, part by part, stopped and taken back."""

from __future__ import annotations

import msgspec
import pytest

from app.desktop.changes import NOTHING
from app.desktop.moves import PART, Move, Moves
from app.domain.moving import MoveTold, NextTold
from app.errors import BadInput
from app.protocol.wire import MovedPart, MovePlaybook
from tests.app.desktop.test_playbooks import OWN
from tests.desks import MONDAY, TestDesk, a_lead


def put(ada: TestDesk, name: str, *, version: int = 1) -> str:
    """Put a lead on the desk that is on a version."""
    lead = msgspec.structs.replace(a_lead(name=name), lead_id=f"lead-{name}", playbook_version=version)
    return ada.put(lead)


def seen_all(_done: int, _of: int) -> bool:
    return True


@pytest.fixture
def two(ada: TestDesk) -> list[str]:
    """Two leads on version 1, and a version 2 with other words in force."""
    ids = [put(ada, name) for name in ("Noor A", "Sam B")]
    ada.desk.playbooks.use(OWN, "own")
    return ids


def test_a_preview_names_each_lead_and_writes_nothing(ada: TestDesk, two: list[str]) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    found = ada.desk.moves.preview(Move(to=2), progress)
    assert (found.moved, found.is_whole) == (2, True)
    assert sorted(found.names.values()) == ["Noor A", "Sam B"]
    assert {one.from_version for one in found.leads} == {1}
    assert told == [(2, 2)]
    assert ada.desk.leads.card(two[0]).lead.playbook_version == 1


def test_leads_moved_can_be_moved_back_and_nobody_else_with_them(ada: TestDesk, two: list[str]) -> None:
    native = put(ada, "Uma C", version=2)
    found, changed = ada.desk.moves.move(Move(to=2, why="our own words"), seen_all)
    assert changed.lead_ids == frozenset(two)
    ids = tuple(one.lead_id for one in found.leads)
    back, _ = ada.desk.moves.move(Move(to=1, lead_ids=ids, why="taken back"), seen_all)
    assert back.moved == 2
    versions = [ada.desk.leads.card(lead_id).lead.playbook_version for lead_id in (*two, native)]
    assert versions == [1, 1, 2]


def test_a_move_that_is_ended_keeps_what_is_moved(ada: TestDesk) -> None:
    for n in range(PART + 1):
        put(ada, f"Noor {n}")
    ada.desk.playbooks.use(OWN, "own")
    found, _ = ada.desk.moves.move(Move(to=2, why="x"), lambda _done, _of: False)
    assert (found.moved, found.is_whole) == (PART, False)
    rest, _ = ada.desk.moves.move(Move(to=2, why="x"), seen_all)
    assert (rest.moved, rest.is_whole) == (1, True)


def test_a_move_without_a_reason_or_to_no_version_is_refused(ada: TestDesk, two: list[str]) -> None:
    with pytest.raises(BadInput, match="with a reason"):
        ada.desk.moves.move(Move(to=2, why=" "), seen_all)
    with pytest.raises(BadInput, match="no version 7"):
        ada.desk.moves.preview(Move(to=7), seen_all)
    assert ada.desk.moves.move(Move(to=1, why="x"), seen_all)[1] == NOTHING


class Hub:
    """A hub with two parts of leads, that remembers what it was asked."""

    def __init__(self, lead_id: str) -> None:
        self.asked: list[MovePlaybook] = []
        self._lead_id = lead_id

    def __call__(self, _url: str, _token: str) -> Hub:
        return self

    def move_leads(self, message: MovePlaybook) -> MovedPart:
        self.asked.append(message)
        following = NextTold(kind="step", step="call-2", channel="call", due_at=MONDAY)
        told = MoveTold(
            lead_id=message.after or self._lead_id,
            officer="Ada",
            received_at=MONDAY,
            from_version=1,
            before=following,
            after=following,
        )
        ended_at = "" if message.after or message.lead_ids else "elsewhere"
        return MovedPart(
            looked_at=200, of=300, ended_at=ended_at, moved=1, unchanged=1, leads=[told], server_time=MONDAY
        )


def through(ada: TestDesk, role: str) -> tuple[Moves, Hub]:
    hub = Hub(ada.put(a_lead(name="Noor A")))
    with ada.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        tx.put_identity(msgspec.structs.replace(identity, hub_id="hub", hub_url="https://hub.example.com", role=role))
    return Moves(ada.store, ada.clock, ada.desk.book, ada.desk.moves._outgoing, hub), hub


def test_a_hub_is_asked_part_by_part_and_names_are_those_this_desk_knows(ada: TestDesk) -> None:
    moves, hub = through(ada, "manager")
    told: list[tuple[int, int]] = []

    def progress(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    found = moves.preview(Move(to=2, of_version=1), progress)
    assert [(m.to, m.only_asks, m.of_version, m.after) for m in hub.asked] == [
        (2, True, 1, ""),
        (2, True, 1, "elsewhere"),
    ]
    assert (found.moved, found.unchanged, list(found.names.values())) == (2, 2, ["Noor A"])
    assert told == [(200, 300), (300, 300)]


def test_ending_it_asks_the_hub_no_further(ada: TestDesk) -> None:
    moves, hub = through(ada, "manager")
    found, _ = moves.move(Move(to=2, why="quicker"), lambda _done, _of: False)
    assert (found.moved, found.is_whole, len(hub.asked)) == (1, False, 1)


def test_leads_named_to_a_hub_go_in_parts_it_takes(ada: TestDesk) -> None:
    moves, hub = through(ada, "manager")
    moves.move(Move(to=1, lead_ids=tuple(f"lead-{n}" for n in range(PART + 1)), why="taken back"), seen_all)
    assert [len(m.lead_ids) for m in hub.asked] == [PART, 1]


def test_an_officer_of_a_company_moves_nobody(ada: TestDesk) -> None:
    moves, hub = through(ada, "officer")
    with pytest.raises(BadInput, match="Your managers move leads"):
        moves.preview(Move(to=2), seen_all)
    assert hub.asked == []
