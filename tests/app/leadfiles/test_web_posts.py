"""What vendors post, in the shapes of their own documents and of the tools between: each lead with the right fields."""

from __future__ import annotations

import contextlib
import json
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.lead import Address, Phone
from app.errors import UnreadableFile
from app.leadfiles import columns, json_leads, lead_xml, nesting
from app.leadfiles.draft import Draft
from app.leadfiles.headers import column_of
from app.leadfiles.rows import Mapping, Row
from app.leadfiles.web_posts import MOST_LEADS, PostReading, WebPost, read_post
from tests.app.leadfiles.bombs import laughs
from tests.app.leadfiles.reads import NOW, SAMPLES, ZONE

#: two thousand differently named fields in all, some asked about a few times each; no more however many came
MOST_ASKED = 120_000
FORM = "application/x-www-form-urlencoded"


def posted(
    body: str | bytes, content_type: str = "", query: str = "", columns: dict[str, str] | None = None
) -> PostReading:
    data = body.encode() if isinstance(body, str) else body
    mapping = Mapping(name="a vendor", columns=columns or {})
    return read_post(WebPost(data, content_type, query), now=NOW, zone=ZONE, mapping=mapping)


def only(body: str | bytes, content_type: str = "", query: str = "", columns: dict[str, str] | None = None) -> Draft:
    (row,) = posted(body, content_type, query, columns).rows
    assert row.draft is not None, row.reason
    return row.draft


def rows_or_none(post: WebPost) -> list[Row]:
    """Return the post's rows; none of one that is refused as it should be."""
    with contextlib.suppress(UnreadableFile):
        return read_post(post, now=NOW, zone=ZONE).rows
    return []


def told(draft: Draft) -> dict[str, Any]:
    """Return what matters first of a lead, as plain words."""
    place = draft.subject_property if draft.subject_property.state else draft.address
    said = {
        "name": draft.borrower.name,
        "phones": [f"{phone.number[2:]}{phone.kind[:1]}" for phone in draft.borrower.phones],
        "email": next(iter(draft.borrower.emails), ""),
        "place": f"{place.state} {place.zip}".strip(),
        "purpose": draft.loan_purpose,
        "amount": "" if draft.amount is None else str(draft.amount),
        "id": draft.vendor_id,
        "co": ", ".join(person.name for person in draft.co_borrowers),
        "campaign": draft.campaign,
    }
    return {name: value for name, value in said.items() if value}


DANA = {"name": "Dana Whitlock", "phones": ["4235550142"], "email": "dana@example.com"}
P, M = "4235550142", "dana@example.com"

