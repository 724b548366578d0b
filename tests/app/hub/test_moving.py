"""Leads moved from a manager's desk: those of the manager's branch, part by part, without a borrower's name."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from app.errors import BadInput
from app.hub import moving, people
from app.hub.moving import move_from
from app.hub.publishing import publish_from
from app.hub.reports import NotForThisRole
from app.protocol import feed
from app.protocol.wire import MovedPart, MovePlaybook, PublishPlaybook
from storage.hub.store import SqlHubStore
from tests.hubs import PLAYBOOK, TERMS, Desk, DeskOf, give_lead, later, lead

SOONER = PLAYBOOK.replace('after = "4h"', 'after = "2h"')


def publish(at: Desk) -> None:
    publish_from(at.store, TERMS, at.caller(), PublishPlaybook(text=SOONER, why="sooner", onto=1), later(1))


def move(at: Desk, message: MovePlaybook) -> MovedPart:
    return move_from(at.store, TERMS.rules, at.caller(), message, later(2))


def test_a_manager_sees_what_it_would_change_and_then_moves_them(store: SqlHubStore, desk: DeskOf) -> None:
    ben, ada, mine = desk("Ben"), desk("Ada"), give_lead(store, lead(1), "Ada")
    publish(ben)
    shown = move(ben, MovePlaybook(to=2, only_asks=True))
    (row,) = shown.leads
    assert (row.lead_id, row.officer, row.from_version, row.before.step) == (mine.lead_id, "Ada", 1, "call-1")
    assert (shown.moved, shown.ended_at) == (1, "")
    assert mine.name not in msgspec.json.encode(shown).decode()
    assert move(ben, MovePlaybook(to=2, why="it works")).moved == 1
    told = [feed.read(r.kind, r.body) for r in ada.pulls()]
    assert [item.lead.playbook_version for item in told if isinstance(item, feed.LeadGiven)][-1] == 2
    with store.reading() as rows:
        noted = [(line.by, line.what, line.subject) for line in rows.audit.all()]
    assert ("Ben", "leads moved to playbook 2", "1: it works") in noted
    assert (ben.caller().person.person_id, "saw what a move of leads would change", "2") in noted


def test_another_branchs_leads_stay_where_they_are_though_named(store: SqlHubStore, desk: DeskOf) -> None:
    people.add_person(store, people.Newcomer(name="Olga", role="officer", branch="Memphis"), later(0))
    ben, theirs = desk("Ben"), give_lead(store, lead(1), "Olga")
    publish(ben)
    assert move(ben, MovePlaybook(to=2, why="x")).moved == 0
    assert move(ben, MovePlaybook(to=2, why="x", lead_ids=[theirs.lead_id])).moved == 0


@pytest.mark.parametrize("how", [{"only_asks": True}, {"why": "it works"}])
def test_nothing_tells_of_leads_of_another_branch_nor_how_many_there_are(
    store: SqlHubStore, desk: DeskOf, monkeypatch: pytest.MonkeyPatch, how: dict[str, Any]
) -> None:
    monkeypatch.setattr(moving, "PART", 2)
    people.add_person(store, people.Newcomer(name="Olga", role="officer", branch="Memphis"), later(0))
    ben, mine = desk("Ben"), give_lead(store, lead(1), "Ada")
    theirs = [give_lead(store, lead(n), "Olga").lead_id for n in range(2, 6)]
    publish(ben)

    def told(*lead_ids: str) -> tuple[int, int, int, str]:
        part = move(ben, MovePlaybook(to=2, lead_ids=list(lead_ids), **how))
        return part.looked_at, part.of, part.moved, part.ended_at

    assert told(theirs[0]) == told("unknown") == (1, 1, 0, "")
    assert told(theirs[0], "unknown") == (2, 2, 0, "")
    assert told() == (1, 1, 1, "")
    shown = move(ben, MovePlaybook(to=1, after=mine.lead_id, **how))
    assert (shown.looked_at, shown.of, shown.ended_at) == (0, 1, "")


def test_a_lead_that_was_taken_back_is_of_the_branch_that_held_it_last(store: SqlHubStore, desk: DeskOf) -> None:
    people.add_person(store, people.Newcomer(name="Olga", role="officer", branch="Memphis"), later(0))
    ben, ours, theirs = desk("Ben"), give_lead(store, lead(1), "Olga"), give_lead(store, lead(2), "Ada")
    publish(ben)
    with store.writing() as rows:
        for mine, holder in ((ours, "Ada"), (theirs, "Olga")):
            person = rows.people.named(holder)
            assert person is not None
            rows.leads.hold(mine.lead_id, person.person_id, later(1), "test")
            rows.leads.hold(mine.lead_id, None, later(1), "test")
    shown = move(ben, MovePlaybook(to=2, only_asks=True))
    assert (shown.looked_at, shown.of, [row.lead_id for row in shown.leads]) == (1, 1, [ours.lead_id])


def test_many_leads_come_in_parts_that_begin_where_the_one_before_ended(
    store: SqlHubStore, desk: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "PART", 2)
    ben = desk("Ben")
    ids = {give_lead(store, lead(n), "Ada").lead_id for n in range(3)}
    publish(ben)
    first = move(ben, MovePlaybook(to=2, only_asks=True))
    second = move(ben, MovePlaybook(to=2, only_asks=True, after=first.ended_at))
    assert (first.looked_at, second.looked_at, second.ended_at) == (2, 1, "")
    assert {row.lead_id for row in [*first.leads, *second.leads]} == ids


def test_whoever_sees_no_leads_is_told_how_many(store: SqlHubStore, desk: DeskOf) -> None:
    people.add_person(store, people.Newcomer(name="Ivy", role="admin", branch="Memphis"), later(0))
    give_lead(store, lead(1), "Ada")
    publish(desk("Ben"))
    shown = move(desk("Ivy"), MovePlaybook(to=2, only_asks=True))
    assert (shown.moved, shown.leads) == (1, [])


def test_an_officer_moves_nobody(store: SqlHubStore, desk: DeskOf) -> None:
    with pytest.raises(NotForThisRole, match="managers move leads"):
        move(desk("Ada"), MovePlaybook(to=1, only_asks=True))


def test_a_move_needs_a_reason_a_version_there_is_and_no_more_names_than_a_part(
    store: SqlHubStore, desk: DeskOf
) -> None:
    ben = desk("Ben")
    for message, says in (
        (MovePlaybook(to=1, why=" "), "with a reason"),
        (MovePlaybook(to=9, only_asks=True), "no version 9"),
        (MovePlaybook(to=1, why="x", lead_ids=["a"] * (moving.PART + 1)), "leads were named"),
    ):
        with pytest.raises(BadInput, match=says):
            move(ben, message)
