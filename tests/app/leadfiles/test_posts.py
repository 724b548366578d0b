"""Form posts in a file: bodies and whole requests."""

from __future__ import annotations

from decimal import Decimal

from tests.app.leadfiles.reads import only, read


def test_a_line_that_is_no_post_is_named_and_the_others_are_read() -> None:
    reading = read("FirstName=A&Phone=4235550142\nhello\n\nFirstName=B&Email=b%40example.com\nFirstName=C&LastName=D\n")
    assert [(row.line, row.reason) for row in reading.rows] == [
        (1, ""),
        (2, "not a form post"),
        (4, ""),
        (5, "no phone and no e-mail"),
    ]


def test_windows_letters_in_a_post_are_read_as_such() -> None:
    assert only("FirstName=Ren%E9e&LastName=O%92Dell&Phone=7015550188\n").borrower.name == "Renée O’Dell"


def test_words_in_the_loan_amount_give_the_number_and_stay_beside_it() -> None:
    draft = only("FirstName=A&CellPhone=4235550142&DesiredLoanAmount=3000000+or+more&RequestId=1&UniversalLeadid=2\n")
    assert draft.amount == Decimal(3000000)
    assert draft.source_fields["DesiredLoanAmount"] == "3000000 or more"


def test_freerateupdates_price_is_the_leads_and_anybody_elses_a_houses() -> None:
    ours = only("CellPhone=4235550142&RequestId=1860521&UniversalLeadid=2&Price=42.50\n")
    assert ours.cost == Decimal("42.50")
    theirs = only("CellPhone=4235550142&Price=425000\n")
    assert theirs.cost is None
    assert theirs.source_fields["Price"] == "425000"


def test_a_certificates_token_is_no_consent() -> None:
    draft = only("CellPhone=4235550142&RequestId=1860521&TCPA=0123456789abcdef0123456789abcdef01234567\n")
    assert draft.borrower.consent == {}
    assert draft.source_fields["TCPA"].startswith("0123")


def test_several_requests_in_one_file_are_several_leads() -> None:
    reading = read(
        "POST /Import.aspx?CampaignId=9 HTTP/1.1\r\nHost: import.example.com\r\n\r\n"
        "FirstName=A&Phone=4235550142\r\n\r\n"
        "POST /Import.aspx?CampaignId=10 HTTP/1.1\r\nHost: import.example.com\r\n\r\n"
        "FirstName=B&Phone=8505550117&Campaign=Spring\r\n"
    )
    assert [row.line for row in reading.rows] == [4, 9]
    assert [d.campaign for d in reading.drafts] == ["9", "Spring"]
    assert [d.source_fields["CampaignId"] for d in reading.drafts] == ["9", "10"]


def test_a_request_without_a_body_says_all_in_its_address() -> None:
    draft = only(
        "GET /Import.aspx?CampaignId=15&FirstName=B&Email=b@example.com HTTP/1.1\nHost: import.example.com\n\n"
    )
    assert draft.borrower.emails == ("b@example.com",)


def test_the_vendors_key_in_an_address_is_not_stored() -> None:
    reading = read("POST /Import.aspx?CampaignId=15&password=hunter2\n\nPhone=4235550142&Email=a%40example.com\n")
    assert reading.dropped_fields == ["password"]
    assert "hunter2" not in str(reading.drafts)


def test_a_post_with_thousands_of_fields_is_no_lead() -> None:
    reading = read("FirstName=A&Phone=4235550142\n" + "a=1&" * 3000 + "Phone=8505550117\n")
    assert [(row.line, row.reason) for row in reading.rejected] == [(2, "not a form post")]
