"""The same export under other headers: HubSpot's, Google Ads', Outlook's, and those people write themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.domain.lead import Address, Channel, Consent, Origin, Phone
from app.leadfiles.headers import Column, Field, Whose, column_of
from tests.app.leadfiles.reads import only, read


def test_hubspots_export_of_internal_names_is_known() -> None:
    reading = read(
        "hs_object_id,firstname,lastname,email,phone,mobilephone,hs_whatsapp_phone_number,lifecyclestage,"
        "hs_lead_status,hubspot_owner_id,createdate,hs_email_optout,hs_analytics_source,state,zip,date_of_birth\n"
        "51901001,Dana,Whitlock,dana@example.com,4235550142,4235550143,4235550144,lead,NEW,77,1710249240000,true,"
        "ORGANIC_SEARCH,Tennessee,37402,1980-03-04\n"
    )
    assert reading.format == "hubspot_contacts"
    assert reading.dropped_fields == ["date_of_birth"]
    (dana,) = reading.drafts
    assert (dana.vendor_id, dana.source, dana.address.state) == ("51901001", "ORGANIC_SEARCH", "TN")
    assert [phone.kind for phone in dana.borrower.phones] == ["", "mobile", "mobile"]
    assert dana.borrower.consent[Channel.EMAIL] is Consent.WITHDRAWN
    assert dana.received_at == datetime(2024, 3, 12, 13, 14, tzinfo=UTC)


def test_hubspots_newer_export_is_known() -> None:
    reading = read(
        "Record ID - Contact,First Name,Last Name,Email,Additional email addresses,Mobile Phone Number,Lead Status,"
        "HubSpot owner,Create Date,State/Region,Postal Code,Marketing contact status,Associated Company IDs\n"
        "51901001,Dana,Whitlock,dana@example.com,d1@example.com;d2@example.com,(423) 555-0142,New,Pat Officer,"
        "2024-03-12 09:14,TN,37402,Marketing contact,9\n"
    )
    assert reading.format == "hubspot_contacts"
    (dana,) = reading.drafts
    assert (dana.vendor_id, dana.officer, dana.address.state) == ("51901001", "Pat Officer", "TN")
    assert dana.borrower.emails == ("dana@example.com", "d1@example.com", "d2@example.com")


def test_a_google_ads_export_of_column_ids_is_known() -> None:
    reading = read(
        "Google Click ID,Lead ID,Lead Submission Time,Campaign name,Form name,FULL_NAME,PHONE_NUMBER,EMAIL,"
        "STREET_ADDRESS,CITY,REGION,POSTAL_CODE,WORK_PHONE,Is test lead\n"
        "abc,TeSt-1,11/10/2026 8:05:13 AM,Lar,Refi,Dana Whitlock,+14235550142,dana@example.com,118 Sample Ridge Rd,"
        "Chattanooga,TN,37402,+14235550143,FALSE\n"
    )
    assert reading.format == "google_ads_leads"
    (dana,) = reading.drafts
    assert dana.borrower.phones == (Phone(number="+14235550142"), Phone(number="+14235550143", kind="work"))
    assert dana.address == Address(street="118 Sample Ridge Rd", city="Chattanooga", state="TN", zip="37402")
    assert (dana.campaign, dana.vendor_id, dana.is_test) == ("Lar", "TeSt-1", False)
    assert dana.received_at == datetime(2026, 11, 10, 13, 5, 13, tzinfo=UTC)


def test_outlooks_export_from_the_web_is_known() -> None:
    reading = read(
        "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,"
        "E-mail 2 Address,Home Phone,Business Phone,Mobile Phone,Company Main Phone,Pager,Business Fax,Home Street,"
        "Home City,Home State/Province,Home ZIP/Postal Code,Home Country/Region,Spouse/Partner,Birthday,Notes,"
        "Government ID Number,Categories\n"
        "Dana,,Whitlock,,Jr.,,,,dana@example.com,d2@example.com,423-555-0142,423-555-0143,423-555-0145,423-555-0146,"
        "423-555-0147,423-555-0148,118 Sample Ridge Rd,Chattanooga,TN,37402,US,Alex,3/4/1980,,000-12-3456,Leads\n"
    )
    assert reading.format == "outlook_contacts"
    assert reading.dropped_fields == ["Spouse/Partner", "Birthday", "Government ID Number"]
    (dana,) = reading.drafts
    assert dana.origin is Origin.OWN_LIST
    assert [(phone.number[-4:], phone.kind) for phone in dana.borrower.phones] == [
        ("0142", "home"),
        ("0143", "work"),
        ("0145", "mobile"),
    ]
    assert dana.address == Address(street="118 Sample Ridge Rd", city="Chattanooga", state="TN", zip="37402")


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Phone (Mobile)", Column(Field.PHONE, kind="mobile")),
        ("Phone - Home", Column(Field.PHONE, kind="home")),
        ("Cell Phone (Primary)", Column(Field.PHONE, kind="mobile")),
        ("Work Ph", Column(Field.PHONE, kind="work")),
        ("Ph #", Column(Field.PHONE)),
        ("Name (First)", Column(Field.FIRST_NAME)),
        ("Borr Last Name", Column(Field.LAST_NAME)),
        ("Est. Loan Amount", Column(Field.AMOUNT)),
        ("Loan Amt", Column(Field.AMOUNT)),
        ("Prop Zip", Column(Field.ZIP, Whose.PROPERTY)),
        ("Lead Recd", Column(Field.RECEIVED)),
        ("When Rcvd", Column(Field.RECEIVED)),
        ("Applicant's First", Column(Field.FIRST_NAME)),
        ("Applicants Last", Column(Field.LAST_NAME)),
        ("Loan Want", Column(Field.AMOUNT)),
        ("Bought From", Column(Field.SOURCE)),
    ],
)
def test_what_people_write_above_their_own_lists_is_known(header: str, column: Column) -> None:
    assert column_of(header) == column


@pytest.mark.parametrize(
    "header", ["Phase", "Photograph", "Graph", "Proposal", "Properties", "Work Phase", "Phone Model"]
)
def test_what_only_begins_like_one_of_them_is_not(header: str) -> None:
    assert column_of(header) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", ["\t", ";", "|", "^", "~"])
def test_a_table_may_have_any_delimiter_in_any_encoding(encoding: str, delimiter: str) -> None:
    rows = ["Leads of November", "First Name,Phone (Mobile),Loan Amt,Notes", 'Renée,423-555-0142,$5,"a, b"']
    draft = only("\r\n".join(row.replace(",", delimiter) for row in rows).encode(encoding))
    assert (draft.borrower.name, draft.amount) == ("Renée", Decimal(5))
    assert draft.borrower.phones == (Phone(number="+14235550142", kind="mobile"),)
