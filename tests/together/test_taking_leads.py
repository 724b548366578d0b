"""Leads taken from a real hub: one winner, at once on the winner's desk, and none where nobody can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import msgspec
import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.desktop import command
from app.desktop.activities import Note
from app.desktop.desk import Desk, build_desk
from app.desktop.taking import CALLED_OFF, Taken, Wish
from app.domain.activity import Kind
from app.domain.lead import Lead
from app.errors import BadInput, BadUsage, HubUnreachable, WorldFailed
from app.hub import letting_in, people, pool_verbs
from app.hub.http import build_app
from app.hub.intake import keys_of
from app.hub.serving import HubServer, Listen
from app.outside.hub_link import HttpHubLink
from app.protocol.wire import Claim, LeadNotYours, LeadYours, Refusal, Taking
from storage.desktop.store import open_store
from storage.hub.store import SqlHubStore
from tests.desks import shipped
from tests.hubs import BOTH, KEY, NOW, TERMS, company_store, give_lead, later, lead
from tests.together.test_a_managers_playbook import Office

NEXT = Wish(Taking.NEXT)


@pytest.fixture(params=BOTH)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    with company_store(request.param, tmp_path, request.config) as store:
        server = HubServer(build_app(store, FixedClock(NOW), None, TERMS), Listen(port=0))
        server.start()
        office = Office(store, server.url, tmp_path, [])
        yield office
        for leave in office.leaving:
            leave()
        server.stop()


class BadLine(HttpHubLink):
    """Loses what the hub says to a claim as often as it is told to, once the hub has heard it or before."""

    lost = 0
    before = 0

    def claim(self, message: Claim, within_s: float | None = None) -> LeadYours | LeadNotYours:
        if BadLine.before:
            BadLine.before -= 1
            raise HubUnreachable("It was lost on its way.")
        answer = super().claim(message, within_s)
        if BadLine.lost:
            BadLine.lost -= 1
            raise HubUnreachable("The answer was lost.")
        return answer


@pytest.fixture
def behind_a_bad_line(office: Office) -> Desk:
    BadLine.lost = BadLine.before = 0
    store = open_store(office.folder / "Ada.db", KEY)
    office.leaving.append(store.close)
    desk = build_desk(store, FixedClock(NOW), shipped(), BadLine, machine_zone="America/Chicago", person="Ada")
    code, _ = letting_in.invite(office.store, "Ada", NOW)
    desk.sync.enroll(office.url, code, "a laptop")
    desk.sync.round()
    return desk


def waits(store: SqlHubStore, number: int, minutes: float) -> Lead:
    one = lead(number, later(minutes))
    with store.writing() as rows:
        rows.leads.add(one, keys_of(one))
    return one


def leads_on(desk: Desk) -> set[str]:
    return {line.lead_id for line in desk.leads.search()}


def said(desk: Desk, *words: str) -> dict:
    return command.run(read_words(["take", *words]), desk)


def test_the_next_lead_is_on_the_desk_before_any_sync_and_its_feed_changes_nothing(office: Office) -> None:
    one, ada = waits(office.store, 1, -5), office.desk_of("Ada")
    assert said(ada, "--next") == {"lead_id": one.lead_id, "name": one.borrower.name}
    card = ada.leads.card(one.lead_id)
    ada.sync.round()
    assert ada.leads.card(one.lead_id) == card
    assert [row.lead_id for row in ada.queue.today().now] == [one.lead_id]


def test_what_was_tried_goes_up_before_more_is_asked_for(office: Office) -> None:
    first, second, ada = waits(office.store, 1, -9), waits(office.store, 2, -5), office.desk_of("Ada")
    assert ada.takings.take(NEXT)[0].lead_id == first.lead_id
    with pytest.raises(WorldFailed, match="have not tried yet") as failure:
        said(ada, "--next")
    assert failure.value.details == {"lead_id": None, "why": "untried"}
    ada.activities.log(Note(lead_id=first.lead_id, kind=Kind.NO_ANSWER))
    assert ada.takings.take(NEXT)[0].lead_id == second.lead_id


def test_a_lead_just_taken_rings_only_should_its_call_be_forgotten(office: Office) -> None:
    waits(office.store, 1, -90)
    ada = office.desk_of("Ada")
    ada.takings.take(NEXT)
    ada.sync.round()
    assert ada.reminders.fire_due() == []


def test_of_two_who_were_offered_a_lead_the_second_is_told_calmly_and_sees_the_offer_end(office: Office) -> None:
    one, ada, ben = waits(office.store, 1, -5), office.desk_of("Ada"), office.desk_of("Ben")
    pool_verbs.offer(office.store, one.lead_id, ["Ada", "Ben"], NOW, TERMS.rules)
    for desk in (ada, ben):
        desk.sync.round()
        offer = {"lead_id": one.lead_id, "received_at": one.received_at.isoformat(), "state": None, "over": False}
        assert said(desk) == {"offers": [offer]}
        assert leads_on(desk) == set()
    assert said(ben, one.lead_id)["lead_id"] == one.lead_id
    with pytest.raises(WorldFailed, match="Somebody else has taken it"):
        said(ada, one.lead_id)
    for desk in (ada, ben):
        desk.sync.round()
        assert said(desk) == {"offers": []}
    assert (leads_on(ada), leads_on(ben)) == (set(), {one.lead_id})


def test_a_manager_takes_over_and_a_colleague_covers(office: Office) -> None:
    one, other = give_lead(office.store, lead(1), "Ada"), give_lead(office.store, lead(2), "Ada")
    ada, ben, eve = (office.desk_of(name) for name in ("Ada", "Ben", "Eve"))
    with pytest.raises(BadUsage, match="with a reason"):
        said(ben, one.lead_id, "--over")
    assert said(ben, one.lead_id, "--over", "--why", "Ada is ill")["lead_id"] == one.lead_id
    with office.store.reading() as rows:
        assert [deed.why for deed in rows.live.deeds(NOW)] == ["Ada is ill"]
    people.change_person(office.store, "Ada", people.Changes(off="2026-03-02", cover="Eve"), "ill", NOW)
    third = give_lead(office.store, lead(3), "Ada")
    assert said(eve, other.lead_id, "--cover")["lead_id"] == other.lead_id
    assert said(eve, "--cover")["lead_id"] == third.lead_id
    ada.sync.round()
    assert leads_on(ada) == set()


@pytest.mark.parametrize("words", [["some-id", "--next"], ["--over"], ["x", "--over", "--cover"]])
def test_words_that_make_no_sense_are_refused(office: Office, words: list[str]) -> None:
    with pytest.raises(BadUsage):
        said(office.desk_of("Ada"), *words)


def test_offline_nothing_is_taken_and_that_is_said(office: Office, behind_a_bad_line: Desk) -> None:
    waits(office.store, 1, -5)
    BadLine.before = 1
    with pytest.raises(HubUnreachable, match=r"You are offline; taking a lead needs the hub\."):
        behind_a_bad_line.takings.take(NEXT)
    behind_a_bad_line.sync.round()
    assert leads_on(behind_a_bad_line) == set()


def test_a_desk_without_a_hub_takes_none(tmp_path: Path) -> None:
    store = open_store(tmp_path / "alone.db", KEY)
    desk = build_desk(store, FixedClock(NOW), shipped(), HttpHubLink, machine_zone="America/Chicago", person="Ada")
    with pytest.raises(BadInput, match="belongs to none"):
        desk.takings.take(NEXT)
    assert desk.takings.on_offer() == []
    store.close()


@pytest.mark.parametrize("syncs", [False, True])
def test_a_lost_answer_costs_no_lead_and_brings_no_second(office: Office, behind_a_bad_line: Desk, syncs: bool) -> None:
    first, second, ada = waits(office.store, 1, -9), waits(office.store, 2, -5), behind_a_bad_line
    BadLine.lost = 1
    with pytest.raises(HubUnreachable, match="offline"):
        ada.takings.take(NEXT)
    if syncs:
        # what the hub gave comes by itself, and asking again is a new wish
        ada.sync.round()
        assert leads_on(ada) == {first.lead_id}
        assert ada.takings.take(NEXT)[0].why == "untried"
    else:
        assert ada.takings.take(NEXT)[0].lead_id == first.lead_id
    ada.activities.log(Note(lead_id=first.lead_id, kind=Kind.NO_ANSWER))
    assert ada.takings.take(NEXT)[0].lead_id == second.lead_id


def test_a_request_that_never_arrived_is_settled_and_asked_anew(office: Office, behind_a_bad_line: Desk) -> None:
    one = waits(office.store, 1, -9)
    BadLine.before = 1
    with suppress(HubUnreachable):
        behind_a_bad_line.takings.take(NEXT)
    assert behind_a_bad_line.takings.take(NEXT)[0].lead_id == one.lead_id


def test_a_wish_that_is_called_off_before_it_is_asked_takes_nothing(office: Office, behind_a_bad_line: Desk) -> None:
    one, ada = waits(office.store, 1, -9), behind_a_bad_line
    assert ada.takings.take(NEXT, lambda: True)[0] == Taken(why=CALLED_OFF)
    BadLine.before = 1
    with suppress(HubUnreachable):
        ada.takings.take(NEXT)
    # also between the question what became of the last one and the new one
    answers = iter((False, True))
    assert ada.takings.take(NEXT, lambda: next(answers))[0] == Taken(why=CALLED_OFF)
    assert ada.takings.take(NEXT)[0].lead_id == one.lead_id


def test_an_older_hub_says_that_it_has_no_such_address() -> None:
    def answer(_request: httpx.Request) -> httpx.Response:
        refusal = Refusal(code="no_such_address", happened="This hub has no such address.", remedy="", server_time=NOW)
        return httpx.Response(404, content=msgspec.json.encode(refusal))

    link = HttpHubLink("https://hub.example.com", "token", transport=httpx.MockTransport(answer))
    with pytest.raises(BadInput, match="no such address"):
        link.claim(Claim(hub_id="hub", claim_id="0" * 36, taking=Taking.NEXT))
    link.close()
