"""ADF, vendors' own XML and numbered fields; what XML may not do."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.domain.lead import Address, Phone
from app.errors import BadInput, UnreadableFile
from app.leadfiles.reading import Mapping
from tests.app.leadfiles.reads import only, read


def prospect(contact: str, more: str = "") -> str:
    return f"<prospect><customer><contact>{contact}</contact></customer>{more}</prospect>\n"


MAIL = "<email>a@example.com</email>"


def test_several_prospects_in_one_file_are_several_leads() -> None:
    reading = read(f"<?ADF VERSION='1.0'?>\n<adf>\n{prospect(MAIL)}{prospect('<name>Q</name>')}{prospect(MAIL)}</adf>")
    assert [(row.line, row.reason) for row in reading.rows] == [(3, ""), (4, "no phone and no e-mail"), (5, "")]


@pytest.mark.parametrize(
    "start",
    [
        "<?xml version='1.0'?>\n<?ADF VERSION='1.0'?>\n",
        "<?adf version='1.0'?>\n<?xml version='1.0' encoding='UTF-8'?>\n",
        "\n  ",
        "<!DOCTYPE adf SYSTEM 'adf.dtd'>",
        "<!-- from the vendor -->",
    ],
)
def test_whatever_stands_before_the_adf_is_taken_as_it_comes(start: str) -> None:
    assert only(f"{start}<adf>{prospect(MAIL)}</adf>").borrower.emails == ("a@example.com",)


def test_several_adf_documents_in_one_file_are_read() -> None:
    one = f"<?xml version='1.0'?><?adf version='1.0'?><adf>{prospect(MAIL)}</adf>\n"
    assert len(read(one * 3).drafts) == 3


def test_adf_in_capitals_is_adf() -> None:
    assert read(f"<ADF>{prospect(MAIL)}</ADF>".upper()).format == "adf_xml"


def test_names_come_in_parts_or_whole() -> None:
    parts = "<name part='last'>Whitlock</name><name part='first'>Dana</name><name part='middle'>M</name>"
    assert only(f"<adf>{prospect(parts + MAIL)}</adf>").borrower.name == "Dana M Whitlock"
    whole = "<name part='full'>Dana Whitlock</name>"
    assert only(f"<adf>{prospect(whole + MAIL)}</adf>").borrower.name == "Dana Whitlock"


def test_a_fax_is_no_number_to_call() -> None:
    phones = "<phone type='fax'>423-555-0143</phone><phone type='cellphone'>423-555-0142</phone>"
    draft = only(f"<adf>{prospect(phones)}</adf>")
    assert draft.borrower.phones == (Phone(number="+14235550142", kind="mobile"),)
    assert draft.source_fields["Fax number"] == "423-555-0143"


def test_the_second_contact_is_a_co_borrower_and_the_primary_one_comes_first() -> None:
    two = f"{MAIL}</contact><contact primarycontact='1'><name part='full'>Dana</name><email>d@example.com</email>"
    draft = only(f"<adf>{prospect(two)}</adf>")
    assert draft.borrower.name == "Dana"
    assert draft.co_borrowers[0].emails == ("a@example.com",)


def test_when_to_call_tells_an_adf_phone_what_it_is() -> None:
    phones = "<phone type='voice' time='evening'>423-555-0142</phone><phone time='day'>850-555-0117</phone>"
    draft = only(f"<adf>{prospect(phones)}</adf>")
    assert [phone.kind for phone in draft.borrower.phones] == ["home", "work"]


def test_what_else_stands_in_a_prospect_is_kept_and_what_is_protected_is_not() -> None:
    more = "<vehicle interest='trade-in'><make>Example</make></vehicle><customer><birthdate>1980</birthdate></customer>"
    reading = read(f"<adf>{prospect(MAIL + '<nickname>Dee</nickname>', more)}</adf>")
    (draft,) = reading.drafts
    assert draft.source_fields == {"nickname": "Dee", "vehicle interest": "trade-in", "vehicle make": "Example"}
    assert reading.dropped_fields == ["birthdate"]


def test_a_provider_without_a_name_is_known_by_its_service() -> None:
    provider = "<provider><service>Example Service</service></provider>"
    assert only(f"<adf>{prospect(MAIL, provider)}</adf>").source == "Example Service"


def test_a_list_that_breaks_off_names_the_line() -> None:
    leads = "<leads>\n" + "<lead><name>A</name><phone>423-555-0142</phone></lead>\n" * 2
    reading = read(leads + "<lead><name>C</name><phone>850-5")
    assert len(reading.drafts) == 2
    assert [row.line for row in reading.rejected] == [4]


def test_without_a_provider_the_lead_comes_from_whoever_numbered_it() -> None:
    number = "<id source='Example Rate Table'>EX-1</id>"
    draft = only(f"<adf>{prospect(MAIL, number)}</adf>")
    assert (draft.source, draft.vendor_id) == ("Example Rate Table", "EX-1")


def test_a_file_that_breaks_off_gives_what_came_before() -> None:
    reading = read(f"<adf>{prospect(MAIL)}<prospect><customer><contact><email>b@exam")
    assert len(reading.drafts) == 1
    assert [(row.line, row.reason) for row in reading.rejected] == [
        (2, "the XML breaks off here; nothing below could be read")
    ]


@pytest.mark.parametrize(
    "attack",
    [
        "<!DOCTYPE a [<!ENTITY x 'y'>]><adf>{0}</adf>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><adf>{0}</adf>",
        "<adf><!ENTITY % x 'y'>{0}</adf>",
        "<" + "a><" * 200 + "adf/>",
    ],
)
def test_xml_that_declares_entities_or_digs_too_deep_is_refused(attack: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(attack.format(prospect("<email>&x;</email>")))
    assert refused.value.remedy


def test_freerateupdates_xml_renames_its_fields() -> None:
    reading = read(
        "<?xml version='1.0'?><lead><rid>1860523</rid><UniversalLeadid/><First_Name>Dana</First_Name>"
        "<Last_Name>Whitlock</Last_Name><Email>d@example.com</Email>"
        "<Street_Address>118 Sample Ridge Rd</Street_Address>"
        "<State>TN</State><Zip>37402</Zip><Desired_Loan_Amount>312500</Desired_Loan_Amount></lead>"
    )
    assert reading.format == "freerateupdate_xml"
    (draft,) = reading.drafts
    assert draft.vendor_id == "1860523"
    assert draft.amount == Decimal(312500)
    assert draft.address == Address(street="118 Sample Ridge Rd", state="TN", zip="37402")


def test_a_list_of_leads_is_split_where_people_differ() -> None:
    reading = read(
        "<leads>\n<lead><name>A</name><phone>423-555-0142</phone></lead>\n<lead><name>B</name></lead>\n"
        "<lead><name>C</name><agent><phone>850-555-0117</phone></agent><email>c@example.com</email></lead>\n</leads>"
    )
    assert [(row.line, row.reason) for row in reading.rows] == [(2, ""), (3, "no phone and no e-mail"), (4, "")]
    assert reading.drafts[1].borrower.phones == ()
    assert reading.drafts[1].source_fields == {"agent phone": "850-555-0117"}


def test_a_nested_lead_stays_one_and_its_parts_are_told_apart() -> None:
    draft = only(
        "<Request><Status><Name>New</Name></Status><Borrower><FirstName>Dana</FirstName><Email>d@example.com</Email>"
        "</Borrower><CoBorrower><FirstName>Alex</FirstName></CoBorrower>"
        "<SubjectProperty><State>Florida</State><Zip>32501</Zip></SubjectProperty></Request>"
    )
    assert draft.borrower.name == "Dana"
    assert draft.co_borrowers[0].name == "Alex"
    assert draft.subject_property == Address(state="FL", zip="32501")
    assert draft.source_fields == {"Status Name": "New"}


SOAP = (
    "<soap:Envelope xmlns:soap='urn:x'><soap:Header><Password>hunter2</Password></soap:Header><soap:Body><AddLeads>"
    "<Lead><Fields><Field FieldId='1' Value='Dana'/><Field FieldId='7' Value='423-555-0142'/></Fields></Lead>"
    "<Lead><Fields><Field FieldId='1' Value='Marcus'/><Field FieldId='7' Value='850-555-0117'/></Fields></Lead>"
    "</AddLeads></soap:Body></soap:Envelope>"
)


def test_numbered_fields_are_read_with_a_map() -> None:
    reading = read(SOAP, mapping=Mapping(name="velocify", columns={"1": "First Name", "7": "Mobile Phone"}))
    assert [d.borrower.name for d in reading.drafts] == ["Dana", "Marcus"]
    assert reading.drafts[1].borrower.phones == (Phone(number="+18505550117", kind="mobile"),)
    assert "hunter2" not in str(reading.drafts)


def test_numbered_fields_without_a_map_ask_for_one() -> None:
    with pytest.raises(UnreadableFile, match="map"):
        read(SOAP)


def test_a_map_to_nothing_known_is_refused() -> None:
    with pytest.raises(BadInput, match="Frist Nmae"):
        read(SOAP, mapping=Mapping(name="velocify", columns={"1": "Frist Nmae"}))
