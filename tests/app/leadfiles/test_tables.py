"""Tables: encodings, delimiters, headers, quotation marks, footers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.lead import Phone
from app.errors import UnreadableFile
from tests.app.leadfiles.reads import only, read, row_of

LEAD = "Name{0}Phone{0}Email{0}City\nRenée O’Dell{0}(701) 555-0188{0}renee@example.com{0}Dickinson\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_found(delimiter: str) -> None:
    draft = only(LEAD.format(delimiter))
    assert (draft.borrower.name, draft.address.city) == ("Renée O’Dell", "Dickinson")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_usual_encoding_is_found(encoding: str) -> None:
    assert only(LEAD.format("\t").encode(encoding)).borrower.name == "Renée O’Dell"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_ends_a_line(end: str) -> None:
    reading = read("Name,Phone" + end + "A,423-555-0142" + end + "B,850-555-0117")
    assert [row.line for row in reading.rows] == [2, 3]


def test_one_line_in_another_encoding_does_not_spoil_the_others() -> None:
    data = "Name,Phone\nRenée,701-555-0188\n".encode() + "Zoë,423-555-0142\n".encode("cp1252")
    assert [d.borrower.name for d in read(data).drafts] == ["Renée", "Zoë"]


def test_headers_are_known_in_any_case_and_spelling() -> None:
    draft = only(
        "FIRST_NAME,last name,Mobile  Phone,E-Mail Address,zipCode\nDana,Whitlock,423.555.0142,d@example.com,37402\n"
    )
    assert draft.borrower.name == "Dana Whitlock"
    assert draft.borrower.phones == (Phone(number="+14235550142", kind="mobile"),)
    assert draft.address.zip == "37402"


def test_a_localised_facebook_export_in_utf_16_is_read() -> None:
    table = (
        "id\tcreated_time\tcampaign_id\tcampaign_name\tnome_completo\tnúmero_de_telefone\te-mail\n"
        "l:900000000000009\t2026-11-10T08:05:13-05:00\tc:12000000000000003\tLar\tRenée Ñandú\t"
        "p:+17015550188\trn@example.com\n"
    )
    reading = read(table.encode("utf-16"))
    assert reading.format == "facebook_lead_ads"
    (draft,) = reading.drafts
    assert draft.borrower.name == "Renée Ñandú"
    assert draft.borrower.phones[0].number == "+17015550188"
    assert draft.vendor_id == "900000000000009"
    assert draft.source_fields["campaign_id"] == "12000000000000003"


@pytest.mark.parametrize(
    ("name", "phone"),
    [
        ("nombre_completo", "número_de_teléfono"),
        ("nom_complet", "numéro_de_téléphone"),
        ("vollständiger_name", "telefonnummer"),
        ("nome_e_cognome", "numero_di_telefono"),
        ("полное_имя", "номер_телефона"),
        ("姓名", "电话号码"),
    ],
)
def test_facebooks_column_names_are_known_in_other_languages(name: str, phone: str) -> None:
    draft = only(f"created_time,form_id,{name},{phone}\n2026-11-10T08:05:13Z,f:1,Dana,p:+14235550142\n")
    assert draft.borrower.name == "Dana"
    assert draft.borrower.phones[0].number == "+14235550142"


def test_facebooks_test_lead_is_marked_and_its_dummy_texts_are_gone() -> None:
    draft = only(
        "id,created_time,form_id,full_name,email\n"
        "l:900000000000010,2026-11-10T08:05:13Z,f:1,<test lead: dummy data for full_name>,test@example.com\n"
    )
    assert draft.is_test
    assert draft.borrower.name == ""


def test_a_hubspot_export_is_known() -> None:
    reading = read(
        "Record ID,First Name,Last Name,Email,Phone Number,Lifecycle Stage,Lead Status,Contact owner,Create Date,"
        "Unsubscribed from all email\n"
        "51901001,Dana,Whitlock,dana@example.com,(423) 555-0142,Lead,New,Pat Officer,2024-03-12 09:14,\n"
        "51901002,Marcus,Oyelaran,marcus@example.org,(850) 555-0117,Lead,New,Pat Officer,3/15/2024 2:30 PM,true\n"
    )
    assert reading.format == "hubspot_contacts"
    dana, marcus = reading.drafts
    assert dana.received_at == datetime(2024, 3, 12, 13, 14, tzinfo=UTC)
    assert marcus.received_at == datetime(2024, 3, 15, 18, 30, tzinfo=UTC)
    assert (dana.vendor_id, dana.officer) == ("51901001", "Pat Officer")
    assert dana.source_fields["Lead Status"] == "New"


def test_a_google_ads_export_is_known() -> None:
    reading = read(
        "Lead ID,Lead submit time,Campaign ID,Form ID,GCLID,Full Name,User Email,User Phone,Postal code\n"
        "TeSt-1,2026-11-10 08:05:13 EST,42,7,abc,Dana Whitlock,dana@example.com,+1 423-555-0142,37402\n"
    )
    assert reading.format == "google_ads_leads"
    (draft,) = reading.drafts
    assert draft.received_at == datetime(2026, 11, 10, 13, 5, 13, tzinfo=UTC)
    assert draft.usual_source == "Google Ads"
    assert draft.campaign == "42"


def test_a_title_above_the_header_is_stepped_over() -> None:
    reading = read("Leads of November\n\nsep=;\nName;Phone\nDana;423-555-0142\n")
    assert [(row.line, row.draft is not None) for row in reading.rows] == [(5, True)]


def test_a_quoted_cell_may_hold_delimiters_quotes_and_line_ends() -> None:
    reading = read('Name,Phone,Notes\n"Whitlock, Dana",423-555-0142,"said ""later"",\nthen hung up"\nB,850-555-0117,\n')
    assert [row.line for row in reading.rows] == [2, 4]
    assert reading.drafts[0].borrower.name == "Whitlock, Dana"
    assert reading.drafts[0].source_fields["Comments"] == 'said "later",\nthen hung up'


def test_an_open_quotation_mark_costs_its_own_row_only() -> None:
    reading = read(
        'Name,Phone\n"Dana,423-555-0142\nMarcus,850-555-0117\n"Ji-woo","442-555-0163"\nRenée,"701-555-0188\n'
    )
    assert [row.line for row in reading.rejected] == [2, 5]
    assert "quotation mark" in reading.rejected[0].reason
    assert [d.borrower.name for d in reading.drafts] == ["Marcus", "Ji-woo"]


def test_a_quotation_mark_inside_a_name_is_part_of_it() -> None:
    assert only('Name,Phone\nDana "Dee" Whitlock,423-555-0142\n').borrower.name == 'Dana "Dee" Whitlock'


def test_a_row_with_more_cells_than_columns_is_named_and_left_out() -> None:
    reading = read("Name,Phone,State\nDana,423-555-0142,Chattanooga, TN\nMarcus,850-555-0117,FL\n")
    assert [(row.line, row.reason) for row in reading.rejected] == [(2, "4 cells where the header has 3")]
    assert len(reading.drafts) == 1


def test_a_row_cut_short_is_read_as_far_as_it_goes() -> None:
    draft = only("Name,Phone,State,Zip\nDana,423-555-0142\n")
    assert draft.borrower.name == "Dana"


def test_a_row_nobody_can_be_reached_by_says_so_with_its_line_and_field() -> None:
    reading = read("Name,Phone,Email\nDana,,\nMarcus,n/a,marcus at example\n,850-555-0117,\n")
    assert [(row.line, row.reason) for row in reading.rejected] == [
        (2, "no phone and no e-mail"),
        (3, "no phone and no e-mail: “Phone” holds no phone number; “Email” holds no e-mail address"),
    ]
    assert reading.drafts[0].borrower.name == ""


def test_a_rejects_reason_names_no_borrower() -> None:
    reading = read("Name,Phone,Email\nDana Whitlock,call Dana,dana at home\n")
    assert "Dana" not in reading.rejected[0].reason


def test_a_phone_only_and_a_mail_only_lead_are_leads() -> None:
    reading = read("Name,Phone,Email\n,423-555-0142,\n,,d@example.com\n")
    assert len(reading.drafts) == 2


def test_blank_lines_and_lines_of_delimiters_are_no_rows() -> None:
    reading = read("Name,Phone\n\nA,423-555-0142\n,\n , \nB,850-555-0117\n\n")
    assert [row.line for row in reading.rows] == [3, 6]


def test_a_short_row_below_a_blank_line_is_a_footer_only_at_the_end() -> None:
    reading = read("Name,Phone\nA,423-555-0142\n\nTotal: 1\n\nB,850-555-0117\n\nGenerated today\n")
    assert [(row.line, row.draft is not None) for row in reading.rows] == [(2, True), (4, False), (6, True)]


def test_columns_nobody_knows_stay_under_their_own_headers() -> None:
    draft = row_of("Credit score,Favourite,Favourite,", "excellent_(740+),red,blue,stray")
    assert draft.source_fields == {
        "Credit score": "excellent_(740+)",
        "Favourite": "red",
        "Favourite (2)": "blue",
        "Column 5": "stray",
    }


def test_the_number_of_the_row_is_no_vendors_id() -> None:
    assert row_of("ID", "17").vendor_id == ""
    assert row_of("ID", "17").source_fields == {"ID": "17"}
    assert row_of("ID", "a1b2c3d4").vendor_id == "a1b2c3d4"
    assert row_of("Lead ID", "17").vendor_id == "17"


def test_names_stay_as_they_are_written() -> None:
    reading = read("Name,Phone\n  dana WHITLOCK ,4235550142\nd’Arcy  mcNab,8505550117\n")
    assert [d.borrower.name for d in reading.drafts] == ["dana WHITLOCK", "d’Arcy  mcNab"]


def test_first_and_last_name_are_surer_than_a_cell_that_may_be_a_title() -> None:
    draft = row_of("Lead,First Name,Last Name", "Refi #5,Dana,Whitlock")
    assert draft.borrower.name == "Dana Whitlock"
    assert draft.source_fields["Lead"] == "Refi #5"


def test_several_numbers_in_a_cell_are_several_numbers() -> None:
    draft = only("Phone,Work Phone\n423-555-0142 / 850-555-0117,(442) 555-0163 ext. 9\n")
    assert draft.borrower.phones == (
        Phone(number="+14235550142"),
        Phone(number="+18505550117"),
        Phone(number="+14425550163", kind="work x9"),
    )


def test_one_number_in_two_columns_is_one_number() -> None:
    draft = only("Phone,Mobile\n423-555-0142,4235550142\n")
    assert [p.number for p in draft.borrower.phones] == ["+14235550142"]


def test_other_peoples_numbers_are_kept_but_are_not_the_borrowers() -> None:
    draft = row_of("Assistant's Phone,Home Fax,Agent Phone", "850-555-0117,850-555-0118,850-555-0119")
    assert [p.number for p in draft.borrower.phones] == ["+14235550142"]
    assert set(draft.source_fields) == {"Assistant's Phone", "Home Fax", "Agent Phone"}


def test_a_co_borrower_is_a_person_of_its_own() -> None:
    draft = only(
        "Borrower First Name,Borrower Last Name,Cell,Co-Borrower First Name,Co-Borrower Last Name,CoBorrower Email\n"
        "Dana,Whitlock,423-555-0142,Alex,Whitlock,alex@example.com\n"
    )
    assert draft.borrower.name == "Dana Whitlock"
    (alex,) = draft.co_borrowers
    assert (alex.name, alex.emails) == ("Alex Whitlock", ("alex@example.com",))


def test_a_lead_with_a_co_borrower_only_has_that_borrower() -> None:
    draft = only("Phone,Co-Borrower Name,Co-Borrower Phone\n,Alex,423-555-0142\n")
    assert draft.borrower.name == "Alex"
    assert draft.co_borrowers == ()


def test_prose_that_lists_the_names_of_columns_is_no_lead_file() -> None:
    prose = (
        "Columns we know: First Name, Last Name, Email, Phone.\n" + 3 * "Write to us, or call; both do.\n" + "Bye.\n"
    )
    with pytest.raises(UnreadableFile, match="No leads were found"):
        read(prose)


def test_a_table_of_which_no_row_can_be_read_is_still_read_row_by_row() -> None:
    reading = read("Name,Phone,Email\nA,none,none\nB,none,none\nC,none,none\nD\n")
    assert [row.line for row in reading.rejected] == [2, 3, 4, 5]


def test_up_to_four_borrowers_of_a_row_are_people_of_their_own() -> None:
    header = "Borrower 1 Name,Borrower 1 Phone,Borrower 2 Name,Borrower 3 Name,Third Borrower Email,Co-Borrower 3 Name"
    draft = only(f"{header}\nDana,423-555-0142,Alex,Ji-woo,j@example.com,Marcus\n")
    assert [person.name for person in draft.borrowers] == ["Dana", "Alex", "Ji-woo", "Marcus"]
    assert draft.co_borrowers[1].emails == ("j@example.com",)


def test_a_table_of_very_many_columns_is_read_and_one_of_more_than_any_lead_has_is_none() -> None:
    def table(columns: int) -> str:
        return f"Name,Phone,{','.join(f'Answer {n}' for n in range(columns))}\nDana,423-555-0142{',x' * columns}\n"

    assert len(only(table(1900)).source_fields) == 1900
    with pytest.raises(UnreadableFile):
        read(table(2000))
