"""What becomes of the leads that vendors post to the hub, and what the vendor learns of it."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import FixedClock
from app.domain.activity import Kind
from app.hub import people, vendors
from app.hub.gathering import ALL_DAYS
from app.hub.pool import PoolRules
from app.hub.records import Verdict
from app.hub.reports import Question, Report, report_of
from app.hub.sums import ScoredSums
from app.hub.ticking import Ticker
from app.hub.vendors import Settings
from app.protocol import feed
from app.protocol.limits import BODY_BYTES
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import RULES
from tests.app.hub.vendor import DANA, Vendor
from tests.app.leadfiles.bombs import laughs
from tests.effort import examples
from tests.hubs import NOW, TERMS, DeskOf, in_place, later
from tests.marked import MARKED
from tests.shipped import shipped_rules


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


def test_what_became_of_a_post_is_kept_for_thirty_days_and_goes_with_a_later_one(
    at_pool: Vendor, store: SqlHubStore
) -> None:
    other = vendors.add_source(store, "Other", Settings(), NOW)
    headers = {"X-Api-Key": other.key}
    at_pool.client.post("/v1/intake/other", json=at_pool.somebody(), headers=headers)
    for list_of in (100, 20):
        at_pool.posts([at_pool.somebody() for _ in range(list_of)])
        at_pool.clock.at += timedelta(minutes=2)
    vendors.change_source(store, "Rate Table", Settings(per_minute=1000), NOW)
    at_pool.posts([at_pool.somebody() for _ in range(100)])
    at_pool.clock.at = NOW + timedelta(days=30, minutes=1)
    count = "SELECT count(*) FROM intake_post"
    at_pool.posts(at_pool.somebody())
    assert in_place(store, count)[0][0] == 1 + 20 + 100 + 1
    at_pool.clock.at += timedelta(days=1)
    at_pool.posts(at_pool.somebody())
    assert in_place(store, count)[0][0] == 1 + 2
    at_pool.clock.at += timedelta(days=40)
    for left in (1 + 1, 1 + 2):
        at_pool.posts(at_pool.somebody())
        assert in_place(store, count)[0][0] == left
    assert len(at_pool.leads()) == 225


def test_what_became_of_the_posts_of_a_source_that_fell_silent_goes_too(at_pool: Vendor, store: SqlHubStore) -> None:
    at_pool.posts([at_pool.somebody() for _ in range(3)])
    for days, left in ((29, 3), (31, 0)):
        Ticker(store, FixedClock(NOW + timedelta(days=days)), RULES).tick()
        assert in_place(store, "SELECT count(*) FROM intake_post")[0][0] == left


# -- trigger leads and test leads ----------------------------------------------------------------------

NO_DOCUMENTS = (
    *("N/A", "n/a 2026", "none", "pending", "pending 2", "denied", "unknown", "-", "--", "?", "TBD", "not applicable"),
    *("missing", "null", "0", "000", "signed", "By clicking Submit I agree to be called", "I agree to 2 calls a day"),
)
NO_RELATIONS = (
    *("no account", "not originated or serviced by us", "none - not originated by us", "never had an account"),
    *("N/A (account)", "unknown account", "account pending", "Bank of America", "checking account elsewhere"),
    *("customer service", "By opening an account I agree to be called by whomever they sell my number to"),
)


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
        {"source": "Equifax Trigger Lead"},
        {"lead_source": "mortgage trigger"},
        {"source": "triggers"},
        {"campaign": "Trigger leads Nov"},
        {"sub_source": "Credit Triggers"},
        {"leadType": "Mortgage Inquiry Triggers"},
        {"product": "credit_trigger"},
        *({"trigger_lead": "yes", "consumer_authorization": said} for said in NO_DOCUMENTS),
        *({"trigger_lead": "yes", "authorization_date": said} for said in ("pending", "soon", "00/00/0000", "A-77")),
        *(
            {"trigger_lead": "yes", "documented_consent_url": said}
            for said in ("A-77", "proof.example.com", "https://")
        ),
        *({"trigger_lead": "yes", "existing_relationship": said} for said in NO_RELATIONS),
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
        {"consumer_authorization": "Ref # 4711"},
        {"consumer_authorization": "Doc No. 4711"},
        {"consumer_authorization_id": "9f3no12NA7"},
        {"consumer_authorization": "2026-03-01"},
        {"hppa_consent": "https://proof.example.com/77?id=1"},
        {"authorized_at": "2026-03-01T10:00:00-05:00"},
        {"existing_relationship": "we service the loan and originated it in 2024"},
        {"existing_relationship": "bank"},
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


def test_a_test_lead_of_somebody_known_is_answered_as_one_of_nobody_known(vendor: Vendor, desk: DeskOf) -> None:
    ada = desk("Ada")
    real = vendor.lead(vendor.posts({**DANA, "lead_id": "A-100001"}))
    ada.pulls()
    tests = [{**DANA, "is_test": "yes"}, {"email": DANA["email"], "is_test": "yes", "lead_id": "A-100001"}]
    asked = [vendor.posts(test).json() for test in [tests[0], vendor.somebody(is_test="yes")]]
    for told in asked:
        told["lead_id"] = told["leads"][0]["lead_id"] = ""
    assert asked[0] == asked[1]
    # of a test lead it is told that it was posted before
    assert vendor.posts(tests[1]).json()["status"] == "duplicate"
    assert next(lead for lead in vendor.leads() if lead.lead_id == real.lead_id) == real


def test_nobody_is_given_a_test_lead_out_of_the_pool(store: SqlHubStore, at_pool: Vendor) -> None:
    real, test = (at_pool.posts(at_pool.somebody(is_test=said)).json()["lead_id"] for said in ("no", "yes"))
    with store.reading() as rows:
        resting = PoolRules(TERMS.rules).resting(rows, at_pool.leads(), NOW)
    assert test in resting
    assert real not in resting


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


def nested(how: tuple[str, int]) -> bytes:
    opens, depth = how
    closes = "".join({"[": "]", "{": "}"}.get(c, "") for c in reversed(opens))
    return f'{{"phone":"6155550101","a":{opens * depth}1{closes * depth}}}'.encode()


def wide(how: tuple[str, int]) -> bytes:
    name, count = how
    pairs = [pair for n in range(count) for pair in ((name.format(n), "615"), (f"y{n}", "5550101"))]
    return as_json(dict(pairs))


def as_json(message: Any) -> bytes:
    return json.dumps(message).encode()


@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    body=st.binary(max_size=200)
    | st.text(max_size=80).map(str.encode)
    | st.dictionaries(st.text(max_size=8), st.text(max_size=12), max_size=4).map(lambda d: json.dumps(d).encode())
    | st.tuples(st.text(max_size=6), st.text(max_size=40)).map(lambda t: f"<a {t[0]}='1'>{t[1]}</a>".encode())
    | st.tuples(st.sampled_from(["[", '{"b":', '[{"b":']), st.sampled_from([1, 30, 600, 5000])).map(nested)
    | st.tuples(st.sampled_from(["phone area {}", "{} x", "{}"]), st.sampled_from([3, 490, 1600])).map(wide)
    | st.lists(st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=3), max_size=3)).map(
        as_json
    ),
    kind=st.sampled_from(
        ["", "application/json", "text/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
    )
    | st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20).map(
        lambda s: f"multipart/a; {s}".strip()
    )
    | st.tuples(
        st.sampled_from(["idna", "utf-16", "hex", "rot13", "punycode", "none-such"]),
        st.sampled_from(["\xff.z", "%ff", "a"]),
    ).map(lambda t: f"multipart/form-data; boundary*={t[0]}''{t[1]}"),
    query=st.sampled_from(["", "?a=b", "?XmlResponse=true", "?" + "a=1&" * 600, "?%00=%ff"]),
)
def test_whatever_is_posted_is_answered(at_pool: Vendor, body: bytes, kind: str, query: str) -> None:
    at_pool.clock.at += timedelta(minutes=1)
    headers = {"Content-Type": kind.encode("latin-1")} if kind else {}
    answer = at_pool.posts(content=body, headers=headers, query=query)
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
