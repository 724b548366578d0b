"""The six sample files, row by row."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.domain.lead import Address, Origin, Partner, Person, Phone
from tests.app.leadfiles.reads import read_sample

DANA = Person(
    name="Dana Whitlock",
    phones=(Phone(number="+14235550142"),),
    emails=("dana.whitlock@example.com",),
)
PEOPLE = ["Dana Whitlock", "Marcus Oyelaran", "Ji-woo Park-Ellis", "Renée O’Dell"]
MAILS = [
    ("dana.whitlock@example.com",),
    ("marcus.oyelaran@example.org",),
    ("jiwoo.parkellis@example.net",),
    ("renee.odell@example.com",),
]
NUMBERS = ["+14235550142", "+18505550117", "+14425550163", "+17015550188"]
STATES = ["TN", "FL", "CA", "ND"]
ZIPS = ["37402", "32501", "92262", "58601"]


@pytest.mark.parametrize(
    ("name", "family", "lines"),
    [
        ("facebook_lead_ads.csv", "facebook_lead_ads", [2, 3, 4, 5]),
        ("freerateupdate_post_bodies.txt", "freerateupdate_posts", [1, 2]),
        ("velocify_import_post.txt", "velocify_import_post", [4]),
        ("salesforce_leads_report_cp1252.csv", "salesforce_leads_report", [2, 3, 4, 5]),
        ("outlook_contacts.csv", "outlook_contacts", [2, 4, 6, 8]),
        ("adf_lead.xml", "adf_xml", [4]),
    ],
)
def test_each_sample_is_known_for_what_it_is_and_no_row_is_lost(name: str, family: str, lines: list[int]) -> None:
    reading = read_sample(name)
    assert reading.file == name
    assert reading.format == family
    assert [row.line for row in reading.rows] == lines
    assert not reading.rejected
    assert not any(row.warning for row in reading.rows)


def test_facebook_leads_come_without_the_marks_before_their_values() -> None:
    drafts = read_sample("facebook_lead_ads.csv").drafts
    assert drafts[0].borrower == DANA
    assert [d.borrower.name for d in drafts] == PEOPLE
    assert [d.borrower.phones[0].number for d in drafts] == NUMBERS
    assert [d.borrower.emails for d in drafts] == MAILS
    assert [d.vendor_id for d in drafts] == ["900000000000000", "900000000000001", "900000000000002", "900000000000003"]
    assert {d.source_fields["form_id"] for d in drafts} == {"800000000000001"}
    assert {d.source_fields["ad_id"] for d in drafts} == {"12000000000000001"}


def test_facebook_leads_keep_the_vendors_time_campaign_and_place() -> None:
    drafts = read_sample("facebook_lead_ads.csv").drafts
    assert [d.received_at for d in drafts] == [
        datetime(2026, 11, 10, 13, 5, 13, tzinfo=UTC),
        datetime(2026, 11, 11, 16, 5, 13, tzinfo=UTC),
        datetime(2026, 11, 12, 19, 5, 13, tzinfo=UTC),
        datetime(2026, 11, 13, 22, 5, 13, tzinfo=UTC),
    ]
    assert {d.campaign for d in drafts} == {"Q4 refi + purchase"}
    assert [d.address.state for d in drafts] == STATES
    assert [d.address.zip for d in drafts] == ZIPS
    assert drafts[0].source == ""
    assert drafts[0].usual_source == "Facebook"


def test_a_facebook_forms_questions_stay_beside_what_they_were_understood_as() -> None:
    drafts = read_sample("facebook_lead_ads.csv").drafts
    assert [d.loan_purpose for d in drafts] == ["refinance", "purchase", "purchase", "refinance"]
    assert drafts[0].source_fields["what_is_your_loan_goal?"] == "refinance"
    assert drafts[0].source_fields["estimated_credit_score"] == "excellent_(740+)"
    assert drafts[2].source_fields["is_organic"] == "TRUE"
    assert drafts[1].source_fields["platform"] == "ig"


def test_freerateupdate_posts_are_read_a_line_each() -> None:
    dana, marcus = read_sample("freerateupdate_post_bodies.txt").drafts
    assert dana.borrower == Person(
        name="Dana Whitlock",
        phones=(Phone(number="+14235550142", kind="mobile"),),
        emails=("dana.whitlock@example.com",),
    )
    assert (dana.vendor_id, marcus.vendor_id) == ("1860521", "1860522")
    assert (dana.amount, marcus.amount) == (Decimal(312500), Decimal(2400000))
    assert (dana.loan_purpose, marcus.loan_purpose) == ("refinance", "purchase")
    assert dana.received_at is None
    assert dana.usual_source == "FreeRateUpdate"


def test_freerateupdate_gives_one_place_under_two_names() -> None:
    dana, marcus = read_sample("freerateupdate_post_bodies.txt").drafts
    assert dana.address == Address(street="118 Sample Ridge Rd", city="Chattanooga", state="TN", zip="37402")
    assert dana.subject_property == Address(city="Chattanooga", state="TN", zip="37402")
    assert marcus.address == marcus.subject_property == Address(city="Pensacola", state="FL", zip="32501")


def test_freerateupdates_words_in_number_fields_and_curly_marks_stay() -> None:
    _, marcus = read_sample("freerateupdate_post_bodies.txt").drafts
    assert marcus.source_fields["NewHomeValue"] == "3000000 or more"
    assert marcus.source_fields["DesiredRateType"] == "Don’t Know"
    assert marcus.source_fields["EstimatedDownPayment"] == "20% down"


def test_a_velocify_request_is_read_with_what_its_address_carries() -> None:
    (renee,) = read_sample("velocify_import_post.txt").drafts
    assert renee.borrower == Person(
        name="Renée O’Dell", phones=(Phone(number="+17015550188"),), emails=("renee.odell@example.com",)
    )
    assert renee.source == "Example Rate Table"
    assert renee.campaign == "Example - Get Started Form"
    assert renee.source_fields["CampaignId"] == "15"
    assert renee.source_fields["Comments"] == "Wants cash-out, call after 5"


def test_a_salesforce_reports_footer_is_neither_a_row_nor_a_reject() -> None:
    reading = read_sample("salesforce_leads_report_cp1252.csv")
    assert [d.borrower.name for d in reading.drafts] == PEOPLE
    assert [d.borrower.emails for d in reading.drafts] == MAILS
    assert [d.source for d in reading.drafts] == ["Web", "Purchased List", "Partner Referral", "Web"]
    assert {d.officer for d in reading.drafts} == {"Pat Officer"}
    assert reading.drafts[0].source_fields == {"Company / Account": "Household", "Rating": "Hot"}
    assert reading.drafts[3].address.street == "700 Fixture St"


def test_outlook_contacts_keep_their_notes_and_lose_what_is_protected() -> None:
    reading = read_sample("outlook_contacts.csv")
    assert reading.dropped_fields == ["Gender", "Birthday", "Anniversary", "Language", "Spouse", "Children"]
    assert [d.borrower.name for d in reading.drafts] == PEOPLE
    assert [d.borrower.phones for d in reading.drafts] == [(Phone(number=n, kind="mobile"),) for n in NUMBERS]
    assert [d.borrower.emails for d in reading.drafts] == MAILS
    assert [d.address.zip for d in reading.drafts] == ZIPS
    renee = reading.drafts[3]
    assert renee.source_fields["Comments"] == 'Asked about FHA.\nCall back "after 5".'
    assert not any("0/0/00" in value for value in renee.source_fields.values())


def test_outlook_contacts_are_the_officers_own_and_name_who_referred_them() -> None:
    dana = read_sample("outlook_contacts.csv").drafts[0]
    assert dana.origin is Origin.OWN_LIST
    assert dana.partner == Partner(name="Example Realty")
    assert dana.received_at is None


def test_an_adf_prospect_comes_from_its_provider_and_not_from_the_vendor() -> None:
    (tomas,) = read_sample("adf_lead.xml").drafts
    assert tomas.borrower == Person(
        name="Tomás Ibáñez", phones=(Phone(number="+19285550109"),), emails=("tomas.ibanez@example.com",)
    )
    assert tomas.source == "Example Leads"
    assert tomas.source_fields["Id Source"] == "Example Rate Table"
    assert tomas.vendor_id == "EX-10001"
    assert tomas.received_at == datetime(2026, 11, 23, 13, 31, tzinfo=UTC)
    assert tomas.address == Address(street="PO Box 555", city="Tuba City", state="AZ", zip="86045")
    assert tomas.timeframe == "within 60 days"
    assert tomas.source_fields["Comments"] == "Purchase, wants VA loan. Best time: evenings."
    assert "Pat Officer" not in str(tomas)
