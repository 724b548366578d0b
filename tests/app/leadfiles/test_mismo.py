"""MISMO 3.4 loan files: who borrows, for which house, and what of them is nobody's business."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.domain.lead import Address, Phone
from tests.app.leadfiles.reads import only, read, read_sample

START = '<MESSAGE xmlns="http://www.mismo.org/residential/2009/schemas"><DEAL_SETS><DEAL_SET><DEALS>'
END = "</DEALS></DEAL_SET></DEAL_SETS></MESSAGE>"


def borrower(name: str, points: str = "", role: str = "") -> str:
    first, _, last = name.partition(" ")
    return (
        f"<PARTY><INDIVIDUAL><CONTACT_POINTS>{points}</CONTACT_POINTS><NAME><FirstName>{first}</FirstName>"
        f"<LastName>{last}</LastName></NAME></INDIVIDUAL><ROLES><ROLE><BORROWER>{role}</BORROWER><ROLE_DETAIL>"
        "<PartyRoleType>Borrower</PartyRoleType></ROLE_DETAIL></ROLE></ROLES></PARTY>"
    )


def phone(number: str, kind: str = "Home") -> str:
    return (
        f"<CONTACT_POINT><CONTACT_POINT_TELEPHONE><ContactPointTelephoneValue>{number}</ContactPointTelephoneValue>"
        f"</CONTACT_POINT_TELEPHONE><CONTACT_POINT_DETAIL><ContactPointRoleType>{kind}</ContactPointRoleType>"
        "</CONTACT_POINT_DETAIL></CONTACT_POINT>"
    )


def deal(parties: str, more: str = "") -> str:
    return f"<DEAL>{more}<PARTIES>{parties}</PARTIES></DEAL>\n"


def deals(*written: str) -> str:
    return START + "".join(written) + END


def test_the_sample_is_read_with_its_borrowers_house_and_loan() -> None:
    reading = read_sample("mismo_34.xml")
    assert reading.format == "mismo_xml"
    assert not reading.rejected
    dana, marcus = reading.drafts
    assert dana.borrower.name == "Dana Rae Whitlock"
    assert dana.borrower.phones == (
        Phone(number="+14235550142", kind="mobile"),
        Phone(number="+14235550143", kind="home"),
    )
    assert dana.borrower.emails == ("dana.whitlock@example.com",)
    assert [(other.name, other.emails) for other in dana.co_borrowers] == [("Alex Whitlock", ("alex@example.com",))]
    assert dana.address == Address(street="118 Sample Ridge Rd", city="Chattanooga", state="TN", zip="37402")
    assert dana.subject_property == Address(street="9 Test Ct", city="Pensacola", state="FL", zip="32501")
    assert (dana.amount, dana.loan_purpose, dana.vendor_id) == (Decimal(312500), "Purchase", "EX-2026-0042")
    assert dana.received_at == datetime(2026, 11, 10, 5, tzinfo=UTC)
    assert dana.officer == "Pat Officer"
    assert dana.source_fields["Mortgage Type"] == "Conventional"
    assert (marcus.borrower.name, marcus.loan_purpose) == ("Marcus Oyelaran", "Refinance")


def test_what_no_lender_may_choose_by_is_left_out_told_and_nowhere() -> None:
    reading = read_sample("mismo_34.xml")
    assert reading.dropped_fields == [
        "Taxpayer Identifier",
        "Birth Date",
        "Marital Status",
        "Dependents",
        "Citizenship",
        "Government Monitoring (race, ethnicity, sex)",
        "Preferred Language",
    ]
    told = str(reading)
    for secret in ("000-12-3456", "000123456", "1980", "Married", "USCitizen", "Hispanic", "Female", "spa", "4,567"):
        assert secret not in told


def test_a_house_that_a_borrower_owns_already_is_not_the_subject() -> None:
    owned = (
        "<ASSETS><ASSET><OWNED_PROPERTY><PROPERTY><ADDRESS><StateCode>TX</StateCode></ADDRESS></PROPERTY>"
        "</OWNED_PROPERTY></ASSET></ASSETS>"
    )
    draft = only(deals(deal(borrower("Dana Whitlock", phone("4235550142")), owned)))
    assert draft.subject_property == Address()


def test_the_primary_borrower_comes_first_and_four_are_people_of_their_own() -> None:
    primary = "<BORROWER_DETAIL><BorrowerClassificationType>Primary</BorrowerClassificationType></BORROWER_DETAIL>"
    others = [borrower(f"Borrower No{n}", phone(f"423555010{n}")) for n in range(4)]
    draft = only(deals(deal("".join(others) + borrower("Dana Whitlock", role=primary))))
    assert [person.name for person in draft.borrowers] == ["Dana Whitlock", *(f"Borrower No{n}" for n in range(3))]
    assert [person.phones for person in draft.borrowers][1] == (Phone(number="+14235550100", kind="home"),)
    assert draft.source_fields == {"Borrower 5": "Borrower No3"}


def test_other_parties_are_not_borrowers() -> None:
    agent = borrower("Pat Agent", phone("8505550117")).replace(">Borrower<", ">RealEstateAgent<")
    draft = only(deals(deal(agent + borrower("Dana Whitlock", phone("4235550142")))))
    assert "8505550117" not in str(draft)


def test_an_employers_number_is_not_the_borrowers() -> None:
    employer = f"<EMPLOYERS><EMPLOYER><CONTACT_POINTS>{phone('8505550117')}</CONTACT_POINTS></EMPLOYER></EMPLOYERS>"
    draft = only(deals(deal(borrower("Dana Whitlock", phone("4235550142"), employer))))
    assert [number.number for number in draft.borrower.phones] == ["+14235550142"]


def test_a_number_has_its_extension() -> None:
    more = "</ContactPointTelephoneValue><ContactPointTelephoneExtensionValue>9</ContactPointTelephoneExtensionValue>"
    point = phone("4235550142", "Work").replace("</ContactPointTelephoneValue>", more)
    assert only(deals(deal(borrower("Dana", point)))).borrower.phones == (Phone(number="+14235550142", kind="work x9"),)


def test_a_fax_is_no_number_to_call() -> None:
    draft = only(deals(deal(borrower("Dana Whitlock", phone("4235550142", "Fax") + phone("4235550143", "Other")))))
    assert [number.number for number in draft.borrower.phones] == ["+14235550143"]


@pytest.mark.parametrize("prefix", ["", "m:"])
def test_deals_with_and_without_a_prefix_are_leads_a_deal_each(prefix: str) -> None:
    whole = deals(*[deal(borrower(f"Dana No{n}", phone(f"423555010{n}"))) for n in range(3)])
    whole = whole.replace("</", "</" + prefix).replace("<", "<" + prefix).replace(f"<{prefix}/", "</")
    whole = whole.replace("</m:m:", "</m:").replace("xmlns=", "xmlns:m=" if prefix else "xmlns=")
    reading = read(whole)
    assert [row.line for row in reading.rows] == [1, 2, 3]
    assert [draft.borrower.name for draft in reading.drafts] == ["Dana No0", "Dana No1", "Dana No2"]


def test_a_deal_nobody_could_be_reached_by_says_so_and_the_others_go_in() -> None:
    reading = read(deals(deal(borrower("Dana Whitlock")), deal(borrower("Marcus Oyelaran", phone("8505550117")))))
    assert [(row.line, row.reason) for row in reading.rejected] == [(1, "deal 1: no phone and no e-mail")]
    assert len(reading.drafts) == 1


def test_a_file_that_breaks_off_gives_the_deals_before() -> None:
    whole = deals(*[deal(borrower("Dana Whitlock", phone("4235550142")))] * 2)
    reading = read(whole[: whole.rindex("<ROLES>")])
    assert len(reading.drafts) == 1
    assert [row.reason for row in reading.rejected] == ["the XML breaks off here; nothing below could be read"]