#: shapes of JSON that are about, each with what a person would read out of it
SHAPES: dict[str, tuple[Any, dict[str, Any]]] = {
    "flat, camel": (
        {"firstName": "Dana", "lastName": "Whitlock", "email": M, "phoneNumber": P, "cellPhoneNumber": "4235550143",
         "propertyState": "TN", "propertyZip": "37402", "loanPurpose": "Purchase", "loanAmount": "250000",
         "leadID": "AB123456"},
        {**DANA, "phones": [P, "4235550143m"], "place": "TN 37402", "purpose": "Purchase", "amount": "250000",
         "id": "AB123456"},
    ),
    "an automation's": (
        {"source": "meta", "type": "lead", "lead": {"fullName": "Dana Whitlock", "email": M, "phone": P,
                                                    "campaign": "q4"}},
        {**DANA, "campaign": "q4"},
    ),
    "an event with its data": (
        {"event": "new_lead", "timestamp": "2026-11-01T12:00:00Z",
         "data": {"id": "lead_12345", "name": "Dana Whitlock", "email": M, "phone": P}},
        {**DANA, "id": "lead_12345"},
    ),
    "rows below a root": (
        {"root": {"row": [{"Ref_Id": "Test123", "First_Name": "Dana", "Last_Name": "Whitlock", "Phone": P,
                           "Email": M, "City_Name": "Reno", "State_Name": "NV", "Zip_Code": "89501"}]}},
        {**DANA, "place": "NV 89501", "id": "Test123"},
    ),
    "contact and loan apart": (
        {"loanPurpose": "investment",
         "contactInfo": {"firstName": "Dana", "lastName": "Whitlock", "email": M, "phone": P},
         "address": {"state": "TN", "zip": "37402"}},
        {**DANA, "place": "TN 37402", "purpose": "investment"},
    ),
    "lists of numbers and addresses": (
        {"lead": {"contact": {"first_name": "Dana", "last_name": "Whitlock",
                              "phones": [{"type": "mobile", "number": P}, {"type": "home", "number": "4235550143"}],
                              "emails": [{"address": M}]},
                  "loan": {"purpose": "refinance", "amount": 250000}}},
        {**DANA, "phones": [f"{P}m", "4235550143h"], "purpose": "refinance", "amount": "250000"},
    ),
    "lists of plain texts": (
        {"firstName": "Dana", "lastName": "Whitlock", "phones": [P, "4235550143"], "emails": [M]},
        {**DANA, "phones": [P, "4235550143"]},
    ),
    "a name in parts, a property's address": (
        {"name": {"first": "Dana", "last": "Whitlock"}, "contact": {"phone": {"mobile": P}, "email": M},
         "property": {"address": {"state": "TN", "zip": "37402"}}},
        {**DANA, "phones": [f"{P}m"], "place": "TN 37402"},
    ),
    "two borrowers": (
        {"borrower": {"firstName": "Dana", "lastName": "Whitlock", "cellPhone": P, "emailAddress": M},
         "coBorrower": {"name": {"first": "Lee", "last": "Whitlock"}},
         "subjectProperty": {"state": "TN", "postalCode": "37402"}},
        {**DANA, "phones": [f"{P}m"], "place": "TN 37402", "co": "Lee Whitlock"},
    ),
    "a list of borrowers": (
        {"borrowers": [{"first_name": "Dana", "last_name": "Whitlock", "home_phone": P, "email": M},
                       {"first_name": "Lee", "last_name": "Whitlock"}],
         "loan": {"loan_amount": 200000, "loan_purpose": "Purchase"}, "property": {"state": "TN", "zip": "37402"}},
        {**DANA, "phones": [f"{P}h"], "co": "Lee Whitlock", "place": "TN 37402", "purpose": "Purchase",
         "amount": "200000"},
    ),
    "questions and answers": (
        {"form_id": "1", "answers": [{"question": "Full name", "answer": "Dana Whitlock"},
                                     {"question": "Phone", "answer": P}, {"question": "E-mail", "answer": M},
                                     {"question": "Favourite colour", "answer": "red"}]},
        DANA,
    ),
    "fields with keys": (
        {"lead": {"lead_id": "7001", "questions": [{"key": "Full name", "value": "Dana Whitlock"},
                                                   {"key": "phone", "value": P}, {"key": "email", "value": M}]}},
        {**DANA, "id": "7001"},
    ),
    "labels beside numbers": (
        {"name": "Dana Whitlock", "phone_numbers": [{"label": "home", "value": P}], "email_addresses": [{"value": M}]},
        {**DANA, "phones": [f"{P}h"]},
    ),
    "properties with values": (
        {"properties": {"firstname": {"value": "Dana"}, "lastname": {"value": "Whitlock"}, "phone": {"value": P},
                        "email": {"value": M}}},
        DANA,
    ),
    "a survey's": (
        {"event_type": "form_response", "form_response": {"submitted_at": "2026-11-20T10:00:00Z", "answers": [
            {"type": "text", "text": "Dana Whitlock", "field": {"id": "a", "ref": "full_name"}},
            {"type": "phone_number", "phone_number": f"+1{P}", "field": {"id": "b", "title": "Phone"}},
            {"type": "email", "email": M, "field": {"id": "c", "ref": "email"}}]}},
        DANA,
    ),
    "a booking's": (
        {"event": "invitee.created", "payload": {"name": "Dana Whitlock", "email": M, "questions_and_answers": [
            {"question": "Phone", "answer": P, "position": 0}]}},
        DANA,
    ),
    "named fields with values": (
        {"LeadId": "11-22", "LeadFields": [{"FieldName": "Full name", "FieldValue": "Dana Whitlock"},
                                           {"FieldName": "Phone number", "FieldValue": P},
                                           {"FieldName": "Email", "FieldValue": M}]},
        {**DANA, "id": "11-22"},
    ),
    "whole questions": (
        {"What is your name?": "Dana Whitlock", "What is the best phone number to reach you?": P,
         "What is your email address?": M, "Which state is the property in?": "TN", "Property ZIP code": "37402"},
        {**DANA, "place": "TN 37402"},
    ),
    "an applicant's contact points": (
        {"primaryApplicant": {"name": {"firstName": "Dana", "lastName": "Whitlock"},
                              "contactPoints": {"homePhone": P, "email": M},
                              "currentAddress": {"stateCode": "NV", "postalCode": "89501"}},
         "coApplicant": {"name": {"firstName": "Lee"}}, "loanRequest": {"purpose": "Purchase"}},
        {**DANA, "phones": [f"{P}h"], "place": "NV 89501", "purpose": "Purchase", "co": "Lee"},
    ),
    "another language": ({"vorname": "Dana", "nachname": "Whitlock", "telefon": P, "email_adresse": M}, DANA),
    "Meta's interface": (
        {"id": "900000000000001", "created_time": "2026-11-10T08:05:13+0000", "campaign_id": "77",
         "campaign_name": "Q4", "field_data": [{"name": "full_name", "values": ["Dana Whitlock"]},
                                               {"name": "phone_number", "values": [f"p:+1{P}"]},
                                               {"name": "email", "values": [M]}]},
        {**DANA, "id": "900000000000001", "campaign": "Q4"},
    ),
    "Meta's webhook, with the answers": (
        {"object": "page", "entry": [{"id": "1", "time": 1438292065, "changes": [
            {"field": "leadgen", "value": {"leadgen_id": "123123123123", "page_id": "1", "form_id": "12",
                                           "created_time": 1762780000, "field_data": [
                                               {"name": "full_name", "values": ["Dana Whitlock"]},
                                               {"name": "phone_number", "values": [f"+1{P}"]},
                                               {"name": "email", "values": [M]}]}}]}]},
        {**DANA, "id": "123123123123"},
    ),
    "Google's webhook": (
        {"lead_id": "TeSter-1", "campaign_id": 42, "google_key": "x", "user_column_data": [
            {"column_name": "Nombre completo", "string_value": "Dana Whitlock", "column_id": "FULL_NAME"},
            {"string_value": f"+1 {P}", "column_id": "PHONE_NUMBER"}, {"string_value": M, "column_id": "EMAIL"},
            {"string_value": "37402", "column_id": "POSTAL_CODE"}, {"string_value": "TN", "column_id": "REGION"}]},
        {**DANA, "place": "TN 37402", "id": "TeSter-1", "campaign": "42"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_lead_is_read_out_of_any_shape_of_json(shape: str) -> None:
    message, expected = SHAPES[shape]
    assert told(only(json.dumps(message))) == expected


#: form posts as vendors' documents have them
FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "lead...": (
        f"from=ad&leadNameFirst=Dana&leadNameLast=Whitlock&leadEmail={M}&leadHomePhone={P}&leadZip=37402&leadState=TN",
        {**DANA, "phones": [f"{P}h"], "place": "TN 37402"},
    ),
    "with dots": (
        f"Lead.FirstName=Dana&Lead.LastName=Whitlock&Lead.State=TN&Lead.Zip=37402&Lead.Email={M}&Lead.Homephone={P}",
        {**DANA, "phones": [f"{P}h"], "place": "TN 37402"},
    ),
    "with brackets": (
        f"lead[contact][first_name]=Dana&lead[contact][last_name]=Whitlock&lead[phone]={P}&lead[email]={M}",
        DANA,
    ),
    "a page builder's": (f"fields[name][value]=Dana+Whitlock&fields[phone][value]={P}&fields[email][value]={M}", DANA),
    "a contact form's": (f"your-name=Dana+Whitlock&your-email={M}&your-phone={P}&your-message=hello", DANA),
    "a list of borrowers": (
        (f"borrowers[0][first_name]=Dana&borrowers[0][last_name]=Whitlock&borrowers[0][phone]={P}&borrowers[0][email]={M}"
        "&borrowers[1][first_name]=Lee"),
        {**DANA, "co": "Lee"},
    ),
    "numbered, with a price": (
        f"first_name=Dana&last_name=Whitlock&phone_1={P}&phone_2=4235550143&email={M}&postal_code=37402&state=TN",
        {**DANA, "phones": [P, "4235550143"], "place": "TN 37402"},
    ),
    "co-applicant run together": (
        (f"FirstName=Dana&LastName=Whitlock&EmailAddress={M}&CoAppFirstName=Lee&CoAppLastName=Whitlock&HomePhone={P}"
        "&ExternalLeadID=E12345"),
        {**DANA, "phones": [f"{P}h"], "co": "Lee Whitlock", "id": "E12345"},
    ),
    "a marketplace's": (
        (f"TrackingNumber=TN123456&FirstName=Dana&LastName=Whitlock&ContactPhone={P}&EmailAddress={M}"
        "&LoanRequestPurpose=Refinance&PropertyState=TN&PropertyZip=37402&RequestedLoanAmount=250000"),
        {**DANA, "place": "TN 37402", "purpose": "Refinance", "amount": "250000", "id": "TN123456"},
    ),
    "abbreviated": (
        f"bor_fname=Dana&bor_lname=Whitlock&bor_phone={P}&bor_email={M}&subj_state=TN&subj_zip=37402&LoanPurp=Refi",
        {**DANA, "place": "TN 37402", "purpose": "Refi"},
    ),
    "day and evening": (
        f"FirstName=Dana&LastName=Whitlock&DayPhone={P}&EvePhone=4235550143&Email={M}",
        {**DANA, "phones": [f"{P}w", "4235550143h"]},
    ),
    "a number in three boxes": (
        f"fname=Dana&lname=Whitlock&phone1=423&phone2=555&phone3=0142&email={M}&zip=37402",
        {**DANA, "place": "37402"},
    ),
    "a number in named boxes": (
        f"phone_area=423&phone_prefix=555&phone_suffix=0142&name=Dana+Whitlock&email={M}",
        DANA,
    ),
    "an area beside a number": (
        f"q3_fullName[first]=Dana&q3_fullName[last]=Whitlock&q4_phone[area]=423&q4_phone[phone]=555-0142&q5_email={M}",
        DANA,
    ),
    "a letter for each kind": (
        f"fname=Dana&lname=Whitlock&hphone={P}&wphone=4235550143&cphone=4235550144&email={M}&st=TN&zip=37402",
        {**DANA, "phones": [f"{P}h", "4235550143w", "4235550144m"], "place": "TN 37402"},
    ),
    "kinds behind": (
        f"Consumer.FirstName=Dana&Consumer.LastName=Whitlock&Consumer.PhoneDay={P}&Consumer.Email={M}",
        {**DANA, "phones": [f"{P}w"]},
    ),
    "boxes without names": (f"input_2={P}&input_3={M}", {"phones": [P], "email": M}),
    "one field": (f"phone={P}", {"phones": [P]}),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_lead_is_read_out_of_any_form(form: str) -> None:
    body, expected = FORMS[form]
    assert told(only(body, FORM)) == expected
    # whatever the head calls it
    assert told(only(body, "application/json")) == expected


@pytest.mark.parametrize("form", FORMS)
def test_a_multipart_form_says_what_the_same_form_says_in_one_line(form: str) -> None:
    body, expected = FORMS[form]
    fields = [pair.partition("=")[::2] for pair in body.split("&")]
    parts = "".join(
        f'--Bound\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value.replace("+", " ")}\r\n'
        for name, value in fields
    )
    assert told(only(f"{parts}--Bound--\r\n", 'multipart/form-data; boundary="Bound"')) == expected


XMLS: dict[str, tuple[str, dict[str, Any]]] = {
    "plain": (
        f"<Lead><fname>Dana</fname><lname>Whitlock</lname><workNumber>{P}</workNumber><email>{M}</email></Lead>",
        DANA,
    ),
    "a service's": (
        (
            '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><InsertLead>'
            f"<FirstName>Dana</FirstName><LastName>Whitlock</LastName><EmailAddress>{M}</EmailAddress>"
            f"<HomePhone>{P}</HomePhone><State>TN</State><ExternalLeadID>E12345</ExternalLeadID></InsertLead>"
            "</soap:Body></soap:Envelope>"
        ),
        {**DANA, "phones": [f"{P}h"], "place": "TN", "id": "E12345"},
    ),
    "attributes": (
        f'<lead id="L123456"><contact first="Dana" last="Whitlock" phone="{P}" email="{M}"/></lead>',
        {**DANA, "id": "L123456"},
    ),
    "kinds as attributes": (
        f'<Lead><Name>Dana Whitlock</Name><Phones><Phone type="cell">{P}</Phone></Phones><Email>{M}</Email></Lead>',
        {**DANA, "phones": [f"{P}m"]},
    ),
    "deep in a property": (
        (
            f"<Lead><Person><FullName>Dana Whitlock</FullName><Phone>{P}</Phone><Email>{M}</Email></Person>"
            "<Property><Address><State>TN</State><Zip>37402</Zip></Address></Property></Lead>"
        ),
        {**DANA, "place": "TN 37402"},
    ),
    "a list of applicants": (
        (
            f"<Application><Applicants><Applicant><Name>Dana Whitlock</Name><Phone>{P}</Phone><Email>{M}</Email>"
            "</Applicant><Applicant><Name>Lee Whitlock</Name></Applicant></Applicants>"
            "<Loan><Amount>1000</Amount></Loan></Application>"
        ),
        {**DANA, "co": "Lee Whitlock", "amount": "1000"},
    ),
    "labelled fields": (
        (
            '<Import><Contact><Field1 label="Name">Dana Whitlock</Field1>'
            f'<Field2 label="Phone">{P}</Field2><Field3 label="Email">{M}</Field3></Contact></Import>'
        ),
        DANA,
    ),
    "in another language": (
        f"<a><vorname>Dana</vorname><rufnummer>{P}</rufnummer></a>",
        {"name": "Dana", "phones": [P]},
    ),
    "FreeRateUpdate's": (
        (
            f"<lead><FirstName>Dana</FirstName><LastName>Whitlock</LastName><CellPhone>{P}</CellPhone><Email>{M}</Email>"
            "<State>TN</State><rid>1860521</rid><Desired_Loan_Amount>250000</Desired_Loan_Amount>"
            "<UniversalLeadid>x</UniversalLeadid></lead>"
        ),
        {**DANA, "phones": [f"{P}m"], "place": "TN", "amount": "250000", "id": "1860521"},
    ),
}


@pytest.mark.parametrize("xml", XMLS)
def test_a_lead_is_read_out_of_any_xml(xml: str) -> None:
    body, expected = XMLS[xml]
    assert told(only(body, "text/xml")) == expected
    assert posted(body).is_markup


def test_adf_is_read_as_its_file_is_in_a_body_in_a_field_and_as_an_upload() -> None:
    adf = (SAMPLES / "adf_lead.xml").read_bytes()
    expected = told(only(adf, "application/xml"))
    assert expected["name"]
    assert told(only(urlencode({"xml": adf.decode(), "campaign": "c9"}), FORM)) == {**expected, "campaign": "c9"}
    upload = b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.xml"\r\n\r\n' + adf + b"\r\n--B--\r\n"
    assert told(only(upload, "multipart/form-data; boundary=B")) == expected


def test_velocifys_numbered_fields_are_read_by_the_sources_map() -> None:
    soap = (
        '<soap:Envelope xmlns:soap="s"><soap:Body><AddLeads xmlns="https://service.leads360.com"><username>u</username>'
        "<password>p</password><leads><Leads><Lead><Fields>"
        f'<Field FieldId="10" Value="Dana"/><Field FieldId="11" Value="Whitlock"/><Field FieldId="12" Value="{P}"/>'
        f'<Field FieldId="13" Value="{M}"/></Fields></Lead></Leads></leads></AddLeads></soap:Body></soap:Envelope>'
    )
    columns = {"10": "First Name", "11": "Last Name", "12": "Phone", "13": "Email"}
    assert told(only(soap, "text/xml", columns=columns)) == DANA
    with pytest.raises(UnreadableFile, match="numbers instead of names"):
        posted(soap)


def test_what_the_address_says_belongs_to_the_lead_but_for_how_to_answer() -> None:
    draft = only(f"FirstName=Dana&Phone={P}", FORM, "Provider=EXAMPLE&CampaignId=15&XmlResponse=true&hub.mode=x")
    assert draft.source_fields == {"Provider": "EXAMPLE", "CampaignId": "15"}
    assert draft.campaign == "15"
    assert told(only("", "", f"name=Dana&phone={P}")) == {"name": "Dana", "phones": [P]}


def test_a_lead_whose_number_stands_under_a_strange_name_is_taken_with_a_note() -> None:
    (row,) = posted(f"wer=Dana&erreichbar={P}&agent_handle=pat%40example.com&post=dana%40example.com").rows
    assert row.draft is not None
    assert row.draft.borrower.phones == (Phone(number="+14235550142"),)
    # an agent's is nobody to write to
    assert row.draft.borrower.emails == ("dana@example.com",)
    assert "“erreichbar” is named as nothing a lead has" in row.warning
    # where a number is known by its name, what else looks like one is an id
    assert told(only(f"phone={P}&case=8505550117")) == {"phones": [P]}


def test_strangers_in_a_post_are_not_the_borrower() -> None:
    message = {"name": "Dana", "phone": P, "agent": {"name": "Pat", "phone": "8505550117"},
               "employer": {"name": "Example Mill", "phone": "8505550118"}}  # fmt: skip
    draft = only(json.dumps(message))
    assert told(draft) == {"name": "Dana", "phones": [P]}
    assert draft.source_fields["agent phone"] == "8505550117"


def test_protected_fields_are_dropped_wherever_they_stand() -> None:
    message = {"borrower": {"name": "Dana", "phone": P, "self": {"date_of_birth": "1980-01-01", "ssn": "x"}},
               "demographics": {"ethnicity": "x"}, "marital_status": "married"}  # fmt: skip
    draft = only(json.dumps(message))
    assert draft.source_fields == {}
    assert "1980" not in str(draft)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "hello there",
        "{",
        "[]",
        '{"a": 1}',
        "<a/>",
        "name=Dana",
        laughs(),
        '{"object": "page", "entry": [{"changes": [{"field": "leadgen", "value": {"leadgen_id": "1"}}]}]}',
        '{"entry": 5}',
        '{"entry": [{"changes": "x"}, 3]}',
        "%PDF-1.4",
        json.dumps([{"phone": P}] * (MOST_LEADS + 1)),
    ],
)
def test_what_is_no_lead_is_said_to_be_none(body: str) -> None:
    assert all(row.draft is None and row.reason for row in rows_or_none(WebPost(body.encode())))


SEPARATORS = ("", "_", "-", " ", ".")
NAMED = (("first", "name", "Dana"), ("last", "name", "Whitlock"), ("mobile", "phone", P), ("email", "address", M))


@given(st.sampled_from(SEPARATORS), st.sampled_from([str.lower, str.upper, str.title]), st.permutations(NAMED))
def test_how_a_name_is_spelled_makes_no_difference(
    separator: str, spell: Any, named: list[tuple[str, str, str]]
) -> None:
    # capitals run together are one word
    if spell is str.upper and not separator:
        separator = "_"
    fields = {separator.join(map(spell, (one, other))): value for one, other, value in named}
    expected = {**DANA, "phones": [f"{P}m"]}
    assert told(only(urlencode(fields))) == expected
    assert told(only(json.dumps(fields))) == expected
    assert told(only(json.dumps({"data": {"lead": fields}}))) == expected


@given(
    st.binary(max_size=300),
    st.sampled_from(["", FORM, "application/json", "text/xml", "multipart/form-data; boundary=a"]),
)
def test_any_bytes_are_read_or_refused(body: bytes, content_type: str) -> None:
    rows_or_none(WebPost(body, content_type))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from([P, M, "TN"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "name",
                    "phone",
                    "value",
                    "fields",
                    "field_data",
                    "entry",
                    "changes",
                    "lead",
                    "type",
                    "id",
                    "borrowers",
                ]
            )
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_read_or_refused(message: Any) -> None:
    rows_or_none(WebPost(json.dumps(message).encode(), "application/json"))


def xml_of(count: int) -> str:
    return f"<lead><phone>{P}</phone>{''.join(f'<f{n}>x</f{n}>' for n in range(count))}</lead>"


WIDE = {
    "a lead in JSON": lambda n: json.dumps({"phone": P, **{f"f{i}": "x" for i in range(n)}}),
    "fields within one": lambda n: json.dumps({"phone": P, "a": {f"question {i}": "x" for i in range(n)}}),
    "far within": lambda n: json.dumps({"phone": P, "properties": {f"p{i}": {"a": {"name": "v"}} for i in range(n)}}),
    "answers": lambda n: json.dumps({"phone": P, "q": [{"question": f"what {i}", "answer": "y"} for i in range(n)]}),
    "objects in a list": lambda n: json.dumps({"phone": P, "q": [{f"x{i}": "y"} for i in range(n)]}),
    "leads of other names": lambda n: json.dumps(
        [{"phone": P, **{f"what {lead} {i}": "x" for i in range(n // 50)}} for lead in range(50)]
    ),
    "XML": xml_of,
    "attributes": lambda n: f'<lead phone="{P}" {" ".join(f"a{i}=" + chr(34) + "x" + chr(34) for i in range(n))}/>',
    "a form": lambda n: f"phone={P}&" + "&".join(f"a{i}=1" for i in range(n)),
    "a table": lambda n: f"phone,{','.join(f'a{i}' for i in range(n))}\n{P}{',x' * n}\n",
}


@pytest.mark.parametrize("count", [5_000, 200_000])
@pytest.mark.parametrize("shape", WIDE)
def test_a_post_of_more_fields_than_any_lead_is_refused_before_their_names_are_looked_at(
    shape: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = WIDE[shape](count)
    asked = 0

    def counted(header: str) -> Any:
        nonlocal asked
        asked += 1
        return column_of(header)

    for module in (columns, json_leads, lead_xml, nesting):
        monkeypatch.setattr(module, "column_of", counted)
    rows = rows_or_none(WebPost(body.encode()))
    assert all(row.draft is None and row.reason for row in rows)
    assert asked < MOST_ASKED


def test_a_lead_of_five_hundred_fields_is_taken_and_one_more_is_too_many() -> None:
    lead = {"phone": P, **{f"f{n}": "x" for n in range(499)}}
    assert len(only(json.dumps(lead)).source_fields) == 499
    (row,) = posted(json.dumps({**lead, "more": "x"})).rows
    assert (row.draft, row.reason) == (None, "it has more fields than any lead")


def test_a_lead_whose_fields_hold_too_much_is_refused() -> None:
    lead = {"phone": P, **{f"f{n}": "x" * 30_000 for n in range(4)}}
    assert only(json.dumps(lead)).source_fields == {name: value for name, value in lead.items() if name != "phone"}
    (row,) = posted(json.dumps({**lead, "more": "x" * 30_000})).rows
    assert (row.draft, row.reason) == (None, "its fields hold more than 128 KiB")


@pytest.mark.parametrize("depth", [30, 600, 900])
@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ('{"b":', "}"), ('[{"b":', "}]")])
def test_a_lead_with_something_nested_in_it_is_read_or_refused_however_deep_it_goes(
    opens: str, closes: str, depth: int
) -> None:
    rows = rows_or_none(WebPost(f'{{"phone":"{P}","a":{opens * depth}1{closes * depth}}}'.encode()))
    assert all(row.draft is not None and row.draft.borrower.phones[0].number == f"+1{P}" for row in rows)


@pytest.mark.parametrize(
    "boundary",
    [
        "*=idna''\xff.zz",
        "*=utf-16''%ff",
        "*=hex''zz",
        "*=rot13''zz",
        "*=no-such''a",
        '="',
        "=\xe9",
        "*0*=a'b'%e9",
        "*x=1",
    ],
)
def test_a_boundary_in_any_charset_is_none_or_one(boundary: str) -> None:
    rows_or_none(WebPost(f"phone={P}".encode(), f"multipart/form-data; boundary{boundary}"))


def test_numbers_in_boxes_are_put_together_however_many_there_are() -> None:
    boxes = [(f"phone area {n}", "615") if half else (f"x{n}", f"555{n:04d}") for n in range(240) for half in (1, 0)]
    assert [phone.number for phone in only(json.dumps(dict(boxes))).borrower.phones] == [
        f"+1615555{n:04d}" for n in range(240)
    ]


def test_what_is_unsaid_is_in_no_lead() -> None:
    secret = re.compile("ftk_[a-z]{3}")
    post = WebPost(f"phone={P}&code=ftk_abc&remark=my+key+is+ftk_abc".encode(), FORM, "k=ftk_abc")
    (row,) = read_post(post, now=NOW, zone=ZONE, unsaid=secret).rows
    assert row.draft is not None
    assert row.draft.source_fields == {}
    assert row.draft.address == Address()


@pytest.mark.parametrize(
    "body", [b'{"phone": "615-555-0101"', b'[{"phone": "615', b"[]", b'{"phone": "615-555-0101",}']
)
def test_json_that_breaks_off_is_told_so_and_not_of_a_tables_columns(body: bytes) -> None:
    with pytest.raises(UnreadableFile, match="begins as JSON") as refused:
        read_post(WebPost(body, "application/json"), now=NOW, zone="America/New_York")
    assert "column" not in str(refused.value)
