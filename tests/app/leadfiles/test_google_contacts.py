"""Google's address book, with the headers of before and after 2024."""

from __future__ import annotations

from app.domain.lead import Address, Origin, Phone
from tests.app.leadfiles.reads import read, read_sample
from tests.app.leadfiles.workbooks import sheet, workbook

OLD = (
    "Name,Given Name,Additional Name,Family Name,Birthday,Gender,Occupation,Language,Photo,Group Membership,"
    "E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,"
    "Address 1 - Type,Address 1 - Street,Address 1 - City,Address 1 - Region,Address 1 - Postal Code,"
    "Organization 1 - Type,Organization 1 - Name,Organization 1 - Title\n"
)


def test_the_new_export_is_read_with_several_values_in_a_cell() -> None:
    reading = read_sample("google_contacts.csv")
    assert reading.format == "google_contacts"
    assert not reading.rejected
    dana, realty, renee = reading.drafts
    assert dana.borrower.name == "Dana Rae Whitlock Jr."
    assert dana.borrower.phones == (
        Phone(number="+14235550142", kind="mobile"),
        Phone(number="+14235550143", kind="mobile"),
    )
    assert dana.borrower.emails == ("dana.whitlock@example.com", "dana@example.net", "dw@example.org")
    assert dana.address == Address(street="118 Sample Ridge Rd, Apt 4B", city="Chattanooga", state="TN", zip="37402")
    assert dana.source_fields["fax number"] == "(423) 555-0144"
    assert dana.source_fields["Comments"] == "Asked about FHA.\nCall back after 5."
    assert realty.borrower.name == "Example Realty"
    assert realty.address.state == "FL"
    assert renee.borrower.phones == (Phone(number="+17015550188"),)
    assert {draft.origin for draft in reading.drafts} == {Origin.OWN_LIST}


def test_whom_they_live_with_and_when_they_were_born_is_left_out_and_told() -> None:
    reading = read_sample("google_contacts.csv")
    assert reading.dropped_fields == ["Birthday", "Photo", "Relation (spouse, children)", "Anniversary"]
    told = str(reading)
    assert not any(secret in told for secret in ("1980-03-04", "Alex", "2005-06-07", "photos.example.com"))


def test_the_old_export_is_read() -> None:
    row = (
        "Dana Whitlock,Dana,,Whitlock,1980-03-04,Female,Fitter,es,,* myContacts,* Home,dana@example.com,"
        "Mobile,423-555-0142,Pager,423-555-0144,Work,1 Office Way,Pensacola,FL,32501,,Example Works,Fitter\n"
    )
    reading = read(OLD + row)
    assert reading.format == "google_contacts"
    assert reading.dropped_fields == ["Birthday", "Gender", "Language", "Photo"]
    (dana,) = reading.drafts
    assert (dana.borrower.name, dana.borrower.emails) == ("Dana Whitlock", ("dana@example.com",))
    assert dana.borrower.phones == (Phone(number="+14235550142", kind="mobile"),)
    assert dana.address == Address(street="1 Office Way", city="Pensacola", state="FL", zip="32501")


def test_it_may_have_been_saved_as_a_workbook() -> None:
    header = ("First Name", "Last Name", "Phone 1 - Label", "Phone 1 - Value")
    reading = read(workbook({"contacts": sheet(header, ("Dana", "Whitlock", "Mobile", "423-555-0142"))}))
    assert reading.format == "google_contacts"
    assert reading.drafts[0].borrower.phones == (Phone(number="+14235550142", kind="mobile"),)


def test_a_bad_row_says_why_with_its_line() -> None:
    reading = read("First Name,Phone 1 - Label,Phone 1 - Value\nDana,Mobile,none\nAlex,Mobile,423-555-0142,more\n")
    assert [(row.line, row.reason) for row in reading.rejected] == [
        (2, "no phone and no e-mail: “Mobile Phone” holds no phone number"),
        (3, "4 cells where the header has 3"),
    ]
