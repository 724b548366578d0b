"""Leads as JSON: the forms of Google Ads and Meta, plain objects, one a line or in a list."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.lead import Address, Phone
from app.errors import UnreadableFile
from app.leadfiles import json_leads as json_module
from app.leadfiles.reading import Mapping
from tests.app.leadfiles.reads import only, read, read_sample


def test_a_google_ads_form_is_read_as_its_webhook_sends_it() -> None:
    reading = read_sample("google_ads_webhook.json")
    assert reading.format == "google_ads_leads"
    assert reading.dropped_fields == ["google_key"]
    assert not reading.rejected
    dana, test = reading.drafts
    assert dana.borrower.name == "Dana Whitlock"
    assert dana.borrower.phones == (Phone(number="+14235550142"), Phone(number="+14235550143", kind="work"))
    assert dana.borrower.emails == ("dana.whitlock@example.com", "dw@example.org")
    assert dana.address == Address(city="Chattanooga", state="TN", zip="37402")
    assert (dana.vendor_id, dana.campaign, dana.usual_source) == ("TeSter-1", "42", "Google Ads")
    assert dana.received_at == datetime(2026, 11, 10, 13, 5, 13, tzinfo=UTC)
    assert dana.source_fields["When do you want to buy?"] == "Within 3 months"
    assert "example-secret" not in str(reading)
    assert (dana.is_test, test.is_test) == (False, True)


def test_a_form_of_metas_is_read_as_its_interface_gives_it() -> None:
    answers = [
        {"name": "full_name", "values": ["Dana Whitlock"]},
        {"name": "phone_number", "values": ["+14235550142"]},
        {"name": "what_is_your_marital_status?", "values": ["married"]},
        {"name": "best_times", "values": ["mornings", "evenings"]},
    ]
    lead = {"id": "900000000000001", "created_time": "2026-11-10T08:05:13+0000", "form_id": "8", "field_data": answers}
    reading = read(json.dumps({"data": [lead], "paging": {"cursors": {"after": "x"}}}))
    assert reading.format == "facebook_lead_ads"
    (draft,) = reading.drafts
    assert (draft.borrower.name, draft.vendor_id) == ("Dana Whitlock", "900000000000001")
    assert draft.received_at == datetime(2026, 11, 10, 8, 5, 13, tzinfo=UTC)
    assert draft.source_fields["best_times"] == "mornings, evenings"
    assert reading.dropped_fields == ["what_is_your_marital_status?"]
    assert "married" not in str(reading.drafts)


ONE, OTHER = '{"first_name": "Dana", "phone": "4235550142"}', '{"first_name": "Marcus", "phone": 8505550117}'


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{ONE}\n{OTHER}\n", [1, 2]),
        (f"[\n{ONE},\n{OTHER}\n]", [2, 3]),
        (f"{ONE}{OTHER}", [1, 1]),
        (f'{{"total": 2, "results": [{ONE},\n{OTHER}]}}', [1, 1]),
        (f"\ufeff[{ONE}]\n[{OTHER}]".replace("]\n[", ",\n\n"), [1, 3]),
    ],
)
def test_objects_come_one_a_line_in_a_list_or_in_an_answer(text: str, lines: list[int]) -> None:
    reading = read(text)
    assert reading.format == "json_leads"
    assert [draft.borrower.name for draft in reading.drafts] == ["Dana", "Marcus"]
    assert [row.line for row in reading.rows] == lines


def test_a_contact_of_hubspots_interface_is_read_through_its_properties() -> None:
    contact = {"id": "51901001", "properties": {"firstname": "Dana", "lastname": "Whitlock", "phone": "4235550142",
               "hs_lead_status": "NEW", "gender": "f", "address": "118 Sample Ridge Rd", "zip": "37402"}}  # fmt: skip
    draft = only(json.dumps({"results": [contact]}))
    assert (draft.borrower.name, draft.vendor_id, draft.address.zip) == ("Dana Whitlock", "51901001", "37402")
    assert draft.source_fields == {"hs_lead_status": "NEW"}


def test_whose_a_nested_field_is_stays_with_it() -> None:
    lead = {"borrower": {"name": "Dana", "phone": "4235550142"}, "co_borrower": {"first_name": "Alex"},
            "agent": {"phone": "8505550117"}, "tags": ["a", "b"], "notes": None, "files": [{"title": "x"}]}  # fmt: skip
    draft = only(json.dumps(lead))
    assert (draft.borrower.name, draft.co_borrowers[0].name) == ("Dana", "Alex")
    assert draft.source_fields == {"agent phone": "8505550117", "tags": "a, b", "files 1 title": "x"}


def test_what_is_no_lead_among_them_is_named_and_what_breaks_off_too() -> None:
    reading = read(f'[{ONE},\n"nonsense",\n{{"first_name": "X", "phone": "none"}},\n{OTHER},\n{{"first_name": "Ji')
    assert [(row.line, row.reason) for row in reading.rejected] == [
        (2, "no lead: it has no named fields"),
        (3, "no phone and no e-mail: “phone” holds no phone number"),
        (5, "the JSON breaks off here; nothing below could be read"),
    ]
    assert len(reading.drafts) == 2


def test_an_entry_of_a_list_in_one_line_is_told_by_its_number() -> None:
    reading = read(f'{{"data": [{ONE}, {{"first_name": "X", "phone": ""}}]}}')
    assert [(row.line, row.reason) for row in reading.rejected] == [(1, "entry 2: no phone and no e-mail")]


def test_a_map_names_fields() -> None:
    mapping = Mapping(name="m", columns={"wer": "Name", "nummer": "Mobile Phone"})
    assert only('{"wer": "Dana", "nummer": "4235550142"}', mapping=mapping).borrower.name == "Dana"


def test_json_without_leads_says_so() -> None:
    with pytest.raises(UnreadableFile, match="no field is named"):
        read('{"status": "ok", "count": 3}')


def test_a_table_whose_header_stands_in_brackets_is_still_a_table() -> None:
    assert only("[Name],[Phone]\nDana,4235550142\n").borrower.name == "Dana"


def test_an_object_of_more_fields_than_any_lead_is_refused_and_a_wide_one_is_read() -> None:
    lead = {"name": "Dana", "phone": "4235550142"}
    wide = {**lead, **{f"answer {n}": "x" for n in range(1990)}}
    assert len(only(json.dumps(wide)).source_fields) == 1990
    with pytest.raises(UnreadableFile):
        read(json.dumps([lead, {**wide, **{f"more {n}": "x" for n in range(20)}}]))
    within = {**lead, "a": {f"a {n}": "x" for n in range(1500)}, "b": {f"b {n}": "x" for n in range(1500)}}
    good, too_wide = read(json.dumps([lead, within])).rows
    assert good.draft is not None
    assert (too_wide.draft, too_wide.reason) == (None, "it has more fields than any lead")


def test_json_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_module, "_MOST_BRACKETS", 5)
    with pytest.raises(UnreadableFile, match="more parts"):
        read(ONE * 6)


@given(st.text(st.sampled_from('[]{}",:\\ "phone1\n'), max_size=60))
def test_no_json_breaks_the_reading(text: str) -> None:
    with contextlib.suppress(UnreadableFile):
        read(f'[{ONE},{{"a":{text}')
