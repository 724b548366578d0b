"""Marketing asks everything there is to ask, of a hub full of canaries: no answer and no file tells who anybody is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import httpx
import msgspec
import pytest
from starlette.routing import Route

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.activity import Kind
from app.domain.lead import Address, Channel, Lead, Person, Phone
from app.hub import command, playbooks
from app.hub.http import build_app
from app.hub.people import Newcomer, add_person
from app.hub.reports import OF_WORKS, Report
from app.hub.serving import HubServer, Listen
from app.hub.sums import ScoredSums
from app.protocol.feed import COMPANY, branch_feed, officer_feed
from app.protocol.wire import PullRequest
from storage.hub.store import SqlHubStore
from tests.app.hub.test_exhausted_leads import RETURNS
from tests.canaries import MAILS, NAMES, NUMBERS, STREETS, sightings
from tests.hubs import NOW, TERMS, Desk, DeskOf, desk_of, give_lead, later, lead
from tests.shipped import shipped_rules

CLOCK = FixedClock(NOW + timedelta(days=60))
SUMS = ScoredSums(shipped_rules())
#: asked with a token of somebody's own; a stream has no end, and what it says is names of feeds
_NOT_ASKED = {"/v1/wake", "/v1/intake/{source}"}


@pytest.fixture
def canaries(store: SqlHubStore, desk: DeskOf) -> list[Lead]:
    """Seven borrowers: bad ones, exhausted ones, one who applied; each told of in notes, reasons and fields as well."""
    playbooks.publish(store, RETURNS, TERMS, why="gives leads back", now=NOW)
    ada, made = desk("Ada"), []
    for n, name in enumerate(NAMES):
        phones, emails = (Phone(number=NUMBERS[n % 5]),), (MAILS[n % 4],)
        told = {
            "borrower": Person(name=name, phones=phones, emails=emails),
            "address": Address(street=STREETS[n % 4], city="Nashville", state="TN", zip="37201"),
            "source": "Rate Table",
            "vendor_id": f"v-{n}",
            "cost": Decimal("42.50"),
            "timeframe": f"soon, {name}",
            "loan_purpose": f"for {name}, {MAILS[n % 4]}",
            "source_fields": {"Comments": f"{name} {MAILS[n % 4]}", "Spouse": NUMBERS[0], "Family": MAILS[0]},
        }
        one = give_lead(store, lead(n, later(n / 60), **told), "Ada")
        ada.logs(one.lead_id, Kind.NO_ANSWER, later(2), number=NUMBERS[n % 5], note=f"{name}, {STREETS[n % 4]}")
        if n < 3:
            ada.logs(one.lead_id, Kind.BAD_LEAD, later(5), reason=("bad number", "duplicate", "out of state")[n])
        made.append(one)
    ada.logs(made[6].lead_id, Kind.CALL_BACK, later(7), when=later(90), note=NAMES[6])
    ada.logs(made[6].lead_id, Kind.SENT, later(9), channel=Channel.EMAIL, number=MAILS[2])
    ada.pushes()
    return made


@pytest.fixture
def mia(store: SqlHubStore, canaries: list[Lead]) -> Desk:
    add_person(store, Newcomer(name="Mia", role="marketing", branch="Nashville"), NOW)
    return desk_of(store, "Mia", CLOCK.now())


@pytest.fixture
def hub(store: SqlHubStore, mia: Desk) -> Iterator[httpx.Client]:
    server = HubServer(build_app(store, CLOCK, SUMS, TERMS), Listen(port=0))
    server.start()
    headers = {"Authorization": f"Bearer {mia.enrolled.token}"}
    with httpx.Client(base_url=server.url, timeout=20, headers=headers) as client:
        yield client
    server.stop()


def addresses(store: SqlHubStore) -> list[str]:
    routes = [route for route in build_app(store, CLOCK, SUMS, TERMS).routes if isinstance(route, Route)]
    return sorted({route.path for route in routes if "GET" in (route.methods or ())} - _NOT_ASKED)


def test_no_address_that_is_read_tells_marketing_of_anybody(store: SqlHubStore, hub: httpx.Client) -> None:
    asked = addresses(store)
    assert {f"/v1/reports/{report.value}" for report in set(Report) - OF_WORKS} <= set(asked)
    for path in asked:
        for query in ({}, {"branch": "Nashville"}, {"from": "2026-03-01", "to": "2026-03-31"}, {"officer": "Ada"}):
            answer = hub.get(path, params=query)
            assert sightings(answer.text) == [], path
    claims = hub.get("/v1/reports/claims").json()["claims"]
    assert [row["vendor_id"] for row in claims] == ["v-0", "v-1", "v-2"]
    assert sum(row["leads"] for row in hub.get("/v1/reports/sources").json()["sources"]) == len(NAMES)


@pytest.mark.parametrize("role", ["marketing", "manager", "regional"])
def test_no_field_first_contacts_are_split_by_tells_of_anybody(
    store: SqlHubStore, hub: httpx.Client, role: str
) -> None:
    """All seven have one number and one address in two of the fields: they are put together however many have them."""
    add_person(store, Newcomer(name="Pat", role=role, branch="Nashville"), NOW)
    headers = {"Authorization": f"Bearer {desk_of(store, 'Pat', CLOCK.now()).enrolled.token}"}
    fields = hub.get("/v1/works", headers=headers).json()["fields"]
    assert {"timeframe", "loan_purpose", "campaign", "Comments", "Spouse", "Family"} <= set(fields)
    for field in fields:
        answer = hub.get("/v1/works", params={"by": field}, headers=headers)
        assert answer.json()["responses"], field
        assert sightings(answer.text) == [], field


def test_no_feed_tells_marketing_of_anybody(
    store: SqlHubStore, hub: httpx.Client, mia: Desk, canaries: list[Lead]
) -> None:
    with store.reading() as rows:
        people, branches = rows.people.all(), rows.people.branches()
    feeds = [COMPANY, *(officer_feed(p.person_id) for p in people), *(branch_feed(b.branch_id) for b in branches)]
    for feed in feeds:
        body = PullRequest(hub_id=mia.enrolled.hub_id, cursors={feed: None})
        assert sightings(hub.post("/v1/pull", content=msgspec.json.encode(body)).text) == [], feed


def test_what_marketing_posts_is_answered_with_nobody(hub: httpx.Client, canaries: list[Lead]) -> None:
    wishes = [
        ("/v1/claim", {"claim_id": "c", "taking": "next"}),
        ("/v1/claim", {"claim_id": "d", "taking": "takeover", "lead_id": canaries[0].lead_id}),
        ("/v1/playbook/move", {"to": 1, "only_asks": True}),
        ("/v1/push", {}),
    ]
    for path, wish in wishes:
        assert sightings(hub.post(path, json=wish).text) == [], path


def test_a_vendors_file_of_claims_names_nobody(store: SqlHubStore, canaries: list[Lead], tmp_path: Path) -> None:
    words = read_words(["hub", "claims", "export", "--source", "rate table", "--out", str(tmp_path)])
    told = command.run(words, store, CLOCK, SUMS, TERMS)
    assert (told["claims"], told["left_out"]) == (3, 0)
    table = Path(told["file"]).read_text(encoding="utf-8-sig")
    assert sightings(table) == []
    assert "v-1" in table
    assert "2026-03-02 09:02 CST call: No answer" in table


def test_only_the_hand_over_names_those_who_may_be_contacted(
    store: SqlHubStore, hub: httpx.Client, canaries: list[Lead]
) -> None:
    handed = hub.post("/v1/exhausted", json={}).json()
    assert [one["name"] for one in handed["leads"]] == list(NAMES[3:6])
    with store.reading() as rows:
        assert "3 exhausted leads handed to marketing: their desk" in [line.what for line in rows.audit.all()]
