"""Two leads merged on a desk: the hub takes in every word of it, and adds up what the desk adds up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.activity import Kind
from app.domain.stage import Stage
from app.hub.checking import verify
from app.hub.forgetting import Whom, purge
from tests.desks import a_lead
from tests.together.test_one_story_one_row import Branch, passes


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    made = Branch(tmp_path)
    yield made
    made.close()


def test_sums_stay_one_when_two_leads_are_merged_and_taken_apart(branch: Branch) -> None:
    branch.gives(a_lead("first", phones=("+14235550111",), emails=()), "Ada")
    passes(branch, minutes=20)
    branch.gives(a_lead("second", phones=("+14235550122",), emails=(), received_at=branch.clock.now()), "Ada")
    passes(branch, minutes=2)
    branch.logs("Ada", "second", Kind.LEFT_VOICEMAIL)
    ada = branch.desks["Ada"]
    joined, _ = ada.same_person.join("second", "first")
    assert joined.lead_id == "first"
    mine, theirs = branch.rows_of("Ada")
    assert {name: theirs[name] for name in mine} == mine
    passes(branch, hours=3)
    ada.merges.take_apart(joined.merge_id)
    mine, theirs = branch.rows_of("Ada")
    assert {name: theirs[name] for name in mine} == mine
    assert [ada.leads.card(lead_id).stage for lead_id in ("first", "second")] == [Stage.NEW, Stage.ATTEMPTING]
    assert verify(branch.hub).laid_aside == {}
    assert verify(branch.hub).is_ok


def test_who_is_forgotten_leaves_the_lead_it_was_merged_into(branch: Branch) -> None:
    branch.gives(a_lead("first", phones=("+14235550111",), emails=()), "Ada")
    branch.gives(a_lead("second", "Dana Else", phones=("+14235550122",), emails=()), "Ada")
    ada = branch.desks["Ada"]
    ada.same_person.join("first", "second")
    branch.syncs()
    purge(branch.hub, Whom("second"), "asked", branch.clock.now())
    branch.syncs()
    assert [phone.number for phone in ada.leads.card("first").lead.phones] == ["+14235550111"]
    assert ada.leads.find("5550122") == []
    with ada.store.reading() as tx:
        assert tx.lead_ids() == ["first"]
        assert tx.hits(["4235550122"]) == []
