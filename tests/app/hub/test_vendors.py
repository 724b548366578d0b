"""Which vendors are let in, how much they may post, and in which form they are answered."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from defusedxml.ElementTree import fromstring

from app.command_line import read_words
from app.errors import BadInput
from app.hub import intake_verbs, vendors
from app.hub.backups import begin_anew, keep_shut_out
from app.hub.vendors import Settings, change_source, slug_of
from app.outside.ledger import FileLedger
from storage.hub.store import SqlHubStore
from tests.app.hub.vendor import DANA, Vendor
from tests.hubs import NOW, in_place
from tests.marked import MARKED

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
    "the name of a field": lambda key: {"headers": {"X-Api-Key": ""}, "in_body": {key: "x", f"the {key}": {"a": "y"}}},
    "a name in the address": lambda key: {"headers": {"X-Api-Key": ""}, "query": f"?{key}=1"},
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


def test_a_list_counts_with_all_its_leads_and_what_comes_at_once_counts_together(
    store: SqlHubStore, at_pool: Vendor
) -> None:
    vendors.change_source(store, "Rate Table", Settings(per_minute=8), NOW)
    assert at_pool.posts([at_pool.somebody() for _ in range(5)]).status_code == 200
    at_pool.clock.at += timedelta(seconds=10)
    assert at_pool.posts(at_pool.somebody()).status_code == 200
    refused = at_pool.posts([at_pool.somebody() for _ in range(5)])
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "50")
    # more than it may ever post at once
    assert at_pool.posts([at_pool.somebody() for _ in range(9)]).status_code == 429
    assert len(at_pool.leads()) == 6
    with ThreadPoolExecutor(4) as at_once:
        told = list(at_once.map(lambda one: at_pool.posts([one]).status_code, [at_pool.somebody() for _ in range(6)]))
    assert sorted(told) == [200] * 2 + [429] * 4


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
    assert "nothing to take" in bare.json()["reason"]


def test_a_post_that_is_not_signed_with_the_secret_of_its_source_is_nobodys(
    vendor: Vendor, store: SqlHubStore, tmp_path: Path
) -> None:
    file = tmp_path / "secret"
    file.write_text("app secret of ours\n", encoding="utf-8")
    asked = read_words(["hub", "intake", "set", "Rate Table", "--app-secret-from", str(file)])
    told = intake_verbs.run(asked, store, vendor.clock)
    assert told["signed"]
    assert "app secret of ours" not in str(told)
    body = msgspec.json.encode(notified({"leadgen_id": "123123", "page_id": "1"}))
    right = hmac.digest(b"app secret of ours", body, "sha256").hex()
    for signature in ("", "sha256=", f"sha256={'0' * 64}", right, "\u00e9"):
        answer = vendor.posts(content=body, headers={"X-Hub-Signature-256": signature.encode()})
        assert answer.status_code == 401
    assert vendor.posts(vendor.somebody()).status_code == 401
    signed = vendor.posts(content=body, headers={"X-Hub-Signature-256": f"sha256={right}"})
    assert (signed.status_code, signed.json()["code"]) == (200, "no_answers")
    change_source(store, "Rate Table", Settings(app_secret=""), NOW)
    assert vendor.posts(vendor.somebody()).status_code == 200
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(BadInput, match="no secret"):
        intake_verbs.run(asked, store, vendor.clock)


def test_linkedins_bare_notification_is_understood_and_its_response_is_a_lead(vendor: Vendor) -> None:
    bare = vendor.posts({"type": "LEAD_ACTION", "leadGenFormResponse": "urn:li:leadGenFormResponse:7", "occurredAt": 1})
    assert (bare.status_code, bare.json()["code"]) == (200, "no_answers")
    answers = [
        {"questionId": n, "name": name, "answerDetails": {"textQuestionAnswer": {"answer": said}}}
        for n, (name, said) in enumerate({"FIRST_NAME": "Dana", "EMAIL": "dana@example.com"}.items())
    ]
    whole = vendor.posts({"id": "a1b2c3d4-11", "testLead": False, "formResponse": {"answers": answers}})
    assert whole.json()["status"] == "accepted"
    assert vendor.lead(whole).vendor_id == "a1b2c3d4-11"
