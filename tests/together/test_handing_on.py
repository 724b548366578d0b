"""Leads that go on to the next officer, from a real desk through a real hub."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.desktop.activities import Note
from app.desktop.desk import Desk
from app.desktop.team import Missed
from app.desktop.timeline import CAME_OVER
from app.domain.activity import Kind
from app.domain.standing import Due
from app.errors import BadInput
from app.hub import people
from app.hub.http import build_app
from app.hub.playbooks import publish
from app.hub.serving import HubServer, Listen
from app.hub.sums import ScoredSums
from app.protocol.wire import Claim
from tests.hubs import NOW, PLAYBOOK, TERMS, company_store, give_lead, lead
from tests.shipped import shipped_rules
from tests.together.test_a_managers_playbook import Office
from tests.together.test_taking_leads import leads_on, office  # noqa: F401 - a fixture

TAKEN_BACK = PLAYBOOK.replace('summary = "Two', 'take_back_after = "10m"\nsummary = "Two')


@pytest.fixture
def desks(office: Office) -> tuple[Desk, Desk]:  # noqa: F811 - the fixture
    people.add_person(office.store, people.Newcomer(name="Carl", role="officer", branch="Nashville"), NOW)
    return office.desk_of("Ada"), office.desk_of("Carl")


def test_a_lead_that_is_handed_on_leaves_one_desk_and_rings_on_the_other(
    office: Office,  # noqa: F811 - the fixture
    desks: tuple[Desk, Desk],
) -> None:
    ada, carl = desks
    one = give_lead(office.store, lead(1), "Ada")
    ada.sync.round()
    (ring,) = ada.reminders.fire_due()
    assert ring.may_hand_on
    ada.activities.log(Note(lead_id=one.lead_id, kind=Kind.NO_ANSWER))
    answer, _ = ada.takings.hand_on(one.lead_id)
    assert answer.done
    assert leads_on(ada) == set()
    carl.sync.round()
    assert leads_on(carl) == {one.lead_id}
    assert [row.words for row in carl.leads.card(one.lead_id).timeline][:2] == ["No answer", CAME_OVER]


def test_a_lead_nobody_tried_in_its_time_goes_on_by_itself(
    office: Office,  # noqa: F811 - the fixture
    desks: tuple[Desk, Desk],
) -> None:
    ada, carl = desks
    publish(office.store, TAKEN_BACK, TERMS, why="untouched leads go on", now=NOW)
    untouched, tried = give_lead(office.store, lead(1), "Ada"), give_lead(office.store, lead(2), "Ada")
    ada.sync.round()
    rings = {ring.lead_id: ring for ring in ada.reminders.fire_due()}
    assert rings[untouched.lead_id].goes_on_at == NOW + timedelta(minutes=10)
    ada.activities.log(Note(lead_id=tried.lead_id, kind=Kind.NO_ANSWER))
    assert ada.takings.to_hand_on() == []
    ada.clock.at = NOW + timedelta(minutes=10)  # type: ignore[attr-defined] # a clock that stands still
    assert ada.takings.to_hand_on() == [untouched.lead_id]
    answer, _ = ada.takings.hand_on(untouched.lead_id)
    assert answer.done
    assert ada.takings.to_hand_on() == []
    carl.sync.round()
    assert leads_on(carl) == {untouched.lead_id}
    (ring,) = carl.reminders.fire_due()
    assert ring.came_over
    assert not rings[untouched.lead_id].came_over


def test_a_lead_of_the_night_goes_on_by_the_time_it_could_be_called_and_not_before_anybody_saw_it(
    office: Office,  # noqa: F811 - the fixture
    desks: tuple[Desk, Desk],
) -> None:
    ada, _ = desks
    publish(office.store, TAKEN_BACK, TERMS, why="untouched leads go on", now=NOW)
    night = give_lead(office.store, lead(1, NOW - timedelta(hours=8)), "Ada", NOW - timedelta(hours=8))
    ada.sync.round()
    with ada.store.reading() as tx:
        held = tx.lead(night.lead_id)
    assert held is not None
    assert isinstance(held.bearings.next, Due)
    opens_at = held.bearings.next.due_at
    assert opens_at > NOW - timedelta(hours=8)
    ada.clock.at = opens_at  # type: ignore[attr-defined] # a clock that stands still
    assert ada.takings.to_hand_on() == []
    ada.clock.at = opens_at + timedelta(minutes=10)  # type: ignore[attr-defined]
    assert ada.takings.to_hand_on() == [night.lead_id]


def test_a_manager_hears_whose_first_calls_were_missed(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with company_store("sqlite", tmp_path, request.config) as store:
        app = build_app(store, FixedClock(NOW), ScoredSums(shipped_rules()), TERMS)
        server = HubServer(app, Listen(port=0))
        server.start()
        branch = Office(store, server.url, tmp_path, [server.stop])
        ada, ben = branch.desk_of("Ada"), branch.desk_of("Ben")
        late, called = (give_lead(store, lead(n, NOW - timedelta(minutes=20)), "Ada") for n in (1, 2))
        ada.sync.round()
        ada.activities.log(Note(lead_id=called.lead_id, kind=Kind.NO_ANSWER))
        ada.sync.round()
        assert ben.team.missed() == [Missed("Ada", 1)]
        ada.activities.log(Note(lead_id=late.lead_id, kind=Kind.NO_ANSWER))
        ada.sync.round()
        assert ben.team.missed() == []
        for leave in reversed(branch.leaving):
            leave()


def test_where_nobody_else_is_there_it_stays_and_the_officer_hears_why(office: Office) -> None:  # noqa: F811 - the fixture
    ada = office.desk_of("Ada")
    one = give_lead(office.store, lead(1), "Ada")
    ada.sync.round()
    answer, _ = ada.takings.hand_on(one.lead_id)
    assert not answer.done
    assert answer.happened.startswith("Nobody else of your branch")
    assert leads_on(ada) == {one.lead_id}


def test_a_desk_without_a_hub_hands_nothing_on(office: Office, tmp_path_factory: pytest.TempPathFactory) -> None:  # noqa: F811 - the fixture
    from tests.desks import TestDesk, a_lead

    alone = TestDesk(tmp_path_factory.mktemp("alone"))
    alone.put(a_lead())
    (ring,) = alone.desk.reminders.fire_due()
    assert not ring.may_hand_on
    assert ring.goes_on_at is None
    assert alone.desk.takings.to_hand_on() == []
    with pytest.raises(BadInput, match="belongs to none"):
        alone.desk.takings.hand_on("lead-1")
    alone.store.close()


def test_a_hub_of_before_does_not_read_it_and_the_desk_says_so(
    office: Office,  # noqa: F811 - the fixture
    desks: tuple[Desk, Desk],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unread(_message: Claim, _within_s: float | None = None) -> None:
        raise BadInput("The hub could not read the request.", "Update it.")

    ada, _ = desks
    one = give_lead(office.store, lead(1), "Ada")
    ada.sync.round()
    monkeypatch.setattr("app.outside.hub_link.HttpHubLink.claim", lambda _self, *asked: unread(*asked))
    with pytest.raises(BadInput, match="could not read"):
        ada.takings.hand_on(one.lead_id)
    assert leads_on(ada) == {one.lead_id}
