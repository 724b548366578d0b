"""A playbook published in a manager's window is in force on every desk, and nobody publishes over another's head."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import msgspec
import pytest

from app.clock import FixedClock
from app.desktop.desk import Desk, build_desk
from app.desktop.moves import Move
from app.desktop.playbook_drafts import Overtaken, Version
from app.desktop.playbook_sheet import Sheet, sheet_of
from app.errors import BadInput, SignInRefused
from app.hub import letting_in
from app.hub.http import build_app
from app.hub.serving import HubServer, Listen
from app.outside.hub_link import HttpHubLink
from app.protocol.wire import PublishPlaybook, Refusal
from storage.desktop.store import open_store
from storage.hub.store import SqlHubStore
from tests.desks import shipped
from tests.hubs import BOTH, KEY, NOW, TERMS, company_store, give_lead, lead


@dataclass
class Office:
    """Desks in folders of their own around one served hub."""

    store: SqlHubStore
    url: str
    folder: Path
    leaving: list[Callable[[], None]]

    def desk_of(self, name: str) -> Desk:
        store = open_store(self.folder / f"{name}-{len(self.leaving)}.db", KEY)
        self.leaving.append(store.close)
        desk = build_desk(store, FixedClock(NOW), shipped(), HttpHubLink, machine_zone="America/Chicago", person=name)
        code, _ = letting_in.invite(self.store, name, NOW)
        desk.sync.enroll(self.url, code, "a laptop")
        desk.sync.round()
        return desk


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


def begun(desk: Desk) -> Sheet:
    in_force = desk.drafts.bench().in_force
    return sheet_of(in_force.text, in_force.version)


def publish(desk: Desk, sheet: Sheet, why: str) -> Version | Overtaken:
    desk.drafts.keep(sheet)
    return desk.drafts.publish(desk.drafts.text_of(sheet), why, sheet.version)[0]


def test_what_a_manager_publishes_is_in_force_on_every_desk_with_who_and_why(office: Office) -> None:
    ben, ada = office.desk_of("Ben"), office.desk_of("Ada")
    found = publish(ben, begun(ben).with_cell(1, "after", "2h"), "four hours is late")
    assert isinstance(found, Version)
    ada.sync.round()
    bench = ada.drafts.bench()
    assert (bench.in_force.version, bench.in_force.by, bench.in_force.why) == (2, "Ben", "four hours is late")
    assert ada.playbooks.current().steps[1].after_s == 7200
    assert not bench.may_edit
    ben.sync.round()
    assert ben.drafts.bench().in_force == bench.in_force


def test_the_second_of_two_managers_sees_what_the_first_published(office: Office) -> None:
    ben, again = office.desk_of("Ben"), office.desk_of("Ben")
    sheet = begun(again).with_cell(1, "after", "3h")
    publish(ben, begun(ben).with_cell(1, "after", "2h"), "sooner")
    late = publish(again, sheet, "a little sooner")
    assert isinstance(late, Overtaken)
    bench = again.drafts.bench()
    assert (bench.in_force.version, bench.in_force.why, bench.draft) == (2, "sooner", sheet)
    found, _ = again.drafts.publish(again.drafts.text_of(sheet), "meant", bench.in_force.version)
    assert isinstance(found, Version)
    assert found.version == 3


def test_an_officers_desk_is_refused_by_the_hub_itself(office: Office) -> None:
    ada = office.desk_of("Ada")
    with pytest.raises(SignInRefused, match="managers publish"):
        publish(ada, begun(ada).with_cell(1, "after", "2h"), "I would rather")


def test_a_hub_that_judges_more_strictly_names_the_step(office: Office) -> None:
    ben = office.desk_of("Ben")
    with pytest.raises(BadInput, match="call-2"):
        ben.drafts.publish(begun(ben).text.replace('after = "4h"', 'after = "soon"'), "why not", 1)


def test_leads_a_manager_moves_follow_the_other_version_on_their_desks(office: Office) -> None:
    ben, ada = office.desk_of("Ben"), office.desk_of("Ada")
    mine = give_lead(office.store, lead(1), "Ada")
    ada.sync.round()
    publish(ben, begun(ben).with_cell(1, "after", "2h"), "four hours is late")
    shown = ben.moves.preview(Move(to=2), lambda _done, _of: True)
    assert [(one.lead_id, one.officer) for one in shown.leads] == [(mine.lead_id, "Ada")]
    moved, _ = ben.moves.move(Move(to=2, why="it works"), lambda _done, _of: True)
    ada.sync.round()
    assert (moved.moved, ada.leads.card(mine.lead_id).lead.playbook_version) == (1, 2)
    with pytest.raises(BadInput, match="Your managers move"):
        ada.moves.preview(Move(to=2), lambda _done, _of: True)


def test_an_older_hub_says_that_it_has_no_such_address() -> None:
    def answer(_request: httpx.Request) -> httpx.Response:
        refusal = Refusal(code="no_such_address", happened="This hub has no such address.", remedy="", server_time=NOW)
        return httpx.Response(404, content=msgspec.json.encode(refusal))

    link = HttpHubLink("https://hub.example.com", "token", transport=httpx.MockTransport(answer))
    with pytest.raises(BadInput, match="no such address"):
        link.publish_playbook(PublishPlaybook(text="", why="", onto=1))
    link.close()


def test_a_desk_tells_of_a_new_playbook_until_it_was_read_and_not_of_its_own_nor_of_a_hubs_first(
    office: Office,
) -> None:
    ben, ada = office.desk_of("Ben"), office.desk_of("Ada")
    assert ada.playbook_news.untold() is None
    publish(ben, begun(ben).with_cell(1, "after", "2h"), "four hours is late")
    for desk in (ben, ada):
        desk.sync.round()
    assert ben.playbook_news.untold() is None
    news = ada.playbook_news.untold()
    assert news is not None
    assert (news.version, news.by, news.why) == (2, "Ben", "four hours is late")
    # the window was closed before anybody read it
    assert ada.playbook_news.untold() == news
    ada.playbook_news.told()
    assert ada.playbook_news.untold() is None
