"""Vendors post leads to the hub: who is let in, what becomes of each lead, and what the vendor learns of it."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import FixedClock
from app.domain.activity import Kind
from app.domain.lead import Lead
from app.errors import BadInput
from app.hub import people, vendors
from app.hub.backups import begin_anew, keep_shut_out
from app.hub.gathering import ALL_DAYS
from app.hub.http import build_app
from app.hub.pool import PoolRules
from app.hub.records import Verdict
from app.hub.reports import Question, Report, report_of
from app.hub.serving import HubServer, Listen
from app.hub.sums import ScoredSums
from app.hub.vendors import Settings, slug_of
from app.outside.ledger import FileLedger
from app.protocol import feed
from app.protocol.limits import BODY_BYTES
from storage.hub.store import SqlHubStore
from tests.app.leadfiles.bombs import laughs
from tests.effort import examples
from tests.hubs import NOW, TERMS, DeskOf, NoSums, in_place, later
from tests.marked import MARKED
from tests.shipped import shipped_rules

DANA = {"name": f"Dana {MARKED}", "phone": "615-555-0101", "email": "dana@example.com", "state": "TN"}


@dataclass
class Vendor:
    """A vendor with its key, before a hub that is served."""

    store: SqlHubStore
    client: httpx.Client
    clock: FixedClock
    key: str
    slug: str = "rate-table"
    _count: list[int] = field(default_factory=lambda: [200])

    def posts(self, body: Any = None, *, query: str = "", **more: Any) -> httpx.Response:
        """Post JSON unless another body is given; the key is shown unless other headers are."""
        headers = {"X-Api-Key": self.key, **more.pop("headers", {})}
        sent = {"json": body} if body is not None else {}
        return self.client.post(f"/v1/intake/{self.slug}{query}", headers=headers, **sent, **more)

    def somebody(self, **more: str) -> dict[str, str]:
        """Return an inquiry of somebody nobody knows yet."""
        self._count[0] += 1
        n = self._count[0]
        return {"name": f"Person{n} {MARKED}", "phone": f"615555{n:04d}", "email": f"p{n}@example.com", **more}

    def leads(self) -> list[Lead]:
        with self.store.reading() as rows:
            return [held.lead for held in rows.leads.following("", 1000)]

    def lead(self, answer: httpx.Response) -> Lead:
        with self.store.reading() as rows:
            held = rows.leads.by_id(answer.json()["lead_id"])
        assert held is not None
        return held.lead


@pytest.fixture
def vendor(store: SqlHubStore) -> Iterator[Vendor]:
    yield from serving(store, Settings(cost=Decimal("42.50"), campaign="Q4", assign="Ada"))


@pytest.fixture
def at_pool(store: SqlHubStore) -> Iterator[Vendor]:
    yield from serving(store, Settings())


def serving(store: SqlHubStore, how: Settings) -> Iterator[Vendor]:
    clock = FixedClock(NOW)
    key = vendors.add_source(store, "Rate Table", how, NOW).key
    server = HubServer(build_app(store, clock, NoSums(), TERMS), Listen(port=0))
    server.start()
    with httpx.Client(base_url=server.url, timeout=20) as client:
        yield Vendor(store, client, clock, key)
    server.stop()


def items(rows: list[Any]) -> list[Any]:
    return [feed.read(row.kind, row.body) for row in rows]


# -- what becomes of a lead ----------------------------------------------------------------------------


def test_a_posted_lead_is_accepted_and_rings_at_the_officers_desk(vendor: Vendor, desk: DeskOf) -> None:
    ada = desk("Ada")
    ada.pulls()
    answer = vendor.posts(DANA)
    assert (answer.status_code, answer.json()["status"]) == (200, "accepted")
    (given_lead,) = [one for one in items(ada.pulls()) if isinstance(one, feed.LeadGiven)]
    assert given_lead.rings
    lead = given_lead.lead
    assert lead.lead_id == answer.json()["lead_id"]
    assert (lead.source, lead.campaign, lead.cost) == ("Rate Table", "Q4", Decimal("42.50"))
    assert (lead.borrower.name, lead.address.state, lead.received_at) == (DANA["name"], "TN", NOW)


def test_without_somebody_named_a_lead_goes_to_the_pool_and_so_it_does_when_they_left(
    vendor: Vendor, store: SqlHubStore
) -> None:
    people.leave(store, "Ada", NOW)
    answer = vendor.posts(DANA)
    assert answer.json()["status"] == "accepted"
    with store.reading() as rows:
        held = rows.leads.by_id(answer.json()["lead_id"])
    assert held is not None
    assert held.holder_id is None


def test_the_same_post_twice_is_a_duplicate_and_changes_nothing(vendor: Vendor, desk: DeskOf) -> None:
    ada = desk("Ada")
    vendor.posts(DANA)
    ada.pulls()
    again = vendor.posts(DANA)
    assert (again.status_code, again.json()["status"], again.json()["lead_id"]) == (200, "duplicate", None)
    assert ada.pulls() == []


def test_the_same_words_a_day_later_are_somebody_who_asks_again(vendor: Vendor, desk: DeskOf) -> None:
    ada = desk("Ada")
    vendor.posts(DANA)
    for hours, is_heard in ((23, False), (23.5, True), (1, False), (24, True)):
        ada.pulls()
        vendor.clock.at += timedelta(hours=hours)
        assert vendor.posts(DANA).json()["status"] == "duplicate"
        news = [one.activity.kind for one in items(ada.pulls()) if isinstance(one, feed.HubActivity)]
        assert news == [Kind.INQUIRED_AGAIN] * is_heard


def test_a_repeat_inquiry_rings_the_holder_and_the_first_touch_stays(
    vendor: Vendor, store: SqlHubStore, desk: DeskOf
) -> None:
    ada = desk("Ada")
    first = vendor.lead(vendor.posts(DANA))
    ada.pulls()
    other = vendors.add_source(store, "Other Leads", Settings(cost=Decimal(9), campaign="C9", assign="Eve"), NOW)
    vendor.clock.at += timedelta(minutes=5)
    again = vendor.client.post(
        "/v1/intake/other-leads", json={**DANA, "loan_purpose": "refinance"}, headers={"X-Api-Key": other.key}
    )
    assert again.json()["status"] == "duplicate"
    (news,) = [one.activity for one in items(ada.pulls()) if isinstance(one, feed.HubActivity)]
    assert (news.kind, news.reason, news.cost, news.began_at) == (
        Kind.INQUIRED_AGAIN,
        "Other Leads",
        Decimal(9),
        later(5),
    )
    (lead,) = vendor.leads()
    assert (lead.source, lead.campaign, lead.cost) == (first.source, first.campaign, first.cost)
    assert lead.loan_purpose == "refinance"


def test_a_vendor_learns_of_a_known_person_that_it_is_known_and_nothing_else(
    at_pool: Vendor, store: SqlHubStore, desk: DeskOf
) -> None:
    """The same answer to the letter whoever holds the lead, whatever it says, and whichever vendor it came by."""
    vendor, told = at_pool, []
    for n, holder in enumerate(("Ada", "Eve", "")):
        vendors.change_source(store, "Rate Table", Settings(assign=holder), NOW)
        person = {"name": f"Kim{n} {MARKED}", "phone": f"615555013{n}"}
        assert vendor.posts({**person, "email": f"kim{n}@example.com", "comments": "call me late"}).json()["lead_id"]
        other = vendors.add_source(store, f"Prober {n}", Settings(), NOW)
        path = f"/v1/intake/prober-{n}"
        asked = vendor.client.post(path, json=person, headers={"X-Api-Key": other.key})
        told.append((asked.status_code, asked.text, sorted(asked.headers.keys())))
        for word in ("Ada", "Eve", "Rate Table", f"kim{n}@", "late"):
            assert word not in asked.text
    assert told[0] == told[1] == told[2]
    assert told[0][0] == 200


def test_a_lead_nobody_can_be_reached_by_is_rejected_and_the_answer_says_why(vendor: Vendor) -> None:
    answer = vendor.posts({"name": "Dana", "phone": "unknown"})
    told = answer.json()
    assert (answer.status_code, told["status"], told["code"]) == (422, "rejected", "unreachable")
    assert told["reason"].startswith("There is no phone number and no e-mail address in it.")
    assert "“phone” holds no phone number" in told["reason"]
    assert vendor.leads() == []


def test_a_vendor_that_puts_one_number_under_all_its_leads_loses_none_of_them(vendor: Vendor) -> None:
    people_posted = [{**vendor.somebody(lead_id="CAMPAIGN-1"), "name": f"{name} {MARKED}"} for name in ("Kim", "Lou")]
    assert [vendor.posts(one).json()["status"] for one in people_posted] == ["accepted"] * 2
    # one that was put right keeps its number, its name or its address
    again = {"name": people_posted[1]["name"], "phone": "6155550100", "lead_id": "CAMPAIGN-1"}
    assert vendor.posts(again).json()["status"] == "duplicate"


def test_several_leads_of_one_post_are_answered_each_in_its_place(vendor: Vendor) -> None:
    one, other = vendor.somebody(lead_id="A-100001"), vendor.somebody(lead_id="A-100002")
    told = vendor.posts([one, {"name": "nobody"}, other, one]).json()
    assert told["status"] == "accepted"
    assert [(lead["status"], lead["vendor_id"]) for lead in told["leads"]] == [
        ("accepted", "A-100001"),
        ("rejected", None),
        ("accepted", "A-100002"),
        ("duplicate", "A-100001"),
    ]


def test_a_bought_lists_leads_ask_for_a_consent_and_a_map_names_strange_fields(
    store: SqlHubStore, at_pool: Vendor
) -> None:
    how = Settings(consent_required=True, columns=[("q7", "Mobile Phone"), ("q8", "State")])
    vendors.change_source(store, "rate table", how, NOW)
    lead = at_pool.lead(at_pool.posts({"name": f"Dana {MARKED}", "q7": "6155550101", "q8": "TN"}))
    assert lead.consent_required
    assert (lead.phones[0].kind, lead.address.state) == ("mobile", "TN")
    vendors.change_source(store, "rate table", Settings(columns=[("q7", "")]), NOW)
    assert at_pool.posts({"name": "x", "q7": "n/a"}).json()["status"] == "rejected"


def test_what_a_vendor_calls_its_source_itself_is_kept_beside_the_one_whose_key_it_shows(vendor: Vendor) -> None:
    lead = vendor.lead(vendor.posts(vendor.somebody(lead_source="Somebody Better", campaign="C1", lead_cost="7.25")))
    assert (lead.source, lead.source_fields["Lead Source"]) == ("Rate Table", "Somebody Better")
    assert (lead.campaign, lead.cost) == ("C1", Decimal("7.25"))


# -- trigger leads and test leads ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        {"lead_type": "Credit Trigger"},
        {"leadType": "trigger"},
        {"type": "mortgage trigger"},
        {"trigger_lead": "yes"},
        {"triggerDate": "2026-03-01"},
        {"trigger_lead": "yes", "consumer_authorization": "yes"},
        {"trigger_lead": "yes", "existing_relationship": "none"},
        {"trigger_lead": "yes", "trustedform_cert_url": "https://cert.example.com/1"},
    ],
)
def test_a_trigger_lead_without_its_proof_is_refused(vendor: Vendor, said: dict[str, str]) -> None:
    answer = vendor.posts(vendor.somebody(**said))
    assert (answer.status_code, answer.json()["code"]) == (422, "trigger_without_proof")
    assert vendor.leads() == []


@pytest.mark.parametrize(
    "proof",
    [
        {"consumer_authorization_id": "A-77"},
        {"documented_consent_url": "https://proof.example.com/77"},
        {"AuthorizationDate": "2026-03-01"},
        {"existing_relationship": "current servicer"},
        {"relationshipType": "deposit account"},
    ],
)
def test_a_trigger_lead_with_its_proof_is_taken_and_the_proof_kept(vendor: Vendor, proof: dict[str, str]) -> None:
    lead = vendor.lead(vendor.posts(vendor.somebody(trigger_lead="yes", **proof)))
    assert set(proof.items()) <= set(lead.source_fields.items())


def test_every_lead_of_a_source_that_sells_triggers_needs_its_proof(store: SqlHubStore, at_pool: Vendor) -> None:
    vendors.change_source(store, "Rate Table", Settings(sells_triggers=True), NOW)
    assert at_pool.posts(at_pool.somebody()).json()["code"] == "trigger_without_proof"
    assert at_pool.posts(at_pool.somebody(authorization_id="A-1")).json()["status"] == "accepted"


def test_what_only_speaks_of_triggers_is_no_trigger_lead(vendor: Vendor) -> None:
    said = {"is_trigger": "no", "comments": "what would trigger a refinance?", "lead_type": "purchase"}
    workflow = {"trigger": "form_submitted", "type": "trigger", "trigger_type": "webhook", "trigger_id": "17"}
    for one in (said, workflow):
        assert vendor.posts(vendor.somebody(**one)).json()["status"] == "accepted"


def test_the_openapi_page_says_that_vendors_have_a_key_of_their_own(vendor: Vendor) -> None:
    page = vendor.client.get("/openapi.json").json()
    for method, shown in (("post", [{"source": []}]), ("get", [])):
        told = page["paths"]["/v1/intake/{source}"][method]
        assert told["security"] == shown
        assert told["parameters"][0] == {"name": "source", "in": "path", "required": True, "schema": {"type": "string"}}
        assert "HTTPValidationError" not in json.dumps(told)


def test_a_test_lead_is_marked_and_in_no_sum(vendor: Vendor, store: SqlHubStore) -> None:
    answer = vendor.posts(vendor.somebody(is_test="true", cost="99"))
    assert (answer.json()["status"], answer.json()["is_test"]) == ("accepted", True)
    assert vendor.lead(answer).is_test
    sums = ScoredSums(shipped_rules())
    told = [report_of(store, sums, Question(report, ALL_DAYS), later(60)) for report in (Report.TEAM, Report.SOURCES)]
    assert all(row["leads"] == 0 for row in told[0]["officers"])
    assert told[1]["sources"] == []
    vendor.posts(vendor.somebody())
    (row,) = report_of(store, sums, Question(Report.SOURCES, ALL_DAYS), later(60))["sources"]
    assert (row["source"], row["campaign"], row["leads"]) == ("Rate Table", "Q4", 1)


def test_no_real_inquiry_is_lost_in_a_test_lead_and_no_test_touches_a_real_one(vendor: Vendor, desk: DeskOf) -> None:
    ada = desk("Ada")
    test = {**DANA, "is_test": "yes"}
    assert vendor.posts(test).json()["status"] == "accepted"
    real = vendor.posts(DANA)
    assert real.json()["status"] == "accepted"
    ada.pulls()
    later_test = {**DANA, "phone": "", "is_test": "yes", "comments": "another"}
    assert vendor.posts(later_test).json()["status"] == "duplicate"
    told = [
        one for one in items(ada.pulls()) if getattr(one, "lead", None) and one.lead.lead_id == real.json()["lead_id"]
    ]
    assert told == []


def test_a_test_lead_of_somebody_known_is_answered_as_a_real_one_would_be(vendor: Vendor, desk: DeskOf) -> None:
    ada = desk("Ada")
    vendor.posts(DANA)
    ada.pulls()
    assert vendor.posts({**DANA, "is_test": "yes"}).json()["status"] == "duplicate"
    assert ada.pulls() == []
    assert len(vendor.leads()) == 1


def test_nobody_is_given_a_test_lead_out_of_the_pool(store: SqlHubStore, at_pool: Vendor) -> None:
    real, test = (at_pool.posts(at_pool.somebody(is_test=said)).json()["lead_id"] for said in ("no", "yes"))
    with store.reading() as rows:
        resting = PoolRules(TERMS.rules).resting(rows, at_pool.leads(), NOW)
    assert test in resting
    assert real not in resting


# -- keys, and how much may be posted ------------------------------------------------------------------


def basic(key: str) -> str:
    return "Basic " + base64.b64encode(f"vendor:{key}".encode()).decode()


SHOWN: dict[str, Callable[[str], dict[str, Any]]] = {
    "a header of its own": lambda key: {"headers": {"X-Api-Key": key}},
    "any other header": lambda key: {"headers": {"X-Api-Key": "", "X-Vendor-Token": key}},
    "a bearer's token": lambda key: {"headers": {"X-Api-Key": "", "Authorization": f"Bearer {key}"}},
    "a password": lambda key: {"headers": {"X-Api-Key": "", "Authorization": basic(key)}},
    "the address": lambda key: {"headers": {"X-Api-Key": ""}, "query": f"?key={key}"},
    "the body": lambda key: {"headers": {"X-Api-Key": ""}, "in_body": {"google_key": key, "remark": f"with {key}"}},
}


@pytest.mark.parametrize("place", SHOWN)
def test_the_key_is_taken_wherever_the_vendor_can_put_it_and_stands_in_no_lead(
    vendor: Vendor, store: SqlHubStore, place: str
) -> None:
    how = SHOWN[place](vendor.key)
    body = {**DANA, **how.pop("in_body", {})}
    answer = vendor.posts(body, **how)
    assert answer.json()["status"] == "accepted"
    assert vendor.key not in answer.text
    for table in ("lead", "intake_post", "intake_key", "intake_source", "audit", "feed_row"):
        assert not any(vendor.key in str(row) for row in in_place(store, f"SELECT * FROM {table}"))


def test_without_the_sources_own_key_nothing_is_taken_and_nothing_is_told(vendor: Vendor, store: SqlHubStore) -> None:
    other = vendors.add_source(store, "Other", Settings(), NOW).key
    told = []
    for slug, key in (
        ("rate-table", ""),
        ("rate-table", "ftk_" + "x" * 43),
        ("rate-table", other),
        ("no-such-source", vendor.key),
        ("no-such-source", ""),
        ("", vendor.key),
        ("%00", vendor.key),
    ):
        vendor.slug = slug
        answer = vendor.posts(DANA, headers={"X-Api-Key": key})
        assert answer.status_code == (401 if slug else 404)
        told += [answer.text] if slug else []
    assert len(set(told)) == 1
    assert vendor.leads() == []


def test_a_revoked_key_opens_nothing_and_another_one_does(vendor: Vendor, store: SqlHubStore) -> None:
    second = vendors.new_key(store, "Rate Table", NOW, keeps_old=True)
    for key in (vendor.key, second.key):
        assert vendor.posts(vendor.somebody(), headers={"X-Api-Key": key}).status_code == 200
    third = vendors.new_key(store, "rate table", NOW)
    for key in (vendor.key, second.key):
        assert vendor.posts(vendor.somebody(), headers={"X-Api-Key": key}).status_code == 401
    assert vendor.posts(vendor.somebody(), headers={"X-Api-Key": third.key}).status_code == 200
    vendors.revoke_keys(store, "Rate Table", NOW)
    assert vendor.posts(vendor.somebody(), headers={"X-Api-Key": third.key}).status_code == 401
    with pytest.raises(BadInput):
        vendors.revoke_keys(store, "Rate Table", NOW)


def test_a_key_revoked_since_the_backup_stays_revoked_when_it_is_put_back(
    vendor: Vendor, store: SqlHubStore, tmp_path: Any
) -> None:
    ledger = FileLedger(tmp_path / "revoked.jsonl")
    _, (key_id,) = vendors.revoke_keys(store, "Rate Table", NOW)
    keep_shut_out(store, ledger)
    # as it was before
    in_place(store, "UPDATE intake_key SET revoked_at = NULL")
    assert vendor.posts(vendor.somebody()).status_code == 200
    assert begin_anew(store, ledger, NOW).intake_keys == [key_id]
    assert vendor.posts(vendor.somebody()).status_code == 401
    assert begin_anew(store, ledger, NOW).intake_keys == []


def test_a_source_posts_as_much_as_it_may_in_a_minute_and_is_told_when_again(
    store: SqlHubStore, at_pool: Vendor
) -> None:
    vendors.change_source(store, "Rate Table", Settings(per_minute=3), NOW)
    for _ in range(3):
        assert at_pool.posts(at_pool.somebody()).status_code == 200
        at_pool.clock.at += timedelta(seconds=10)
    refused = at_pool.posts(at_pool.somebody())
    assert (refused.status_code, refused.json()["code"], refused.headers["Retry-After"]) == (429, "too_many", "30")
    other = vendors.add_source(store, "Other", Settings(), NOW)
    path, headers = "/v1/intake/other", {"X-Api-Key": other.key}
    assert at_pool.client.post(path, json=at_pool.somebody(), headers=headers).status_code == 200
    at_pool.clock.at += timedelta(seconds=30)
    assert at_pool.posts(at_pool.somebody()).status_code == 200
    # the next two were posted ten and twenty seconds after the first
    assert at_pool.posts(at_pool.somebody()).headers["Retry-After"] == "10"


@pytest.mark.parametrize("per_minute", [0, -1, 6001])
def test_a_limit_that_is_none_is_refused(store: SqlHubStore, per_minute: int) -> None:
    with pytest.raises(BadInput):
        vendors.add_source(store, "A", Settings(per_minute=per_minute), NOW)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Rate Table", "rate-table"),
        ("RATE_TABLE #2", "rate-table-2"),
        ("Ünïque", "unique"),
        ("  a  b ", "a-b"),
        ("—", ""),
    ],
)
def test_a_sources_name_stands_in_its_address(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize("name", ["", "—", "x" * 101])
def test_a_name_that_makes_no_address_is_refused(store: SqlHubStore, name: str) -> None:
    with pytest.raises(BadInput):
        vendors.add_source(store, name, Settings(), NOW)


# -- in which form it is answered ----------------------------------------------------------------------


def test_xml_is_answered_in_xml(vendor: Vendor) -> None:
    body = f"<Lead><Name>Dana {MARKED}</Name><Phone>6155550101</Phone><LeadId>A&amp;100001</LeadId></Lead>"
    told = []
    for _ in range(2):
        answer = vendor.posts(content=body, headers={"Content-Type": "application/xml"})
        assert answer.headers["content-type"].startswith("text/xml")
        told.append((answer.status_code, fromstring(answer.text)))
    assert [(code, tree.findtext("status")) for code, tree in told] == [(200, "accepted"), (200, "duplicate")]
    assert told[0][1].findtext("lead/vendor_id") == "A&100001"
    assert told[0][1].findtext("lead_id")
    assert told[1][1].findtext("lead_id") is None
    refused = vendor.posts(content="<Lead><Name>x</Name><Phone>none</Phone></Lead>")
    assert (refused.status_code, fromstring(refused.text).findtext("code")) == (422, "unreachable")


def test_velocifys_import_is_answered_as_it_answers(vendor: Vendor) -> None:
    form = {"FirstName": "Dana", "LastName": MARKED, "Phone": "6155550101"}
    told = [
        fromstring(vendor.posts(data=data, query="?Provider=X&XmlResponse=True").text)
        for data in (form, form, {"FirstName": "Dana"})
    ]
    results = [tree.find("ImportResult") for tree in told]
    assert [tree.tag for tree in told] == ["ImportResults"] * 3
    assert [result.get("result") for result in results if result is not None] == ["Success", "Failure", "Failure"]
    assert results[0] is not None
    assert results[0].get("leadId")


def test_velocifys_service_is_answered_in_its_envelope(vendor: Vendor, store: SqlHubStore) -> None:
    vendors.change_source(store, "Rate Table", Settings(columns=[("12", "Phone")]), NOW)
    field = '<Field FieldId="12" Value="6155550101"/>'
    body = f"<e:Body><AddLeads><leads><Lead>{field}</Lead></leads></AddLeads></e:Body>"
    soap = f'<e:Envelope xmlns:e="s">{body}</e:Envelope>'
    tree = fromstring(vendor.posts(content=soap).text)
    service = "{https://service.leads360.com}"
    (response,) = tree.iter(f"{service}AddLeadsResponse")
    assert response.findtext(f"{service}AddLeadsResult/{service}response/{service}status") == "accepted"


def test_google_finds_its_message_and_a_test_of_its_is_known_as_one(vendor: Vendor) -> None:
    columns = [{"column_id": "PHONE_NUMBER", "string_value": "+16505550123"}]
    lead = {"lead_id": "TeSter", "user_column_data": columns, "google_key": vendor.key, "is_test": True}
    answer = vendor.posts(lead, headers={"X-Api-Key": ""})
    assert (answer.status_code, answer.json()["is_test"]) == (200, True)
    empty = vendor.posts({**lead, "lead_id": "2", "user_column_data": []})
    assert (empty.status_code, bool(empty.json()["message"])) == (422, True)


def notified(*values: dict[str, Any]) -> dict[str, Any]:
    return {"object": "page", "entry": [{"id": "1", "changes": [{"field": "leadgen", "value": v} for v in values]}]}


def test_metas_webhook_is_verified_by_the_key_and_by_nothing_else(vendor: Vendor) -> None:
    def asked(**more: str) -> httpx.Response:
        query = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": vendor.key, **more}
        return vendor.client.get("/v1/intake/rate-table", params=query)

    good = asked()
    assert (good.status_code, good.text) == (200, "1158201444")
    assert good.headers["content-type"].startswith("text/plain")
    for wrong in ({"hub.verify_token": "x"}, {"hub.mode": "x"}, {"hub.challenge": "<script>"}, {"hub.challenge": ""}):
        refused = asked(**wrong)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_asked")
        assert "<script>" not in refused.text


def test_metas_notifications_are_answered_200_and_those_without_answers_are_not_taken_for_leads(vendor: Vendor) -> None:
    answers = [
        {"name": "full_name", "values": [f"Dana {MARKED}"]},
        {"name": "phone_number", "values": ["+16155550101"]},
    ]
    whole = {"leadgen_id": "123123", "created_time": 1772463000, "field_data": answers}
    told = vendor.posts(notified(whole))
    assert (told.status_code, told.json()["status"]) == (200, "accepted")
    assert vendor.lead(told).vendor_id == "123123"
    bare = vendor.posts(notified({"leadgen_id": "123124", "page_id": "1"}))
    assert (bare.status_code, bare.json()["status"], bare.json()["code"]) == (200, "rejected", "no_answers")


# -- what is refused before it is read -----------------------------------------------------------------


def test_too_large_a_post_is_refused_packed_and_unpacked(vendor: Vendor) -> None:
    assert vendor.posts(content=b"x" * (BODY_BYTES + 1)).status_code == 413
    bomb = gzip.compress(b"phone=6155550101&x=" + b"a" * 8 * 1024 * 1024)
    assert vendor.posts(content=bomb, headers={"Content-Encoding": "gzip"}).status_code == 413
    packed = gzip.compress(json.dumps(DANA).encode())
    assert vendor.posts(content=packed, headers={"Content-Encoding": "gzip"}).json()["status"] == "accepted"


@pytest.mark.parametrize(
    "bomb",
    [
        laughs(),
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><adf><prospect>&x;</prospect></adf>',
        "<a>" * 10_000 + "</a>" * 10_000,
        "[" * 100_000,
        '{"a":' * 50_000 + "1" + "}" * 50_000,
        "&".join(f"a{n}=1" for n in range(5_000)),
        json.dumps([{"phone": "6155550101"}] * 101),
    ],
    ids=["laughs", "a file", "deep", "brackets", "braces", "fields", "leads"],
)
def test_bombs_are_refused_with_a_sentence(vendor: Vendor, bomb: str) -> None:
    answer = vendor.posts(content=bomb)
    assert answer.status_code == 422
    assert "rejected" in answer.text
    assert vendor.leads() == []


@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    body=st.binary(max_size=200)
    | st.text(max_size=80).map(str.encode)
    | st.dictionaries(st.text(max_size=8), st.text(max_size=12), max_size=4).map(lambda d: json.dumps(d).encode())
    | st.tuples(st.text(max_size=6), st.text(max_size=40)).map(lambda t: f"<a {t[0]}='1'>{t[1]}</a>".encode()),
    kind=st.sampled_from(
        ["", "application/json", "text/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
    ),
    query=st.sampled_from(["", "?a=b", "?XmlResponse=true", "?" + "a=1&" * 600, "?%00=%ff"]),
)
def test_whatever_is_posted_is_answered(at_pool: Vendor, body: bytes, kind: str, query: str) -> None:
    at_pool.clock.at += timedelta(minutes=1)
    answer = at_pool.posts(content=body, headers={"Content-Type": kind} if kind else {}, query=query)
    assert answer.status_code in (200, 422), answer.text
    assert any(verdict.value in answer.text for verdict in Verdict) or "ImportResult" in answer.text


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 3), min_size=1, max_size=8))
def test_however_often_and_in_whatever_order_people_are_posted_each_is_accepted_once(
    at_pool: Vendor, order: list[int]
) -> None:
    at_pool.clock.at += timedelta(minutes=2)
    people_posted = [at_pool.somebody() for _ in range(4)]
    seen: set[int] = set()
    for n in order:
        status = at_pool.posts(people_posted[n]).json()["status"]
        assert status == ("duplicate" if n in seen else "accepted")
        seen.add(n)
