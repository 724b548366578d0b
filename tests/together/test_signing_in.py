"""A desk joins its hub through the company's own sign-in: browser, loopback, code and PKCE, over real sockets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from app.clock import FixedClock
from app.desktop.desk import Desk, build_desk
from app.errors import BadInput, SignInRefused, WorldFailed
from app.hub import company_sign_in, letting_in, sign_in_verbs
from app.hub.http import build_app
from app.hub.serving import HubServer, Listen
from app.outside.browser_sign_in import BrowserSignIn
from app.outside.hub_link import HttpHubLink
from app.outside.web import fetch
from app.protocol.company_sign_in import SignInOffer
from storage.desktop.store import open_store
from storage.hub.store import SqlHubStore
from tests.desks import KEY, shipped
from tests.hubs import NOW, TERMS, NoSums, company_store
from tests.provider import CLIENT, Provider, browse, provider


@dataclass
class Office:
    store: SqlHubStore
    desk: Desk
    url: str
    theirs: Provider
    clock: FixedClock

    def code(self, name: str = "Ada") -> str:
        return letting_in.invite(self.store, name, NOW)[0]


@pytest.fixture
def office(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Office]:
    clock = FixedClock(NOW)
    with ExitStack() as leaving:
        theirs = leaving.enter_context(provider(clock))
        store = leaving.enter_context(company_store("sqlite", tmp_path, request.config))
        checks = company_sign_in.Provider(fetch, clock).check
        server = HubServer(build_app(store, clock, NoSums(), TERMS, checks), Listen(port=0))
        server.start()
        leaving.callback(server.stop)
        desk_store = open_store(tmp_path / "desk.db", KEY)
        leaving.callback(desk_store.close)
        browser = BrowserSignIn(browse, wait_s=20)
        desk = build_desk(desk_store, clock, shipped(), HttpHubLink, machine_zone="America/Chicago", browser=browser)
        yield Office(store, desk, server.url, theirs, clock)


def test_a_desk_joins_by_code_and_sign_in_once_and_by_the_sign_in_alone_from_then_on(office: Office) -> None:
    assert not office.desk.company_sign_in.is_offered(office.url)
    with pytest.raises(BadInput, match="no sign-in"):
        office.desk.company_sign_in.sign_in(office.url, "", "a laptop")
    sign_in_verbs.put(office.store, office.clock, office.theirs.issuer, CLIENT)
    assert office.desk.company_sign_in.is_offered(office.url)
    with pytest.raises(SignInRefused) as refused:
        office.desk.company_sign_in.sign_in(office.url, "", "a laptop")
    assert refused.value.why == "not_bound"
    enrolled, _ = office.desk.company_sign_in.sign_in(office.url, office.code(), "a laptop")
    assert enrolled.officer.name == "Ada"
    office.desk.sync.round()
    again, _ = office.desk.company_sign_in.sign_in(office.url, "", "the same laptop")
    assert again.device_id != enrolled.device_id
    office.desk.sync.round()


def test_a_branch_without_a_provider_keeps_its_one_time_codes(office: Office) -> None:
    sign_in_verbs.put(office.store, office.clock, office.theirs.issuer, CLIENT)
    enrolled, _ = office.desk.sync.enroll(office.url, office.code(), "a laptop")
    assert enrolled.officer.name == "Ada"


def test_whom_the_provider_does_not_let_in_the_hub_never_hears_of(office: Office) -> None:
    sign_in_verbs.put(office.store, office.clock, office.theirs.issuer, CLIENT)
    code = office.code()
    office.theirs.answers = {"code": "", "error": "access_denied"}
    with pytest.raises(SignInRefused, match="did not let you in"):
        office.desk.company_sign_in.sign_in(office.url, code, "a laptop")
    office.theirs.answers = {"iss": "https://login.example.com"}
    with pytest.raises(SignInRefused, match="Another company"):
        office.desk.company_sign_in.sign_in(office.url, code, "a laptop")
    office.theirs.answers = {"code": "somebody else's"}
    with pytest.raises(WorldFailed):
        office.desk.company_sign_in.sign_in(office.url, code, "a laptop")
    office.theirs.answers, office.theirs.lies = {}, {"aud": "another program"}
    with pytest.raises(SignInRefused, match="does not accept"):
        office.desk.company_sign_in.sign_in(office.url, code, "a laptop")
    office.theirs.lies = {}
    office.desk.company_sign_in.sign_in(office.url, code, "a laptop")


def test_what_others_send_to_the_waiting_port_is_passed_over(office: Office) -> None:
    def open_url(url: str) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        forged = httpx.get(asked["redirect_uri"], params={"code": "forged", "state": "guessed"})
        assert "forged" not in forged.text
        assert httpx.get(asked["redirect_uri"] + "x").status_code == 404
        browse(url)

    browser = BrowserSignIn(open_url, wait_s=20)
    assert browser.id_token(SignInOffer(issuer=office.theirs.issuer, client_id=CLIENT), "n").count(".") == 2


def test_nobody_who_signs_in_is_waited_for_no_longer_than_said(office: Office) -> None:
    browser = BrowserSignIn(lambda _url: None, wait_s=0.01)
    with pytest.raises(WorldFailed, match="Nobody signed in"):
        browser.id_token(SignInOffer(issuer=office.theirs.issuer, client_id=CLIENT), "n")


def test_who_gives_up_is_waited_for_no_longer(office: Office) -> None:
    browser = BrowserSignIn(lambda _url: browser.give_up(), wait_s=20)
    browser.give_up()
    offer = SignInOffer(issuer=office.theirs.issuer, client_id=CLIENT)
    with pytest.raises(SignInRefused, match="gave up"):
        browser.id_token(offer, "n")
